/* The types of the module _functools. */
#ifndef HASP_RUNTIME_MODULES_FUNCTOOLS_H
#define HASP_RUNTIME_MODULES_FUNCTOOLS_H

#include "runtime/type.h"

extern struct type partial_type;

/* What lru_cache makes of a function. */
extern struct type cached_function_type;
RAISES bool cached_function_init(struct thread *t);

#endif
