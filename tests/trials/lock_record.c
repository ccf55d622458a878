/*
 * Trials of the policies and of the world with everything recorded, while another thread looks at the sums all the time, stops
 * the world from outside, and goes through the list of threads, whether it could stop them or not.
 */
#include "lock/record_sums.h"
#include "lock/recording.h"
#include "runtime/base/clock.h"

static void begin_recording(void);
static void start_onlooker(void);
#define HARNESS_PREPARE begin_recording
#define HARNESS_PREPARED start_onlooker

#include "tests/trials/lock_main.h"
#include "tests/trials/lock_policies.h"
#include "tests/trials/lock_world.h"

/* The picture's times are consistent: no thread has lived longer than the process. */
static void look(void)
{
    struct record_picture *picture = record_picture_take();
    CHECK(picture != NULL && picture->contended_ns <= picture->wall_ns);
    for (uint32_t i = 0; i < picture->n_threads; i++) {
        const struct thread_sums *s = &picture->threads[i];
        int64_t life_ns = 0;
        for (int state = 0; state < RECORD_N_STATES; state++) {
            CHECK(s->spent_ns[state] >= 0);
            life_ns += s->spent_ns[state];
        }
        CHECK(s->n_threads != 1 || life_ns <= picture->wall_ns);
    }
    /* Nobody forks meanwhile: ThreadSanitizer's allocator (of GCC 12) is locked for good in a child that was forked in the
     * middle of it. The picture itself is made under a lock that a fork waits for. */
    world_hold_list_from_outside();
    record_picture_free(picture);
    world_let_list_go_from_outside();
}

static void look_at_threads(void)
{
    world_hold_list_from_outside();
    for (const struct lock_thread *t = thread_peek_first(); t != NULL; t = thread_peek_next(t)) {
        enum thread_state state = thread_state_get(t);
        CHECK(state == THREAD_BLOCKED || state == THREAD_ATTACHED || state == THREAD_STOPPED);
        CHECK(thread_native_id(t) != 0 || state != THREAD_ATTACHED);
    }
    world_let_list_go_from_outside();
}

static void *onlooker(void *unused UNUSED)
{
    for (unsigned round = 0;; round++) {
        look();
        /* Every other time there is no patience at all: some go on running. */
        bool is_stopped =
            world_stop_from_outside(round % 2 == 0 ? 0 : clock_monotonic_ns() + MILLISECOND);
        look_at_threads();
        if (is_stopped) {
            world_start_from_outside();
        }
        look_at_threads();
        usleep(300);
    }
    return NULL;
}

static void begin_recording(void)
{
    static const struct record_callbacks callbacks = {.place = NULL};
    const struct recording recording = {.trace_path = "/dev/null", .trace_format = TRACE_JSON};
    const char *failed;
    CHECK(recording_begin(&recording, &callbacks, &failed) == 0);
}

static void start_onlooker(void)
{
    pthread_t thread;
    CHECK(pthread_create(&thread, NULL, onlooker, NULL) == 0);
    CHECK(pthread_detach(thread) == 0);
}

#define ROW(name) {#name, name},
static const struct policy_trial trials[] = {
    ROW(policy_excludes_where_promised) ROW(policy_lets_everybody_progress)
        ROW(world_stands_still_when_stopped) ROW(world_keeps_its_list_while_stopped)
            ROW(world_ends_the_others_for_good) ROW(fork_while_threads_run)
                ROW(fork_from_another_thread)};

int main(int argc, char **argv)
{
    static const char *const names[] = {"on", "ticks", "fair", "priority", "seeded", "off"};
    int n_failed = 0;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (argc < 2 || strcmp(argv[1], names[i]) == 0) {
            n_failed += run_policy_trials(trials, sizeof trials / sizeof trials[0], names[i]);
        }
    }
    return n_failed != 0;
}
