/* The ring of a deque (runtime/deque.h) from inside: what happens under its object lock. */
#ifndef HASP_RUNTIME_DEQUE_RING_H
#define HASP_RUNTIME_DEQUE_RING_H

#include "runtime/deque.h"

/* A deque that has become empty gives up a ring larger than this. */
enum { DEQUE_KEPT_CAPACITY = 1024 };

static ALWAYS_INLINE Value *deque_slot_locked(struct deque *d, uint64_t i)
{
    return &d->buffer->items[(d->head + i) & (d->buffer->capacity - 1)];
}

static ALWAYS_INLINE void deque_changed_locked(struct deque *d, uint64_t length)
{
    store_release(&d->length, length);
    store_release(&d->n_changes, d->n_changes + 1);
}

/* Can one more be pushed without a new buffer? */
static ALWAYS_INLINE bool deque_has_room_locked(const struct deque *d)
{
    return d->buffer != NULL && d->length < d->buffer->capacity;
}

/* There is room. */
static ALWAYS_INLINE void deque_push_locked(struct deque *d, Value v, bool at_front)
{
    if (at_front) {
        d->head = (d->head - 1) & (d->buffer->capacity - 1);
    }
    value_store(deque_slot_locked(d, at_front ? 0 : d->length), v);
    deque_changed_locked(d, d->length + 1);
}

/* UNBOUND if there is none. The last one takes a large ring with it: it would not come back by itself. */
static ALWAYS_INLINE Value deque_take_locked(struct deque *d, bool at_front)
{
    if (d->length == 0) {
        return VALUE_UNBOUND;
    }
    Value *slot = deque_slot_locked(d, at_front ? 0 : d->length - 1);
    Value v = *slot;
    value_store(slot, VALUE_UNBOUND);
    if (at_front) {
        d->head = (d->head + 1) & (d->buffer->capacity - 1);
    }
    deque_changed_locked(d, d->length - 1);
    if (UNLIKELY(d->length == 0) && d->buffer->capacity > DEQUE_KEPT_CAPACITY) {
        d->buffer = NULL;
        d->head = 0;
    }
    return v;
}

/* Makes room for one more by moving everything into a ring of twice the size, unless there is room by now. */
RAISES bool deque_reserve(struct thread *t, struct deque *d);

#endif
