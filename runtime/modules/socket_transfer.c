/*
 * _socket: sending, receiving and options. What arrives goes through memory of our own, because a bytearray may be
 * resized while the thread waits; what is sent is immutable bytes, or a copy (bytes_argument).
 */
#include <stdlib.h>
#include <string.h>

#include "runtime/bytes.h"
#include "runtime/memoryview.h"
#include "runtime/modules/socket.h"
#include "runtime/tuple.h"

enum { SMALL_BYTES = 4096 };

/* ---- receiving ---- */

struct receipt {
    void *buffer;
    size_t size;
    int flags;
    bool with_address;
    struct socket_address address;
};

static ssize_t receive_attempt(int fd, void *arguments)
{
    struct receipt *r = arguments;
    r->address.length = sizeof r->address.storage;
    memset(&r->address.storage, 0, sizeof r->address.storage);
    return r->with_address
               ? recvfrom(fd, r->buffer, r->size, r->flags, &r->address.any, &r->address.length)
               : recv(fd, r->buffer, r->size, r->flags);
}

/* Receives into memory of its own; `consume` makes the result of it. */
static Value receive(struct thread *t, Value self, struct receipt *r,
                     Value (*consume)(struct thread *t, struct receipt *r, size_t n, Value into),
                     Value into)
{
    char small[SMALL_BYTES];
    r->buffer = r->size <= sizeof small ? small : malloc(r->size);
    if (r->buffer == NULL) {
        return raise_no_memory(t);
    }
    ssize_t n =
        r->size == 0 && into != VALUE_UNBOUND && !r->with_address
            ? 0
            : socket_call(t, value_to_socket(self), SOCKET_READS, "recv", receive_attempt, r, NULL);
    Value result = n < 0 ? VALUE_ERROR : consume(t, r, (size_t)n, into);
    if (r->buffer != small) {
        free(r->buffer);
    }
    return result;
}

static Value with_address(struct thread *t, struct receipt *r, Value first)
{
    if (!r->with_address || first == VALUE_ERROR) {
        return first;
    }
    Value from = socket_address_value(t, &r->address);
    return from == VALUE_ERROR ? from : tuple_pair(t, first, from);
}

static Value as_bytes(struct thread *t, struct receipt *r, size_t n, Value into UNUSED)
{
    return with_address(t, r, bytes_new(t, r->buffer, n < r->size ? n : r->size));
}

static Value into_buffer(struct thread *t, struct receipt *r, size_t n, Value into)
{
    writable_store(into, r->buffer, n < r->size ? n : r->size);
    return with_address(t, r, value_from_small_int((int64_t)n));
}

static bool size_argument(struct thread *t, Value v, const char *function, const char *what,
                          size_t *size)
{
    int64_t n = 0;
    if (v != VALUE_UNBOUND && !number_to_index(t, v, &n)) {
        return false;
    }
    *size = (size_t)n;
    return n >= 0 || raise_false(t, &ValueError_type, "negative %s in %s", what, function);
}

static Value receive_bytes(struct thread *t, Value *args, const char *function, bool with_address)
{
    struct receipt r = {.with_address = with_address};
    return size_argument(t, args[1], function, "buffersize", &r.size) &&
                   posix_int_or(t, args[2], 0, &r.flags)
               ? receive(t, args[0], &r, as_bytes, VALUE_UNBOUND)
               : VALUE_ERROR;
}

SOCKET_METHOD(recv)
{
    return receive_bytes(t, args, "recv", false);
}

SOCKET_METHOD(recvfrom)
{
    return receive_bytes(t, args, "recvfrom", true);
}

static Value receive_into(struct thread *t, Value *args, const char *function, const char *call,
                          bool with_address)
{
    struct receipt r = {.with_address = with_address};
    size_t room, wanted;
    if (!writable_length(t, args[1], call, &room) ||
        !size_argument(t, args[2], function, "buffersize", &wanted) ||
        !posix_int_or(t, args[3], 0, &r.flags)) {
        return VALUE_ERROR;
    }
    if (wanted > room) {
        return raise_error(t, &ValueError_type,
                           with_address ? "nbytes is greater than the length of the buffer"
                                        : "buffer too small for requested bytes");
    }
    r.size = wanted > 0 ? wanted : room;
    return receive(t, args[0], &r, into_buffer, args[1]);
}

SOCKET_METHOD(recv_into)
{
    return receive_into(t, args, "recv_into", "recv_into()", false);
}

SOCKET_METHOD(recvfrom_into)
{
    return receive_into(t, args, "recvfrom_into", "recvfrom_into()", true);
}

/* ---- sending ---- */

struct parcel {
    const char *data;
    size_t size;
    int flags;
    struct socket_address *to; /* NULL: whom the socket is connected to */
};

static ssize_t send_attempt(int fd, void *arguments)
{
    const struct parcel *p = arguments;
    return p->to == NULL ? send(fd, p->data, p->size, p->flags)
                         : sendto(fd, p->data, p->size, p->flags, &p->to->any, p->to->length);
}

static bool parcel_argument(struct thread *t, Value data, Value flags, struct parcel *p,
                            Value *keep)
{
    *p = (struct parcel){0};
    return bytes_argument(t, data, &p->data, &p->size, keep) &&
           posix_int_or(t, flags, 0, &p->flags);
}

SOCKET_METHOD(send)
{
    struct parcel p;
    Value keep;
    if (!parcel_argument(t, args[1], args[2], &p, &keep)) {
        return VALUE_ERROR;
    }
    ssize_t n =
        socket_call(t, value_to_socket(args[0]), SOCKET_WRITES, "send", send_attempt, &p, NULL);
    gc_keep(keep);
    return n < 0 ? VALUE_ERROR : value_from_small_int(n);
}

SOCKET_METHOD(sendall)
{
    struct parcel p;
    Value keep;
    int64_t deadline_ns = SOCKET_NO_DEADLINE;
    if (!parcel_argument(t, args[1], args[2], &p, &keep)) {
        return VALUE_ERROR;
    }
    do {
        ssize_t n = socket_call(t, value_to_socket(args[0]), SOCKET_WRITES, "send", send_attempt,
                                &p, &deadline_ns);
        if (n < 0) {
            return VALUE_ERROR;
        }
        p.data += n;
        p.size -= (size_t)n;
        if (p.size > 0 && !safepoint_serve(&t->lock, SAFEPOINT_SIGNAL)) {
            return VALUE_ERROR;
        }
    } while (p.size > 0);
    gc_keep(keep);
    return VALUE_NONE;
}

/* sendto(data, address) and sendto(data, flags, address). */
SOCKET_METHOD(sendto)
{
    struct parcel p;
    struct socket_address address;
    Value keep;
    if (!reject_keywords(t, "_socket.socket.sendto", names)) {
        return VALUE_ERROR;
    }
    if (n_args != 3 && n_args != 4) {
        return raise_error(t, &TypeError_type, "sendto() takes 2 or 3 arguments (%d given)",
                           (int)n_args - 1);
    }
    if (!parcel_argument(t, args[1], n_args == 4 ? args[2] : VALUE_UNBOUND, &p, &keep) ||
        !socket_address_argument(t, value_to_socket(args[0]), args[n_args - 1], "sendto",
                                 &address)) {
        return VALUE_ERROR;
    }
    p.to = &address;
    ssize_t n =
        socket_call(t, value_to_socket(args[0]), SOCKET_WRITES, "send", send_attempt, &p, NULL);
    gc_keep(keep);
    return n < 0 ? VALUE_ERROR : value_from_small_int(n);
}

/* ---- options ---- */

/* args: level, option, buflen. With a length the option is bytes, else an int. */
SOCKET_METHOD(getsockopt)
{
    int fd = socket_descriptor(value_to_socket(args[0])), level, option, size, number = 0;
    if (!posix_int(t, args[1], &level) || !posix_int(t, args[2], &option) ||
        !posix_int_or(t, args[3], 0, &size)) {
        return VALUE_ERROR;
    }
    if (size == 0) {
        socklen_t length = sizeof number;
        return posix_number(t, getsockopt(fd, level, option, &number, &length) < 0 ? -1 : number,
                            VALUE_UNBOUND);
    }
    char buffer[1024];
    socklen_t length = (socklen_t)size;
    if (size < 0 || (size_t)size > sizeof buffer) {
        return raise_error(t, &OSError_type, "getsockopt buflen out of range");
    }
    return getsockopt(fd, level, option, buffer, &length) < 0 ? raise_errno(t, VALUE_UNBOUND)
                                                              : bytes_new(t, buffer, length);
}

/* setsockopt(level, option, int | buffer) and setsockopt(level, option, None, length). */
SOCKET_METHOD(setsockopt)
{
    int fd = socket_descriptor(value_to_socket(args[0])), level, option, number;
    const char *data;
    size_t size;
    Value keep;
    if (!reject_keywords(t, "_socket.socket.setsockopt", names) ||
        !check_arg_count(t, "setsockopt", n_args - 1, 3, 4) || !posix_int(t, args[1], &level) ||
        !posix_int(t, args[2], &option)) {
        return VALUE_ERROR;
    }
    if (n_args == 5) {
        return args[3] != VALUE_NONE
                   ? raise_error(t, &TypeError_type, "setsockopt() argument 3 must be None, not %T",
                                 args[3])
               : !posix_int(t, args[4], &number)
                   ? VALUE_ERROR
                   : posix_done(t, setsockopt(fd, level, option, NULL, (socklen_t)number),
                                VALUE_UNBOUND);
    }
    if (value_is_int(args[3])) {
        return posix_int(t, args[3], &number)
                   ? posix_done(t, setsockopt(fd, level, option, &number, sizeof number),
                                VALUE_UNBOUND)
                   : VALUE_ERROR;
    }
    return bytes_argument(t, args[3], &data, &size, &keep)
               ? posix_done(t, setsockopt(fd, level, option, data, (socklen_t)size), VALUE_UNBOUND)
               : VALUE_ERROR;
}
