/* The stack of an unpickler. */
#include "runtime/modules/unpickle.h"

enum { FIRST_DEPTH = 30, FIRST_MARKS = 16 };

bool unpickle_grow_stack(struct unpickler *u)
{
    struct value_buffer *old = u->stack;
    struct value_buffer *larger =
        value_buffer_new(u->t, old == NULL ? FIRST_DEPTH : 2 * old->capacity);
    if (larger == NULL) {
        return false;
    }
    if (old != NULL) {
        memcpy(larger->items, old->items, u->depth * sizeof(Value));
    }
    u->stack = larger;
    return true;
}

bool unpickle_underflow(struct unpickler *u)
{
    return raise_false(u->t, unpickling_error_type(),
                       u->n_marks > 0 ? "unexpected MARK found" : "unpickling stack underflow");
}

static size_t *fences(const struct unpickler *u)
{
    return (size_t *)(void *)u->marks->bytes;
}

bool unpickle_mark(struct unpickler *u)
{
    size_t capacity = u->marks == NULL ? 0 : u->marks->n_bytes / sizeof(size_t);
    if (u->n_marks == capacity) {
        struct raw_buffer *larger =
            raw_buffer_new(u->t, (capacity == 0 ? FIRST_MARKS : 2 * capacity) * sizeof(size_t));
        if (larger == NULL) {
            return false;
        }
        if (capacity > 0) {
            memcpy(larger->bytes, u->marks->bytes, capacity * sizeof(size_t));
        }
        u->marks = larger;
    }
    fences(u)[u->n_marks++] = u->depth;
    u->fence = u->depth;
    return true;
}

bool unpickle_pop_mark(struct unpickler *u, size_t *place)
{
    if (u->n_marks == 0) {
        return raise_false(u->t, unpickling_error_type(), "could not find MARK");
    }
    *place = fences(u)[--u->n_marks];
    u->fence = u->n_marks == 0 ? 0 : fences(u)[u->n_marks - 1];
    return true;
}

Value unpickle_pop_tuple(struct unpickler *u, size_t place)
{
    Value tuple =
        tuple_new(u->t, u->stack == NULL ? NULL : u->stack->items + place, u->depth - place);
    u->depth = place;
    return tuple;
}
