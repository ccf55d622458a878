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
 * What the C stack holds below a thread that has waited does not depend on whether it really had to sleep (scrub_stack).
 */
#include "lock/schedule.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "lock/futex.h"
#include "lock/safepoint.h"
#include "lock/schedule_state.h"
#include "lock/world_state.h"
#include "runtime/base/assert.h"
#include "runtime/base/atomics.h"
#include "runtime/base/clock.h"
#include "runtime/base/scrub.h"

enum { SIGNAL_TURN = 1, SIGNAL_IDLE = 2, SIGNAL_REPORT = 4 };

/* Descriptors are looked after at every so many steps, and whenever a thread leaves a blocking region or waits. */
enum { POLL_EVERY = 64 };

/* More than a wait leaves on the stack. */
enum { SCRUB_BYTES = 8192 };

/* How long an idle thread sleeps before it looks again, at first and at most; real time. */
enum { SLICE_LEAST_NS = 100000, SLICE_MOST_NS = 20000000 };

/* So many times it looks again before it calls it a deadlock: a signal may be on its way to a thread that sleeps. */
enum { MOST_DOUBTS = 3 };

bool schedule_active;
struct schedule schedule = {.next_deadline_ns = PARK_FOREVER, .clock_ns = SCHEDULE_START_NS};

void schedule_lock(void)
{
    futex_lock(&schedule.lock);
}

void schedule_unlock(void)
{
    futex_unlock(&schedule.lock);
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

void task_leave_runnable_locked(struct task *task)
{
    size_t last = schedule.n_runnable - 1;
    ASSERT(schedule.runnable[task->place] == task);
    schedule.runnable[task->place] = schedule.runnable[last];
    schedule.runnable[task->place]->place = task->place;
    store_relaxed(&schedule.n_runnable, last);
}

void task_park_locked(struct task *task)
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
void task_unpark_locked(struct task *task, enum park_result result, uintptr_t token)
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
        if (task->deadline_ns <= load_relaxed(&schedule.clock_ns)) {
            task_unpark_locked(task, PARK_TIMEOUT, 0);
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
            task_unpark_locked(task, PARK_INTERRUPTED, 0);
        }
    }
}

static void end_ready_waits_locked(void)
{
    struct task *following;
    for (struct task *task = schedule.first_parked; task != NULL; task = following) {
        following = task->next_parked;
        if (task->fds != NULL && poll(task->fds, task->n_fds, 0) != 0) {
            task_unpark_locked(task, PARK_WOKEN, 0);
        }
    }
}

static void settle_locked(bool looks_at_descriptors)
{
    if (schedule.next_deadline_ns <= load_relaxed(&schedule.clock_ns)) {
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
    schedule_unlock();
    ppoll(copy, n, &slice, NULL);
    schedule_lock();
}

static NORETURN void report_deadlock(void)
{
    bool is_first = schedule.reporter == NULL; /* the report itself must not wait for anything */
    if (is_first && callbacks_in_force.deadlocked != NULL && task_self() != NULL) {
        schedule.reporter = task_self();
        callbacks_in_force.deadlocked(thread_self());
    }
    log_end();
    schedule_flush_log();
    _exit(SCHEDULE_DEADLOCK_STATUS);
}

static void send(struct task *task, uint32_t signal)
{
    atomic_or(&task->signal, signal);
    futex_wake_one(&task->signal);
}

/* The oldest of the waiting threads says so; this process ends. */
static void tell_of_deadlock_locked(const struct task *self)
{
    struct task *reporter = schedule.first;
    while (reporter != NULL && reporter->state != TASK_PARKED) {
        reporter = reporter->next;
    }
    schedule_unlock();
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
    unsigned n_doubts = 0;
    for (;;) {
        settle_locked(true);
        if (schedule.n_runnable > 0 || schedule.holder != NULL) {
            return;
        }
        int64_t left_ns = schedule.next_deadline_ns - load_relaxed(&schedule.clock_ns) - waited_ns;
        if (left_ns > 0 && may_be_helped_locked()) {
            int64_t before_ns = clock_monotonic_ns();
            sleep_slice_locked(slice_ns < left_ns ? slice_ns : left_ns);
            waited_ns += clock_monotonic_ns() - before_ns;
            slice_ns = 2 * slice_ns < SLICE_MOST_NS ? 2 * slice_ns : SLICE_MOST_NS;
        } else if (schedule.next_deadline_ns != PARK_FOREVER) {
            store_relaxed(&schedule.clock_ns, schedule.next_deadline_ns);
        } else if (n_doubts++ < MOST_DOUBTS) {
            sleep_slice_locked(SLICE_MOST_NS);
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

void turn_grant_locked(struct task *task)
{
    task_leave_runnable_locked(task);
    task->state = TASK_RUNNING;
    task->n_alone = 0;
    store_relaxed(&schedule.n_switches, load_relaxed(&schedule.n_switches) + log_taken(task));
    store_release(&schedule.holder, task);
    send(task, SIGNAL_TURN);
}

static void be_idle(struct task *self)
{
    schedule_lock();
    if (schedule.holder == NULL) {
        idle_locked(self);
    }
    if (schedule.holder == NULL) {
        turn_grant_locked(strategy_next());
    }
    schedule_unlock();
}

void turn_wait(struct task *self)
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
            futex_wait(&self->signal, signal, INT64_MAX);
        }
    }
    atomic_and(&self->signal, ~(uint32_t)SIGNAL_TURN);
    scrub_stack(SCRUB_BYTES);
}

/* The holder `self`, whose state says what becomes of it, gives the turn up. */
void turn_pass_locked(struct task *self, enum schedule_reason reason)
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
        turn_grant_locked(strategy_next());
    }
}

/* Not while there is one thread: whether it finds ready what another process sends does not change what follows. */
void turn_advance(void)
{
    if (load_relaxed(&schedule.n_tasks) == 1) {
        return;
    }
    store_relaxed(&schedule.n_steps, load_relaxed(&schedule.n_steps) + 1);
    store_relaxed(&schedule.clock_ns, load_relaxed(&schedule.clock_ns) + SCHEDULE_TICK_NS);
}

/* A step at which `self` could go on. */
static void step(struct task *self, enum schedule_reason reason)
{
    if (load_relaxed(&schedule.n_tasks) == 1) {
        return;
    }
    bool looks = schedule.n_waiting_descriptors > 0 &&
                 (reason == REASON_CALL || load_relaxed(&schedule.n_steps) % POLL_EVERY == 0);
    turn_advance();
    if (load_relaxed(&schedule.n_runnable) == 0 && !looks &&
        schedule.next_deadline_ns > load_relaxed(&schedule.clock_ns) &&
        !load_relaxed(&schedule.interrupted)) {
        return;
    }
    schedule_lock();
    settle_locked(looks);
    struct task *next = self;
    if (schedule.n_runnable > 0) {
        store_relaxed(&schedule.n_contended, load_relaxed(&schedule.n_contended) + 1);
        self->n_alone++;
        next = strategy_step(self);
    }
    if (next != self) {
        log_given_up(self, reason);
        make_runnable_locked(self);
        turn_grant_locked(next);
    }
    schedule_unlock();
    if (next != self) {
        turn_wait(self);
    }
}

/* Comes back into the schedule, from wherever it was. */
static void arrive(struct task *self)
{
    schedule_lock();
    schedule.n_outside -= self->state == TASK_OUTSIDE;
    make_runnable_locked(self);
    if (schedule.holder == NULL) {
        turn_grant_locked(strategy_next());
    }
    schedule_unlock();
    turn_wait(self);
}

/* ---- threads ---- */

static struct task *add_task(struct lock_thread *t)
{
    struct task *task = calloc(1, sizeof *task);
    CHECK(task != NULL);
    task->thread = t;
    t->policy_data[0] = (uintptr_t)task;
    schedule_lock();
    task->number = ++schedule.n_numbers;
    store_relaxed(&schedule.n_tasks, schedule.n_tasks + 1);
    task->previous = schedule.last;
    *(schedule.last != NULL ? &schedule.last->next : &schedule.first) = task;
    schedule.last = task;
    strategy_add(task);
    make_runnable_locked(task);
    log_thread(schedule.holder, task);
    schedule_unlock();
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
void turn_ask_for_steps(struct lock_thread *t)
{
    if (schedule_parameters.every == STEP_SAFEPOINT && load_relaxed(&schedule.n_tasks) > 1) {
        safepoint_request(t, SAFEPOINT_DROP_LOCK);
    }
}

void schedule_enlist(struct lock_thread *t)
{
    add_task(t);
    turn_ask_for_steps(thread_self());
    watch_start();
}

void schedule_delist(struct lock_thread *t)
{
    struct task *task = task_of(t);
    schedule_lock();
    task_leave_runnable_locked(task);
    remove_task_locked(task);
    schedule_unlock();
    free(task);
}

void schedule_attach(struct lock_thread *t)
{
    struct task *self = task_of(t);
    if (self == NULL) { /* the main thread, or one from outside */
        self = add_task(t);
        schedule_lock();
        if (schedule.holder != NULL) {
            safepoint_request(schedule.holder->thread, SAFEPOINT_DROP_LOCK);
        }
        if (load_relaxed(&schedule.n_tasks) >
            1) { /* whether the turn is free at the moment, or not */
            watch_start();
        }
        if (schedule.holder == NULL) {
            turn_grant_locked(strategy_next());
        }
        schedule_unlock();
    }
    self->native_id = t->native_id;
    turn_wait(self);
    turn_ask_for_steps(t);
}

void schedule_detach(struct lock_thread *t)
{
    struct task *self = task_of(t);
    turn_advance();
    schedule_lock();
    self->state = TASK_STOPPED;
    schedule.n_ending += t->mapping != NULL;
    remove_task_locked(
        self); /* before another thread runs, which looks at what is left without the lock */
    turn_pass_locked(self, REASON_END);
    schedule_unlock();
    free(self);
}

void schedule_thread_gone(void)
{
    schedule_lock();
    schedule.n_ending--;
    schedule_unlock();
}

/* Before and after the world is stopped, that is: never, but for threads that are stopped for good. */
void schedule_release(struct lock_thread *t)
{
    struct task *self = task_of(t);
    schedule_lock();
    self->state = TASK_STOPPED;
    turn_pass_locked(self, REASON_END);
    schedule_unlock();
}

void schedule_acquire(struct lock_thread *t)
{
    arrive(task_of(t));
}

void schedule_poll_safepoint(struct lock_thread *t)
{
    turn_ask_for_steps(t);
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
    schedule_lock();
    bool was_taken_out = self->state == TASK_OUTSIDE;
    store_relaxed(&self->region, 0);
    schedule_unlock();
    if (was_taken_out) {
        arrive(self);
    } else if (!self->has_waited) {
        step(self, REASON_CALL);
    }
}

/*
 * Who sleeps on the lock is woken: the thread that has given it up may not have come to that yet, for want of a processor, and
 * the call in which the holder seems to sleep would be the scheduler's own.
 */
uint64_t schedule_region_of_holder(pid_t *native_id)
{
    uint64_t region = 0;
    schedule_lock();
    if (schedule.holder != NULL && schedule.n_tasks > 1) {
        region = load_acquire(&schedule.holder->region);
        *native_id = region != 0 ? schedule.holder->native_id : 0;
    }
    schedule_unlock();
    futex_wake_one(&schedule.lock);
    return region;
}

void schedule_take_out(uint64_t region)
{
    schedule_lock();
    struct task *task = schedule.holder;
    if (task != NULL && load_relaxed(&task->region) == region) {
        log_outside("a call that waits");
        task->state = TASK_OUTSIDE;
        schedule.n_outside++;
        turn_pass_locked(task, REASON_OUTSIDE);
    }
    schedule_unlock();
}
