/* The types of the module _functools. */
#ifndef HASP_RUNTIME_MODULES_FUNCTOOLS_H
#define HASP_RUNTIME_MODULES_FUNCTOOLS_H

#include "runtime/type.h"

extern struct type partial_type;

#endif
