/* The trials of lock/park.h and lock/mutex.h. */
#ifndef HASP_TESTS_TRIALS_LOCK_PARK_H
#define HASP_TESTS_TRIALS_LOCK_PARK_H

#include <errno.h>
#include <signal.h>

#include "tests/trials/lock_harness.h"

#define LOCK_PARK_TRIALS(TRIAL)                                                                    \
    TRIAL(park_times_out)                                                                          \
    TRIAL(park_refuses_what_is_over)                                                               \
    TRIAL(park_loses_no_wake_up)                                                                   \
    TRIAL(park_wakes_in_order_of_arrival)                                                          \
    TRIAL(park_delivers_each_token_once)                                                           \
    TRIAL(park_is_interrupted_by_a_signal)                                                         \
    TRIAL(park_preserves_errno)                                                                    \
    TRIAL(mutex_excludes_and_spares_its_neighbours)                                                \
    TRIAL(mutex_try_lock_takes_only_what_is_free)                                                  \
    TRIAL(mutex_is_handed_to_an_old_waiter)                                                        \
    TRIAL(mutex_is_skipped_until_objects_are_shared)                                               \
    TRIAL(ranked_mutex_excludes)                                                                   \
    TRIAL(order_violation_is_caught)                                                               \
    TRIAL(spurious_wake_ups_are_survived)

/* ---- park ---- */

static inline void park_times_out(void)
{
    int64_t before = park_clock_ns();
    CHECK(park_sleep(park_deadline_ns(20 * MILLISECOND), PARK_INTERRUPTIBLE) == PARK_TIMEOUT);
    CHECK(park_clock_ns() - before >= 20 * MILLISECOND);
    CHECK(park_sleep(park_deadline_ns(-5), PARK_INTERRUPTIBLE) == PARK_TIMEOUT);
    CHECK(park_sleep(0, PARK_INTERRUPTIBLE) == PARK_TIMEOUT);
    CHECK(park_deadline_ns(INT64_MAX) == PARK_FOREVER);
    CHECK(!park_wake_one(&before, NULL, NULL)); /* nobody is left in a queue */
}

static inline void park_refuses_what_is_over(void)
{
    uint32_t word = 1;
    CHECK(park_wait_while_equal(&word, 0, PARK_FOREVER, PARK_INTERRUPTIBLE) == PARK_INVALID);
}

struct turns {
    uint32_t turn; /* 0 or 1: whose it is */
    uint32_t next_player;
};

enum { N_TURNS = 20000 };

static inline void *play(void *argument)
{
    struct turns *turns = argument;
    uint32_t me = atomic_add(&turns->next_player, 1);
    for (int i = 0; i < N_TURNS; i++) {
        while (load_acquire(&turns->turn) != me) {
            park_wait_while_equal(&turns->turn, 1 - me, PARK_FOREVER, PARK_UNINTERRUPTIBLE);
        }
        store_release(&turns->turn, 1 - me);
        park_wake_one(&turns->turn, NULL, NULL);
    }
    return NULL;
}

/* Two threads that each sleep until the other has moved: one lost wake-up ends the game. */
static inline void park_loses_no_wake_up(void)
{
    struct turns turns = {0, 0};
    run_plain(2, play, &turns);
}

struct line {
    uint32_t n_arrived;
    uint32_t n_served;
    uint32_t order[8];
};

struct arrival {
    struct line *line;
    uint32_t number;
};

/* Under the bucket's lock: whoever comes after this comes behind in the queue. */
static inline bool note_arrival(void *argument)
{
    struct arrival *arrival = argument;
    arrival->number = atomic_add(&arrival->line->n_arrived, 1);
    return true;
}

static inline void *queue_up(void *argument)
{
    struct line *line = argument;
    struct arrival arrival = {.line = line};
    uintptr_t token;
    CHECK(park_wait(line, note_arrival, &arrival, PARK_FOREVER, PARK_UNINTERRUPTIBLE, &token) ==
          PARK_WOKEN);
    CHECK(token == 7);
    line->order[arrival.number] = atomic_add(&line->n_served, 1);
    return NULL;
}

static inline uintptr_t token_seven(void *argument, struct park_wake wake)
{
    *(struct park_wake *)argument = wake;
    return 7;
}

static inline void park_wakes_in_order_of_arrival(void)
{
    struct line line = {0, 0, {0}};
    struct park_wake wake;
    pthread_t threads[8];
    for (uint32_t i = 0; i < 8; i++) {
        CHECK(pthread_create(&threads[i], NULL, queue_up, &line) == 0);
        while (load_acquire(&line.n_arrived) != i + 1) {
            cpu_relax();
        }
    }
    for (uint32_t i = 0; i < 8; i++) {
        while (!park_wake_one(&line, token_seven, &wake)) {
            cpu_relax();
        }
        CHECK(wake.found && wake.more == (i < 7) && wake.waited_ns > 0);
        CHECK(pthread_join(threads[i], NULL) == 0); /* the i-th to arrive is the i-th to go */
        CHECK(line.order[i] == i);
    }
    CHECK(!park_wake_one(&line, token_seven, &wake) && !wake.found);
}

struct mailbox {
    uint32_t finished; /* threads that will wait no more */
    uint64_t n_sent;
    uint64_t n_received;
};

enum { N_WAITS = 3000, N_RECEIVERS = 4 };

/* Deadlines so short that they race with the wake-ups. */
static inline void *receive(void *argument)
{
    struct mailbox *box = argument;
    for (int i = 0; i < N_WAITS; i++) {
        uintptr_t token;
        enum park_result result = park_wait(box, NULL, NULL, park_deadline_ns((i % 50) * 1000),
                                            PARK_INTERRUPTIBLE, &token);
        CHECK(result == PARK_WOKEN || result == PARK_TIMEOUT);
        atomic_add(&box->n_received, token == 7);
    }
    atomic_add(&box->finished, 1);
    return NULL;
}

static inline void *send(void *argument)
{
    struct mailbox *box = argument;
    struct park_wake wake;
    while (load_acquire(&box->finished) != N_RECEIVERS) {
        atomic_add(&box->n_sent, park_wake_one(box, token_seven, &wake));
    }
    return NULL;
}

/* A thread whose deadline passes while it is being chosen must accept the token. */
static inline void park_delivers_each_token_once(void)
{
    struct mailbox box = {0, 0, 0};
    pthread_t sender;
    CHECK(pthread_create(&sender, NULL, send, &box) == 0);
    run_plain(N_RECEIVERS, receive, &box);
    CHECK(pthread_join(sender, NULL) == 0);
    CHECK(box.n_sent == box.n_received);
}

static struct {
    struct parker *parker;
    pthread_t thread;
    uint32_t done;
} interrupted;

static inline void interrupt(int signal)
{
    (void)signal;
    park_interrupt(interrupted.parker);
}

static inline void *signal_until_done(void *unused)
{
    (void)unused;
    while (!load_acquire(&interrupted.done)) {
        park_sleep(park_deadline_ns(5 * MILLISECOND), PARK_UNINTERRUPTIBLE);
        CHECK(pthread_kill(interrupted.thread, SIGUSR1) == 0);
    }
    return NULL;
}

static inline void park_is_interrupted_by_a_signal(void)
{
    struct sigaction action = {.sa_handler = interrupt};
    pthread_t sender;
    interrupted.parker = park_self();
    interrupted.thread = pthread_self();
    CHECK(sigaction(SIGUSR1, &action, NULL) == 0);
    CHECK(pthread_create(&sender, NULL, signal_until_done, NULL) == 0);
    for (int i = 0; i < 10; i++) {
        CHECK(park_sleep(PARK_FOREVER, PARK_INTERRUPTIBLE) == PARK_INTERRUPTED);
    }
    store_release(&interrupted.done, 1);
    CHECK(pthread_join(sender, NULL) == 0);
    park_interrupt(park_self()); /* before the wait: not lost, and not seen by an internal one */
    CHECK(park_sleep(park_deadline_ns(MILLISECOND), PARK_UNINTERRUPTIBLE) == PARK_TIMEOUT);
    CHECK(park_sleep(PARK_FOREVER, PARK_INTERRUPTIBLE) == PARK_INTERRUPTED);
    park_interrupt(park_self());
    park_clear_interrupt();
    CHECK(park_sleep(park_deadline_ns(MILLISECOND), PARK_INTERRUPTIBLE) == PARK_TIMEOUT);
}

static inline void park_preserves_errno(void)
{
    errno = EILSEQ;
    park_sleep(park_deadline_ns(MILLISECOND), PARK_INTERRUPTIBLE);
    park_interrupt(park_self());
    CHECK(errno == EILSEQ);
}

/* ---- the object mutex ---- */

enum { N_SECTIONS = 20000, N_CONTENDERS = 6 };

struct guarded {
    uint32_t word;
    uint64_t count; /* under the mutex */
};

static inline void *contend(void *argument)
{
    struct guarded *guarded = argument;
    for (int i = 0; i < N_SECTIONS; i++) {
        mutex_lock(&guarded->word);
        guarded->count++;
        if (i % 512 == 0) {
            sched_yield(); /* now and then a long section, so that some contenders park */
        }
        mutex_unlock(&guarded->word);
        atomic_or(&guarded->word, 4u << (i % 30));
        atomic_and(&guarded->word, ~(4u << (i % 30)));
    }
    return NULL;
}

static inline void mutex_excludes_and_spares_its_neighbours(void)
{
    struct guarded guarded = {UINT32_C(0x80000000), 0};
    mutex_init();
    run_plain(N_CONTENDERS, contend, &guarded);
    CHECK(guarded.count == (uint64_t)N_CONTENDERS * N_SECTIONS);
    CHECK((guarded.word & MUTEX_BITS) == 0);
    CHECK((guarded.word & ~UINT32_C(0x80000000)) == 0);
}

static inline void mutex_try_lock_takes_only_what_is_free(void)
{
    uint32_t word = 0x100;
    CHECK(mutex_try_lock(&word) && word == (0x100 | MUTEX_LOCKED));
    CHECK(!mutex_try_lock(&word));
    mutex_unlock(&word);
    CHECK(word == 0x100 && !mutex_is_locked(&word));
}

struct hogged {
    uint32_t word;
    uint32_t stop;
};

/* Holds the mutex practically always. */
static inline void *hog(void *argument)
{
    struct hogged *hogged = argument;
    while (!load_acquire(&hogged->stop)) {
        mutex_lock(&hogged->word);
        int64_t end = park_clock_ns() + 200000;
        while (park_clock_ns() < end) {
            cpu_relax();
        }
        mutex_unlock(&hogged->word);
    }
    return NULL;
}

/* Without hand-over the hog retakes the mutex before the woken waiter has got up, and the waiter starves. */
static inline void mutex_is_handed_to_an_old_waiter(void)
{
    struct hogged hogged = {0, 0};
    pthread_t thread;
    mutex_init();
    CHECK(pthread_create(&thread, NULL, hog, &hogged) == 0);
    int64_t before = computed_ns();
    for (int i = 0; i < 50; i++) {
        mutex_lock(&hogged.word);
        mutex_unlock(&hogged.word);
        park_sleep(park_deadline_ns(500000), PARK_UNINTERRUPTIBLE);
    }
    CHECK(computed_ns() - before < 50 * 200 * MILLISECOND); /* by the hog, mostly */
    store_release(&hogged.stop, 1);
    CHECK(pthread_join(thread, NULL) == 0);
    CHECK(hogged.word == 0);
}

static inline void mutex_is_skipped_until_objects_are_shared(void)
{
    uint32_t word = 0;
    bool locked = mutex_lock_if_shared(&word);
    CHECK(!locked && word == 0);
    mutex_unlock_if(&word, locked);
    store_relaxed(&mutex_objects_shared, 1);
    locked = mutex_lock_if_shared(&word);
    CHECK(locked && word == MUTEX_LOCKED);
    mutex_unlock_if(&word, locked);
    CHECK(word == 0);
}

static struct ranked_mutex trial_heap_lock = RANKED_MUTEX(HEAP);
static uint64_t trial_heap_count; /* under trial_heap_lock */

static inline void *contend_ranked(void *argument)
{
    (void)argument;
    for (int i = 0; i < N_SECTIONS; i++) {
        ranked_lock(&trial_heap_lock);
        trial_heap_count++;
        ranked_unlock(&trial_heap_lock);
    }
    return NULL;
}

static inline void ranked_mutex_excludes(void)
{
    mutex_init();
    run_plain(N_CONTENDERS, contend_ranked, NULL);
    CHECK(trial_heap_count == (uint64_t)N_CONTENDERS * N_SECTIONS);
}

/* Runs `body` in a child without its complaint; whether it aborted. */
static inline bool aborts(void (*body)(void))
{
    int status;
    fflush(NULL);
    pid_t child = fork();
    CHECK(child >= 0);
    if (child == 0) {
        signal(SIGABRT, SIG_DFL);
        CHECK(freopen("/dev/null", "w", stderr) != NULL);
        body();
        _exit(0);
    }
    CHECK(waitpid(child, &status, 0) == child);
    return !WIFEXITED(status) || WEXITSTATUS(status) != 0;
}

static inline void take_object_under_heap(void)
{
    uint32_t word = 0;
    ranked_lock(&trial_heap_lock);
    mutex_lock(&word);
}

static inline void take_two_objects(void)
{
    uint32_t words[2] = {0, 0};
    CHECK(!mutex_lock_if_shared(&words[0]) && !mutex_lock_if_shared(&words[1]));
}

static inline void take_heap_under_object(void)
{
    uint32_t word = 0;
    mutex_lock(&word);
    ranked_lock(&trial_heap_lock);
    ranked_unlock(&trial_heap_lock);
    mutex_unlock(&word);
    order_assert_none();
}

static inline void order_violation_is_caught(void)
{
    CHECK(!aborts(take_heap_under_object));
#ifdef HASP_LOCK_ORDER
    CHECK(aborts(take_object_under_heap));
    CHECK(aborts(take_two_objects));
#endif
}

/* Every user of the parking lot must check again what it waits for. */
static inline void spurious_wake_ups_are_survived(void)
{
#ifdef HASP_TEST_HOOKS
    mutex_init();
    for (uint32_t n = 1; n < 200; n += 1 + n / 8) {
        struct guarded guarded = {0, 0};
        struct turns turns = {0, 0};
        hook_arm(HOOK_PARK, n);
        run_plain(2, play, &turns);
        hook_arm(HOOK_PARK, n);
        run_plain(3, contend, &guarded);
        CHECK(guarded.count == 3 * (uint64_t)N_SECTIONS);
        hook_arm(HOOK_PARK, 0);
    }
#endif
}

#endif
