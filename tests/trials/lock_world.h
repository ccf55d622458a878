/* The trials of the stopped world, of threads' beginnings and ends, and of fork, under each policy. */
#ifndef HASP_TESTS_TRIALS_LOCK_WORLD_H
#define HASP_TESTS_TRIALS_LOCK_WORLD_H

#include <errno.h>
#include <signal.h>
#include <sys/time.h>

#include "tests/trials/lock_harness.h"

#define LOCK_WORLD_TRIALS(TRIAL)                                                                   \
    TRIAL(world_stands_still_when_stopped)                                                         \
    TRIAL(world_keeps_its_list_while_stopped)                                                      \
    TRIAL(world_shares_work_out)                                                                   \
    TRIAL(world_ends_the_others_for_good)                                                          \
    TRIAL(spill_shows_what_a_blocked_thread_holds)                                                 \
    TRIAL(requests_reach_the_callback)                                                             \
    TRIAL(signal_ends_a_wait)                                                                      \
    TRIAL(fork_while_threads_run)                                                                  \
    TRIAL(fork_from_another_thread)                                                                \
    TRIAL(foreign_thread_attaches)                                                                 \
    TRIAL(thread_start_failures_leave_nothing)                                                     \
    TRIAL(many_threads_live_at_once)

/* ---- stop-the-world ---- */

struct storm {
    uint32_t stop;
    uint64_t n_stops;
};

/* The sum of all workers' counts: plain reads of plain fields, which is what stopping is for. */
static inline uint64_t sum_counts(void)
{
    uint64_t sum = 0;
    for (struct lock_thread *t = thread_first_stw(); t != NULL; t = thread_next_stw(t)) {
        sum += ((struct worker *)t)->count;
    }
    return sum;
}

static inline void check_standstill(struct lock_thread *t)
{
    world_stop(t, "trial");
    CHECK(world_is_stopped_by(t));
    uint64_t before = sum_counts();
    for (int i = 0; i < 500; i++) {
        cpu_relax();
    }
    CHECK(sum_counts() == before);
    for (struct lock_thread *other = thread_first_stw(); other != NULL;
         other = thread_next_stw(other)) {
        CHECK(other == t || thread_state_get(other) == THREAD_STOPPED);
        ((struct worker *)other)->count++;
    }
    world_start(t);
}

/* Each worker computes, blocks and stops the world, in proportions of its own. */
static inline void storm(struct worker *w)
{
    struct storm *s = w->argument;
    for (uint64_t i = 0; !load_acquire(&s->stop); i++) {
        w->count++;
        poll_quietly(&w->t);
        if (i % 16 == (uint64_t)w->index) {
            doze(&w->t, w->index % 2 == 0 ? 0 : 20000);
        }
        if (w->index < 3 && i % 8 == 0) {
            check_standstill(&w->t);
            atomic_add(&s->n_stops, 1);
        }
    }
}

static inline void world_stands_still_when_stopped(const struct lock_policy *policy)
{
    struct storm s = {0, 0};
    policy_set_switch_interval_ns(100000);
    struct lock_thread *t = begin(policy, NULL);
    start_workers(8, storm, &s);
    for (int i = 0; i < 100; i++) {
        doze(t, 5 * MILLISECOND);
        check_standstill(t);
    }
    store_release(&s.stop, 1);
    join_workers(t);
    CHECK(s.n_stops > 0);
}

static inline void live_briefly(struct worker *w)
{
    for (int i = 0; i < w->index % 5; i++) {
        w->count++;
        poll_quietly(&w->t);
    }
}

static inline void world_keeps_its_list_while_stopped(const struct lock_policy *policy)
{
    struct storm s = {0, 0};
    policy_set_switch_interval_ns(100000);
    struct lock_thread *t = begin(policy, NULL);
    start_workers(3, storm, &s);
    for (int i = 0; i < 400; i++) {
        CHECK(start_worker(live_briefly, NULL, i) == 0);
        poll_quietly(t);
        if (i % 10 == 0) {
            world_stop(t, "trial");
            size_t n = 0;
            for (struct lock_thread *each = thread_first_stw(); each != NULL;
                 each = thread_next_stw(each)) {
                n++;
            }
            CHECK(n == thread_count());
            world_start(t);
        }
    }
    store_release(&s.stop, 1);
    join_workers(t);
    CHECK(thread_count() == 1);
}

struct heap_of_work {
    uint64_t left;
    uint64_t done;
    uint32_t n_workers;
    uint32_t most_workers;
    uint64_t done_by_helpers;
    bool waits_for_helpers;
    struct lock_thread *stopper;
};

static inline void dig(struct lock_thread *t, void *argument)
{
    struct heap_of_work *heap = argument;
    uint32_t n = atomic_add(&heap->n_workers, 1) + 1;
    CHECK(n <= 3);
    uint64_t left = load_relaxed(&heap->left);
    while (left != 0) {
        if (t == heap->stopper && left % 16 == 0 && heap->waits_for_helpers &&
            load_relaxed(&heap->done_by_helpers) < 1000) {
            sched_yield(); /* so that the helpers get up before all is done; slow on a busy machine */
        }
        if (compare_and_swap(&heap->left, &left, left - 1)) {
            atomic_add(&heap->done, 1);
            atomic_add(&heap->done_by_helpers, t != heap->stopper);
            left = load_relaxed(&heap->left);
        }
    }
    atomic_sub(&heap->n_workers, 1);
}

static inline void world_shares_work_out(const struct lock_policy *policy)
{
    struct storm s = {0, 0};
    struct heap_of_work heap = {.waits_for_helpers = !policy->exclusive};
    struct lock_thread *t = begin(policy, NULL);
    policy_set_switch_interval_ns(MILLISECOND);
    heap.stopper = t;
    for (int i = 3; i < 7; i++) { /* indices that do not stop the world themselves */
        CHECK(start_worker(storm, &s, i) == 0);
    }
    for (uint64_t round = 1; round <= 200; round++) {
        world_stop(t, "trial");
        heap.left = 500;
        world_run_stopped(t, 2, dig, &heap);
        CHECK(heap.done == round * 500);
        CHECK(heap.left == 0 && heap.n_workers == 0);
        world_start(t);
        doze(t, 100000);
    }
    CHECK(!policy->exclusive || heap.done_by_helpers == 0);
    CHECK(policy->exclusive || heap.done_by_helpers > 0);
    store_release(&s.stop, 1);
    join_workers(t);
}

/* ---- the end ---- */

struct end {
    uint32_t ended; /* set when the others may not run any more */
    uint32_t n_ready;
};

/* Computes, sleeps or waits for the global lock when the end comes; and never sees it. */
static inline void never_end(struct worker *w)
{
    struct end *end = w->argument;
    atomic_add(&end->n_ready, 1);
    for (;;) {
        CHECK(!load_acquire(&end->ended));
        if (w->index % 2 == 0) {
            doze(&w->t, MILLISECOND);
        } else {
            poll_quietly(&w->t);
        }
    }
}

static inline void world_ends_the_others_for_good(const struct lock_policy *policy)
{
    static struct end end;
    struct lock_thread *t = begin(policy, NULL);
    policy_set_switch_interval_ns(MILLISECOND);
    start_workers(6, never_end, &end);
    while (load_acquire(&end.n_ready) < 6) {
        doze(t, MILLISECOND);
    }
    world_end_others(t);
    store_release(&end.ended, 1);
    CHECK(start_worker(live_briefly, NULL, 0) == EAGAIN);
    for (int i = 0; i < 20; i++) { /* the others come back from their sleep, and get no further */
        doze(t, 2 * MILLISECOND);
        poll_quietly(t);
        world_stop(t, "trial");
        CHECK(thread_count() == 7);
        world_start(t);
    }
}

/* ---- the spill ---- */

#define SECRET UINT64_C(0x5EC2E7A1B0C4D3F8)

struct vault {
    uint32_t is_open;
    volatile uint64_t
        half; /* so that the secret stands nowhere but in the holder's registers or frame */
};

static NOINLINE void hold_secret(struct worker *w)
{
    struct vault *vault = w->argument;
    uint64_t secret = vault->half ^ ~SECRET;
    __asm__ volatile("" : "+r"(secret)); /* keep the value itself, not what it was computed from */
    blocking_enter(&w->t, "trial");
    while (!load_acquire(&vault->is_open)) {
        park_wait_while_equal(&vault->is_open, 0, PARK_FOREVER, PARK_UNINTERRUPTIBLE);
    }
    blocking_leave(&w->t);
    __asm__ volatile("" : "+r"(secret));
    CHECK((vault->half ^ ~SECRET) == secret);
}

NO_SANITIZE_ADDRESS
static inline bool holds_word(const struct lock_thread *t, uint64_t word)
{
    for (size_t i = 0; i < COUNT_OF(t->spill.registers); i++) {
        if (t->spill.registers[i] == word) {
            return true;
        }
    }
    for (char *at = t->spill.stack_top; at != NULL && at < t->stack_high; at += 8) {
        if (*(volatile uint64_t *)at == word) {
            return true;
        }
    }
    return false;
}

static inline void spill_shows_what_a_blocked_thread_holds(const struct lock_policy *policy)
{
    struct vault vault = {0, ~UINT64_C(0)};
    struct lock_thread *t = begin(policy, NULL);
    bool seen = false;
    start_workers(1, hold_secret, &vault);
    while (!seen) { /* once the worker has got there */
        doze(t, MILLISECOND);
        world_stop(t, "trial");
        struct lock_thread *worker = thread_next_stw(thread_first_stw());
        CHECK(worker != NULL && worker != t);
        seen = UNDER_SANITIZER || holds_word(worker, SECRET);
        world_start(t);
    }
    store_release(&vault.is_open, 1);
    park_wake_all(&vault.is_open);
    join_workers(t);
}

/* ---- requests and signals ---- */

static uint32_t reasons_seen;
static bool callback_result = true;

static inline bool note_reasons(struct lock_thread *t, uint32_t reasons)
{
    CHECK(thread_state_get(t) == THREAD_ATTACHED && thread_self() == t);
    reasons_seen |= reasons;
    return callback_result;
}

static inline void requests_reach_the_callback(const struct lock_policy *policy)
{
    struct lock_thread *t = begin(policy, note_reasons);
    safepoint_request(t, SAFEPOINT_COLLECT | SAFEPOINT_ASYNC);
    CHECK(safepoint_serve(t, SAFEPOINT_IN_NATIVE)); /* only what runs no Python code */
    CHECK(reasons_seen == SAFEPOINT_COLLECT);
    CHECK(safepoint_poll(t) && reasons_seen == (SAFEPOINT_COLLECT | SAFEPOINT_ASYNC));
    CHECK(load_relaxed(&t->safepoint_word) == 0);
    callback_result = false;
    safepoint_request(t, SAFEPOINT_SIGNAL);
    CHECK(!safepoint_poll(t) && safepoint_poll(t));
    safepoint_request(t, SAFEPOINT_DROP_LOCK); /* nobody waits: nothing happens, nothing stays */
    CHECK(safepoint_poll(t) && load_relaxed(&t->safepoint_word) == 0);
}

static inline void on_alarm(int signal)
{
    (void)signal;
    safepoint_interrupt(&main_worker.t);
}

static inline void signal_ends_a_wait(const struct lock_policy *policy)
{
    struct storm s = {0, 0};
    struct sigaction action = {.sa_handler = on_alarm};
    struct itimerval every_5_ms = {{0, 5000}, {0, 5000}};
    struct lock_thread *t = begin(policy, note_reasons);
    CHECK(sigaction(SIGPROF, &action, NULL) == 0);
    CHECK(sigaction(SIGVTALRM, &action, NULL) == 0);
    start_workers(1, storm, &s);
    CHECK(setitimer(ITIMER_PROF, &every_5_ms, NULL) == 0);
    for (int i = 0; i < 10; i++) {
        blocking_enter(t, "trial");
        enum park_result result = park_sleep(PARK_FOREVER, PARK_INTERRUPTIBLE);
        blocking_leave(t);
        CHECK(result == PARK_INTERRUPTED);
        poll_quietly(t);
        CHECK(reasons_seen & SAFEPOINT_SIGNAL);
    }
    store_release(&s.stop, 1);
    join_workers(t);
}

/* ---- fork ---- */

/*
 * ThreadSanitizer's allocator (of GCC 12) is locked for good in a child that is forked while another thread is in it, as each
 * is at its beginning and its end, where a stop of the world does not wait for it. So there nobody forks before all workers
 * have begun, and all but the n that stay have ended.
 */
static inline void let_others_settle(struct lock_thread *t, uint32_t n_staying)
{
    if (THREAD_SANITIZER) {
        while (load_acquire(&workers_begun) != load_acquire(&workers_started) ||
               load_acquire(&workers_alive) != n_staying) {
            doze(t, 100000);
        }
        native_reap();
    }
}

/* What a child must be able to do: be alone, start threads, stop the world, fork again. */
static inline void live_as_child(struct lock_thread *t, int depth)
{
    uint32_t alive_before = load_acquire(&workers_alive);
    CHECK(thread_count() == 1);
    CHECK(!load_relaxed(&mutex_objects_shared));
    start_workers(2, live_briefly, NULL);
    blocking_enter(t, "trial");
    while (load_acquire(&workers_alive) != alive_before) {
        park_sleep(park_deadline_ns(100000), PARK_UNINTERRUPTIBLE);
    }
    blocking_leave(t);
    world_stop(t, "trial");
    world_start(t);
    if (depth > 0) {
        let_others_settle(t, alive_before);
        lock_before_fork(t);
        pid_t child = fork();
        CHECK(child >= 0);
        if (child == 0) {
            lock_after_fork_child(t);
            live_as_child(t, depth - 1);
            _exit(7);
        }
        lock_after_fork_parent(t);
        expect_exit(child, 7);
    }
}

static inline void fork_and_wait(struct lock_thread *t)
{
    lock_before_fork(t);
    pid_t child = fork();
    CHECK(child >= 0);
    if (child == 0) {
        lock_after_fork_child(t);
        live_as_child(t, 1);
        _exit(7);
    }
    lock_after_fork_parent(t);
    blocking_enter(t, "trial");
    expect_exit(child, 7);
    blocking_leave(t);
}

static inline void fork_while_threads_run(const struct lock_policy *policy)
{
    struct storm s = {0, 0};
    policy_set_switch_interval_ns(100000);
    struct lock_thread *t = begin(policy, NULL);
    start_workers(6, storm, &s);
    for (int i = 0; i < (UNDER_SANITIZER ? 3 : 20); i++) {
        let_others_settle(t, 6);
        fork_and_wait(t);
        CHECK(start_worker(live_briefly, NULL, i) == 0);
    }
    store_release(&s.stop, 1);
    join_workers(t);
}

enum { N_FORKING = 2 };

static inline void fork_repeatedly(struct worker *w)
{
    uint32_t *n_done = w->argument;
    for (int i = 0; i < (UNDER_SANITIZER ? 2 : 5); i++) {
        let_others_settle(&w->t, N_FORKING);
        fork_and_wait(&w->t);
    }
    atomic_add(n_done, 1);
    while (THREAD_SANITIZER && load_acquire(n_done) < N_FORKING) { /* see let_others_settle */
        doze(&w->t, 100000);
    }
}

static inline void fork_from_another_thread(const struct lock_policy *policy)
{
    uint32_t n_done = 0;
    struct lock_thread *t = begin(policy, NULL);
    start_workers(N_FORKING, fork_repeatedly, &n_done);
    join_workers(t);
}

/* ---- beginnings ---- */

static inline void *attach_from_outside(void *storm_of_trial)
{
    struct worker *w = calloc(1, sizeof *w);
    CHECK(w != NULL);
    thread_init(&w->t);
    thread_attach(&w->t);
    CHECK(thread_self() == &w->t && w->t.stack_low < (char *)&storm_of_trial);
    CHECK((char *)&storm_of_trial < w->t.stack_high);
    w->index = 5;
    w->argument = storm_of_trial;
    storm(w);
    thread_detach(&w->t);
    free(w);
    return NULL;
}

static inline void foreign_thread_attaches(const struct lock_policy *policy)
{
    struct storm s = {0, 0};
    pthread_t threads[3];
    struct lock_thread *t = begin(policy, NULL);
    CHECK(!load_relaxed(&mutex_objects_shared));
    for (int i = 0; i < 3; i++) {
        CHECK(pthread_create(&threads[i], NULL, attach_from_outside, &s) == 0);
    }
    while (thread_count() < 4) {
        check_standstill(t);
        doze(t, MILLISECOND);
    }
    doze(t, 20 * MILLISECOND);
    CHECK(policy->exclusive != (load_relaxed(&mutex_objects_shared) != 0));
    store_release(&s.stop, 1);
    blocking_enter(t, "trial");
    schedule_leave("pthread_join"); /* or they would wait for the turn that this thread keeps */
    for (int i = 0; i < 3; i++) {
        CHECK(pthread_join(threads[i], NULL) == 0);
    }
    blocking_leave(t);
    CHECK(thread_count() == 1);
}

static inline void thread_start_failures_leave_nothing(const struct lock_policy *policy)
{
#ifdef HASP_TEST_HOOKS
    struct lock_thread *t = begin(policy, NULL);
    for (uint32_t n = 1; n <= 5; n++) {
        hook_arm(HOOK_START, n);
        for (uint32_t i = 1; i <= 5; i++) {
            CHECK(start_worker(live_briefly, NULL, (int)i) == (i == n ? EAGAIN : 0));
        }
        join_workers(t);
        CHECK(thread_count() == 1 && !hook_is_armed(HOOK_START));
    }
#else
    (void)policy;
#endif
}

struct crowd {
    uint32_t may_leave;
    uint32_t n_present;
};

static inline void stand_by(struct worker *w)
{
    struct crowd *crowd = w->argument;
    w->t.extra[0] = 1; /* a page of registers, as the VM would */
    atomic_add(&crowd->n_present, 1);
    blocking_enter(&w->t, "trial");
    while (!load_acquire(&crowd->may_leave)) {
        park_wait_while_equal(&crowd->may_leave, 0, PARK_FOREVER, PARK_UNINTERRUPTIBLE);
    }
    blocking_leave(&w->t);
}

static inline long count_maps(void)
{
    long n = 0;
    FILE *maps = fopen("/proc/self/maps", "r");
    CHECK(maps != NULL);
    for (int c; (c = fgetc(maps)) != EOF;) {
        n += c == '\n';
    }
    fclose(maps);
    return n;
}

static inline long resident_kilobytes(void)
{
    long pages;
    FILE *statm = fopen("/proc/self/statm", "r");
    CHECK(statm != NULL && fscanf(statm, "%*d %ld", &pages) == 1);
    fclose(statm);
    return pages * (sysconf(_SC_PAGESIZE) / 1024);
}

static inline void many_threads_live_at_once(const struct lock_policy *policy)
{
    struct crowd crowd = {0, 0};
    int n = scaled(policy->is_repeatable ? 200 : 2000); /* one after the other takes its time */
    struct lock_thread *t = begin(policy, NULL);
    long maps = count_maps();
    long kilobytes = resident_kilobytes();
    start_workers(n, stand_by, &crowd);
    while (load_acquire(&crowd.n_present) < (uint32_t)n) {
        doze(t, 10 * MILLISECOND);
    }
    if (!UNDER_SANITIZER) {
        CHECK(count_maps() - maps <= 3L * n + 10);
        CHECK(resident_kilobytes() - kilobytes <= 64L * n);
    }
    check_standstill(t);
    store_release(&crowd.may_leave, 1);
    park_wake_all(&crowd.may_leave);
    join_workers(t);
    CHECK(thread_count() == 1);
    if (!UNDER_SANITIZER) {
        CHECK(count_maps() - maps < 100);
    }
}

#endif
