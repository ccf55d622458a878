/*
 * _socket: recvmsg and sendmsg: several buffers at once, and ancillary data such as descriptors that are passed on
 * (SCM_RIGHTS). A message is laid out in malloc'ed memory, since the system call runs outside of the lock.
 */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/bytes.h"
#include "runtime/list.h"
#include "runtime/memoryview.h"
#include "runtime/modules/socket.h"
#include "runtime/tuple.h"

/* The whole of a call, in malloc'ed memory. */
struct message {
    struct msghdr header;
    struct iovec *parts;
    char *control;
    struct socket_address address;
    int flags;
};

static void discard(struct message *m)
{
    free(m->parts);
    free(m->control);
}

/* ---- receiving ---- */

static ssize_t receive_attempt(int fd, void *arguments)
{
    struct message *m = arguments;
    m->header.msg_name = &m->address.storage;
    m->header.msg_namelen = sizeof m->address.storage;
    return recvmsg(fd, &m->header, m->flags);
}

static Value ancillary_list(struct thread *t, struct msghdr *header)
{
    Value list = list_new(t, 0);
    for (struct cmsghdr *c = list == VALUE_ERROR ? NULL : CMSG_FIRSTHDR(header); c != NULL;
         c = CMSG_NXTHDR(header, c)) {
        /* A truncated item may claim more than there is. */
        size_t room =
            (size_t)((char *)header->msg_control + header->msg_controllen - (char *)CMSG_DATA(c));
        size_t n = c->cmsg_len < CMSG_LEN(0) ? 0 : c->cmsg_len - CMSG_LEN(0);
        Value data = bytes_new(t, CMSG_DATA(c), n < room ? n : room);
        Value item = data == VALUE_ERROR ? data
                                         : tuple_of(t, 3, value_from_small_int(c->cmsg_level),
                                                    value_from_small_int(c->cmsg_type), data);
        if (item == VALUE_ERROR || !list_append(t, value_to_list(list), item)) {
            return VALUE_ERROR;
        }
    }
    return list;
}

/* (first, ancillary data, flags, address) */
static Value message_result(struct thread *t, struct message *m, Value first)
{
    m->address.length = m->header.msg_namelen;
    Value list = first == VALUE_ERROR ? first : ancillary_list(t, &m->header);
    Value from = list == VALUE_ERROR ? list : socket_address_value(t, &m->address);
    return from == VALUE_ERROR
               ? from
               : tuple_of(t, 4, first, list, value_from_small_int(m->header.msg_flags), from);
}

static bool control_argument(struct thread *t, Value v, struct message *m)
{
    int64_t size = 0;
    if (v != VALUE_UNBOUND && !number_to_index(t, v, &size)) {
        return false;
    }
    if (size < 0 || size > INT_MAX) {
        return raise_false(t, &ValueError_type, "invalid ancillary data buffer length");
    }
    m->control = size == 0 ? NULL : calloc(1, (size_t)size);
    m->header.msg_control = m->control;
    m->header.msg_controllen = (size_t)size;
    return size == 0 || m->control != NULL || raise_no_memory(t) != VALUE_ERROR;
}

/* args: bufsize, ancbufsize, flags. */
SOCKET_METHOD(recvmsg)
{
    struct message m = {0};
    int64_t size;
    if (!number_to_index(t, args[1], &size) || !posix_int_or(t, args[3], 0, &m.flags)) {
        return VALUE_ERROR;
    }
    if (size < 0) {
        return raise_error(t, &ValueError_type, "negative buffer size in recvmsg()");
    }
    char *buffer = malloc((size_t)size + 1);
    struct iovec part = {buffer, (size_t)size};
    m.header.msg_iov = &part;
    m.header.msg_iovlen = 1;
    Value result = buffer == NULL ? raise_no_memory(t) : VALUE_ERROR;
    if (buffer != NULL && control_argument(t, args[2], &m)) {
        ssize_t n = socket_call(t, value_to_socket(args[0]), SOCKET_READS, "recv", receive_attempt,
                                &m, NULL);
        if (n >= 0) {
            result = message_result(t, &m, bytes_new(t, buffer, (size_t)n));
        }
    }
    free(buffer);
    discard(&m);
    return result;
}

/* One piece of memory for all buffers of `buffers`, a tuple; `parts` say where each begins. NULL: an exception. */
static char *room_for(struct thread *t, Value buffers, struct message *m)
{
    const struct tuple *tuple = value_to_tuple(buffers);
    size_t total = 0;
    if (tuple->length > IOV_MAX) {
        (void)raise_error(t, &OSError_type, "recvmsg_into() argument 1 is too long");
        return NULL;
    }
    m->parts = calloc(tuple->length + 1, sizeof *m->parts);
    for (uint64_t i = 0; m->parts != NULL && i < tuple->length; i++) {
        if (!writable_length(t, tuple->items[i], "recvmsg_into()", &m->parts[i].iov_len)) {
            return NULL;
        }
        total += m->parts[i].iov_len;
    }
    char *room = m->parts == NULL ? NULL : malloc(total + 1), *at = room;
    if (room == NULL) {
        (void)raise_no_memory(t);
        return NULL;
    }
    for (uint64_t i = 0; i < tuple->length; i++) {
        m->parts[i].iov_base = at;
        at += m->parts[i].iov_len;
    }
    m->header.msg_iov = m->parts;
    m->header.msg_iovlen = tuple->length;
    return room;
}

static void hand_out(Value buffers, const struct message *m, size_t n)
{
    for (uint64_t i = 0; n > 0; i++) {
        size_t size = m->parts[i].iov_len < n ? m->parts[i].iov_len : n;
        writable_store(value_to_tuple(buffers)->items[i], m->parts[i].iov_base, size);
        n -= size;
    }
}

/* args: buffers, ancbufsize, flags. */
SOCKET_METHOD(recvmsg_into)
{
    struct message m = {0};
    Value buffers = tuple_from_iterable(t, args[1]), result = VALUE_ERROR;
    if (buffers == VALUE_ERROR || !posix_int_or(t, args[3], 0, &m.flags)) {
        return VALUE_ERROR;
    }
    char *room = room_for(t, buffers, &m);
    if (room != NULL && control_argument(t, args[2], &m)) {
        ssize_t n = socket_call(t, value_to_socket(args[0]), SOCKET_READS, "recv", receive_attempt,
                                &m, NULL);
        if (n >= 0) {
            hand_out(buffers, &m, (size_t)n);
            result = message_result(t, &m, value_from_small_int(n));
        }
    }
    free(room);
    discard(&m);
    return result;
}

/* ---- sending ---- */

static ssize_t send_attempt(int fd, void *arguments)
{
    struct message *m = arguments;
    return sendmsg(fd, &m->header, m->flags);
}

/* The bytes of each item of `items`, a tuple; `keeps` gets what holds them. */
static bool parts_argument(struct thread *t, Value items, Value keeps, struct message *m)
{
    const struct tuple *tuple = value_to_tuple(items);
    if (tuple->length > IOV_MAX) {
        return raise_false(t, &OSError_type, "sendmsg() argument 1 is too long");
    }
    m->parts = calloc(tuple->length + 1, sizeof *m->parts);
    if (m->parts == NULL) {
        return raise_no_memory(t) != VALUE_ERROR;
    }
    for (uint64_t i = 0; i < tuple->length; i++) {
        const char *data;
        if (!bytes_argument(t, tuple->items[i], &data, &m->parts[i].iov_len,
                            &value_to_tuple(keeps)->items[i])) {
            return false;
        }
        m->parts[i].iov_base = (char *)data;
    }
    m->header.msg_iov = m->parts;
    m->header.msg_iovlen = tuple->length;
    return true;
}

/* Appends one item (level, type, data) to the control data. */
static bool add_ancillary(struct thread *t, Value item, void *context)
{
    struct message *m = context;
    int level, type;
    const char *data;
    size_t size;
    Value keep;
    Value triple = tuple_from_iterable(t, item);
    if (triple == VALUE_ERROR) {
        return false;
    }
    if (value_to_tuple(triple)->length != 3) {
        return raise_false(t, &TypeError_type,
                           "[sendmsg() ancillary data items] must be sequence "
                           "of length 3, not %d",
                           (int)value_to_tuple(triple)->length);
    }
    const Value *parts = value_to_tuple(triple)->items;
    if (!posix_int(t, parts[0], &level) || !posix_int(t, parts[1], &type) ||
        !bytes_argument(t, parts[2], &data, &size, &keep)) {
        return false;
    }
    size_t before = m->header.msg_controllen, after = before + CMSG_SPACE(size);
    char *grown = size > INT_MAX ? NULL : realloc(m->control, after);
    if (grown == NULL) {
        return raise_no_memory(t) != VALUE_ERROR;
    }
    m->control = grown;
    memset(grown + before, 0, after - before);
    struct cmsghdr *c = (struct cmsghdr *)(grown + before);
    *c = (struct cmsghdr){.cmsg_len = CMSG_LEN(size), .cmsg_level = level, .cmsg_type = type};
    memcpy(CMSG_DATA(c), data, size);
    gc_keep(keep);
    m->header.msg_control = m->control;
    m->header.msg_controllen = after;
    return true;
}

static bool address_argument(struct thread *t, Value self, Value v, struct message *m)
{
    if (v == VALUE_UNBOUND || v == VALUE_NONE) {
        return true;
    }
    if (!socket_address_argument(t, value_to_socket(self), v, "sendmsg", &m->address)) {
        return false;
    }
    m->header.msg_name = &m->address.storage;
    m->header.msg_namelen = m->address.length;
    return true;
}

/* args: buffers, ancdata, flags, address. */
SOCKET_METHOD(sendmsg)
{
    struct message m = {0};
    Value items = tuple_from_iterable(t, args[1]);
    Value keeps = items == VALUE_ERROR ? items : tuple_new(t, NULL, value_to_tuple(items)->length);
    bool ready = keeps != VALUE_ERROR && posix_int_or(t, args[3], 0, &m.flags) &&
                 parts_argument(t, items, keeps, &m) &&
                 (args[2] == VALUE_UNBOUND || iterate(t, args[2], add_ancillary, &m)) &&
                 address_argument(t, args[0], args[4], &m);
    ssize_t n = ready ? socket_call(t, value_to_socket(args[0]), SOCKET_WRITES, "send",
                                    send_attempt, &m, NULL)
                      : -1;
    gc_keep(keeps);
    discard(&m);
    return n < 0 ? VALUE_ERROR : value_from_small_int(n);
}
