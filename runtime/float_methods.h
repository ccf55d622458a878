/* The tables of float's type object. */
#ifndef HASP_RUNTIME_FLOAT_METHODS_H
#define HASP_RUNTIME_FLOAT_METHODS_H

#include "runtime/float.h"

extern const struct native_def float_methods[];
extern const struct getset_def float_getsets[];

/* As float.fromhex: spaces around it, "inf" and "nan", too. ValueError, OverflowError. `text` ends with a zero byte. */
RAISES bool float_parse_hexadecimal(struct thread *t, const char *text, size_t n, double *d);

/* A float of exactly that type with the same number. */
RAISES Value float_exact(struct thread *t, Value v);

#endif
