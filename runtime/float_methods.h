/* The tables of float's type object. */
#ifndef HASP_RUNTIME_FLOAT_METHODS_H
#define HASP_RUNTIME_FLOAT_METHODS_H

#include "runtime/float.h"

extern const struct native_def float_methods[];
extern const struct getset_def float_getsets[];

/* A float of exactly that type with the same number. */
RAISES Value float_exact(struct thread *t, Value v);

#endif
