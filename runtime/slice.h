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

/* Bounds as C integers; those that were omitted lie beyond every sequence. */
struct slice_bounds {
    int64_t start, stop, step;
};
/* ValueError for a zero step, TypeError for bounds without __index__, which may run Python: ask for the length of what is
   sliced afterwards. */
RAISES MAY_GC bool slice_read(struct thread *t, Value slice, struct slice_bounds *bounds);
/* Fits `bounds` to a sequence of `length` items. Their number. */
int64_t slice_fit(struct slice_bounds *bounds, int64_t length);
/* Both, for what has one length for ever: *start and *step, and the number of items *count. */
RAISES MAY_GC bool slice_resolve(struct thread *t, Value slice, int64_t length, int64_t *start,
                                 int64_t *step, int64_t *count);

#endif
