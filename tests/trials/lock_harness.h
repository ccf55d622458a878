/*
 * What the trials of lock/ share. A trial is a function whose expectations are CHECKs; it has a process to
 * itself, because lock_init happens once. tests/unit runs the trials under Criterion, tests/trials stand-alone.
 */
#ifndef HASP_TESTS_TRIALS_LOCK_HARNESS_H
#define HASP_TESTS_TRIALS_LOCK_HARNESS_H

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "lock/global.h"
#include "lock/hooks.h"
#include "lock/lock.h"
#include "lock/mutex.h"
#include "lock/native.h"
#include "lock/park.h"
#include "lock/ranked.h"
#include "lock/safepoint.h"
#include "lock/thread.h"
#include "lock/world.h"
#include "runtime/base/assert.h"
#include "runtime/base/atomics.h"
#include "runtime/base/sanitizer.h"

#define UNDER_SANITIZER (THREAD_SANITIZER || ADDRESS_SANITIZER)

#define MILLISECOND INT64_C(1000000)
#define SECOND INT64_C(1000000000)

/* A trial that hangs has failed. */
#define TRIAL_SECONDS 120

/* Thread counts in sanitizer builds, where a thread costs megabytes. */
static inline int scaled(int n)
{
    return UNDER_SANITIZER && n > 500 ? 500 : n;
}

/* Time on this clock is what the process was given: a busy machine makes nobody's wait longer. */
static inline int64_t computed_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return now.tv_sec * SECOND + now.tv_nsec;
}

/* ---- plain native threads, for what needs no struct lock_thread ---- */

/* Runs `body(argument)` on `n` native threads and joins them. */
static inline void run_plain(int n, void *(*body)(void *argument), void *argument)
{
    pthread_t threads[64];
    CHECK(n <= 64);
    for (int i = 0; i < n; i++) {
        CHECK(pthread_create(&threads[i], NULL, body, argument) == 0);
    }
    for (int i = 0; i < n; i++) {
        CHECK(pthread_join(threads[i], NULL) == 0);
    }
}

/* ---- threads of the room ---- */

struct worker {
    struct lock_thread t; /* first: the room passes pointers to it */
    void (*body)(struct worker *w);
    void *argument;
    int index;
    uint64_t count; /* the trial's; plain: own thread, or the world stopped */
};

/* Workers that have been started and have not gone. Atomic; the main thread sleeps on it. */
static uint32_t workers_alive;
static uint32_t workers_started, workers_begun; /* atomic, too: all that ever have */
static struct worker main_worker;

static inline void worker_gone(struct lock_thread *t)
{
    if (t == &main_worker.t) { /* in the child of another thread's fork */
        return;
    }
    free(t);
    if (atomic_sub(&workers_alive, 1) == 1) {
        park_wake_all(&workers_alive);
    }
}

static inline void worker_run(struct lock_thread *t, void *argument)
{
    struct worker *w = (struct worker *)t;
    (void)argument;
    atomic_add(&workers_begun, 1);
    w->body(w);
}

/* Sets the room up with the calling thread attached. */
static inline struct lock_thread *begin(const struct lock_policy *policy,
                                        bool (*at_safepoint)(struct lock_thread *t,
                                                             uint32_t reasons))
{
    struct lock_callbacks callbacks = {.at_safepoint = at_safepoint, .thread_gone = worker_gone};
    alarm(TRIAL_SECONDS);
#ifdef HARNESS_PREPARE
    HARNESS_PREPARE();
#endif
    lock_init(policy, &callbacks);
    thread_init(&main_worker.t);
    thread_attach(&main_worker.t);
#ifdef HARNESS_PREPARED
    HARNESS_PREPARED();
#endif
    return &main_worker.t;
}

/* Starts a worker; 0 or an errno value. */
static inline int start_worker(void (*body)(struct worker *w), void *argument, int index)
{
    struct worker *w = calloc(1, sizeof *w);
    CHECK(w != NULL);
    thread_init(&w->t);
    w->body = body;
    w->argument = argument;
    w->index = index;
    atomic_add(&workers_alive, 1);
    atomic_add(&workers_started, 1);
    int error = native_start(&w->t, NATIVE_STACK_BYTES, 1 << 20, worker_run, NULL);
    if (error != 0) {
        atomic_sub(&workers_alive, 1);
        atomic_sub(&workers_started, 1);
        free(w);
    }
    return error;
}

static inline void start_workers(int n, void (*body)(struct worker *w), void *argument)
{
    for (int i = 0; i < n; i++) {
        CHECK(start_worker(body, argument, i) == 0);
    }
}

/* Waits, in a blocking region, until every worker has gone. */
static inline void join_workers(struct lock_thread *t)
{
    uint32_t alive;
    blocking_enter(t, "trial");
    while ((alive = load_acquire(&workers_alive)) != 0) {
        park_wait_while_equal(&workers_alive, alive, PARK_FOREVER, PARK_UNINTERRUPTIBLE);
    }
    blocking_leave(t);
    native_reap();
}

/* Sleeps in a blocking region. */
static inline void doze(struct lock_thread *t, int64_t delay_ns)
{
    blocking_enter(t, "trial");
    park_sleep(park_deadline_ns(delay_ns), PARK_UNINTERRUPTIBLE);
    blocking_leave(t);
}

static inline void poll_quietly(struct lock_thread *t)
{
    CHECK(safepoint_poll(t));
}

/* Waits for a child and expects it to have left with `status`. */
static inline void expect_exit(pid_t child, int status)
{
    int seen;
    CHECK(waitpid(child, &seen, 0) == child);
    CHECK(WIFEXITED(seen) && WEXITSTATUS(seen) == status);
}

#endif
