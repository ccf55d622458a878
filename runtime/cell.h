/*
 * A cell: one shared, replaceable Value. Holds a captured variable, a global variable (in the dict of a
 * module), or a class attribute, so that code which has found the cell once reads the variable with one
 * load, whoever changes it.
 */
#ifndef HASP_RUNTIME_CELL_H
#define HASP_RUNTIME_CELL_H

#include "runtime/object.h"

struct cell {
    struct object base;
    Value value; /* any thread, by value_load and value_store; UNBOUND: no such variable (now) */
};

extern struct type cell_type;

/* Raises MemoryError. */
RAISES struct cell *cell_new(struct thread *t, Value value);

static ALWAYS_INLINE Value cell_get(const struct cell *cell)
{
    return value_load(&cell->value);
}

static ALWAYS_INLINE void cell_set(struct cell *cell, Value v)
{
    value_store(&cell->value, v);
}

/* Leaves it unbound. Of several threads that take what it holds one gets it. */
static ALWAYS_INLINE Value cell_take(struct cell *cell)
{
    return atomic_swap(&cell->value, VALUE_UNBOUND);
}

#endif
