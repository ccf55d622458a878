/* posix: reading and writing through several buffers, and moving bytes between descriptors inside the kernel. */
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/sendfile.h>
#include <sys/uio.h>
#include <unistd.h>

#include "runtime/bytes.h"
#include "runtime/memoryview.h"
#include "runtime/modules/posix.h"
#include "runtime/modules/posix_argument.h"
#include "runtime/tuple.h"

/* ---- several buffers ---- */

/* `owners` is a tuple: of bytes where they are written from, of what they are read into where `memory` is set. */
struct vector {
    struct iovec *parts;
    char *memory; /* malloc'ed; all parts one after the other */
    size_t n;
    Value owners;
};

static void vector_free(struct vector *v)
{
    free(v->parts);
    free(v->memory);
}

static bool vector_begin(struct thread *t, const char *function, Value buffers, struct vector *v)
{
    *v = (struct vector){.owners = VALUE_UNBOUND};
    if (value_type(buffers)->get_item == NULL || value_is_dict(buffers)) {
        return raise_false(t, &TypeError_type, "%s() arg 2 must be a sequence", function);
    }
    v->owners = tuple_from_iterable(t, buffers);
    if (v->owners == VALUE_ERROR) {
        return false;
    }
    v->n = value_to_tuple(v->owners)->length;
    v->parts = calloc(v->n + 1, sizeof *v->parts);
    return v->parts != NULL || (raise_no_memory(t), false);
}

/* Room to read into, as long as all buffers together. */
static bool vector_for_reading(struct thread *t, const char *function, Value buffers,
                               struct vector *v)
{
    size_t total = 0;
    if (!vector_begin(t, function, buffers, v)) {
        return false;
    }
    for (size_t i = 0; i < v->n; i++) {
        Value owner = value_to_tuple(v->owners)->items[i];
        if (!value_has_buffer(owner)) {
            return raise_false(t, &TypeError_type, "a bytes-like object is required, not '%T'",
                               owner);
        }
        if (!writable_length(t, owner, "", &v->parts[i].iov_len)) {
            error_clear(t);
            return raise_false(t, &BufferError_type, "Object is not writable.");
        }
        total += v->parts[i].iov_len;
    }
    v->memory = malloc(total + 1);
    if (v->memory == NULL) {
        return raise_no_memory(t), false;
    }
    char *next = v->memory;
    for (size_t i = 0; i < v->n; i++) {
        v->parts[i].iov_base = next;
        next += v->parts[i].iov_len;
    }
    return true;
}

/* Copies of one moment, which nobody changes while they are written. */
static bool vector_for_writing(struct thread *t, const char *function, Value buffers,
                               struct vector *v)
{
    if (!vector_begin(t, function, buffers, v)) {
        return false;
    }
    Value copies = tuple_new(t, NULL, v->n);
    for (size_t i = 0; copies != VALUE_ERROR && i < v->n; i++) {
        Value bytes = buffer_to_bytes(t, value_to_tuple(v->owners)->items[i]);
        if (bytes == VALUE_ERROR) {
            return false;
        }
        value_store(&value_to_tuple(copies)->items[i], bytes);
        v->parts[i] = (struct iovec){value_to_bytes(bytes)->data, value_to_bytes(bytes)->length};
    }
    v->owners = copies;
    return copies != VALUE_ERROR;
}

/* Stores what has been read into the buffers, as many bytes as there are. */
static void vector_store(const struct vector *v, size_t n_bytes)
{
    for (size_t i = 0; i < v->n && n_bytes > 0; i++) {
        size_t n = v->parts[i].iov_len < n_bytes ? v->parts[i].iov_len : n_bytes;
        writable_store(value_to_tuple(v->owners)->items[i], v->parts[i].iov_base, n);
        n_bytes -= n;
    }
}

/* args: fd, buffers [, offset, flags]. `offset` -1: at the position of the descriptor. */
static Value read_vector(struct thread *t, const char *function, Value *args, int64_t offset,
                         int flags)
{
    int fd;
    ssize_t got;
    struct vector v;
    if (!posix_int(t, args[0], &fd)) {
        return VALUE_ERROR;
    }
    Value result = VALUE_ERROR;
    if (vector_for_reading(t, function, args[1], &v)) {
        BLOCKING(t, got, preadv2(fd, v.parts, (int)v.n, offset, flags));
        result = posix_number(t, got, VALUE_UNBOUND);
        vector_store(&v, got > 0 ? (size_t)got : 0);
    }
    vector_free(&v);
    return result;
}

static Value write_vector(struct thread *t, const char *function, Value *args, int64_t offset,
                          int flags)
{
    int fd;
    ssize_t written;
    struct vector v;
    if (!posix_int(t, args[0], &fd)) {
        return VALUE_ERROR;
    }
    Value result = VALUE_ERROR;
    if (vector_for_writing(t, function, args[1], &v)) {
        BLOCKING(t, written, pwritev2(fd, v.parts, (int)v.n, offset, flags));
        gc_keep(value_to_tuple(v.owners));
        result = posix_number(t, written, VALUE_UNBOUND);
    }
    vector_free(&v);
    return result;
}

POSIX_FUNCTION(posix_readv)
{
    return read_vector(t, "readv", args, -1, 0);
}

POSIX_FUNCTION(posix_writev)
{
    return write_vector(t, "writev", args, -1, 0);
}

static bool at_argument(struct thread *t, Value *args, int64_t *offset, int *flags)
{
    return posix_offset(t, args[2], offset) && posix_int_or(t, args[3], 0, flags);
}

POSIX_FUNCTION(posix_preadv)
{
    int64_t offset;
    int flags;
    return at_argument(t, args, &offset, &flags) ? read_vector(t, "preadv", args, offset, flags)
                                                 : VALUE_ERROR;
}

POSIX_FUNCTION(posix_pwritev)
{
    int64_t offset;
    int flags;
    return at_argument(t, args, &offset, &flags) ? write_vector(t, "pwritev", args, offset, flags)
                                                 : VALUE_ERROR;
}

/* ---- between descriptors ---- */

static bool count_argument(struct thread *t, Value v, int64_t *count)
{
    return number_to_index(t, v, count) &&
           (*count >= 0 ||
            raise_false(t, &ValueError_type, "negative value for 'count' not allowed"));
}

/* An offset, or None for the position of the descriptor; *at is then NULL. */
static bool place_argument(struct thread *t, Value v, int64_t *offset, int64_t **at)
{
    bool is_given = v != VALUE_UNBOUND && v != VALUE_NONE;
    *at = is_given ? offset : NULL;
    return !is_given || posix_offset(t, v, offset);
}

/* args: out_fd, in_fd, offset, count. */
POSIX_FUNCTION(posix_sendfile)
{
    int out, in;
    int64_t offset = 0, *at, count;
    ssize_t sent;
    if (!posix_int(t, args[0], &out) || !posix_int(t, args[1], &in) ||
        !place_argument(t, args[2], &offset, &at) || !number_to_index(t, args[3], &count)) {
        return VALUE_ERROR;
    }
    BLOCKING(t, sent, sendfile(out, in, at, (size_t)count));
    return posix_number(t, sent, VALUE_UNBOUND);
}

/* args: src, dst, count, offset_src, offset_dst. */
POSIX_FUNCTION(posix_copy_file_range)
{
    int from, to;
    int64_t count, offset_from, offset_to, *at_from, *at_to;
    ssize_t copied;
    if (!posix_int(t, args[0], &from) || !posix_int(t, args[1], &to) ||
        !count_argument(t, args[2], &count) ||
        !place_argument(t, args[3], &offset_from, &at_from) ||
        !place_argument(t, args[4], &offset_to, &at_to)) {
        return VALUE_ERROR;
    }
    BLOCKING(t, copied, copy_file_range(from, at_from, to, at_to, (size_t)count, 0));
    return posix_number(t, copied, VALUE_UNBOUND);
}

/* args: src, dst, count, offset_src, offset_dst, flags. */
POSIX_FUNCTION(posix_splice)
{
    int from, to, flags;
    int64_t count, offset_from, offset_to, *at_from, *at_to;
    ssize_t moved;
    if (!posix_int(t, args[0], &from) || !posix_int(t, args[1], &to) ||
        !count_argument(t, args[2], &count) ||
        !place_argument(t, args[3], &offset_from, &at_from) ||
        !place_argument(t, args[4], &offset_to, &at_to) || !posix_int_or(t, args[5], 0, &flags)) {
        return VALUE_ERROR;
    }
    BLOCKING(t, moved, splice(from, at_from, to, at_to, (size_t)count, (unsigned)flags));
    return posix_number(t, moved, VALUE_UNBOUND);
}

const struct native_def posix_vector_functions[] = {
    {"copy_file_range", posix_copy_file_range,
     "(src, dst, count, offset_src=None, offset_dst=None)",
     "Copy count bytes from one file descriptor to another.", NATIVE_METHOD},
    {"preadv", posix_preadv, "(fd, buffers, offset, flags=0, /)",
     "Reads from a file descriptor into a number of mutable bytes-like objects.", NATIVE_METHOD},
    {"pwritev", posix_pwritev, "(fd, buffers, offset, flags=0, /)",
     "Writes the contents of bytes-like objects to a file descriptor at a given offset.",
     NATIVE_METHOD},
    {"readv", posix_readv, "(fd, buffers, /)",
     "Read from a file descriptor fd into an iterable of buffers.", NATIVE_METHOD},
    {"sendfile", posix_sendfile, "(out_fd, in_fd, offset, count)",
     "Copy count bytes from file descriptor in_fd to file descriptor out_fd.", NATIVE_METHOD},
    {"splice", posix_splice, "(src, dst, count, offset_src=None, offset_dst=None, flags=0)",
     "Transfer count bytes from one pipe to a descriptor or vice versa.", NATIVE_METHOD},
    {"writev", posix_writev, "(fd, buffers, /)",
     "Iterate over buffers, and write the contents of each to a file descriptor.", NATIVE_METHOD},
    {0},
};
