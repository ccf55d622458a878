/*
 * struct stream: a file descriptor with one byte buffer, shared by all file objects that Python sees of it (text over
 * buffered over raw).
 *
 *      reading   buffer[from, to) is what was read and not yet consumed      the descriptor stands at `to`
 *      writing   buffer[0, pending) waits to be written                      the descriptor stands at 0
 *
 * Always true: from == to or pending == 0 (never both kinds at once), and fd is -1 once it is closed.
 *
 * Everything but the constants is touched by the thread that has entered the stream, and entering is a lock of its
 * own (`owner`): unlike an object's mutex it may be held in a blocking region, because it lives through system calls.
 * Whoever waits for it is not attached. A thread that enters twice (a signal handler that prints, while print writes)
 * gets RuntimeError, as in CPython. In a forked child every stream is free; what another thread was writing at that
 * moment is the parent's to finish and is dropped in the child.
 */
#ifndef HASP_RUNTIME_FILE_STREAM_H
#define HASP_RUNTIME_FILE_STREAM_H

#include <errno.h>

#include "lock/safepoint.h"
#include "runtime/error.h"

/* Text needs some characters at once. */
enum { STREAM_BUFFER_BYTES = 8192, TEXT_MIN_BUFFER = 64 };

/* TEXT_UNBEGUN: a byte order mark may come. */
enum text_order { TEXT_UNBEGUN, TEXT_LITTLE_ENDIAN, TEXT_BIG_ENDIAN };

struct stream {
    struct object base;
    /* Atomic: the native id of the thread inside, 0 if none; STREAM_AWAITED is added when others sleep on it. */
    uint32_t owner;

    /* Constant after stream_publish. */
    bool readable, writable, appending;
    bool closes_descriptor;
    uint64_t device, inode; /* of a regular file; else zero */
    bool unbuffered;        /* writes go to the descriptor at once */
    size_t buffer_bytes; /* of `buffer`; set by whoever makes the outer file, before it is used */
    Value
        name; /* what repr and messages call it: str, bytes or int, or what a script has set; value_load, value_store */
    Value mode; /* str: the mode of the raw file, such as "rb+" */

    /* For the thread inside; `fd` by store_relaxed, so that `closed` and fileno() need not enter. */
    int fd;
    char *buffer; /* owned; NULL until used; buffer_bytes */
    size_t from, to;
    size_t pending;
    bool blocked;       /* the last system call would have blocked */
    bool writing;       /* in a system call that writes what is pending: see fork above */
    bool text_begun;    /* no byte order mark is due any more when text is written */
    uint8_t text_order; /* enum text_order: of the text that is read */
    bool tell_disabled; /* by next(), until it has met the end */
    uint8_t newlines;   /* kinds of line ends that text reading has met: enum newline_kind */

    /* The list of open streams: under the ranked lock of file_stream.c. */
    struct stream *next, *previous;
    bool listed;
};

extern struct type stream_type;

/*
 * A stream on `fd`, which is its own once the caller has set the constants and called stream_publish; before that,
 * nobody else knows the stream.
 */
RAISES Value stream_new(struct thread *t, int fd, Value name, Value mode, bool closes_descriptor);
void stream_publish(struct stream *s);

/* Brackets all work on a stream. May wait for another thread. false: RuntimeError, reentrant call. */
RAISES MAY_GC bool stream_enter(struct thread *t, struct stream *s);
void stream_leave(struct stream *s);
/* The same when all other threads have ended for good. false: one of them is writing what is pending. */
bool stream_enter_final(struct thread *t, struct stream *s);

static inline int stream_descriptor(const struct stream *s)
{
    return load_relaxed(&s->fd);
}

/*
 * --- Inside ---
 * Reads more behind what is buffered, moving that to the front first. *n_read: 0 at the end of the file.
 */
RAISES MAY_GC bool stream_fill(struct thread *t, struct stream *s, size_t *n_read);
/* One read(2) past the buffer into malloc'ed memory or fresh bytes that only this thread knows. *n_read 0 and
   s->blocked: it would block. */
RAISES MAY_GC bool stream_read_raw(struct thread *t, struct stream *s, void *to, size_t n,
                                   size_t *n_read);
/* Buffers or writes; BlockingIOError if not all could be kept. `data` is malloc'ed memory or the inside of immutable bytes or text. */
RAISES MAY_GC bool stream_write(struct thread *t, struct stream *s, const void *data, size_t n);
/* One write(2) past the buffer; *written is 0 and s->blocked set if it would block. */
RAISES MAY_GC bool stream_write_raw(struct thread *t, struct stream *s, const void *data, size_t n,
                                    size_t *written);
/* Writes what is pending; BlockingIOError if that would block. */
RAISES MAY_GC bool stream_flush(struct thread *t, struct stream *s);
/* Gives what was read ahead back to the descriptor's position; before writing and seeking. */
RAISES bool stream_unread(struct thread *t, struct stream *s);
RAISES bool stream_tell(struct thread *t, struct stream *s, int64_t *position);
RAISES MAY_GC bool stream_seek(struct thread *t, struct stream *s, int64_t offset, int whence,
                               int64_t *position);
/* Flushes and closes; closed even if an exception results. */
RAISES MAY_GC bool stream_close(struct thread *t, struct stream *s);
/* Room for bytes to be read: buffer is not NULL afterwards. */
RAISES bool stream_make_buffer(struct thread *t, struct stream *s);

/* Calls visit for each open stream, the oldest first, outside of all locks. */
MAY_GC void streams_each(struct thread *t,
                         void (*visit)(struct thread *t, struct stream *s, void *context),
                         void *context);

/*
 * Writes what is pending for the regular file of that name, by every stream of this process that writes to it. A file
 * that a script has dropped without closing it is closed at the next collection only; who opens the same file again
 * must find its contents there already, as where references are counted.
 */
MAY_GC void streams_flush_path(struct thread *t, const char *path);

/*
 * Writes what is pending for regular files, but for the standard streams. For the same reason before another program starts, which
 * may read them; before a fork, lest both processes write it; and where a process ends without more ado. No error, none raised.
 */
MAY_GC void streams_flush_files(struct thread *t);

/* Registers what fork needs. At start-up. */
RAISES bool streams_init(struct thread *t);

/*
 * System calls that block: `BLOCKING(t, result, call)` makes the call outside of the lock until it ends otherwise than
 * by a signal whose Python handler returns (PEP 475). `result` is -1 with an exception set if a handler raised;
 * other errors are left in errno with `*failed` being it.
 */
RAISES MAY_GC bool interrupted_retry(struct thread *t);

/*
 * Whether a signal came after the last safepoint, which a call would sleep through: then errno is EINTR. To be asked last of
 * all: giving the lock up wakes another thread, which may be the one that sends it.
 */
static inline bool interrupted_already(struct thread *t)
{
    if (LIKELY((load_relaxed(&t->lock.safepoint_word) & SAFEPOINT_SIGNAL) == 0)) {
        return false;
    }
    errno = EINTR;
    return true;
}

#define BLOCKING(t, result, expression) BLOCKING_AS(t, #expression, result, expression)
/* `call` is what blocking_enter is told. */
#define BLOCKING_AS(t, call, result, expression)                                                   \
    do {                                                                                           \
        blocking_enter(&(t)->lock, call);                                                          \
        (result) = interrupted_already(t) ? -1 : (expression);                                     \
        blocking_leave(&(t)->lock);                                                                \
    } while ((result) < 0 && errno == EINTR && interrupted_retry(t))

/* After BLOCKING: raises for errno unless a handler has raised already. VALUE_ERROR. */
COLD Value raise_errno(struct thread *t, Value filename);

#endif
