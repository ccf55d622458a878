/*
 * Flags that the compiler puts into arithmetic instructions and runtime/int.c reads: which operands, and whether the result,
 * are temporaries that nothing else can see. See the head of runtime/int.h.
 */
#ifndef HASP_RUNTIME_TEMPORARY_H
#define HASP_RUNTIME_TEMPORARY_H

enum int_temporary_flag {
    INT_RESULT_IS_TEMPORARY = 1,
    INT_LEFT_IS_TEMPORARY = 2,
    INT_RIGHT_IS_TEMPORARY = 4
};

#endif
