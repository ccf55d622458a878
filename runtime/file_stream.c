#include "runtime/file_stream.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lock/park.h"
#include "lock/ranked.h"
#include "lock/safepoint.h"
#include "lock/schedule.h"
#include "runtime/call.h"
#include "runtime/file_private.h"
#include "runtime/fork_hooks.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

#define STREAM_AWAITED (UINT32_C(1) << 31)

/* The open streams, newest first. The collector unlinks dead ones with the world stopped. */
static struct ranked_mutex list_lock = RANKED_MUTEX(LEAF);
static struct stream *open_streams;

/* ---- the list ---- */

static void link_stream(struct stream *s)
{
    ranked_lock(&list_lock);
    s->next = open_streams;
    s->previous = NULL;
    if (open_streams != NULL) {
        open_streams->previous = s;
    }
    open_streams = s;
    s->listed = true;
    ranked_unlock(&list_lock);
}

static void unlink_stream_locked(struct stream *s)
{
    if (s->listed) {
        *(s->previous != NULL ? &s->previous->next : &open_streams) = s->next;
        if (s->next != NULL) {
            s->next->previous = s->previous;
        }
        s->listed = false;
    }
}

static void unlink_stream(struct stream *s)
{
    ranked_lock(&list_lock);
    unlink_stream_locked(s);
    ranked_unlock(&list_lock);
}

static size_t count_streams(void)
{
    size_t n = 0;
    ranked_lock(&list_lock);
    for (const struct stream *s = open_streams; s != NULL; s = s->next) {
        n++;
    }
    ranked_unlock(&list_lock);
    return n;
}

void streams_each(struct thread *t,
                  void (*visit)(struct thread *t, struct stream *s, void *context), void *context)
{
    size_t most = count_streams(), n = 0;
    Value batch = tuple_new(t, NULL, most);
    if (batch == VALUE_ERROR) {
        error_clear(t);
        return;
    }
    ranked_lock(&list_lock);
    for (struct stream *s = open_streams; s != NULL && n < most; s = s->next) {
        value_to_tuple(batch)->items[n++] = value_from_object(s);
    }
    ranked_unlock(&list_lock);
    while (n > 0) {
        visit(t, (struct stream *)value_to_tuple(batch)->items[--n], context);
    }
}

/* ---- entering ---- */

static bool is_awaited(void *owner)
{
    return load_relaxed((uint32_t *)owner) & STREAM_AWAITED;
}

/*
 * The second half of a mutex of three states (Drepper, "Futexes are tricky", 2011, section 5): whoever has slept takes
 * the stream as awaited, since others may still sleep; at worst that wakes nobody.
 */
static void wait_for_stream(struct stream *s, uint32_t self)
{
    for (;;) {
        uint32_t seen = load_relaxed(&s->owner);
        if (seen == 0) {
            if (compare_and_swap_acquire(&s->owner, &seen, self | STREAM_AWAITED)) {
                return;
            }
        } else if ((seen & STREAM_AWAITED) ||
                   compare_and_swap(&s->owner, &seen, seen | STREAM_AWAITED)) {
            park_wait(&s->owner, is_awaited, &s->owner, PARK_FOREVER, PARK_UNINTERRUPTIBLE, NULL);
        }
    }
}

/* At exit: the thread inside will not come back. What it has given to write(2) is its own. */
bool stream_enter_final(struct thread *t, struct stream *s)
{
    if (load_acquire(&s->owner) != 0 && s->writing) {
        return false;
    }
    store_relaxed(&s->owner, (uint32_t)t->lock.native_id);
    return true;
}

bool stream_enter(struct thread *t, struct stream *s)
{
    uint32_t self = (uint32_t)t->lock.native_id, seen = 0;
    if (LIKELY(compare_and_swap_acquire(&s->owner, &seen, self))) {
        return true;
    }
    if ((seen & ~STREAM_AWAITED) == self) {
        Value name = value_load(&s->name);
        return raise_false(t, &RuntimeError_type, "reentrant call inside <%s name=%R>",
                           s->writable ? "_io.BufferedWriter" : "_io.BufferedReader",
                           name == VALUE_UNBOUND ? VALUE_NONE : name);
    }
    blocking_enter(&t->lock, "file");
    wait_for_stream(s, self);
    blocking_leave(&t->lock);
    return true;
}

void stream_leave(struct stream *s)
{
    uint32_t seen = load_relaxed(&s->owner) & ~STREAM_AWAITED;
    if (UNLIKELY(!compare_and_swap_release(&s->owner, &seen, 0))) {
        store_release(&s->owner, 0);
        park_wake_one(&s->owner, NULL, NULL);
    }
}

/* ---- system calls ---- */

bool interrupted_retry(struct thread *t)
{
    return safepoint_serve(&t->lock, SAFEPOINT_SIGNAL);
}

Value raise_errno(struct thread *t, Value filename)
{
    return error_pending(t) ? VALUE_ERROR : raise_os_error(t, errno, filename, VALUE_UNBOUND);
}

/* ---- reading ---- */

bool stream_make_buffer(struct thread *t, struct stream *s)
{
    if (s->buffer == NULL) {
        s->buffer = malloc(s->buffer_bytes);
        if (s->buffer == NULL) {
            (void)raise_no_memory(t);
            return false;
        }
    }
    return true;
}

static bool would_block(const struct thread *t)
{
    return errno == EAGAIN && !error_pending(t);
}

bool stream_read_raw(struct thread *t, struct stream *s, void *to, size_t n, size_t *n_read)
{
    int fd = s->fd;
    ssize_t got;
    BLOCKING_AS(t, "read", got,
                schedule_await(fd, POLLIN) ? read(fd, to, n < SSIZE_MAX ? n : SSIZE_MAX) : -1);
    s->blocked = got < 0 && would_block(t);
    if (got < 0 && !s->blocked) {
        (void)raise_errno(t, VALUE_UNBOUND);
        return false;
    }
    *n_read = got < 0 ? 0 : (size_t)got;
    return true;
}

bool stream_fill(struct thread *t, struct stream *s, size_t *n_read)
{
    if (!stream_make_buffer(t, s) || !stream_flush(t, s)) {
        return false;
    }
    memmove(s->buffer, s->buffer + s->from, s->to - s->from);
    s->to -= s->from;
    s->from = 0;
    *n_read = 0;
    if (s->to == s->buffer_bytes) {
        return true;
    }
    if (!stream_read_raw(t, s, s->buffer + s->to, s->buffer_bytes - s->to, n_read)) {
        return false;
    }
    s->to += *n_read;
    return true;
}

bool stream_unread(struct thread *t, struct stream *s)
{
    off_t ahead = (off_t)(s->to - s->from);
    s->from = s->to = 0;
    if (ahead != 0 && lseek(s->fd, -ahead, SEEK_CUR) < 0 && errno != ESPIPE) {
        (void)raise_errno(t, VALUE_UNBOUND);
        return false;
    }
    return true;
}

/* ---- writing ---- */

bool stream_write_raw(struct thread *t, struct stream *s, const void *data, size_t n,
                      size_t *written)
{
    int fd = s->fd;
    ssize_t done;
    s->writing = true;
    BLOCKING_AS(t, "write", done, schedule_await(fd, POLLOUT) ? write(fd, data, n) : -1);
    s->writing = false;
    s->blocked = done < 0 && would_block(t);
    if (done < 0 && !s->blocked) {
        (void)raise_errno(t, VALUE_UNBOUND);
        return false;
    }
    *written = done < 0 ? 0 : (size_t)done;
    return true;
}

/*
 * Writes `n` bytes, which must not lie in movable or changing memory, or as many as can be without blocking; *done is how
 * many, even in case of an error.
 */
static bool write_all(struct thread *t, struct stream *s, const char *data, size_t n, size_t *done)
{
    s->blocked = false;
    for (*done = 0; *done < n && !s->blocked;) {
        size_t written;
        if (!stream_write_raw(t, s, data + *done, n - *done, &written)) {
            return false;
        }
        *done += written;
        /* A signal ends a write that has begun with what it has done, without EINTR. */
        if (*done < n && !s->blocked && !interrupted_retry(t)) {
            return false;
        }
    }
    return true;
}

static bool raise_blocked(struct thread *t, size_t n_written)
{
    Value text = str_from_cstr(t, "write could not complete without blocking");
    Value args[] = {VALUE_UNBOUND, value_from_small_int(EAGAIN), text,
                    value_from_small_int((int64_t)n_written)};
    Value error = text == VALUE_ERROR ? text
                                      : call(t, value_from_object(&BlockingIOError_type), args + 1,
                                             3, VALUE_UNBOUND);
    return error != VALUE_ERROR && raise_exception(t, error) != VALUE_ERROR;
}

/* Writes what is pending, or as much as can be without blocking. */
static bool send_pending(struct thread *t, struct stream *s)
{
    size_t done;
    bool ok = write_all(t, s, s->buffer, s->pending, &done);
    /* After fork this may be a child in which the pending bytes were dropped: then nothing is left to move. */
    size_t left = s->pending - done;
    memmove(s->buffer, s->buffer + done, left);
    s->pending = left;
    return ok;
}

bool stream_flush(struct thread *t, struct stream *s)
{
    return s->pending == 0 || (send_pending(t, s) && (s->pending == 0 || raise_blocked(t, 0)));
}

/* Of data[0, n), `done` were written or lie before: buffers what there is room for. */
static bool keep(struct thread *t, struct stream *s, const char *data, size_t n, size_t done)
{
    size_t room = s->buffer_bytes - s->pending;
    size_t kept = n - done < room ? n - done : room;
    memcpy(s->buffer + s->pending, data + done, kept);
    s->pending += kept;
    return done + kept == n || raise_blocked(t, done + kept);
}

bool stream_write(struct thread *t, struct stream *s, const void *data, size_t n)
{
    size_t done = 0;
    if (!stream_make_buffer(t, s) || (s->from != s->to && !stream_unread(t, s))) {
        return false;
    }
    s->from = s->to = 0;
    if (s->pending + n > s->buffer_bytes || s->unbuffered) {
        if (s->pending != 0 && !send_pending(t, s)) {
            return false;
        }
        if (s->pending == 0 && (n >= s->buffer_bytes || s->unbuffered) &&
            !write_all(t, s, data, n, &done)) {
            return false;
        }
    }
    return keep(t, s, data, n, done);
}

/* ---- position and end ---- */

bool stream_tell(struct thread *t, struct stream *s, int64_t *position)
{
    off_t at = lseek(s->fd, 0, SEEK_CUR);
    if (at < 0) {
        (void)raise_errno(t, VALUE_UNBOUND);
        return false;
    }
    *position = at - (int64_t)(s->to - s->from) + (int64_t)s->pending;
    return true;
}

bool stream_seek(struct thread *t, struct stream *s, int64_t offset, int whence, int64_t *position)
{
    if (!stream_flush(t, s)) {
        return false;
    }
    if (whence == SEEK_CUR) {
        offset -= (int64_t)(s->to - s->from);
    }
    off_t at = lseek(s->fd, offset, whence);
    if (at < 0) {
        (void)raise_errno(t, VALUE_UNBOUND);
        return false;
    }
    s->from = s->to = 0;
    *position = at;
    return true;
}

bool stream_close(struct thread *t, struct stream *s)
{
    if (s->fd < 0) {
        return true;
    }
    bool ok = stream_flush(t, s);
    int fd = s->fd, result = 0;
    s->pending = s->from = s->to = 0;
    store_relaxed(&s->fd, -1);
    unlink_stream(s);
    free(s->buffer);
    s->buffer = NULL;
    if (s->closes_descriptor) {
        blocking_enter(&t->lock, "close");
        result = close(fd);
        blocking_leave(&t->lock);
    }
    /* Linux has closed the descriptor even if it says EINTR. */
    if (result < 0 && errno != EINTR && ok) {
        (void)raise_errno(t, VALUE_UNBOUND);
        return false;
    }
    return ok;
}

/* ---- streams of one file ---- */

static bool writes_to(const struct stream *s, const struct stat *file)
{
    return s->writable && s->inode == file->st_ino && s->device == file->st_dev;
}

static bool any_writes_to_files(void)
{
    bool found = false;
    ranked_lock(&list_lock);
    for (const struct stream *s = open_streams; s != NULL && !found; s = s->next) {
        found = s->writable && s->inode != 0;
    }
    ranked_unlock(&list_lock);
    return found;
}

static void flush_if_same(struct thread *t, struct stream *s, void *file)
{
    if (!writes_to(s, file) || !stream_enter(t, s)) {
        error_clear(t);
        return;
    }
    if (s->fd >= 0 && !stream_flush(t, s)) {
        error_clear(t); /* whoever closes that file hears of it */
    }
    stream_leave(s);
}

void streams_flush_path(struct thread *t, const char *path)
{
    struct stat file;
    if (any_writes_to_files() && stat(path, &file) == 0 && S_ISREG(file.st_mode)) {
        streams_each(t, flush_if_same, &file);
    }
}

/* One that a thread is busy with is not dropped. The standard streams hold back what CPython's do. */
static void flush_if_idle(struct thread *t, struct stream *s, void *context UNUSED)
{
    uint32_t seen = 0;
    if (!s->writable || s->inode == 0 ||
        !compare_and_swap_acquire(&s->owner, &seen, (uint32_t)t->lock.native_id)) {
        return;
    }
    if (s->fd > STDERR_FILENO && !stream_flush(t, s)) {
        error_clear(t);
    }
    stream_leave(s);
}

void streams_flush_files(struct thread *t)
{
    if (any_writes_to_files()) {
        streams_each(t, flush_if_idle, NULL);
    }
}

/* ---- the type ---- */

static void trace(struct marker *m, struct object *self)
{
    struct stream *s = (struct stream *)self;
    mark_value(m, s->name);
    mark_value(m, s->mode);
}

/* A file that was dropped without close(): what is pending is written and the descriptor closed, errors reported. */
static void finalize(struct thread *t, Value self)
{
    struct stream *s = (struct stream *)self;
    if (s->fd < 0 || (!s->closes_descriptor && s->pending == 0) || !stream_enter(t, s)) {
        error_clear(t);
        return;
    }
    if (!stream_close(t, s)) {
        error_write_unraisable(t, self);
    }
    stream_leave(s);
}

/* World stopped. */
static void release(struct object *self)
{
    struct stream *s = (struct stream *)self;
    unlink_stream_locked(s);
    free(s->buffer);
    s->buffer = NULL;
}

struct type stream_type = {
    TYPE_HEADER("stream", sizeof(struct stream)),
    .module = "_io",
    .trace = trace,
    .finalize = finalize,
    .finalize_rank = FILE_RANK_STREAM,
    .release = release,
};

Value stream_new(struct thread *t, int fd, Value name, Value mode, bool closes_descriptor)
{
    struct stream *s = gc_new(t, &stream_type);
    if (s == NULL) {
        return VALUE_ERROR;
    }
    s->fd = fd;
    s->name = name;
    s->mode = mode;
    s->closes_descriptor = closes_descriptor;
    s->buffer_bytes = STREAM_BUFFER_BYTES;
    return value_from_object(s);
}

void stream_publish(struct stream *s)
{
    struct stat status;
    if (s->writable && fstat(s->fd, &status) == 0 && S_ISREG(status.st_mode)) {
        s->device = status.st_dev;
        s->inode = status.st_ino;
    }
    link_stream(s);
}

/* ---- fork ---- */

/* The list is whole: no thread holds its lock while the world is stopped, and it was. */
static void after_fork_child(struct thread *t)
{
    uint32_t self = (uint32_t)t->lock.native_id;
    for (struct stream *s = open_streams; s != NULL; s = s->next) {
        uint32_t owner = load_relaxed(&s->owner) & ~STREAM_AWAITED;
        if (owner != 0 && owner != self && s->writing) {
            s->pending = 0;
            s->writing = false;
        }
        store_relaxed(&s->owner, 0);
    }
}

bool streams_init(struct thread *t)
{
    return fork_hook_add(t, (struct fork_hook){.after_in_child = after_fork_child});
}
