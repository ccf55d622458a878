#include "vm/lock_watch.h"

#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "lock/descriptor.h"
#include "lock/futex.h"
#include "lock/record_sums.h"
#include "lock/recording.h"
#include "lock/safepoint.h"
#include "lock/trace_rows.h"
#include "lock/world.h"
#include "runtime/base/buffer.h"
#include "runtime/base/clock.h"
#include "runtime/fork_hooks.h"
#include "vm/fault_dump.h"

enum { PATIENCE_NS = 1000000000, WATCHER_STACK_BYTES = 256 << 10, WANTS_DUMP = 1, WANTS_END = 2 };

/* How long the end of the process waits for a dump: who should read stderr may be a thread that waits for the process to end. */
static const int64_t PATIENCE_AT_END_NS = 10000000000;

static struct {
    /* Constant after start-up. */
    int dump_signal;
    /* Atomic: what is wanted, and by which signal the process is to end; set by handlers. */
    uint32_t wanted;
    uint32_t ends_by;
    /* Atomic: how many signals have come, written by handlers; and how many of them the watcher is done with, which is a futex. */
    uint32_t n_signals;
    uint32_t n_served;
    bool is_watched; /* written while one thread runs */
    pid_t signalled; /* the process that the last signal came to */
    sem_t alarm;
} watch;

/* ---- the dump ---- */

static double seconds_since(const struct record_picture *picture, const struct thread_sums *s)
{
    return (double)(picture->now_ns - s->since_ns) * 1e-9;
}

/* What it does, as it was before anything was done about it. */
static void describe(struct buffer *to, const struct record_picture *picture,
                     const struct thread_sums *s)
{
    int length = 0;
    const char *call = s->call == NULL ? "" : trace_call_name(s->call, &length);
    double seconds = seconds_since(picture, s);
    buffer_append_format(to, "Thread %d (%s)", (int)s->native_id, s->name);
    switch (s->state) {
    case RECORD_RUN:
        buffer_append_format(to, s->native_id == picture->holder ? " holds the lock" : " runs");
        break;
    case RECORD_WAIT:
        buffer_append_string(to, " waits for the lock");
        break;
    case RECORD_BLOCKED:
        buffer_append_format(to, " blocks in %.*s", length, call);
        break;
    default:
        buffer_append_string(to, " is stopped");
        break;
    }
    buffer_append_format(to, ", for %.6f s\n", seconds);
}

static const struct thread_sums *find(const struct record_picture *picture, pid_t native_id)
{
    for (uint32_t i = picture->n_threads; i-- > 0;) {
        if (picture->threads[i].alive && picture->threads[i].native_id == native_id) {
            return &picture->threads[i];
        }
    }
    return NULL;
}

static void write_out(int fd, struct buffer *text)
{
    const char *string = buffer_string(text);
    fault_write(fd, string != NULL ? string : "");
    buffer_clear(text);
}

/* The list is held. */
static void write_threads(int fd, const struct record_picture *picture, bool is_stopped)
{
    struct buffer text = BUFFER_EMPTY;
    for (struct lock_thread *l = thread_peek_first(); l != NULL; l = thread_peek_next(l)) {
        const struct thread_sums *s = find(picture, thread_native_id(l));
        if (s == NULL) {
            continue; /* has begun since */
        }
        describe(&text, picture, s);
        if (thread_state_get(l) == THREAD_ATTACHED) {
            buffer_append_string(&text, is_stopped
                                            ? "  (has reached no safepoint for a second, a long "
                                              "call in C perhaps: as it was last seen)\n"
                                            : "  (was not stopped: as it was last seen)\n");
        }
        write_out(fd, &text);
        fault_dump_stack(fd, CONTAINER_OF(l, struct thread, lock));
    }
    buffer_free(&text);
}

static void write_head(int fd, const struct record_picture *picture)
{
    struct buffer text = BUFFER_EMPTY;
    const struct thread_sums *holder = picture->holder == 0 ? NULL : find(picture, picture->holder);
    buffer_append_format(&text, "--- the lock: %s, process %d, --gil=%s; ", picture->process_name,
                         (int)picture->pid, policy_current()->name);
    if (holder != NULL) {
        buffer_append_format(&text, "held by %d (%s) ---\n", (int)holder->native_id, holder->name);
    } else {
        buffer_append_string(&text,
                             policy_current()->exclusive ? "free ---\n" : "there is none ---\n");
    }
    write_out(fd, &text);
    buffer_free(&text);
}

/* Where it cannot be stopped, because somebody else has for all that time, the threads stay as they are at least. */
static void write_world(int fd, const struct record_picture *picture)
{
    bool is_stopped = world_stop_from_outside(clock_monotonic_ns() + PATIENCE_NS);
    world_hold_list_from_outside();
    write_threads(fd, picture, is_stopped);
    world_let_list_go_from_outside();
    if (is_stopped) {
        world_start_from_outside();
    }
}

static void copy_to_stderr(int fd)
{
    char piece[4096];
    ssize_t n;
    for (off_t at = 0; (n = pread(fd, piece, sizeof piece, at)) > 0; at += n) {
        (void)descriptor_write(STDERR_FILENO, piece, (size_t)n);
    }
}

/*
 * By way of a file in memory: who reads the other end of stderr may be a thread of this process, which has to wait as long as the
 * world is stopped.
 */
static void dump(void)
{
    struct record_picture *picture = record_picture_take();
    int file = memfd_create("dump", MFD_CLOEXEC), fd = file >= 0 ? file : STDERR_FILENO;
    if (picture == NULL) {
        fault_write(fd, "hasp: no memory for the state of the lock\n");
    } else {
        write_head(fd, picture);
        write_world(fd, picture);
        fault_write(fd, "---\n");
        record_picture_free(picture);
    }
    if (file >= 0) {
        copy_to_stderr(file);
        close(file);
    }
}

/* ---- the thread ---- */

static void *watcher(void *unused UNUSED)
{
    for (;;) {
        while (sem_wait(&watch.alarm) != 0 && errno == EINTR) {
        }
        uint32_t n_signals = load_acquire(&watch.n_signals);
        uint32_t wanted = atomic_swap(&watch.wanted, 0);
        if (wanted & WANTS_DUMP) {
            dump();
        }
        if (wanted & WANTS_END) {
            int number = (int)load_relaxed(&watch.ends_by);
            recording_end();
            signal(number, SIG_DFL);
            kill(getpid(), number);
        }
        store_release(&watch.n_served, n_signals);
        futex_wake_one(&watch.n_served);
    }
    return NULL;
}

static void start_watcher(void)
{
    pthread_t thread;
    pthread_attr_t attributes;
    sigset_t all, mask;
    sem_init(&watch.alarm, 0, 0);
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &mask);
    if (pthread_attr_init(&attributes) == 0) {
        pthread_attr_setstacksize(&attributes, WATCHER_STACK_BYTES);
        pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
        watch.is_watched = pthread_create(&thread, &attributes, watcher, NULL) == 0;
        if (!watch.is_watched) {
            fputs("hasp: no thread to watch over the lock\n", stderr);
        }
        pthread_attr_destroy(&attributes);
    }
    pthread_sigmask(SIG_SETMASK, &mask, NULL);
}

/* A signal may have come for the child before it has a watcher; what was for the parent is the parent's. */
static void restart_in_child(struct thread *t UNUSED)
{
    start_watcher();
    if (load_relaxed(&watch.wanted) != 0 && load_relaxed(&watch.signalled) == getpid()) {
        sem_post(&watch.alarm);
    } else {
        store_relaxed(&watch.wanted, 0);
        store_relaxed(&watch.n_served, load_relaxed(&watch.n_signals));
    }
}

void lock_watch_finish(struct thread *t)
{
    if (!watch.is_watched || load_acquire(&watch.n_served) == load_acquire(&watch.n_signals)) {
        return;
    }
    int64_t deadline_ns = clock_monotonic_ns() + PATIENCE_AT_END_NS;
    uint32_t n_served;
    blocking_enter_unscheduled(&t->lock, "gil-dump");
    while ((n_served = load_acquire(&watch.n_served)) != load_acquire(&watch.n_signals) &&
           clock_monotonic_ns() < deadline_ns) {
        futex_wait(&watch.n_served, n_served, deadline_ns);
    }
    blocking_leave_unscheduled(&t->lock);
}

/* ---- signals ---- */

static void on_signal(int number)
{
    int saved_errno = errno;
    store_relaxed(&watch.signalled, getpid());
    if (number == watch.dump_signal) {
        atomic_or(&watch.wanted, WANTS_DUMP);
    } else {
        store_relaxed(&watch.ends_by, (uint32_t)number);
        atomic_or(&watch.wanted, WANTS_END);
    }
    atomic_add(&watch.n_signals, 1);
    sem_post(&watch.alarm);
    errno = saved_errno;
}

static void install(int number)
{
    struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_ONSTACK | SA_RESTART};
    sigemptyset(&action.sa_mask);
    sigaction(number, &action, NULL);
}

int lock_watch_signal(const char *name)
{
    char *end;
    long number = strtol(name, &end, 10);
    if (end == name || *end != '\0') {
        name += strncmp(name, "SIG", 3) == 0 ? 3 : 0;
        for (number = 1; number < SIGRTMIN; number++) {
            const char *known = sigabbrev_np((int)number);
            if (known != NULL && strcmp(known, name) == 0) {
                break;
            }
        }
    }
    bool is_fit = number >= 1 && number < SIGRTMIN && sigabbrev_np((int)number) != NULL &&
                  number != SIGKILL && number != SIGSTOP;
    return is_fit ? (int)number : 0;
}

bool lock_watch_init(struct thread *t, int dump_signal)
{
    static const int deaths[] = {SIGTERM, SIGHUP};
    struct sigaction before;
    watch.dump_signal = dump_signal;
    if (!fork_hook_add(t, (struct fork_hook){.after_in_child = restart_in_child})) {
        return false;
    }
    start_watcher();
    for (size_t i = 0; i < COUNT_OF(deaths); i++) {
        if (sigaction(deaths[i], NULL, &before) == 0 && before.sa_handler == SIG_DFL) {
            install(deaths[i]);
        }
    }
    if (dump_signal != 0) {
        install(dump_signal);
    }
    return true;
}
