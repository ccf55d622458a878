/* The one function of itertools that is no type. */
#ifndef HASP_RUNTIME_MODULES_ITERTOOLS_TEE_H
#define HASP_RUNTIME_MODULES_ITERTOOLS_TEE_H

#include "runtime/thread.h"

/* tee(iterable, n=2), as a native function. */
Value itertools_tee(struct thread *t, Value *args, uint32_t n_args, Value keyword_names);

#endif
