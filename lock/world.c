/*
 * Stopping the world. The states are those of thread.h; STOP is the STOP_WORLD bit in a thread's word; [L] marks
 * what happens under world.lock.
 *
 *   stopper  world_stop    [L] for each other thread:   BLOCKED -> STOPPED                       (done with it)
 *                              else sets STOP, then     BLOCKED -> STOPPED                       (done with it)
 *                              else ATTACHED:           awaited = true, n_awaited++
 *                          sleeps until n_awaited == 0
 *   thread   world_leave       ATTACHED -> BLOCKED, then reads STOP;
 *                              if set [L]: if awaited:  BLOCKED -> STOPPED, n_awaited--, wakes the stopper at 0
 *   thread   world_return      BLOCKED -> ATTACHED; if it is STOPPED: gives the global lock up, sleeps, tries again
 *   stopper  world_start   [L] for each other thread:   clears STOP, STOPPED -> BLOCKED
 *                          wakes all
 *
 * No stop is lost. The stopper sets STOP and then looks at the state; the thread changes its state and then looks at
 * STOP; all four are sequentially consistent (Dekker). So either the stopper sees BLOCKED and takes the thread to STOPPED
 * itself, or the thread sees STOP and, under world.lock, counts itself off. If both happen the thread finds that it
 * is not awaited. A thread that stays ATTACHED sees STOP at its next poll. A thread that is BLOCKED or STOPPED cannot become
 * ATTACHED behind the stopper's back: world_return is a compare-and-swap from BLOCKED.
 *
 * No start is lost. world_start changes the state and then wakes; a sleeper checks its state under the bucket's
 * lock (park.c). A sleeper that is woken so late that the world is stopped again finds itself STOPPED and sleeps on.
 *
 * What a thread wrote before it left ATTACHED happens before the stopper's work: through the stopper's compare-and-swap on
 * the state, or through world.lock and n_awaited. The stopper's work happens before what the thread does next: through the
 * state, which world_start stores with release order and world_return reads with acquire order.
 *
 * A second stopper finds world.stopper set, behaves as at a safepoint, and tries again: it cannot wait for a
 * thread that waits for it. Threads end only while nobody stops the world (thread_end), so that a stopped list is constant.
 */
#include "lock/world.h"

#include <time.h>

#include "lock/park.h"
#include "lock/record.h"
#include "lock/safepoint.h"
#include "lock/schedule.h"
#include "lock/world_state.h"
#include "runtime/base/assert.h"
#include "runtime/base/atomics.h"
#include "runtime/base/clock.h"

struct world world = {.lock = RANKED_MUTEX(WORLD)};

static bool state_change(struct lock_thread *t, uint32_t from, uint32_t to)
{
    return compare_and_swap(&t->state, &from, to);
}

/* ---- the thread's side ---- */

/* Counts `t`, which is BLOCKED and has seen STOP, off the stopper's list. */
static void report_stopped(struct lock_thread *t)
{
    bool was_last = false;
    ranked_lock(&world.lock);
    if (t->awaited) {
        t->awaited = false;
        CHECK(state_change(t, THREAD_BLOCKED, THREAD_STOPPED));
        was_last = atomic_sub(&world.n_awaited, 1) == 1;
    }
    ranked_unlock(&world.lock);
    if (was_last) {
        park_wake_all(&world.n_awaited);
    }
}

void world_leave(struct lock_thread *t)
{
    ASSERT(load_relaxed(&t->state) == THREAD_ATTACHED);
    store_seq_cst(&t->state, THREAD_BLOCKED);
    if (UNLIKELY(load_seq_cst(&t->safepoint_word) & SAFEPOINT_STOP_WORLD)) {
        report_stopped(t);
    }
}

static bool is_stopped(void *thread)
{
    return load_acquire(&((struct lock_thread *)thread)->state) == THREAD_STOPPED;
}

/*
 * Under a schedule nobody but an onlooker stops others: whoever has the turn keeps it, so that what follows is the same as without. Only
 * those that are stopped for good give it up.
 */
static bool keeps_lock(void)
{
    return schedule_is_active() && load_acquire(&world.survivor) == NULL;
}

/* In real time: no step of a schedule. */
static void sleep_at(const void *address, bool (*must_sleep)(void *thread), struct lock_thread *t)
{
    park_wait_since(address, must_sleep, t, park_clock_ns(), PARK_FOREVER, NULL);
}

/* Threads that came back from blocking sleep apart from those that may help: here. */
static void sleep_until_started(struct lock_thread *t)
{
    while (is_stopped(t)) {
        sleep_at(&world.n_threads, is_stopped, t);
    }
}

void world_return(struct lock_thread *t)
{
    while (!state_change(t, THREAD_BLOCKED, THREAD_ATTACHED)) {
        bool keeps = keeps_lock();
        if (!keeps) {
            policy_in_force->release(t);
        }
        sleep_until_started(t);
        if (!keeps) {
            policy_in_force->acquire(t);
        }
    }
}

/* Takes a place at the stopper's work, if there is one, and does it. */
static bool help_once(struct lock_thread *t)
{
    ranked_lock(&world.lock);
    if (load_relaxed(&world.n_places) == 0) {
        ranked_unlock(&world.lock);
        return false;
    }
    atomic_sub(&world.n_places, 1);
    atomic_add(&world.n_working, 1);
    void (*work)(struct lock_thread *, void *) = world.work;
    void *argument = world.argument;
    ranked_unlock(&world.lock);
    work(t, argument);
    if (atomic_sub(&world.n_working, 1) == 1) {
        park_wake_all(&world.n_working);
    }
    return true;
}

static bool is_idle(void *thread)
{
    return is_stopped(thread) && load_acquire(&world.n_places) == 0;
}

void world_stop_here(struct lock_thread *t)
{
    order_assert_none();
    thread_spill(&t->spill);
    world_leave(t);
    bool keeps = keeps_lock();
    if (!keeps) {
        policy_in_force->release(t);
    }
    while (is_stopped(t)) {
        if (!help_once(t)) {
            sleep_at(&world.n_places, is_idle, t);
        }
    }
    if (!keeps) {
        policy_in_force->acquire(t);
    }
    world_return(t);
}

/* ---- the stopper's side ---- */

/* Stops `t` unless it is ATTACHED. */
static bool stop_if_away(struct lock_thread *t)
{
    return state_change(t, THREAD_BLOCKED, THREAD_STOPPED) ||
           load_acquire(&t->state) == THREAD_STOPPED;
}

static void stop_one_locked(struct lock_thread *t)
{
    if (stop_if_away(t)) {
        return;
    }
    safepoint_request(t, SAFEPOINT_STOP_WORLD);
    if (!stop_if_away(t)) {
        t->awaited = true;
        atomic_add(&world.n_awaited, 1);
    }
}

/* Sleeps until *count is zero; whoever takes it there wakes. */
static void wait_for_zero(uint32_t *count)
{
    uint32_t seen;
    while ((seen = load_acquire(count)) != 0) {
        park_wait_while_equal(count, seen, PARK_FOREVER, PARK_UNINTERRUPTIBLE);
    }
}

/* Becomes the stopper, after those who came first. Returns with world.lock held. */
static void become_stopper(struct lock_thread *t)
{
    ranked_lock(&world.lock);
    struct lock_thread *other;
    while ((other = load_relaxed(&world.stopper)) != NULL) {
        CHECK(other != t);
        ranked_unlock(&world.lock);
        world_stop_here(t);
        ranked_lock(&world.lock);
    }
    store_release(&world.stopper, t);
}

void world_stop(struct lock_thread *t, const char *why)
{
    ASSERT(load_relaxed(&t->state) == THREAD_ATTACHED);
    order_assert_none();
    become_stopper(t);
    for (struct lock_thread *other = world.first; other != NULL; other = other->next) {
        if (other != t) {
            stop_one_locked(other);
        }
    }
    ranked_unlock(&world.lock);
    if (UNLIKELY(record_is_on())) {
        record_stop(t, why);
    }
    wait_for_zero(&world.n_awaited);
}

static void start_one_locked(struct lock_thread *t)
{
    if (load_relaxed(&t->safepoint_word) & SAFEPOINT_STOP_WORLD) {
        atomic_and(&t->safepoint_word, ~(uint32_t)SAFEPOINT_STOP_WORLD);
    }
    CHECK(state_change(t, THREAD_STOPPED, THREAD_BLOCKED));
}

void world_start(struct lock_thread *t)
{
    if (UNLIKELY(record_is_on())) {
        record_start(t);
    }
    ranked_lock(&world.lock);
    CHECK(load_relaxed(&world.stopper) == t);
    store_release(&world.stopper, NULL);
    if (load_relaxed(&world.survivor) == NULL) {
        for (struct lock_thread *other = world.first; other != NULL; other = other->next) {
            if (other != t) {
                start_one_locked(other);
            }
        }
    }
    ranked_unlock(&world.lock);
    park_wake_all(&world.n_places);
    park_wake_all(&world.n_threads);
}

/* Stands for the stopper that is no thread of the list. */
static struct lock_thread outsider;

/* Real time, whatever clock the policy has. Who asks is in no hurry. */
static bool pause_until(int64_t deadline_ns)
{
    static const struct timespec pause = {.tv_nsec = 1000000};
    if (clock_monotonic_ns() >= deadline_ns) {
        return false;
    }
    nanosleep(&pause, NULL);
    return true;
}

static bool become_stopper_from_outside(int64_t deadline_ns)
{
    do {
        ranked_lock(&world.lock);
        if (load_relaxed(&world.stopper) == NULL && load_relaxed(&world.survivor) == NULL) {
            store_release(&world.stopper, &outsider);
            return true; /* with world.lock held */
        }
        ranked_unlock(&world.lock);
    } while (pause_until(deadline_ns));
    return false;
}

bool world_stop_from_outside(int64_t deadline_ns)
{
    if (!become_stopper_from_outside(deadline_ns)) {
        return false;
    }
    for (struct lock_thread *t = world.first; t != NULL; t = t->next) {
        stop_one_locked(t);
    }
    ranked_unlock(&world.lock);
    while (load_acquire(&world.n_awaited) != 0 && pause_until(deadline_ns)) {
    }
    return true;
}

/* One that has not stopped is not awaited any longer: report_stopped looks at that under the lock. */
void world_start_from_outside(void)
{
    ranked_lock(&world.lock);
    CHECK(load_relaxed(&world.stopper) == &outsider);
    store_release(&world.stopper, NULL);
    for (struct lock_thread *t = world.first; t != NULL; t = t->next) {
        if (t->awaited) {
            t->awaited = false;
            atomic_sub(&world.n_awaited, 1);
            atomic_and(&t->safepoint_word, ~(uint32_t)SAFEPOINT_STOP_WORLD);
        } else {
            start_one_locked(t);
        }
    }
    ranked_unlock(&world.lock);
    park_wake_all(&world.n_places);
    park_wake_all(&world.n_threads);
}

void world_hold_list_from_outside(void)
{
    ranked_lock(&world.lock);
}

void world_let_list_go_from_outside(void)
{
    ranked_unlock(&world.lock);
}

bool world_is_stopped_by(const struct lock_thread *t)
{
    return load_acquire(&world.stopper) == t && load_acquire(&world.n_awaited) == 0;
}

void world_assert_stopped(void)
{
    ASSERT(load_acquire(&world.stopper) != NULL && load_acquire(&world.n_awaited) == 0);
}

void world_run_stopped(struct lock_thread *t, size_t max_helpers,
                       void (*work)(struct lock_thread *thread, void *argument), void *argument)
{
    ranked_lock(&world.lock);
    ASSERT(load_relaxed(&world.stopper) == t);
    world.work = work;
    world.argument = argument;
    store_release(&world.n_places, max_helpers < UINT32_MAX ? (uint32_t)max_helpers : UINT32_MAX);
    ranked_unlock(&world.lock);
    if (max_helpers > 0) {
        park_wake_many(&world.n_places, max_helpers);
    }
    work(t, argument);
    ranked_lock(&world.lock);
    store_release(&world.n_places, 0);
    ranked_unlock(&world.lock);
    wait_for_zero(&world.n_working);
}

void world_end_others(struct lock_thread *t)
{
    world_stop(t, "exit");
    if (UNLIKELY(record_is_on())) {
        record_start(t);
    }
    ranked_lock(&world.lock);
    store_release(&world.survivor, t);
    store_release(&world.stopper, NULL);
    ranked_unlock(&world.lock);
}

void world_after_fork_child(void)
{
    store_release(&world.stopper, NULL);
    store_release(&world.n_awaited, 0);
    store_release(&world.n_places, 0);
    store_release(&world.n_working, 0);
    store_release(&world.lock.word, 0);
}
