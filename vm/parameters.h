/* Binding the arguments of a call to the parameters of a Python function. */
#ifndef HASP_VM_PARAMETERS_H
#define HASP_VM_PARAMETERS_H

#include "runtime/code.h"

/*
 * Rearranges `registers`, which hold the arguments in the form of native_fn, into the first code->n_parameters registers
 * of a frame of `f`. There is room for all registers of the frame and for all arguments. TypeError with CPython's words.
 */
RAISES bool parameters_bind(struct thread *t, struct function *f, Value *registers, uint32_t n_args,
                            Value keyword_names);

#endif
