/*
 * The watch over calls that wait for what the scheduler does not know of. A thread keeps the turn in a blocking region; if what
 * it calls there waits for another thread of this process (a lock of a C library, a descriptor that nobody asked schedule_poll
 * about), all would wait for ever. So a native thread of its own looks every now and then whether the thread with the turn has
 * been asleep in the kernel, in the same region, for several looks; then it is taken out of the schedule (OUTSIDE).
 *
 * That a thread is taken out depends on real time, and the log tells; but not on how busy the machine is: one that computes, or
 * waits for the processor, is not asleep.
 */
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "lock/schedule_state.h"
#include "runtime/base/assert.h"
#include "runtime/base/atomics.h"

enum { LOOK_EVERY_NS = 20000000, LOOKS = 5 };

/* Atomic: the watch runs. */
static uint32_t is_watched;

static bool is_asleep(pid_t native_id)
{
    char path[64], text[512];
    snprintf(path, sizeof path, "/proc/self/task/%d/stat", (int)native_id);
    FILE *file = fopen(path, "re");
    if (file == NULL) {
        return false;
    }
    const char *line = fgets(text, sizeof text, file);
    fclose(file);
    const char *after_name = line != NULL ? strrchr(line, ')') : NULL;
    return after_name != NULL && strncmp(after_name, ") S", 3) == 0;
}

static void *watch(void *unused UNUSED)
{
    const struct timespec pause = {.tv_nsec = LOOK_EVERY_NS};
    uint64_t region = 0;
    int n_looks = 0;
    for (;;) {
        nanosleep(&pause, NULL);
        pid_t native_id;
        uint64_t now = schedule_region_of_holder(&native_id);
        bool is_the_same = now != 0 && now == region;
        region = now;
        n_looks = is_the_same && is_asleep(native_id) ? n_looks + 1 : 0;
        if (n_looks == LOOKS) {
            schedule_take_out(region);
            n_looks = 0;
        }
    }
    return NULL;
}

/* Without it, which is for lack of resources, the run goes on as long as it needs none. */
void watch_start(void)
{
    sigset_t all, before;
    pthread_attr_t attributes;
    pthread_t thread;
    if (atomic_swap(&is_watched, 1)) {
        return;
    }
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    if (pthread_attr_init(&attributes) == 0) {
        pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
        pthread_attr_setstacksize(&attributes, (size_t)64 << 10);
        (void)!pthread_create(&thread, &attributes, watch, NULL);
        pthread_attr_destroy(&attributes);
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

void watch_after_fork_child(void)
{
    store_relaxed(&is_watched, 0);
}
