/*
 * The turn, the waits and the clock: the states are drawn in schedule.h.
 *
 * One thread, the holder, has the turn. Whoever gives it up (its own state is set first) looks for the next: threads
 * whose deadline has come, whose descriptors are ready or that have been interrupted become RUNNABLE, the strategy picks
 * one, and that is granted the turn before it is woken: nobody comes in between. If nobody is RUNNABLE, the same thread
 * is idle until somebody is (`holder` is NULL meanwhile): it waits for the world outside if that can still do something, and else
 * moves the clock to the earliest deadline. If there is none, no thread can ever run again: that is reported by the oldest
 * thread that waits. A thread that gives the turn up because it has a call to make (OUTSIDE) or ends cannot be idle: it
 * asks another to be.
 *
 * No wake-up is lost. A waiter is asked whether it must wait (validate), and becomes PARKED, under one hold of the
 * lock; a waker changes the state first and then looks for waiters under the lock. A thread sleeps on `signal`, which is set
 * under the lock and before the kernel is asked to wake.
 *
 * Determinism: all that decides is changed by the holder alone, or by a thread that comes back from OUTSIDE. A thread
 * has its record, and is RUNNABLE, from the moment at which its starter enlists it, however long the kernel takes to begin it.
 * What the C stack holds below a thread that has waited does not depend on whether it really had to sleep (scrub).
 */
#include "lock/schedule.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/futex.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "lock/policy_options.h"
#include "lock/safepoint.h"
#include "lock/schedule_state.h"
#include "lock/world_state.h"
#include "runtime/base/assert.h"
#include "runtime/base/atomics.h"

enum { SIGNAL_TURN = 1, SIGNAL_IDLE = 2, SIGNAL_REPORT = 4 };

/* Descriptors are looked after at every so many steps, and whenever a thread leaves a blocking region or waits. */
enum { POLL_EVERY = 64 };

/* How long an idle thread sleeps before it looks again, at first and at most; real time. */
enum { SLICE_LEAST_NS = 100000, SLICE_MOST_NS = 20000000 };

bool schedule_active;
struct schedule schedule = {.next_deadline_ns = PARK_FOREVER, .clock_ns = SCHEDULE_START_NS};

static struct task *task_of(const struct lock_thread *t)
{
    return (struct task *)(uintptr_t)t->policy_data[0];
}

static struct task *self_task(void)
{
    return thread_self() != NULL ? task_of(thread_self()) : NULL;
}

/* ---- the kernel ---- */

static void futex_wait(uint32_t *word, uint32_t expected, const struct timespec *timeout)
{
    syscall(SYS_futex, word, FUTEX_WAIT | FUTEX_PRIVATE_FLAG, expected, timeout, NULL, 0);
}

static void futex_wake(uint32_t *word)
{
    syscall(SYS_futex, word, FUTEX_WAKE | FUTEX_PRIVATE_FLAG, 1, NULL, NULL, 0);
}

/* As the bucket's lock of park.c: whoever holds this one must not park. */
static void lock_schedule(void)
{
    uint32_t free = 0;
    if (compare_and_swap_acquire(&schedule.lock, &free, 1)) {
        return;
    }
    while (atomic_swap(&schedule.lock, 2) != 0) {
        futex_wait(&schedule.lock, 2, NULL);
    }
}

static void unlock_schedule(void)
{
    if (atomic_swap(&schedule.lock, 0) == 2) {
        futex_wake(&schedule.lock);
    }
}

static int64_t real_clock_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/* ---- the sets ---- */

static void make_runnable_locked(struct task *task)
{
    size_t n = schedule.n_runnable;
    if (n == schedule.capacity) {
        schedule.capacity = n == 0 ? 16 : 2 * n;
        schedule.runnable =
            realloc(schedule.runnable, schedule.capacity * sizeof(*schedule.runnable));
        CHECK(schedule.runnable != NULL);
    }
    task->state = TASK_RUNNABLE;
    task->place = n;
    schedule.runnable[n] = task;
    store_relaxed(&schedule.n_runnable, n + 1);
}

static void take_from_runnable_locked(struct task *task)
{
    size_t last = schedule.n_runnable - 1;
    ASSERT(schedule.runnable[task->place] == task);
    schedule.runnable[task->place] = schedule.runnable[last];
    schedule.runnable[task->place]->place = task->place;
    store_relaxed(&schedule.n_runnable, last);
}

static void park_locked(struct task *task)
{
    task->state = TASK_PARKED;
    task->next_parked = NULL;
    task->previous_parked = schedule.last_parked;
    *(schedule.last_parked != NULL ? &schedule.last_parked->next_parked : &schedule.first_parked) =
        task;
    schedule.last_parked = task;
    schedule.n_waiting_descriptors += task->fds != NULL;
    if (task->deadline_ns < schedule.next_deadline_ns) {
        schedule.next_deadline_ns = task->deadline_ns;
    }
}

/* Its wait has ended. */
static void unpark_locked(struct task *task, enum park_result result, uintptr_t token)
{
    ASSERT(task->state == TASK_PARKED);
    *(task->previous_parked != NULL ? &task->previous_parked->next_parked
                                    : &schedule.first_parked) = task->next_parked;
    *(task->next_parked != NULL ? &task->next_parked->previous_parked : &schedule.last_parked) =
        task->previous_parked;
    schedule.n_waiting_descriptors -= task->fds != NULL;
    task->result = result;
    task->token = token;
    make_runnable_locked(task);
}

/* ---- what ends waits ---- */

static void end_late_waits_locked(void)
{
    int64_t next_ns = PARK_FOREVER;
    struct task *following;
    for (struct task *task = schedule.first_parked; task != NULL; task = following) {
        following = task->next_parked;
        if (task->deadline_ns <= schedule.clock_ns) {
            unpark_locked(task, PARK_TIMEOUT, 0);
        } else if (task->deadline_ns < next_ns) {
            next_ns = task->deadline_ns;
        }
    }
    schedule.next_deadline_ns = next_ns;
}

static void end_interrupted_waits_locked(void)
{
    store_seq_cst(&schedule.interrupted, 0);
    struct task *following;
    for (struct task *task = schedule.first_parked; task != NULL; task = following) {
        following = task->next_parked;
        if (task->mode == PARK_INTERRUPTIBLE && park_is_interrupted(task->thread->parker)) {
            log_outside("signal");
            unpark_locked(task, PARK_INTERRUPTED, 0);
        }
    }
}

static void end_ready_waits_locked(void)
{
    struct task *following;
    for (struct task *task = schedule.first_parked; task != NULL; task = following) {
        following = task->next_parked;
        if (task->fds != NULL && poll(task->fds, task->n_fds, 0) != 0) {
            unpark_locked(task, PARK_WOKEN, 0);
        }
    }
}

static void settle_locked(bool looks_at_descriptors)
{
    if (schedule.next_deadline_ns <= schedule.clock_ns) {
        end_late_waits_locked();
    }
    if (load_relaxed(&schedule.interrupted)) {
        end_interrupted_waits_locked();
    }
    if (looks_at_descriptors && schedule.n_waiting_descriptors > 0) {
        end_ready_waits_locked();
    }
}

/* ---- idleness ---- */

/* A child that runs may send a signal. */
static bool has_living_child(void)
{
    siginfo_t info = {0};
    return waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == 0;
}

static bool has_timer(void)
{
    struct itimerval timer;
    return getitimer(ITIMER_REAL, &timer) == 0 &&
           (timer.it_value.tv_sec != 0 || timer.it_value.tv_usec != 0);
}

/* Pipes and their like, as long as no other process can have the other end. */
static bool is_inside(int fd)
{
    struct stat status;
    if (load_relaxed(&schedule.has_peers) || fd <= STDERR_FILENO || fstat(fd, &status) != 0) {
        return false;
    }
    return !S_ISCHR(status.st_mode);
}

static bool waits_for_outside(const struct task *task)
{
    for (size_t i = 0; i < task->n_fds; i++) {
        if (task->fds[i].fd >= 0 && !is_inside(task->fds[i].fd)) {
            return true;
        }
    }
    return false;
}

/* Nobody can run: may what is outside of this process change that? */
static bool may_be_helped_locked(void)
{
    if (schedule.n_outside > 0 || schedule.n_ending > 0 || has_timer()) {
        return true;
    }
    bool has_deadline = schedule.next_deadline_ns != PARK_FOREVER;
    if (schedule.n_waiting_descriptors > 0) {
        if (!has_deadline) {
            return true;
        }
        for (const struct task *task = schedule.first_parked; task != NULL;
             task = task->next_parked) {
            if (task->fds != NULL && waits_for_outside(task)) {
                return true;
            }
        }
    }
    return !has_deadline && has_living_child();
}

/* Sleeps for a while, or until a descriptor that `task` waits for is ready. Takes the lock away meanwhile. */
static void sleep_slice_locked(int64_t slice_ns)
{
    struct timespec slice = {.tv_nsec = (long)slice_ns};
    struct pollfd copy[16];
    size_t n = 0;
    for (const struct task *task = schedule.first_parked; task != NULL; task = task->next_parked) {
        for (size_t i = 0; task->fds != NULL && i < task->n_fds && n < 16; i++) {
            copy[n++] = task->fds[i];
        }
    }
    unlock_schedule();
    ppoll(copy, n, &slice, NULL);
    lock_schedule();
}

static NORETURN void report_deadlock(void)
{
    bool is_first = schedule.reporter == NULL; /* the report itself must not wait for anything */
    if (is_first && callbacks_in_force.deadlocked != NULL && self_task() != NULL) {
        schedule.reporter = self_task();
        callbacks_in_force.deadlocked(thread_self());
    }
    log_end();
    schedule_flush_log();
    _exit(SCHEDULE_DEADLOCK_STATUS);
}

static void send(struct task *task, uint32_t signal)
{
    atomic_or(&task->signal, signal);
    futex_wake(&task->signal);
}

/* The oldest of the waiting threads says so; this process ends. */
static void tell_of_deadlock_locked(const struct task *self)
{
    struct task *reporter = schedule.first;
    while (reporter != NULL && reporter->state != TASK_PARKED) {
        reporter = reporter->next;
    }
    unlock_schedule();
    if (reporter == NULL || reporter == self) {
        report_deadlock();
    }
    send(reporter, SIGNAL_REPORT);
    for (;;) {
        pause();
    }
}

/* Nobody has the turn. Returns when somebody can have it, or has got it from another thread meanwhile. */
static void idle_locked(const struct task *self)
{
    int64_t waited_ns = 0, slice_ns = SLICE_LEAST_NS;
    for (;;) {
        settle_locked(true);
        if (schedule.n_runnable > 0 || schedule.holder != NULL) {
            return;
        }
        int64_t left_ns = schedule.next_deadline_ns - schedule.clock_ns - waited_ns;
        if (left_ns > 0 && may_be_helped_locked()) {
            int64_t before_ns = real_clock_ns();
            sleep_slice_locked(slice_ns < left_ns ? slice_ns : left_ns);
            waited_ns += real_clock_ns() - before_ns;
            slice_ns = 2 * slice_ns < SLICE_MOST_NS ? 2 * slice_ns : SLICE_MOST_NS;
        } else if (schedule.next_deadline_ns != PARK_FOREVER) {
            store_relaxed(&schedule.clock_ns, schedule.next_deadline_ns);
        } else {
            tell_of_deadlock_locked(self);
        }
    }
}

/* Somebody who sleeps shall be idle in place of a thread that has a call to make, or ends. */
static void ask_to_be_idle_locked(void)
{
    if (schedule.first_parked != NULL) {
        send(schedule.first_parked, SIGNAL_IDLE);
    }
}

/* ---- the turn ---- */

static void grant_locked(struct task *task)
{
    take_from_runnable_locked(task);
    task->state = TASK_RUNNING;
    task->n_alone = 0;
    schedule.n_switches += log_taken(task);
    store_release(&schedule.holder, task);
    send(task, SIGNAL_TURN);
}

/* Clears what the wait may have left on the stack, which the collector reads conservatively; or has left untouched. */
static NOINLINE void scrub(void)
{
    char below[8192];
    memset(below, 0, sizeof below);
    __asm__ volatile("" : : "r"(below) : "memory");
}

static void be_idle(struct task *self)
{
    lock_schedule();
    if (schedule.holder == NULL) {
        idle_locked(self);
    }
    if (schedule.holder == NULL) {
        grant_locked(strategy_next());
    }
    unlock_schedule();
}

static void wait_turn(struct task *self)
{
    uint32_t signal;
    while (!((signal = load_acquire(&self->signal)) & SIGNAL_TURN)) {
        if (signal & SIGNAL_REPORT) {
            report_deadlock();
        }
        if (signal & SIGNAL_IDLE) {
            atomic_and(&self->signal, ~(uint32_t)SIGNAL_IDLE);
            be_idle(self);
        } else {
            futex_wait(&self->signal, signal, NULL);
        }
    }
    atomic_and(&self->signal, ~(uint32_t)SIGNAL_TURN);
    scrub();
}

/* The holder `self`, whose state says what becomes of it, gives the turn up. */
static void pass_turn_locked(struct task *self, enum schedule_reason reason)
{
    log_given_up(self, reason);
    store_release(&schedule.holder, NULL);
    settle_locked(true);
    if (schedule.n_runnable == 0 && self->state != TASK_PARKED) {
        ask_to_be_idle_locked();
        return;
    }
    if (schedule.n_runnable == 0) {
        idle_locked(self);
    }
    if (schedule.holder == NULL) {
        grant_locked(strategy_next());
    }
}

/* Not while there is one thread: whether it finds ready what another process sends does not change what follows. */
static void advance(void)
{
    if (load_relaxed(&schedule.n_tasks) == 1) {
        return;
    }
    store_relaxed(&schedule.n_steps, schedule.n_steps + 1);
    store_relaxed(&schedule.clock_ns, schedule.clock_ns + SCHEDULE_TICK_NS);
}

/* A step at which `self` could go on. */
static void step(struct task *self, enum schedule_reason reason)
{
    if (load_relaxed(&schedule.n_tasks) == 1) {
        return;
    }
    bool looks = schedule.n_waiting_descriptors > 0 &&
                 (reason == REASON_CALL || schedule.n_steps % POLL_EVERY == 0);
    advance();
    if (load_relaxed(&schedule.n_runnable) == 0 && !looks &&
        schedule.next_deadline_ns > schedule.clock_ns && !load_relaxed(&schedule.interrupted)) {
        return;
    }
    lock_schedule();
    settle_locked(looks);
    struct task *next = self;
    if (schedule.n_runnable > 0) {
        schedule.n_contended++;
        self->n_alone++;
        next = strategy_step(self);
    }
    if (next != self) {
        log_given_up(self, reason);
        make_runnable_locked(self);
        grant_locked(next);
    }
    unlock_schedule();
    if (next != self) {
        wait_turn(self);
    }
}

/* Comes back into the schedule, from wherever it was. */
static void arrive(struct task *self)
{
    lock_schedule();
    schedule.n_outside -= self->state == TASK_OUTSIDE;
    make_runnable_locked(self);
    if (schedule.holder == NULL) {
        grant_locked(strategy_next());
    }
    unlock_schedule();
    wait_turn(self);
}

/* ---- threads ---- */

static struct task *add_task(struct lock_thread *t)
{
    struct task *task = calloc(1, sizeof *task);
    CHECK(task != NULL);
    task->thread = t;
    t->policy_data[0] = (uintptr_t)task;
    lock_schedule();
    task->number = ++schedule.n_numbers;
    store_relaxed(&schedule.n_tasks, schedule.n_tasks + 1);
    task->previous = schedule.last;
    *(schedule.last != NULL ? &schedule.last->next : &schedule.first) = task;
    schedule.last = task;
    strategy_add(task);
    make_runnable_locked(task);
    log_thread(schedule.holder, task);
    unlock_schedule();
    return task;
}

static void remove_task_locked(struct task *task)
{
    store_relaxed(&schedule.n_tasks, schedule.n_tasks - 1);
    *(task->previous != NULL ? &task->previous->next : &schedule.first) = task->next;
    *(task->next != NULL ? &task->next->previous : &schedule.last) = task->previous;
    task->thread->policy_data[0] = 0;
}

/* A poll is a step: the bit that asks for its slow path stays set, as long as there is another thread. */
static void ask_for_steps(struct lock_thread *t)
{
    if (schedule_parameters.every == STEP_SAFEPOINT && load_relaxed(&schedule.n_tasks) > 1) {
        safepoint_request(t, SAFEPOINT_DROP_LOCK);
    }
}

void schedule_enlist(struct lock_thread *t)
{
    add_task(t);
    ask_for_steps(thread_self());
    watch_start();
}

void schedule_delist(struct lock_thread *t)
{
    struct task *task = task_of(t);
    lock_schedule();
    take_from_runnable_locked(task);
    remove_task_locked(task);
    unlock_schedule();
    free(task);
}

void schedule_attach(struct lock_thread *t)
{
    struct task *self = task_of(t);
    if (self == NULL) { /* the main thread, or one from outside */
        self = add_task(t);
        lock_schedule();
        if (schedule.holder != NULL) {
            safepoint_request(schedule.holder->thread, SAFEPOINT_DROP_LOCK);
        }
        if (load_relaxed(&schedule.n_tasks) > 1) { /* whether the turn is free at the moment, or not */
            watch_start();
        }
        if (schedule.holder == NULL) {
            grant_locked(strategy_next());
        }
        unlock_schedule();
    }
    self->native_id = t->native_id;
    wait_turn(self);
    ask_for_steps(t);
}

void schedule_detach(struct lock_thread *t)
{
    struct task *self = task_of(t);
    advance();
    lock_schedule();
    self->state = TASK_STOPPED;
    schedule.n_ending += t->mapping != NULL;
    remove_task_locked(
        self); /* before another thread runs, which looks at what is left without the lock */
    pass_turn_locked(self, REASON_END);
    unlock_schedule();
    free(self);
}

void schedule_thread_gone(void)
{
    lock_schedule();
    schedule.n_ending--;
    unlock_schedule();
}

/* Before and after the world is stopped, that is: never, but for threads that are stopped for good. */
void schedule_release(struct lock_thread *t)
{
    struct task *self = task_of(t);
    lock_schedule();
    self->state = TASK_STOPPED;
    pass_turn_locked(self, REASON_END);
    unlock_schedule();
}

void schedule_acquire(struct lock_thread *t)
{
    arrive(task_of(t));
}

void schedule_poll_safepoint(struct lock_thread *t)
{
    ask_for_steps(t);
    step(task_of(t), REASON_STEP);
}

void schedule_block(struct lock_thread *t)
{
    struct task *self = task_of(t);
    self->has_waited = false;
    store_release(&self->region, ++schedule.n_regions);
}

void schedule_unblock(struct lock_thread *t)
{
    struct task *self = task_of(t);
    lock_schedule();
    bool was_taken_out = self->state == TASK_OUTSIDE;
    store_relaxed(&self->region, 0);
    unlock_schedule();
    if (was_taken_out) {
        arrive(self);
    } else if (!self->has_waited) {
        step(self, REASON_CALL);
    }
}

uint64_t schedule_region_of_holder(pid_t *native_id)
{
    uint64_t region = 0;
    lock_schedule();
    if (schedule.holder != NULL && schedule.n_tasks > 1) {
        region = load_acquire(&schedule.holder->region);
        *native_id = region != 0 ? schedule.holder->native_id : 0;
    }
    unlock_schedule();
    return region;
}

void schedule_take_out(uint64_t region)
{
    lock_schedule();
    struct task *task = schedule.holder;
    if (task != NULL && load_relaxed(&task->region) == region) {
        log_outside("a call that waits");
        task->state = TASK_OUTSIDE;
        schedule.n_outside++;
        pass_turn_locked(task, REASON_OUTSIDE);
    }
    unlock_schedule();
}

/* ---- waiting ---- */

bool schedule_is_mine(void)
{
    const struct task *self = self_task();
    return self != NULL && load_relaxed(&self->region) != 0 &&
           load_relaxed(&schedule.holder) == self;
}

static void wait_locked(struct task *self, int64_t deadline_ns, enum park_mode mode)
{
    self->deadline_ns = deadline_ns;
    self->since_ns = schedule.clock_ns;
    self->mode = mode;
    self->has_waited = true;
    self->result = PARK_WOKEN;
    if (mode == PARK_INTERRUPTIBLE && park_is_interrupted(self->thread->parker)) {
        store_relaxed(&schedule.interrupted, 1);
    }
    park_locked(self);
    pass_turn_locked(self, REASON_WAIT);
    unlock_schedule();
    wait_turn(self);
    if (self->result == PARK_INTERRUPTED) {
        park_clear_interrupt();
    }
}

enum park_result schedule_wait(const void *address, bool (*validate)(void *argument),
                               void *argument, int64_t deadline_ns, enum park_mode mode,
                               uintptr_t *token)
{
    int saved_errno = errno;
    struct task *self = self_task();
    advance();
    lock_schedule();
    bool was_taken_out =
        schedule.holder != self; /* the caller tries again, then outside of the schedule */
    if (was_taken_out || (validate != NULL && !validate(argument))) {
        unlock_schedule();
        return was_taken_out ? PARK_WOKEN : PARK_INVALID;
    }
    ASSERT(self->state == TASK_RUNNING);
    self->address = address;
    self->fds = NULL;
    self->location = address;
    self->writes = true;
    wait_locked(self, deadline_ns, mode);
    if (token != NULL) {
        *token = self->token;
    }
    errno = saved_errno;
    return self->result;
}

/* The first that waits at `address`, from `task` on. */
static struct task *find_parked_locked(struct task *task, const void *address)
{
    while (task != NULL && (task->address != address || task->fds != NULL)) {
        task = task->next_parked;
    }
    return task;
}

/* A waker that does not have the turn has found somebody to give it to. */
static void start_if_idle_locked(void)
{
    if (schedule.holder == NULL && schedule.n_runnable > 0) {
        grant_locked(strategy_next());
    }
}

bool schedule_wake_one(const void *address,
                       uintptr_t (*callback)(void *argument, struct park_wake wake), void *argument)
{
    int saved_errno = errno;
    lock_schedule();
    struct task *task = find_parked_locked(schedule.first_parked, address);
    if (task != NULL) {
        struct park_wake wake = {true, find_parked_locked(task->next_parked, address) != NULL,
                                 schedule.clock_ns - task->since_ns};
        unpark_locked(task, PARK_WOKEN, callback != NULL ? callback(argument, wake) : 0);
        start_if_idle_locked();
    }
    unlock_schedule();
    errno = saved_errno;
    return task != NULL;
}

size_t schedule_wake_many(const void *address, size_t limit)
{
    int saved_errno = errno;
    size_t n = 0;
    lock_schedule();
    struct task *task;
    while (n < limit && (task = find_parked_locked(schedule.first_parked, address)) != NULL) {
        unpark_locked(task, PARK_WOKEN, 0);
        n++;
    }
    start_if_idle_locked();
    unlock_schedule();
    errno = saved_errno;
    return n;
}

void schedule_note_interrupt(void)
{
    store_seq_cst(&schedule.interrupted, 1);
}

int64_t schedule_clock_ns(void)
{
    return load_relaxed(&schedule.clock_ns);
}

/* Reading takes a tick: two readings differ. The clock of a thread's processor time is that of all: only one runs. */
int schedule_clock_gettime(clockid_t clock, struct timespec *now)
{
    if (!schedule_is_active()) {
        return clock_gettime(clock, now);
    }
    struct timespec resolution;
    if (clock_getres(clock, &resolution) != 0) {
        return -1;
    }
    int64_t now_ns = schedule.clock_ns;
    store_relaxed(&schedule.clock_ns, now_ns + SCHEDULE_TICK_NS);
    if (clock == CLOCK_PROCESS_CPUTIME_ID || clock == CLOCK_THREAD_CPUTIME_ID) {
        now_ns = (int64_t)schedule.n_steps * SCHEDULE_TICK_NS;
    } else if (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE || clock == CLOCK_TAI) {
        now_ns += SCHEDULE_EPOCH_NS - SCHEDULE_START_NS;
    }
    *now = (struct timespec){.tv_sec = now_ns / 1000000000, .tv_nsec = now_ns % 1000000000};
    return 0;
}

/* ---- the world outside ---- */

int schedule_poll(struct pollfd *fds, size_t n, int64_t deadline_ns)
{
    if (!schedule_is_mine()) {
        int64_t left_ms =
            deadline_ns == PARK_FOREVER ? -1 : (deadline_ns - schedule.clock_ns) / 1000000;
        return poll(fds, n, left_ms > INT_MAX ? INT_MAX : (int)left_ms);
    }
    struct task *self = self_task();
    int n_ready = poll(fds, n, 0);
    if (n_ready != 0 || deadline_ns <= schedule.clock_ns) {
        return n_ready;
    }
    advance();
    lock_schedule();
    if (schedule.holder != self) {
        unlock_schedule();
        return 1;
    }
    self->address = NULL;
    self->fds = fds;
    self->n_fds = n;
    self->location = NULL;
    wait_locked(self, deadline_ns, PARK_INTERRUPTIBLE);
    self->fds = NULL;
    if (self->result == PARK_INTERRUPTED) {
        errno = EINTR;
        return -1;
    }
    return self->result == PARK_TIMEOUT ? 0 : poll(fds, n, 0);
}

/* A call on a descriptor that never waits need not be waited for. */
bool schedule_await_slow(int fd, short events)
{
    struct pollfd one = {.fd = fd, .events = events};
    int flags = fcntl(fd, F_GETFL);
    return flags == -1 || (flags & O_NONBLOCK) || schedule_poll(&one, 1, PARK_FOREVER) >= 0;
}

/* The end of a child can be waited for at a descriptor; that of any, only outside. */
bool schedule_await_child(int pid, int options)
{
    if (!schedule_is_active() || (options & WNOHANG)) {
        return true;
    }
    int fd = pid > 0 ? (int)syscall(SYS_pidfd_open, pid, 0) : -1;
    if (fd < 0) {
        schedule_leave("waitpid");
        return true;
    }
    struct pollfd one = {.fd = fd, .events = POLLIN};
    bool ok = schedule_poll(&one, 1, PARK_FOREVER) >= 0;
    int saved_errno = errno;
    close(fd);
    errno = saved_errno;
    return ok;
}

void schedule_leave(const char *what)
{
    if (!schedule_is_active() || !schedule_is_mine()) {
        return;
    }
    struct task *self = self_task();
    advance();
    lock_schedule();
    if (schedule.holder != self) {
        unlock_schedule();
        return;
    }
    log_outside(what);
    self->state = TASK_OUTSIDE;
    schedule.n_outside++;
    pass_turn_locked(self, REASON_OUTSIDE);
    unlock_schedule();
}

void schedule_note_outside(const char *what)
{
    if (schedule_is_active()) {
        lock_schedule();
        log_outside(what);
        unlock_schedule();
    }
}

void schedule_note_peer(void)
{
    if (schedule_is_active()) {
        store_relaxed(&schedule.has_peers, 1);
    }
}

/* ---- for the layer above ---- */

bool schedule_switches_at_opcodes(void)
{
    return schedule_is_active() && schedule_parameters.every != STEP_SAFEPOINT;
}

bool schedule_passes_over_library(void)
{
    return schedule_parameters.every == STEP_SCRIPT;
}

uint64_t schedule_new_ident(void)
{
    return atomic_add(&schedule.n_idents, 1) + 1;
}

uint32_t schedule_number(const struct lock_thread *t)
{
    const struct task *task = schedule_active ? task_of(t) : NULL;
    return task != NULL ? task->number : 0;
}

const void *schedule_awaited(const struct lock_thread *t, int64_t *deadline_ns)
{
    const struct task *task = task_of(t);
    if (task == NULL || (task->state != TASK_PARKED && task != schedule.reporter)) {
        return NULL;
    }
    *deadline_ns = task->deadline_ns;
    return task->address;
}

/* Whatever it waits for from now on, it waits in vain: the report is all that is left to do. */
void schedule_reattach(struct lock_thread *t)
{
    struct task *self = task_of(t);
    lock_schedule();
    if (self->state == TASK_PARKED) {
        unpark_locked(self, PARK_WOKEN, 0);
        take_from_runnable_locked(self);
    }
    self->state = TASK_RUNNING;
    store_release(&schedule.holder, self);
    unlock_schedule();
    world_return(t);
}

uint64_t schedule_seed(void)
{
    return schedule_parameters.seed;
}

struct schedule_counts schedule_get_counts(void)
{
    return (struct schedule_counts){schedule.n_steps, schedule.n_contended, schedule.n_switches};
}

/* ---- start, fork and restart ---- */

/* One thread, which has the turn, and nothing else. */
static void reset(struct lock_thread *t)
{
    struct task *self = task_of(t), *following;
    for (struct task *task = schedule.first; task != NULL; task = following) {
        following = task->next;
        if (task != self) {
            task->thread->policy_data[0] = 0;
            free(task);
        }
    }
    self->next = self->previous = NULL;
    schedule.n_tasks = 1;
    schedule.first = schedule.last = self;
    schedule.first_parked = schedule.last_parked = NULL;
    store_relaxed(&schedule.n_runnable, 0);
    schedule.n_waiting_descriptors = 0;
    schedule.n_outside = 0;
    schedule.n_ending = 0;
    schedule.next_deadline_ns = PARK_FOREVER;
    schedule.holder = self;
    store_release(&schedule.lock, 0);
}

void schedule_end(void)
{
    if (schedule_is_active()) {
        log_end();
        schedule_flush_log();
    }
}

void schedule_init(void)
{
    char error[POLICY_ERROR_BYTES];
    schedule_active = true;
    random_seed(schedule_parameters.seed);
    if (!strategy_init(error)) {
        dprintf(STDERR_FILENO, "hasp: %s\n", error);
        _exit(2);
    }
    if (schedule_parameters.log != NULL && !log_open(schedule_parameters.log)) {
        dprintf(STDERR_FILENO, "hasp: cannot write the log '%s': %s\n", schedule_parameters.log,
                strerror(errno));
        _exit(2);
    }
}

static uint64_t seed_of_child(void)
{
    return random_mix(schedule_parameters.seed ^ random_mix(schedule.n_children));
}

void schedule_child_token(char *text, size_t size)
{
    static const char *const strategies[] = {"random", "pct", "pos", "given"};
    static const char *const steps[] = {"safepoint", "opcode", "script"};
    const struct schedule_parameters *p = &schedule_parameters;
    schedule_before_fork();
    int n = snprintf(
        text, size, "seeded:%llu,hash=%llu,strategy=%s,p=%.17g,depth=%llu,steps=%llu,every=%s",
        (unsigned long long)seed_of_child(), (unsigned long long)p->hash, strategies[p->strategy],
        p->p, (unsigned long long)p->depth, (unsigned long long)p->steps, steps[p->every]);
    if (p->log != NULL && n > 0 && (size_t)n < size) {
        snprintf(text + n, size - (size_t)n, ",log=%s.%llu", p->log,
                 (unsigned long long)schedule.n_children);
    }
}

void schedule_before_fork(void)
{
    schedule.n_children++;
    store_relaxed(&schedule.has_peers, 1);
}

/* The child's schedule comes from the seed and its number among the parent's children. */
void schedule_after_fork_child(struct lock_thread *t)
{
    reset(t);
    task_of(t)->native_id = gettid();
    schedule_parameters.seed = seed_of_child();
    random_seed(schedule_parameters.seed);
    strategy_forget_given();
    log_after_fork_child(schedule.n_children);
    watch_after_fork_child();
    schedule.n_children = 0;
}

bool schedule_restart(struct lock_thread *t, const char *text, char *error)
{
    schedule_parameters_reset();
    const struct lock_policy *policy = policy_choose(text, error);
    if (policy == NULL) {
        return false;
    }
    if (strcmp(policy->name, policy_in_force->name) != 0) { /* which may be a copy that records */
        snprintf(error, POLICY_ERROR_BYTES, "not the policy in force: '%.100s'", text);
        return false;
    }
    struct task *self = task_of(t);
    random_seed(schedule_parameters.seed);
    if (!strategy_init(error)) {
        return false;
    }
    schedule.n_steps = schedule.n_contended = schedule.n_switches = 0;
    schedule.clock_ns = SCHEDULE_START_NS;
    schedule.n_numbers = self->number = 1;
    schedule.n_children = 0;
    schedule.has_peers = 0;
    schedule.n_regions = schedule.n_idents = 0;
    strategy_add(self);
    ask_for_steps(t);
    if (schedule_parameters.log != NULL && !log_open(schedule_parameters.log)) {
        snprintf(error, POLICY_ERROR_BYTES, "cannot write the log '%.100s'",
                 schedule_parameters.log);
        return false;
    }
    log_thread(NULL, self);
    return true;
}
