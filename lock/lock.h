/*
 * The lock room: who may run, who must wait, who is asleep. It knows threads; it knows nothing of Python,
 * of values or of the heap, and it builds and is tested without them.
 *
 *   park.h       a parking lot: threads sleep on addresses (futex underneath)
 *   mutex.h      the object mutex: two bits of a word that its owner supplies
 *   ranked.h     the mutexes of the runtime's own structures, with a checked order (order.def)
 *   thread.h     one thread's record: state, safepoint word, stack; the list of all threads
 *   safepoint.h  the poll, and the one pair of functions around blocking calls
 *   world.h      stopping the world, sharing work out among the stopped, stopping threads for good
 *   schedule.h   the scheduler of the policy `seeded`, and its virtual time; stream_random.h: what it draws from
 *   global.h     the global lock: a table of policies, one of which is chosen at start-up
 *   turns.h      a lock handed on in order, for policies
 *   policy_options.h  the text that chooses a policy and sets its parameters
 *   native.h     starting a native thread on a mapping of its own
 *
 * The life of a process: lock_init, thread_attach(main thread), then native_start for each further thread.
 * A thread is either ATTACHED (it may touch the heap; under an exclusive policy it holds the global
 * lock) or not. It gives the attachment up between blocking_enter and blocking_leave, and whenever a
 * safepoint poll says so.
 *
 * Times are nanoseconds of CLOCK_MONOTONIC in an int64_t. Functions that can fail for lack of resources
 * return an errno value, 0 for success.
 */
#ifndef HASP_LOCK_LOCK_H
#define HASP_LOCK_LOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct lock_policy;
struct lock_thread;

/* What the room asks of the layer above. Fixed before the first thread is attached. */
struct lock_callbacks {
    /*
     * Serves requests that lock/ does not understand (every bit of SAFEPOINT_FOR_RUNTIME), on the polling
     * thread, attached, outside all locks. The bits are already cleared. May stop the world, block and
     * run any code. Returns false if an exception is now set in `t`; safepoint_poll passes that on.
     */
    bool (*at_safepoint)(struct lock_thread *t, uint32_t reasons);
    /*
     * `t` has left the list of threads: on the thread itself as its last act (detached: no heap access), or in a
     * forked child for each thread that the child does not have. The record may be freed.
     */
    void (*thread_gone)(struct lock_thread *t);
    /* For the policy `seeded`; may be NULL. Where `t`, the calling thread, stands: a text of at most `size` bytes. */
    void (*describe_position)(struct lock_thread *t, char *text, size_t size);
    /* The same for what it is about to touch, NULL if that is not known, and whether it writes there. */
    const void *(*next_event)(struct lock_thread *t, bool *writes);
    /*
     * No thread can ever run again: says so on stderr. On a thread that waits, in its blocking region; nobody else runs, and
     * the process ends afterwards.
     */
    void (*deadlocked)(struct lock_thread *t);
};

/* Sets the room up. Called once, before any other thread exists; `policy` comes from policy_find. */
void lock_init(const struct lock_policy *policy, const struct lock_callbacks *callbacks);

/*
 * Around fork(2), by the attached thread `t`, which holds no lock. Before: stops the world and takes the
 * registered ranked mutexes in rank order, then the room's own locks and the parking buckets. Afterwards
 * exactly one of the other two, on the same thread: the parent releases everything; in the child `t` is
 * the only thread, every lock is free and the global lock is its own.
 */
void lock_before_fork(struct lock_thread *t);
void lock_after_fork_parent(struct lock_thread *t);
void lock_after_fork_child(struct lock_thread *t);

#endif
