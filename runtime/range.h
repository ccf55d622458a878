/* range: an immutable arithmetic progression of ints of any size. */
#ifndef HASP_RUNTIME_RANGE_H
#define HASP_RUNTIME_RANGE_H

#include "runtime/error.h"

struct range {
    struct object base;
    /* Immutable; ints. */
    Value start, stop, step;
    Value length; /* of any size too; never negative */
};

extern struct type range_type, long_range_iterator_type;

/* Ints; ValueError for a zero step. */
RAISES Value range_new(struct thread *t, Value start, Value stop, Value step);
/* The item at `i`, which is not checked. */
RAISES Value range_at(struct thread *t, const struct range *range, Value i);

#endif
