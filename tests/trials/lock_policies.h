/*
 * The trials that every policy of the global lock must pass; a new policy is put to them by its row in
 * lock/global.c. What only an exclusive policy promises is checked when the policy says that it is one.
 */
#ifndef HASP_TESTS_TRIALS_LOCK_POLICIES_H
#define HASP_TESTS_TRIALS_LOCK_POLICIES_H

#include "tests/trials/lock_harness.h"

#define LOCK_POLICY_TRIALS(TRIAL)                                                                  \
    TRIAL(policy_excludes_where_promised)                                                          \
    TRIAL(policy_lets_everybody_progress)                                                          \
    TRIAL(policy_hands_over_within_bounds)                                                         \
    TRIAL(policy_frees_the_lock_while_blocked)                                                     \
    TRIAL(policy_survives_spurious_wake_ups)                                                       \
    TRIAL(policy_lets_the_woken_pass_a_ball)                                                       \
    TRIAL(policy_lets_in_who_was_woken_by_one_that_computes)                                       \
    TRIAL(policy_keeps_the_woken_through_stops_and_forks)

/* ---- exclusion ---- */

struct exclusion {
    bool exclusive;
    uint32_t n_inside; /* attached threads between two polls */
    uint32_t word;     /* an object's mutex word */
    uint64_t count;    /* guarded by it, or by the global lock */
};

enum { N_ROUNDS = 4000, N_EXCLUDED = 5 };

static inline void step_inside(struct exclusion *e)
{
    uint32_t before = atomic_add(&e->n_inside, 1);
    CHECK(!e->exclusive || before == 0);
    bool locked = mutex_lock_if_shared(&e->word);
    e->count++;
    mutex_unlock_if(&e->word, locked);
    atomic_sub(&e->n_inside, 1);
}

static inline void exclude(struct worker *w)
{
    struct exclusion *e = w->argument;
    for (int i = 0; i < N_ROUNDS; i++) {
        step_inside(e);
        if (i % 64 == 0) {
            doze(&w->t, 1000);
        }
        poll_quietly(&w->t);
    }
}

static inline void policy_excludes_where_promised(const struct lock_policy *policy)
{
    struct exclusion e = {.exclusive = policy->exclusive};
    policy_set_switch_interval_ns(50000);
    struct lock_thread *t = begin(policy, NULL);
    start_workers(N_EXCLUDED, exclude, &e);
    for (int i = 0; i < N_ROUNDS; i++) {
        step_inside(&e);
        poll_quietly(t);
    }
    join_workers(t);
    CHECK(e.count == (uint64_t)N_ROUNDS * (N_EXCLUDED + 1));
}

/* ---- progress and hand-over, between threads that compute ---- */

struct race {
    uint32_t stop;
    uint64_t steps[8];
    int64_t longest_gap_ns[8]; /* between two polls: what the others computed meanwhile */
};

static inline void compute(struct worker *w)
{
    struct race *race = w->argument;
    int64_t last = computed_ns();
    while (!load_acquire(&race->stop)) {
        poll_quietly(&w->t);
        int64_t now = computed_ns();
        if (now - last > race->longest_gap_ns[w->index]) {
            race->longest_gap_ns[w->index] = now - last;
        }
        last = now;
        atomic_add(&race->steps[w->index], 1);
    }
}

/* Ends when each of the threads has had a turn and all together have computed so long. */
static inline void run_race(const struct lock_policy *policy, struct race *race, int n_threads,
                            int64_t duration_ns)
{
    struct lock_thread *t = begin(policy, NULL);
    int64_t end = computed_ns() + duration_ns;
    start_workers(n_threads, compute, race);
    for (int i = 0; i < n_threads; i++) {
        while (load_acquire(&race->steps[i]) == 0 || computed_ns() < end) {
            doze(t, MILLISECOND);
        }
    }
    store_release(&race->stop, 1);
    join_workers(t);
}

static inline void policy_lets_everybody_progress(const struct lock_policy *policy)
{
    struct race race = {0};
    run_race(policy, &race, 8, 0); /* ends */
}

/* Two that never block: each must be let in again soon after its interval, and neither may fall far behind. */
static inline void policy_hands_over_within_bounds(const struct lock_policy *policy)
{
    struct race race = {0};
    policy_set_switch_interval_ns(MILLISECOND);
    run_race(policy, &race, 2, 500 * MILLISECOND);
    for (int i = 0; i < 2; i++) {
        CHECK(race.longest_gap_ns[i] < 300 * MILLISECOND); /* 1 ms, and a late waiter */
        CHECK(race.steps[i] * 20 > race.steps[1 - i]);
    }
}

/* ---- blocking ---- */

static inline void policy_frees_the_lock_while_blocked(const struct lock_policy *policy)
{
    struct race race = {0};
    struct lock_thread *t = begin(policy, NULL);
    policy_set_switch_interval_ns(3600 * SECOND); /* only the blocking region lets others in */
    start_workers(1, compute, &race);
    blocking_enter(t, "trial");
    while (load_acquire(&race.steps[0]) < 1000) {
        CHECK(park_sleep(park_deadline_ns(MILLISECOND), PARK_INTERRUPTIBLE) == PARK_TIMEOUT);
    }
    store_release(&race.stop, 1);
    blocking_leave(t);
    join_workers(t);
}

static inline void policy_survives_spurious_wake_ups(const struct lock_policy *policy)
{
#ifdef HASP_TEST_HOOKS
    policy_set_switch_interval_ns(100000);
    struct lock_thread *t = begin(policy, NULL);
    for (uint32_t n = 1; n < 40; n++) {
        struct exclusion e = {.exclusive = policy->exclusive};
        hook_arm(HOOK_PARK, n);
        start_workers(3, exclude, &e);
        join_workers(t);
        CHECK(e.count == 3 * (uint64_t)N_ROUNDS);
    }
#else
    (void)policy;
#endif
}

/* ---- waking others while holding the lock ---- */

struct ball {
    uint32_t owner;
    uint32_t n_players;
    uint32_t n_finished;
};

enum { N_PASSES = 1000 };

struct player {
    struct ball *ball;
    uint32_t me;
};

static inline bool is_elsewhere(void *argument)
{
    const struct player *player = argument;
    return load_acquire(&player->ball->owner) != player->me;
}

/* Some wait for ever, some until so soon that the deadline races with the wake-up. */
static inline void pass_the_ball(struct worker *w)
{
    struct ball *ball = w->argument;
    struct player player = {ball, (uint32_t)w->index};
    for (uint32_t i = 0; i < N_PASSES; i++) {
        while (is_elsewhere(&player)) {
            int64_t deadline_ns = i % 3 == 0 ? park_deadline_ns(i * 50) : PARK_FOREVER;
            (void)blocking_wait(&w->t, "trial", ball, is_elsewhere, &player, deadline_ns, NULL);
        }
        for (uint32_t n = i % 7; n > 0; n--) {
            poll_quietly(&w->t);
        }
        w->count++;
        store_release(&ball->owner, (player.me + 1) % ball->n_players);
        park_wake_all(ball);
    }
    atomic_add(&ball->n_finished, 1);
}

static inline void policy_lets_the_woken_pass_a_ball(const struct lock_policy *policy)
{
    for (uint32_t n_players = 2; n_players <= 4; n_players++) {
        struct ball ball = {.n_players = n_players};
        struct lock_thread *t = n_players == 2 ? begin(policy, NULL) : &main_worker.t;
        start_workers((int)n_players, pass_the_ball, &ball);
        while (load_acquire(&ball.n_finished) < n_players) { /* until then they are in the list */
            world_stop(t, "trial");
            for (struct lock_thread *w = thread_first_stw(); w != NULL; w = thread_next_stw(w)) {
                struct parker *parker = load_acquire(&w->parker);
                if (parker != NULL) {
                    park_interrupt(parker);
                }
            }
            world_start(t);
            doze(t, MILLISECOND);
        }
        join_workers(t);
    }
}

struct woken {
    uint32_t n_arrived;
    uint32_t n_served;
};

enum { N_WOKEN = 12 };

/* The waiters compute, too, until all have been let in. */
static inline void wait_to_be_woken(struct worker *w)
{
    struct woken *woken = w->argument;
    uintptr_t token;
    atomic_add(&woken->n_arrived, 1);
    CHECK(blocking_wait(&w->t, "trial", woken, NULL, NULL, PARK_FOREVER, &token) == PARK_WOKEN);
    CHECK(token == 7);
    atomic_add(&woken->n_served, 1);
    while (load_acquire(&woken->n_served) < N_WOKEN) {
        poll_quietly(&w->t);
    }
}

static inline uintptr_t token_of_seven(void *argument UNUSED, struct park_wake wake UNUSED)
{
    return 7;
}

/* Starts the waiters, and wakes all of them. */
static inline void start_and_wake(struct lock_thread *t, struct woken *woken)
{
    start_workers(N_WOKEN, wait_to_be_woken, woken);
    for (int n_woken = 0; n_woken < N_WOKEN;) {
        bool found = park_wake_one(woken, token_of_seven, NULL);
        n_woken += found;
        if (!found) {
            doze(t, MILLISECOND);
        }
    }
}

/* Whoever has woken others and goes on computing is asked for the lock, though they are not up. */
static inline void
policy_lets_in_who_was_woken_by_one_that_computes(const struct lock_policy *policy)
{
    struct lock_thread *t = begin(policy, NULL);
    for (int64_t interval_ns = 1000; interval_ns <= MILLISECOND; interval_ns *= 10) {
        struct woken woken = {0};
        policy_set_switch_interval_ns(interval_ns);
        start_and_wake(t, &woken);
        while (load_acquire(&woken.n_served) < N_WOKEN) {
            poll_quietly(t);
        }
        join_workers(t);
    }
}

static inline void policy_keeps_the_woken_through_stops_and_forks(const struct lock_policy *policy)
{
    struct lock_thread *t = begin(policy, NULL);
    struct woken woken = {0};
    policy_set_switch_interval_ns(MILLISECOND);
    start_and_wake(t, &woken);
    for (int i = 0; i < 3; i++) {
        world_stop(t, "trial");
        world_start(t);
    }
    lock_before_fork(t);
    pid_t child = fork();
    CHECK(child >= 0);
    if (child == 0) {
        lock_after_fork_child(t);
        store_release(&workers_alive, 0); /* theirs went with the fork */
        poll_quietly(t);
        doze(t, MILLISECOND);
        _exit(thread_count() == 1 ? 5 : 6);
    }
    lock_after_fork_parent(t);
    expect_exit(child, 5);
    join_workers(t);
    CHECK(load_acquire(&woken.n_served) == N_WOKEN);
}

#endif
