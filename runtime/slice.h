/* slice objects. Immutable. */
#ifndef HASP_RUNTIME_SLICE_H
#define HASP_RUNTIME_SLICE_H

#include "runtime/error.h"

struct slice {
    struct object base;
    Value start, stop, step; /* None where omitted */
};
extern struct type slice_type;

RAISES Value slice_new(struct thread *t, Value start, Value stop, Value step);

/*
 * Resolves a slice for a sequence of `length` items: *start and *step, and the number of items *count. ValueError for a
 * zero step, TypeError for bounds without __index__.
 */
RAISES MAY_GC bool slice_resolve(struct thread *t, Value slice, int64_t length, int64_t *start,
                                 int64_t *step, int64_t *count);

#endif
