/*
 * The inside of lists: what runtime/list*.c share. Everything that changes a list does it through list_splice or,
 * where no buffer may have to grow, under the object lock by itself.
 */
#ifndef HASP_RUNTIME_LIST_BUFFER_H
#define HASP_RUNTIME_LIST_BUFFER_H

#include <string.h>

#include "runtime/list.h"
#include "runtime/slice.h"

/* The capacity that a list of `n` items grows to: half as much again, so that appending is amortised constant. */
static inline size_t list_grown_capacity(size_t n)
{
    return (n + (n >> 1) + 7) & ~(size_t)3;
}

/* Under the object lock, or on a list that nobody else knows: the one place that stores the buffer. */
static inline void list_publish_buffer_locked(struct list *list, struct value_buffer *buffer)
{
    store_release(&list->buffer, buffer);
}

/*
 * Moves Values within or between buffers under a critical section that was entered with `locked`: word by word
 * if other threads may read them meanwhile.
 */
static inline void list_move_locked(bool locked, Value *to, const Value *from, size_t n)
{
    if (locked) {
        words_move_atomic(to, from, n);
    } else if (n > 0) {
        memmove(to, from, n * sizeof(Value));
    }
}

/* Under the object lock: overwrites slots that are no longer part of the list. */
static inline void list_unbind_locked(bool locked, Value *slots, size_t n)
{
    if (!locked) {
        memset(slots, 0, n * sizeof(Value));
        return;
    }
    for (size_t i = 0; i < n; i++) {
        value_store(&slots[i], VALUE_UNBOUND);
    }
}

/*
 * Atomically replaces the items [from, to) by `n` others; from and to are clipped to the length of that moment. `items`
 * do not lie in a shared buffer.
 */
RAISES bool list_splice(struct thread *t, struct list *list, uint64_t from, uint64_t to,
                        const Value *items, size_t n);
/* The same for the items within the bounds, whose step is 1, as the list is at that moment. */
RAISES bool list_splice_slice(struct thread *t, struct list *list, struct slice_bounds bounds,
                              const Value *items, size_t n);

/* Makes room for `n` items in all. */
RAISES bool list_reserve(struct thread *t, struct list *list, size_t n);

/* Forgets all items from `length` on. */
void list_truncate(struct list *list, uint64_t length);

/* Takes the item at `i`, negative from the end, out of the list; UNBOUND if there is none. */
Value list_take(struct list *list, int64_t i);

/* The items within the bounds, or all, as a new list: those of one moment. */
RAISES Value list_slice(struct thread *t, struct list *list, struct slice_bounds bounds);
RAISES Value list_copy(struct thread *t, struct list *list);

/* The first `room` items, all of one moment, to memory that nobody else knows. Returns how many there were. */
size_t list_copy_items(struct list *list, Value *to, size_t room);

/* The subscripts of runtime/list_subscript.c and the methods of runtime/list_methods.c. */
Value list_get_item(struct thread *t, Value self, Value key);
bool list_set_item(struct thread *t, Value self, Value key, Value v);
extern const struct native_def list_methods[];

/* Invariant of runtime/list.h; under the object lock. */
void list_check_locked(const struct list *list);

#endif
