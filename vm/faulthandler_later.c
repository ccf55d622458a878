/*
 * faulthandler.dump_traceback_later: a watchdog, a thread that is none of the interpreter's, so that it can speak when all
 * of those hang.
 *
 *     idle --dump_later--> waiting --timeout--> dumps --repeat--> waiting
 *       ^                     |                   |
 *       +------- cancel: is_cancelled, signal, join
 */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "lock/safepoint.h"
#include "runtime/abstract.h"
#include "runtime/float.h"
#include "vm/fault_dump.h"
#include "vm/faulthandler.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* Under `lock`. */
static struct watchdog {
    bool is_running;
    bool is_cancelled;
    pthread_t thread;
    pthread_cond_t cancelled; /* signalled with is_cancelled */
    int64_t timeout_us;
    bool repeats, exits;
    int fd;
    char header[64];
} watchdog = {.cancelled = PTHREAD_COND_INITIALIZER};

static struct timespec time_after(int64_t us)
{
    struct timespec when;
    clock_gettime(CLOCK_REALTIME, &when);
    int64_t ns = when.tv_nsec + us % 1000000 * 1000;
    when.tv_sec += us / 1000000 + ns / 1000000000;
    when.tv_nsec = ns % 1000000000;
    return when;
}

/* False: cancelled. */
static bool wait_locked(void)
{
    struct timespec until = time_after(watchdog.timeout_us);
    int result = 0;
    while (!watchdog.is_cancelled && result != ETIMEDOUT) {
        result = pthread_cond_timedwait(&watchdog.cancelled, &lock, &until);
    }
    return !watchdog.is_cancelled;
}

static void *watch(void *argument UNUSED)
{
    pthread_mutex_lock(&lock);
    do {
        if (!wait_locked()) {
            break;
        }
        fault_write(watchdog.fd, watchdog.header);
        fault_dump(watchdog.fd, NULL, true);
        if (watchdog.exits) {
            _exit(1);
        }
    } while (watchdog.repeats);
    pthread_mutex_unlock(&lock);
    return NULL;
}

static void cancel(struct thread *t)
{
    pthread_mutex_lock(&lock);
    bool was_running = watchdog.is_running;
    pthread_t thread = watchdog.thread;
    watchdog.is_running = false;
    watchdog.is_cancelled = true;
    pthread_cond_signal(&watchdog.cancelled);
    pthread_mutex_unlock(&lock);
    if (was_running) {
        blocking_enter(&t->lock, "join watchdog");
        pthread_join(thread, NULL);
        blocking_leave(&t->lock);
    }
    faulthandler_keep_for_watchdog(VALUE_NONE);
}

static void write_header(int64_t us)
{
    int64_t s = us / 1000000;
    int n = snprintf(watchdog.header, sizeof watchdog.header, "Timeout (%ld:%02ld:%02ld",
                     (long)(s / 3600), (long)(s / 60 % 60), (long)(s % 60));
    if (us % 1000000 != 0) {
        n += snprintf(watchdog.header + n, sizeof watchdog.header - (size_t)n, ".%06ld",
                      (long)(us % 1000000));
    }
    snprintf(watchdog.header + n, sizeof watchdog.header - (size_t)n, ")!\n");
}

static bool start(struct thread *t, Value file, int fd, int64_t us, bool repeats, bool exits)
{
    sigset_t all, old;
    sigfillset(&all);
    cancel(t);
    pthread_mutex_lock(&lock);
    faulthandler_keep_for_watchdog(file);
    watchdog.is_cancelled = false;
    watchdog.timeout_us = us;
    watchdog.repeats = repeats;
    watchdog.exits = exits;
    watchdog.fd = fd;
    write_header(us);
    pthread_sigmask(SIG_SETMASK, &all, &old); /* signals are for the interpreter's threads */
    watchdog.is_running = pthread_create(&watchdog.thread, NULL, watch, NULL) == 0;
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    bool ok = watchdog.is_running;
    pthread_mutex_unlock(&lock);
    return ok || raise_false(t, &RuntimeError_type, "unable to start watchdog thread");
}

Value faulthandler_dump_later(struct thread *t, Value *args, uint32_t n_args UNUSED,
                              Value names UNUSED)
{
    double seconds;
    int fd;
    Value file = args[2];
    enum truth repeats = args[1] == VALUE_UNBOUND ? TRUTH_FALSE : object_truth(t, args[1]);
    enum truth exits = args[3] == VALUE_UNBOUND ? TRUTH_FALSE : object_truth(t, args[3]);
    if (repeats == TRUTH_ERROR || exits == TRUTH_ERROR || !number_to_double(t, args[0], &seconds)) {
        return VALUE_ERROR;
    }
    if (!(seconds > 0)) {
        return raise_error(t, &ValueError_type, "timeout must be greater than 0");
    }
    if (!(seconds < 9e12)) {
        return raise_error(t, &OverflowError_type, "timeout value is too large");
    }
    if (!faulthandler_find_descriptor(t, &file, &fd)) {
        return VALUE_ERROR;
    }
    int64_t us = (int64_t)(seconds * 1e6);
    return start(t, file, fd, us < 1 ? 1 : us, repeats == TRUTH_TRUE, exits == TRUTH_TRUE)
               ? VALUE_NONE
               : VALUE_ERROR;
}

Value faulthandler_cancel_later(struct thread *t, Value *args UNUSED, uint32_t n_args UNUSED,
                                Value names UNUSED)
{
    cancel(t);
    return VALUE_NONE;
}
