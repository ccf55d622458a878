/*
 * The items of a SimpleQueue: a chain of chunks that is filled at one end and emptied at the other, without a lock for each item
 * (after the queue of linked arrays of Morrison and Afek, "Fast concurrent queues for x86 processors", 2013; with
 * compare-and-swap in place of their fetch-and-add, since a number, once drawn, cannot be given back where memory ends).
 *
 *      head                                                         tail
 *      [ UNBOUND UNBOUND item item ] -> [ item item item item ] -> [ item item UNBOUND UNBOUND ]
 *                        ^ n_taken                                             ^ n_put
 *
 * Items are numbered in the order in which they came, and the first in a chunk says which slot is whose. Who moves n_put on from n
 * owns the empty slot n and stores the item there; who moves n_taken on from n, having seen that item, owns it and empties the
 * slot. Between the two steps of a put() the item is in the making, and whoever comes to take it waits: what was put after it
 * stands behind it. Both numbers only grow, so that nobody takes an old one for the present.
 *
 * A chunk that is full gets its successor under a lock, first as the tail, then by the link: who takes goes on by the link alone,
 * and may cut it behind itself, lest a forgotten reference to a chunk keep all later ones.
 */
#ifndef HASP_RUNTIME_MODULES_QUEUE_CHAIN_H
#define HASP_RUNTIME_MODULES_QUEUE_CHAIN_H

#include "lock/mutex.h"
#include "lock/park.h"
#include "lock/safepoint.h"
#include "runtime/error.h"

enum { QUEUE_CHUNK_ITEMS = 124 }; /* with what is before them 1 KB */

struct queue_chunk {
    struct object base;
    struct queue_chunk
        *next;      /* stored under grow_lock, then by who moves head on; any thread reads it */
    uint64_t first; /* number of its first item; constant */
    Value items[QUEUE_CHUNK_ITEMS];
};

extern struct type queue_chunk_type;

/* Each end has cache lines of its own. The counts are of all items ever. Any thread reads and swaps all of it, but for tail. */
struct queue_chain {
    char apart_from_header[64];
    struct queue_chunk *head;
    uint64_t n_taken;
    char apart[64];
    struct queue_chunk *tail; /* stored under grow_lock */
    uint64_t n_put;
    uint32_t grow_lock;
    char apart_from_rest[64];
};

/*
 * Where another thread was quicker, or is in the middle of it: stays away for a moment, unheard of, so that the other goes on undisturbed
 * and need not wake anybody: many items then move in the time of one context switch. *n_times, 0 at first, is how often
 * that was done: who has bad luck too often insists.
 */
MAY_GC static NOINLINE void chain_stand_aside(struct thread *t, uint32_t *n_times)
{
    enum { PAUSE_NS = 20000, INSISTS_AFTER = 20 };
    if (++*n_times > INSISTS_AFTER && *n_times % 64 != 0) {
        cpu_relax();
        return;
    }
    blocking_enter(&t->lock, "SimpleQueue");
    park_sleep(park_deadline_ns(PAUSE_NS), PARK_UNINTERRUPTIBLE);
    blocking_leave(&t->lock);
}

static inline struct queue_chunk *queue_chunk_new(struct thread *t, uint64_t first)
{
    struct queue_chunk *chunk = gc_allocate(t, sizeof(struct queue_chunk), &queue_chunk_type);
    if (chunk != NULL) {
        chunk->first = first;
    }
    return chunk;
}

/*
 * How many items there are, or have been a moment ago. To a thread that another will wake after a later put, 0 means that it
 * may sleep: n_put is read first.
 */
static ALWAYS_INLINE uint64_t chain_length(const struct queue_chain *chain)
{
    uint64_t n_put = load_seq_cst(&chain->n_put), n_taken = load_acquire(&chain->n_taken);
    return n_put > n_taken ? n_put - n_taken : 0;
}

/* Adds a chunk behind `last` unless there is one by now. False: MemoryError. */
RAISES MAY_GC static NOINLINE bool chain_grow(struct thread *t, struct queue_chain *chain,
                                              struct queue_chunk *last)
{
    struct queue_chunk *fresh = queue_chunk_new(t, last->first + QUEUE_CHUNK_ITEMS);
    if (fresh == NULL) {
        return false;
    }
    mutex_lock(&chain->grow_lock);
    if (load_relaxed(&chain->tail) == last) {
        store_release(&chain->tail, fresh);
        store_release(&last->next, fresh);
    }
    mutex_unlock(&chain->grow_lock);
    return true;
}

/* Comes before whatever the caller looks at next, in one order with what all others do. False: MemoryError. */
RAISES MAY_GC static inline bool chain_put(struct thread *t, struct queue_chain *chain, Value item)
{
    uint32_t n_times = 0;
    for (;;) {
        uint64_t n = load_acquire(&chain->n_put);
        struct queue_chunk *chunk = load_acquire(&chain->tail);
        uint64_t i = n - chunk->first;
        if (LIKELY(i < QUEUE_CHUNK_ITEMS)) {
            if (LIKELY(compare_and_swap(&chain->n_put, &n, n + 1))) {
                value_store(&chunk->items[i], item);
                return true;
            }
            chain_stand_aside(t, &n_times);
        } else if (i == QUEUE_CHUNK_ITEMS && !chain_grow(t, chain, chunk)) {
            return false;
        }
    }
}

/* Moves head on from `chunk`, whose items are all taken. False: its successor is not there. */
static inline bool chain_leave_chunk(struct queue_chain *chain, struct queue_chunk *chunk)
{
    struct queue_chunk *next = load_acquire(&chunk->next), *seen = chunk;
    if (next != NULL && compare_and_swap(&chain->head, &seen, next)) {
        store_relaxed(&chunk->next, NULL);
    }
    return next != NULL;
}

/* The first item; UNBOUND: there is none. */
MAY_GC static inline Value chain_take(struct thread *t, struct queue_chain *chain)
{
    uint32_t n_times = 0;
    for (;;) {
        uint64_t n = load_acquire(&chain->n_taken);
        struct queue_chunk *chunk = load_acquire(&chain->head);
        uint64_t i = n - chunk->first;
        if (i == QUEUE_CHUNK_ITEMS && chain_leave_chunk(chain, chunk)) {
            continue;
        }
        Value item = i < QUEUE_CHUNK_ITEMS ? value_load(&chunk->items[i]) : VALUE_UNBOUND;
        if (LIKELY(item != VALUE_UNBOUND) && LIKELY(compare_and_swap(&chain->n_taken, &n, n + 1))) {
            value_store(&chunk->items[i], VALUE_UNBOUND);
            return item;
        }
        if (item == VALUE_UNBOUND && load_seq_cst(&chain->n_put) == n) {
            return VALUE_UNBOUND;
        }
        if (load_acquire(&chain->head) == chunk) {
            chain_stand_aside(t, &n_times);
        }
    }
}

/*
 * The same where no other thread can come between, for the commonest calls: adds the item, or takes it, where that takes no
 * new chunk and no next one. False, UNBOUND: it did nothing.
 */
static ALWAYS_INLINE bool chain_put_unshared(struct queue_chain *chain, Value item)
{
    if (UNLIKELY(load_relaxed(&mutex_objects_shared))) {
        return false;
    }
    struct queue_chunk *chunk = chain->tail;
    uint64_t n = chain->n_put, i = n - chunk->first;
    if (UNLIKELY(i == QUEUE_CHUNK_ITEMS)) {
        return false;
    }
    value_store(&chunk->items[i], item);
    store_release(&chain->n_put, n + 1);
    return true;
}

static ALWAYS_INLINE Value chain_take_unshared(struct queue_chain *chain)
{
    if (UNLIKELY(load_relaxed(&mutex_objects_shared))) {
        return VALUE_UNBOUND;
    }
    struct queue_chunk *chunk = chain->head;
    uint64_t n = chain->n_taken, i = n - chunk->first;
    if (UNLIKELY(i == QUEUE_CHUNK_ITEMS)) {
        return VALUE_UNBOUND;
    }
    Value item = value_load(&chunk->items[i]);
    if (LIKELY(item != VALUE_UNBOUND)) {
        value_store(&chunk->items[i], VALUE_UNBOUND);
        store_release(&chain->n_taken, n + 1);
    }
    return item;
}

#endif
