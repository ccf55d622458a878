/* Messages through a descriptor. */
#include "runtime/modules/connection_message.h"

#include <endian.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

#include "lock/schedule.h"
#include "runtime/buffer_view.h"
#include "runtime/bytes.h"
#include "runtime/modules/connection_wait.h"
#include "runtime/modules/posix.h"

enum { HEADER = 4, LONG_HEADER = 12, FIRST_ROOM = 1 << 20 };

/* ---- sending ---- */

static size_t write_header(char *header, size_t n)
{
    uint32_t is_long = UINT32_MAX, short_length = htobe32((uint32_t)n);
    uint64_t length = htobe64(n);
    if (n <= INT32_MAX) {
        memcpy(header, &short_length, HEADER);
        return HEADER;
    }
    memcpy(header, &is_long, HEADER);
    memcpy(header + HEADER, &length, sizeof length);
    return LONG_HEADER;
}

/* Goes `n` bytes further in the two parts that are left. */
static void advance(struct iovec parts[2], size_t n)
{
    for (int i = 0; i < 2; i++) {
        size_t done = n < parts[i].iov_len ? n : parts[i].iov_len;
        parts[i].iov_base = (char *)parts[i].iov_base + done;
        parts[i].iov_len -= done;
        n -= done;
    }
}

POSIX_FUNCTION(send_message)
{
    int fd;
    const char *data;
    size_t size;
    Value keep;
    char header[LONG_HEADER];
    if (!posix_int(t, args[0], &fd) || !bytes_argument(t, args[1], &data, &size, &keep)) {
        return VALUE_ERROR;
    }
    struct iovec parts[2] = {
        {.iov_base = header, .iov_len = write_header(header, size)},
        {.iov_base = (void *)(uintptr_t)data, .iov_len = size},
    };
    while (parts[0].iov_len + parts[1].iov_len > 0) {
        ssize_t written;
        BLOCKING_AS(t, "writev", written, schedule_await(fd, POLLOUT) ? writev(fd, parts, 2) : -1);
        if (written < 0) {
            return raise_errno(t, VALUE_UNBOUND);
        }
        advance(parts, (size_t)written);
        /* A signal may have ended the call early: its handler is to run now. */
        if (parts[1].iov_len > 0 && !interrupted_retry(t)) {
            return VALUE_ERROR;
        }
    }
    gc_keep(keep);
    return VALUE_NONE;
}

/* ---- receiving ---- */

/* Reads all `n` bytes. EOFError if there is none at all, OSError if they break off. */
static bool read_exactly(struct thread *t, int fd, char *to, size_t n, bool is_begun)
{
    for (size_t have = 0; have < n;) {
        ssize_t got;
        BLOCKING_AS(t, "read", got,
                    schedule_await(fd, POLLIN) ? read(fd, to + have, n - have) : -1);
        if (got < 0) {
            raise_errno(t, VALUE_UNBOUND);
            return false;
        }
        if (got == 0) {
            if (have == 0 && !is_begun) {
                raise_plain(t, &EOFError_type);
                return false;
            }
            return raise_false(t, &OSError_type, "got end of file during message");
        }
        have += (size_t)got;
    }
    return true;
}

/* The first bytes of a message are those that have to be waited for. */
static bool read_header(struct thread *t, int fd, char *header)
{
    ssize_t got;
    BLOCKING_AS(t, "read", got,
                schedule_await(fd, POLLIN) ? connection_read(t, fd, header, HEADER) : -1);
    if (got > 0 && got < HEADER) {
        return read_exactly(t, fd, header + got, (size_t)(HEADER - got), true);
    }
    if (got == 0) {
        raise_plain(t, &EOFError_type);
    } else if (got < 0) {
        raise_errno(t, VALUE_UNBOUND);
    }
    return got == HEADER;
}

/* The length may be a lie: room is made as the bytes arrive. */
static Value receive_long(struct thread *t, int fd, uint64_t size)
{
    size_t have = 0, room = FIRST_ROOM;
    char *buffer = NULL;
    Value v = VALUE_ERROR;
    while (have < size) {
        room = room < size ? room : (size_t)size;
        char *longer = realloc(buffer, room);
        if (longer == NULL) {
            raise_no_memory(t);
            goto done;
        }
        buffer = longer;
        if (!read_exactly(t, fd, buffer + have, room - have, have > 0)) {
            goto done;
        }
        have = room;
        room *= 2;
    }
    v = bytes_new(t, buffer, (size_t)size);
done:
    free(buffer);
    return v;
}

static Value receive(struct thread *t, int fd, uint64_t size)
{
    char small[4096];
    if (size > FIRST_ROOM) {
        return size > INT64_MAX / 8 ? raise_no_memory(t) : receive_long(t, fd, size);
    }
    char *buffer = size <= sizeof small ? small : malloc((size_t)size);
    if (buffer == NULL) {
        return raise_no_memory(t);
    }
    Value v = read_exactly(t, fd, buffer, (size_t)size, false) ? bytes_new(t, buffer, (size_t)size)
                                                               : VALUE_ERROR;
    if (buffer != small) {
        free(buffer);
    }
    return v;
}

/* args: fd, limit (None: any length). None if it is longer than that: it is left unread. */
POSIX_FUNCTION(receive_message)
{
    int fd;
    int64_t limit = INT64_MAX;
    char header[sizeof(uint64_t)];
    uint32_t short_length;
    uint64_t size;
    if (!posix_int(t, args[0], &fd) ||
        (args[1] != VALUE_NONE && !number_to_index(t, args[1], &limit)) ||
        !read_header(t, fd, header)) {
        return VALUE_ERROR;
    }
    memcpy(&short_length, header, HEADER);
    size = be32toh(short_length);
    if (size == UINT32_MAX) {
        if (!read_exactly(t, fd, header, sizeof size, false)) {
            return VALUE_ERROR;
        }
        memcpy(&size, header, sizeof size);
        size = be64toh(size);
    } else if (size > INT32_MAX) {
        return raise_error(t, &OSError_type, "bad message length");
    }
    return limit >= 0 && size > (uint64_t)limit ? VALUE_NONE : receive(t, fd, size);
}

const struct native_def connection_message_functions[] = {
    {"receive_message", receive_message, "(fd, limit, /)",
     "The next message as bytes; None, and the bytes left unread, if it is longer than limit.",
     NATIVE_METHOD},
    {"send_message", send_message, "(fd, data, /)", "Send bytes as one message.", NATIVE_METHOD},
    {0},
};
