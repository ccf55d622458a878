/*
 * deque: a double-ended queue in a ring.
 *
 *     buffer->items:   . . 3 4 5 . . . .        head = 2, length = 3, capacity a power of two
 *
 * Unlike lists, everything that looks at the ring, readers too, holds the object lock for that moment: head, length and
 * buffer have to be seen together. Slots outside of the deque are UNBOUND.
 */
#ifndef HASP_RUNTIME_DEQUE_H
#define HASP_RUNTIME_DEQUE_H

#include "runtime/error.h"
#include "runtime/gc.h"

struct deque {
    struct object base;
    /* Under the object lock; `length` and `n_changes` by load_acquire without. */
    struct value_buffer *buffer; /* NULL while empty from the start */
    uint64_t head;
    uint64_t length;
    uint64_t n_changes; /* of length or order: iterators stop when it moves */
    int64_t max_length; /* -1: none; set by __init__ */
};

extern struct type deque_type, deque_iterator_type, deque_reverse_iterator_type;
extern const struct native_def deque_methods[];

static ALWAYS_INLINE struct deque *value_to_deque(Value v)
{
    return (struct deque *)value_to_object(v);
}
static ALWAYS_INLINE uint64_t deque_length(const struct deque *d)
{
    return load_acquire(&d->length);
}
static ALWAYS_INLINE bool deque_is_full(const struct deque *d)
{
    return load_relaxed(&d->max_length) >= 0 &&
           deque_length(d) >= (uint64_t)load_relaxed(&d->max_length);
}

RAISES Value deque_new(struct thread *t, struct type *type, int64_t max_length);

/*
 * The items of some other object, without the object lock: whoever has it lets one thread at a time at it, by a lock of its own. As
 * long as it is of this type, no script has seen it.
 */
extern struct type hidden_deque_type;
RAISES Value deque_new_hidden(struct thread *t);
/* Of a hidden deque. */
RAISES bool deque_push_hidden(struct thread *t, struct deque *d, Value v);
Value deque_take_hidden(struct deque *d, bool at_front);
/*
 * From now on it is an ordinary deque for all threads; none is in one of the two functions above any more. _stw: the world is
 * stopped, or only this thread knows it.
 */
MAY_GC void deque_show(struct thread *t, struct deque *d);
void deque_show_stw(struct deque *d);

/* Adds at one end, at which a full deque loses an item from the other. */
RAISES bool deque_push(struct thread *t, struct deque *d, Value v, bool at_front);
/* UNBOUND if there is none. */
Value deque_take(struct deque *d, bool at_front);
Value deque_at(struct deque *d, uint64_t i);
/* The item and the changes so far, of one moment. */
Value deque_at_counting(struct deque *d, uint64_t i, uint64_t *n_changes);
bool deque_set(struct deque *d, uint64_t i, Value v);
/* Removes the item at `i`; with `only` not UNBOUND, only if it is that. */
bool deque_remove(struct deque *d, uint64_t i, Value only);
/* In front of item `i`. IndexError if the deque is full. */
RAISES bool deque_insert(struct thread *t, struct deque *d, int64_t i, Value v);
void deque_clear(struct deque *d);
void deque_rotate(struct deque *d, int64_t n);
void deque_reverse(struct deque *d);
/* Do other threads run beside this one? Then a change says nothing about ==, and a copy is searched. */
bool deque_is_shared(struct deque *d);
/* What a search has come to. */
struct deque_place {
    int64_t i;        /* -1: not there */
    Value item;       /* the one that is there */
    bool was_changed; /* == has changed the deque, and the search was given up */
};
/* The first place of `item` in [start, stop), whose negative bounds count from the end. */
RAISES MAY_GC bool deque_find(struct thread *t, struct deque *d, Value item, int64_t start,
                              int64_t stop, struct deque_place *found);
/* All items of one moment. */
RAISES Value deque_to_tuple(struct thread *t, struct deque *d);
RAISES MAY_GC bool deque_extend(struct thread *t, struct deque *d, Value iterable, bool at_front);
RAISES Value deque_iterator_new(struct thread *t, struct deque *d, bool backwards);

#endif
