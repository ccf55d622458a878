/*
 * A thread, as far as locking is concerned. The layer above embeds the record as the FIRST member of its
 * own, allocates and frees it, and passes it to everything here.
 *
 *                        attach                       safepoint_poll, blocking_enter
 *      NEW -------------------------> BLOCKED <-------------------------------------- ATTACHED
 *                                     |  ^  |  blocking_leave, on the thread itself        ^  |
 *                       world_stop    |  |  +----------------------------------------------+  |
 *                       (any thread)  v  | world_start                                        | detach
 *                                    STOPPED                                                  v
 *                                                                                            DEAD
 *
 * ATTACHED  may touch the heap; under an exclusive policy it holds the global lock
 * BLOCKED   may not: in a blocking call, waiting for the global lock, or on its way to one of them
 * STOPPED   as BLOCKED, and may not become ATTACHED before the world is started
 *
 * Only the thread itself makes itself ATTACHED and leaves ATTACHED; only the stopper moves it between
 * BLOCKED and STOPPED (the thread itself may, on the stopper's behalf, under the world's lock: world.c).
 */
#ifndef HASP_LOCK_THREAD_H
#define HASP_LOCK_THREAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "lock/park.h"
#include "runtime/base/atomics.h"
#include "runtime/base/attributes.h"

enum thread_state {
    THREAD_NEW,
    THREAD_BLOCKED,
    THREAD_ATTACHED,
    THREAD_STOPPED,
    THREAD_DEAD,
};

/* Where a thread's stack ended, and its callee-saved registers, when it last left ATTACHED. */
struct thread_spill {
    void *stack_top; /* lowest address in use; NULL: the stack holds nothing yet */
    uintptr_t registers[20];
};

struct record;
struct thread_mapping;

struct lock_thread {
    /* Any thread sets bits with safepoint_request; the thread itself polls, and clears what it serves. */
    uint32_t safepoint_word;
    /* enum thread_state. Atomic: see the diagram for who changes what. */
    uint32_t state;

    /* Constant while the thread is in the list. */
    struct parker *parker; /* from the thread's own first instruction on */
    char *stack_low;       /* usable C stack: [stack_low, stack_high) */
    char *stack_high;
    char *extra; /* the region that native_start was asked for; NULL for an adopted thread */
    size_t extra_bytes;
    struct thread_mapping *mapping; /* NULL for an adopted thread */
    bool daemon;                    /* for the layer above: not waited for at exit */

    /* Written by the thread's first instruction, 0 before; relaxed: others may be looking (thread_native_id). */
    pid_t native_id;

    /* What blocking_enter was told last. Written by the thread; atomic: who looks on reads it at any time. */
    const char *blocking_call;

    /* Written by the thread before it leaves ATTACHED, read by others with the world stopped. */
    struct thread_spill spill;

    /* Under the world's lock; the links are also read with the world stopped. */
    struct lock_thread *next;
    struct lock_thread *previous;
    bool awaited; /* the stopper waits for this thread to leave ATTACHED */

    /* The thread's own: what is recorded of it, or NULL (record.h). */
    struct record *record;

    /* Under the policy's own lock. */
    uint64_t policy_data[3];
    int64_t
        adopted_ns; /* since when it waits for the lock without having got up to do so; 0: it does not */
};

/* The thread that runs here; NULL before it is attached. */
extern _Thread_local struct lock_thread *thread_self_pointer;
static inline struct lock_thread *thread_self(void)
{
    return thread_self_pointer;
}

/* Makes a zeroed record NEW. */
void thread_init(struct lock_thread *t);

/*
 * Brings the calling native thread, which native_start did not make (the main thread), into the list and
 * attaches it. Blocks while the world is stopped and until the global lock is granted.
 */
void thread_attach(struct lock_thread *t);

/*
 * The reverse: gives up the global lock and leaves the list, for ever. May wait while the world is stopped. The
 * record is the caller's again when it returns (thread_gone is not called).
 */
void thread_detach(struct lock_thread *t);

/* How many threads are in the list, a snapshot. */
size_t thread_count(void);

/* Walks the list of threads in order of attachment; NULL at the end. World stopped by the caller. */
struct lock_thread *thread_first_stw(void);
struct lock_thread *thread_next_stw(const struct lock_thread *t);

/*
 * The same without the world stopped, for who holds the list (world_hold_list_from_outside), and for the last words of a process
 * that is crashing: the list may change under that reader, who follows a bounded number of links. Async-signal-safe.
 */
struct lock_thread *thread_peek_first(void);
struct lock_thread *thread_peek_next(const struct lock_thread *t);

/*
 * Stores the callee-saved registers and the caller's stack pointer. For a function whose frame stays alive
 * while others read the spill; safepoints and blocking_enter call it themselves.
 */
void thread_spill(struct thread_spill *spill);

/* Records `t`'s own stack as the collector will see it from here, when it collects on this thread itself. */
static ALWAYS_INLINE void thread_record_stack(struct lock_thread *t)
{
    thread_spill(&t->spill);
}

/* The system's number of a thread in the list; 0: it has not begun. */
static inline pid_t thread_native_id(const struct lock_thread *t)
{
    return load_relaxed(&t->native_id);
}

static inline enum thread_state thread_state_get(const struct lock_thread *t)
{
    return (enum thread_state)load_acquire(&t->state);
}

#endif
