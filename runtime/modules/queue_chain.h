/*
 * The items of a SimpleQueue: a chain of chunks that is filled at one end and emptied at the other, under a lock each (the
 * two-lock queue of Michael and Scott, "Simple, fast, and practical non-blocking and blocking concurrent queue algorithms",
 * 1996). So a thread that puts and one that gets share no word but the slots of the items, eight to a cache line.
 *
 *      head                                                    tail
 *      [ taken taken item item ] -> [ item item item item ] -> [ item item UNBOUND UNBOUND ]
 *              n_taken ^                                                   ^ n_in_tail
 *
 * A slot is stored to once, with release order; whoever finds it UNBOUND has come to the end. A chunk is let go of when its
 * last item has been taken and there is another: its link is cut then, lest a forgotten reference to it keep all later ones.
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
    struct queue_chunk *next; /* stored once by who fills, then by who empties */
    uint64_t n_taken;         /* under the getters' lock */
    Value items[QUEUE_CHUNK_ITEMS];
};

extern struct type queue_chunk_type;

/* Each end has cache lines of its own. The counts are of all items ever; written under the lock, read by all. */
struct queue_chain {
    char apart_from_header[64];
    struct queue_chunk *head; /* under get_lock */
    uint64_t n_taken;
    uint32_t get_lock;
    char apart[64];
    struct queue_chunk *tail; /* under put_lock */
    uint64_t n_in_tail;
    uint64_t n_put;
    uint32_t put_lock;
    char apart_from_rest[64];
};

/*
 * Where the holder runs on another processor: stays away for a moment, unheard of, so that the holder goes on undisturbed and need
 * not wake anybody: many items then move in the time of one context switch.
 */
MAY_GC static NOINLINE void lock_end_after_pause(struct thread *t, uint32_t *word)
{
    enum { PAUSE_NS = 20000, N_PAUSES = 20 };
    for (int n = mutex_spins() > 0 ? N_PAUSES : 0; n > 0; n--) {
        blocking_enter(&t->lock, "SimpleQueue");
        park_sleep(park_deadline_ns(PAUSE_NS), PARK_UNINTERRUPTIBLE);
        blocking_leave(&t->lock);
        if (mutex_try_lock(word)) {
            return;
        }
    }
    mutex_lock(word);
}

/* The result is for mutex_unlock_if. */
MAY_GC static ALWAYS_INLINE bool lock_end(struct thread *t, uint32_t *word)
{
    if (LIKELY(!load_relaxed(&mutex_objects_shared))) {
        return mutex_lock_if_shared(word);
    }
    if (UNLIKELY(!mutex_try_lock(word))) {
        lock_end_after_pause(t, word);
    }
    return true;
}

static inline struct queue_chunk *queue_chunk_new(struct thread *t)
{
    return gc_allocate(t, sizeof(struct queue_chunk), &queue_chunk_type);
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

/* Adds a chunk unless there is room by now. False: MemoryError. */
RAISES MAY_GC static NOINLINE bool chain_grow(struct thread *t, struct queue_chain *chain)
{
    struct queue_chunk *fresh = queue_chunk_new(t);
    if (fresh == NULL) {
        return false;
    }
    bool locked = lock_end(t, &chain->put_lock);
    if (chain->n_in_tail == QUEUE_CHUNK_ITEMS) {
        store_release(&chain->tail->next, fresh);
        store_release(&chain->tail, fresh);
        chain->n_in_tail = 0;
    }
    mutex_unlock_if(&chain->put_lock, locked);
    return true;
}

/* Comes before whatever the caller looks at next, in one order with what all others do. False: MemoryError. */
RAISES MAY_GC static ALWAYS_INLINE bool chain_put(struct thread *t, struct queue_chain *chain,
                                                  Value item)
{
    bool locked = lock_end(t, &chain->put_lock);
    while (UNLIKELY(chain->n_in_tail == QUEUE_CHUNK_ITEMS)) {
        mutex_unlock_if(&chain->put_lock, locked);
        if (!chain_grow(t, chain)) {
            return false;
        }
        locked = lock_end(t, &chain->put_lock);
    }
    value_store(&chain->tail->items[chain->n_in_tail++], item);
    if (locked) {
        atomic_add(&chain->n_put, 1);
    } else {
        store_release(&chain->n_put, chain->n_put + 1);
    }
    mutex_unlock_if(&chain->put_lock, locked);
    return true;
}

/* The first item; UNBOUND: there is none. */
MAY_GC static ALWAYS_INLINE Value chain_take(struct thread *t, struct queue_chain *chain)
{
    bool locked = lock_end(t, &chain->get_lock);
    struct queue_chunk *chunk = chain->head;
    if (UNLIKELY(chunk->n_taken == QUEUE_CHUNK_ITEMS) && load_acquire(&chunk->next) != NULL) {
        store_release(&chain->head, load_acquire(&chunk->next));
        store_relaxed(&chunk->next, NULL);
        chunk = chain->head;
    }
    Value item = VALUE_UNBOUND;
    if (LIKELY(chunk->n_taken < QUEUE_CHUNK_ITEMS)) {
        item = value_load(&chunk->items[chunk->n_taken]);
    }
    if (item != VALUE_UNBOUND) {
        chunk->n_taken++;
        store_release(&chain->n_taken, chain->n_taken + 1);
    }
    mutex_unlock_if(&chain->get_lock, locked);
    return item;
}

/*
 * The same where no other thread can come between, for the commonest calls: adds the item, or takes it, where that takes no lock,
 * no new chunk and no next one. False, UNBOUND: it did nothing.
 */
static ALWAYS_INLINE bool chain_put_unshared(struct queue_chain *chain, Value item)
{
    if (UNLIKELY(load_relaxed(&mutex_objects_shared))) {
        return false;
    }
    uint64_t n = chain->n_in_tail;
    if (UNLIKELY(n == QUEUE_CHUNK_ITEMS)) {
        return false;
    }
    value_store(&chain->tail->items[n], item);
    chain->n_in_tail = n + 1;
    store_release(&chain->n_put, chain->n_put + 1);
    return true;
}

static ALWAYS_INLINE Value chain_take_unshared(struct queue_chain *chain)
{
    if (UNLIKELY(load_relaxed(&mutex_objects_shared))) {
        return VALUE_UNBOUND;
    }
    struct queue_chunk *chunk = chain->head;
    uint64_t n = chunk->n_taken;
    if (UNLIKELY(n == QUEUE_CHUNK_ITEMS)) {
        return VALUE_UNBOUND;
    }
    Value item = value_load(&chunk->items[n]);
    if (LIKELY(item != VALUE_UNBOUND)) {
        chunk->n_taken = n + 1;
        store_release(&chain->n_taken, chain->n_taken + 1);
    }
    return item;
}

#endif
