/* The module math: its functions, table by table. */
#ifndef HASP_RUNTIME_MODULES_MATH_FUNCTIONS_H
#define HASP_RUNTIME_MODULES_MATH_FUNCTIONS_H

#include "runtime/native.h"

extern const struct native_def math_real_functions[], math_integer_functions[],
    math_sum_functions[];

/* The head of a native function. */
#define FUNCTION(name)                                                                             \
    static Value name(struct thread *t, Value *args, UNUSED uint32_t n_args,                       \
                      UNUSED Value keyword_names)

COLD Value math_raise_domain(struct thread *t);
COLD Value math_raise_range(struct thread *t);

#endif
