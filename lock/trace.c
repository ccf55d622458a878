#include "lock/trace.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "lock/descriptor.h"
#include "lock/park.h"
#include "lock/record_state.h"
#include "lock/trace_rows.h"
#include "runtime/base/assert.h"
#include "runtime/base/attributes.h"

enum { PERIOD_NS = 20000000, WRITER_STACK_BYTES = 256 << 10, TAIL_BYTES = 8 };

static struct {
    struct ranked_mutex lock;

    /* Constant after trace_begin. */
    const struct trace_form *form; /* NULL: nothing is traced */
    const char *path;

    /* Under the lock. */
    struct own_descriptor file; /* none: nothing more is written */
    struct buffer text;
    bool has_complained;
    bool is_named; /* the process has said who it is */

    /* Atomic: there may be events that the writer does not know of; it sleeps on this word while there are none. */
    uint32_t is_awake;
    /* Atomic: 1 once somebody has started the writer. */
    uint32_t has_writer;
} trace = {.lock = RANKED_MUTEX(TRACE), .file = OWN_DESCRIPTOR_NONE};

bool trace_is_on(void)
{
    return trace.form != NULL;
}

/* ---- the file ---- */

/* The program goes on without its trace. */
static void give_up_locked(int error)
{
    if (!trace.has_complained) {
        trace.has_complained = true;
        fprintf(stderr, "hasp: the trace %s ends here: %s\n", trace.path, strerror(error));
    }
    own_descriptor_close(&trace.file);
}

/* Where the text's tail stands in the file; -1: it is not ended, or is no file that could be read. */
static off_t find_tail(int fd)
{
    char end[TAIL_BYTES];
    size_t n = strlen(trace.form->tail);
    off_t at = lseek(fd, 0, SEEK_END) - (off_t)n;
    bool found = n > 0 && at >= 0 && pread(fd, end, n, at) == (ssize_t)n &&
                 memcmp(end, trace.form->tail, n) == 0;
    return found ? at : -1;
}

/*
 * Joins those that take part, by a shared flock. An end that a process has written which was the last then is taken away; only
 * who is alone may do so, and only who is alone writes one.
 */
static bool take_part(int fd)
{
    for (;;) {
        if (flock(fd, LOCK_EX | LOCK_NB) == 0) {
            off_t tail = find_tail(fd);
            if (tail >= 0 && ftruncate(fd, tail) != 0) {
                return false;
            }
        }
        if (flock(fd, LOCK_SH) != 0 || find_tail(fd) < 0) {
            return true;
        }
        flock(fd, LOCK_UN);
    }
}

/* -1 with errno. */
static int open_file(bool joins)
{
    int flags = O_APPEND | O_CREAT | O_CLOEXEC | (joins ? 0 : O_TRUNC);
    int fd = open(trace.path, flags | O_RDWR, 0666);
    if (fd < 0 && errno != ENOENT) { /* a pipe or a terminal that can only be written to */
        fd = open(trace.path, flags | O_WRONLY, 0666);
    }
    if (fd >= 0 && descriptor_is_regular(fd) && !take_part(fd)) {
        close(fd);
        return -1;
    }
    return fd;
}

/* The program has closed the file. 0 or an errno value. */
static int reopen_locked(void)
{
    int error = own_descriptor_reopen(&trace.file, trace.path, O_RDWR | O_APPEND);
    if (error != 0 && error != ENOENT) {
        error = own_descriptor_reopen(&trace.file, trace.path, O_WRONLY | O_APPEND);
    }
    bool ok = error != 0 || !descriptor_is_regular(trace.file.fd) || take_part(trace.file.fd);
    return ok ? error : errno;
}

static int write_text_locked(void)
{
    int error = trace.text.failed                      ? ENOMEM
                : own_descriptor_is_there(&trace.file) ? 0
                                                       : reopen_locked();
    return error != 0 ? error : descriptor_write(trace.file.fd, trace.text.data, trace.text.size);
}

static void write_locked(void)
{
    int error = trace.file.fd >= 0 ? write_text_locked() : 0;
    if (error != 0) {
        give_up_locked(error);
    }
    buffer_clear(&trace.text);
}

/* ---- events become text ---- */

static void name_process_locked(void)
{
    if (trace.file.fd >= 0) {
        trace.is_named = true;
        ranked_lock(&records.lock);
        trace.form->process(&trace.text, park_clock_ns(), getpid(), getppid(),
                            records.process_name != NULL ? records.process_name : "MainProcess");
        ranked_unlock(&records.lock);
    }
}

/* Not under records.lock. */
static void begin_draining_locked(void)
{
    if (!trace.is_named) {
        name_process_locked();
    }
}

/* `name` takes a copy. */
static struct trace_owner owner_of(struct record *r, char name[THREAD_NAME_BYTES])
{
    ranked_lock(&r->lock);
    memcpy(name, r->sums.name, THREAD_NAME_BYTES);
    ranked_unlock(&r->lock);
    return (struct trace_owner){
        .pid = getpid(), .tid = r->sums.native_id, .name = name, .ring = r->ring};
}

static void note_state(struct event_ring *ring, uint32_t kind)
{
    switch ((enum event_kind)kind) {
    case EVENT_ACQUIRE:
        ring->is_running = true;
        break;
    case EVENT_END:
        ring->has_ended = true;
        ring->is_running = false;
        break;
    case EVENT_YIELD:
    case EVENT_BLOCK:
    case EVENT_STOP:
        ring->is_running = false;
        break;
    default:
        break;
    }
}

static void drain_locked(struct record *r)
{
    struct event event;
    char name[THREAD_NAME_BYTES];
    struct trace_owner owner = owner_of(r, name);
    while (ring_take(r->ring, &event)) {
        if (event.kind == EVENT_ACQUIRE) {
            r->ring->running_since_ns = event.time_ns;
        }
        if (trace.file.fd >= 0) {
            trace.form->event(&trace.text, &owner, &event);
        }
        note_state(r->ring, event.kind);
    }
}

static void drain_all_locked(void)
{
    begin_draining_locked();
    ranked_lock(&records.lock);
    for (struct record *r = records.first; r != NULL; r = r->next) {
        if (r->ring != NULL) {
            drain_locked(r);
        }
    }
    ranked_unlock(&records.lock);
    write_locked();
}

void trace_flush(void)
{
    if (trace_is_on()) {
        ranked_lock(&trace.lock);
        drain_all_locked();
        ranked_unlock(&trace.lock);
    }
}

static void empty_ring(struct record *r)
{
    ranked_lock(&trace.lock);
    begin_draining_locked();
    drain_locked(r);
    write_locked();
    ranked_unlock(&trace.lock);
}

void trace_drain(struct record *r)
{
    if (r->ring != NULL) {
        empty_ring(r);
    }
}

void trace_forget(struct record *r)
{
    free(r->ring);
    r->ring = NULL;
}

/* ---- the writer ---- */

/*
 * Sleeps while nothing happens. No event is left lying: the writer clears is_awake and then looks at the rings; a thread puts
 * its event into the ring and then looks at is_awake; all four are sequentially consistent.
 */
static void *writer(void *unused UNUSED)
{
    static const struct timespec period = {.tv_nsec = PERIOD_NS};
    for (;;) {
        park_wait_while_equal(&trace.is_awake, 0, PARK_FOREVER, PARK_UNINTERRUPTIBLE);
        nanosleep(&period, NULL); /* real time, also where a policy has a clock of its own */
        store_seq_cst(&trace.is_awake, 0);
        trace_flush();
    }
    return NULL;
}

static void start_writer(void)
{
    pthread_t thread;
    pthread_attr_t attributes;
    sigset_t all, mask;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &mask);
    if (pthread_attr_init(&attributes) == 0) {
        pthread_attr_setstacksize(&attributes, WRITER_STACK_BYTES);
        pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
        /* Without it full rings are emptied all the same. */
        (void)!pthread_create(&thread, &attributes, writer, NULL);
        pthread_attr_destroy(&attributes);
    }
    pthread_sigmask(SIG_SETMASK, &mask, NULL);
}

static void wake_writer(void)
{
    if (atomic_swap(&trace.has_writer, 1) == 0) {
        start_writer();
    }
    if (atomic_swap(&trace.is_awake, 1) == 0) {
        park_wake_all(&trace.is_awake);
    }
}

void trace_push(struct record *r, const struct event *event)
{
    while (UNLIKELY(!ring_push(r->ring, event))) {
        empty_ring(r);
    }
    if (UNLIKELY(load_seq_cst(&trace.is_awake) == 0)) {
        wake_writer();
    }
}

/* ---- beginning and end ---- */

void trace_name_process(void)
{
    if (trace_is_on()) {
        ranked_lock(&trace.lock);
        name_process_locked();
        write_locked();
        ranked_unlock(&trace.lock);
    }
}

int trace_begin(const char *path, enum trace_format format, bool joins)
{
    trace.path = path;
    trace.form = format == TRACE_JSON ? &trace_json : &trace_csv;
    int fd = open_file(joins);
    if (fd < 0) {
        trace.form = NULL;
        return errno;
    }
    own_descriptor_set(&trace.file, fd);
    ranked_register_for_fork(&trace.lock);
    if (!joins) {
        ranked_lock(&trace.lock);
        buffer_append_string(&trace.text, trace.form->head);
        write_locked();
        ranked_unlock(&trace.lock);
    }
    return 0;
}

void trace_start_writer(void)
{
    if (trace_is_on()) {
        wake_writer();
    }
}

/* What the threads are doing is over as far as the trace is concerned. */
static void close_slices_locked(void)
{
    int64_t now_ns = park_clock_ns();
    ranked_lock(&records.lock);
    for (struct record *r = records.first; r != NULL; r = r->next) {
        if (r->ring == NULL) {
            continue;
        }
        drain_locked(r);
        if (r->ring->has_ended) {
            continue;
        }
        char name[THREAD_NAME_BYTES];
        struct trace_owner owner = owner_of(r, name);
        if (r->ring->is_running) {
            trace.form->event(&trace.text, &owner,
                              &(struct event){.time_ns = now_ns, .kind = EVENT_END});
        } else {
            trace.form->close(&trace.text, &owner, now_ns);
        }
    }
    ranked_unlock(&records.lock);
}

void trace_end(void)
{
    if (!trace_is_on()) {
        return;
    }
    ranked_lock(&trace.lock);
    drain_all_locked();
    if (trace.file.fd >= 0) {
        close_slices_locked();
        write_locked();
    }
    if (trace.file.fd >= 0 && descriptor_is_regular(trace.file.fd)) {
        flock(trace.file.fd, LOCK_UN);
        if (flock(trace.file.fd, LOCK_EX | LOCK_NB) == 0 && find_tail(trace.file.fd) < 0) {
            buffer_append_string(&trace.text, trace.form->tail);
            write_locked();
        }
    } else if (trace.file.fd >= 0) {
        buffer_append_string(&trace.text, trace.form->tail);
        write_locked();
    }
    own_descriptor_close(&trace.file);
    ranked_unlock(&trace.lock);
}

/* The descriptor is the parent's too, and so is its flock: the child opens the file anew. */
void trace_after_fork_child(struct record *mine)
{
    if (!trace_is_on()) {
        return;
    }
    store_relaxed(&trace.has_writer, 0);
    store_relaxed(&trace.is_awake, 0);
    buffer_clear(&trace.text);
    trace.is_named = false;
    if (trace.file.fd < 0) {
        return;
    }
    own_descriptor_close(&trace.file);
    int fd = open_file(true);
    if (fd < 0) {
        return;
    }
    own_descriptor_set(&trace.file, fd);
    if (mine != NULL && mine->ring != NULL) {
        int64_t now_ns = mine->sums.since_ns;
        trace_push(mine, &(struct event){.time_ns = now_ns, .kind = EVENT_BEGIN});
        trace_push(mine, &(struct event){.time_ns = now_ns, .kind = EVENT_ACQUIRE});
    }
}
