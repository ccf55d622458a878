/*
 * When to collect: the account of what has been allocated.
 *
 * A collection is due when as much has been allocated as the last one had to look at: what survived it but for long texts,
 * of which only the mark is looked at. So marking costs a constant amount for each byte allocated, and the heap is at most
 * twice what lives. Not before ALONE_BYTES: a small program then stays smaller than under CPython. Not before TOGETHER_BYTES for
 * each thread where several allocate: a collection stops them all, and all wait for the one that comes last (two threads, 5
 * million dead objects each: 4 % faster than with ALONE_BYTES).
 *
 * Each of several then begins to look for free chunks at its own share of the range, so that it gets the memory back that
 * it has used before and finds it in its own processor's cache.
 */
#include "lock/safepoint.h"
#include "runtime/gc_internal.h"
#include "runtime/heap.h"
#include "runtime/thread.h"

enum {
    ALONE_BYTES = 2 << 20,
    TOGETHER_BYTES = 8 << 20,
    MOST_TOGETHER_BYTES = 64 << 20,
    LATE_BYTES = 64 << 20, /* under gc.disable(): whoever measures is not disturbed for so long */
    FLUSH_BYTES = 128 << 10
};

struct gc_account gc_account = {
    .trigger = ALONE_BYTES, .late = LATE_BYTES, .enabled = true, .n_allocating = 1};

static struct gc_allocator *allocator_of(struct lock_thread *t)
{
    return &((struct thread *)t)->allocator;
}

/* ---- charging ---- */

static size_t due_at(void)
{
    return load_relaxed(&gc_account.enabled) ? load_relaxed(&gc_account.trigger)
                                             : load_relaxed(&gc_account.late);
}

bool gc_pace_is_due(void)
{
    return load_relaxed(&gc_account.allocated) >= due_at();
}

void gc_charge_flush(struct thread *t)
{
    size_t bytes = t->allocator.allocated_bytes;
    t->allocator.allocated_bytes = 0;
    t->allocator.flushed_bytes += bytes;
    size_t total = atomic_add_relaxed(&gc_account.allocated, bytes) + bytes;
    if (total >= due_at()) {
        safepoint_request(&t->lock, SAFEPOINT_COLLECT);
    }
}

void gc_charge(struct thread *t, size_t bytes)
{
    t->allocator.allocated_bytes += bytes;
    if (t->allocator.allocated_bytes >= FLUSH_BYTES) {
        gc_charge_flush(t);
    }
#ifdef HASP_GC_STRESS
    safepoint_request(&t->lock, SAFEPOINT_COLLECT);
#endif
}

/* ---- the next collection ---- */

/* Of the memory that is left, half may be taken before the next collection. */
static size_t room_left(void)
{
    size_t n_allowed = heap.n_allowed - heap.n_reserve;
    return heap.n_taken < n_allowed ? (n_allowed - heap.n_taken) / 2 * CHUNK_BYTES : 0;
}

static void set_trigger(size_t bytes)
{
    size_t room = room_left();
    size_t late = bytes > LATE_BYTES ? bytes : LATE_BYTES;
    store_relaxed(&gc_account.trigger, bytes < room ? bytes : room);
    store_relaxed(&gc_account.late, late < room ? late : room);
}

void gc_pace_init(void)
{
    set_trigger(ALONE_BYTES);
}

/* What a thread must have allocated to count as one that allocates: a quarter of what the busiest did. */
static size_t bytes_to_count_stw(void)
{
    size_t most = 0;
    for (struct lock_thread *t = thread_first_stw(); t != NULL; t = thread_next_stw(t)) {
        size_t flushed = allocator_of(t)->flushed_bytes;
        most = flushed > most ? flushed : most;
    }
    return most / 4;
}

/* Has each thread that allocates look from its own share of the range on. Returns how many there are. */
static size_t share_range_stw(size_t share_bytes)
{
    size_t to_count = bytes_to_count_stw();
    size_t n = 0;
    for (struct lock_thread *t = thread_first_stw(); t != NULL; t = thread_next_stw(t)) {
        struct gc_allocator *allocator = allocator_of(t);
        allocator->client.search = 0;
        allocator->client.spends_reserve &= room_left() < 4 * heap.n_reserve * CHUNK_BYTES;
        if (allocator->flushed_bytes >= to_count) {
            allocator->client.search = heap.lowest + n * (share_bytes / CHUNK_BYTES);
            n++;
        }
        allocator->flushed_bytes = 0;
    }
    return n;
}

static size_t least_trigger(size_t n_allocating)
{
    if (n_allocating <= 1) {
        return ALONE_BYTES;
    }
    return n_allocating < MOST_TOGETHER_BYTES / TOGETHER_BYTES ? n_allocating * TOGETHER_BYTES
                                                               : MOST_TOGETHER_BYTES;
}

void gc_pace_restart_stw(size_t scanned_bytes)
{
    size_t n_before = gc_account.n_allocating;
    size_t n = share_range_stw(n_before > 1 ? least_trigger(n_before) / n_before : 0);
    gc_account.n_allocating = n;
    /* The smaller number: a thread that ends or begins does not count. */
    size_t least = least_trigger(n < n_before ? n : n_before);
    gc_account.allocated_total += load_relaxed(&gc_account.allocated);
    store_relaxed(&gc_account.allocated, 0);
    set_trigger(scanned_bytes > least ? scanned_bytes : least);
}

/* What this collection has freed, or earlier ones, will be wanted again before the next one: to give memory back and fault
   it in again costs more than a collection. */
size_t gc_chunks_to_keep_stw(size_t n_freed)
{
    size_t n_before = gc_account.n_kept - gc_account.n_kept / 8;
    size_t n = n_freed > n_before ? n_freed : n_before;
    size_t n_until_due = gc_account.trigger / CHUNK_BYTES;
    gc_account.n_kept = n > n_until_due ? n : n_until_due;
    return gc_account.n_kept;
}

void gc_keep_nothing_stw(void)
{
    gc_account.n_kept = 0;
}
