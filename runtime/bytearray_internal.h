/* What runtime/bytearray*.c share. */
#ifndef HASP_RUNTIME_BYTEARRAY_INTERNAL_H
#define HASP_RUNTIME_BYTEARRAY_INTERNAL_H

#include "runtime/bytearray.h"

/*
 * Atomically replaces bytes [from, to), clipped to the length of that moment, by `n` others. `data` does not lie in a
 * bytearray.
 */
RAISES bool bytearray_splice(struct thread *t, struct bytearray *array, size_t from, size_t to,
                             const void *data, size_t n);
/* The byte at `i`, negative from the end, removed if asked; -1: there is none. */
int bytearray_take(struct bytearray *array, int64_t i, bool remove);
/* Atomically. */
void bytearray_reverse(struct bytearray *array);

extern const struct native_def bytearray_methods[];

#endif
