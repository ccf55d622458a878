/* Packets between the processes of a crew. */
#include "runtime/modules/connection_packet.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lock/schedule.h"
#include "runtime/buffer_view.h"
#include "runtime/bytes.h"
#include "runtime/modules/posix.h"
#include "runtime/tuple.h"

/* A longer body goes by a memory file: sockets take packets up to the size of their buffer only, 208 KiB by default. */
enum { BODY_ROOM = 64 << 10 };

struct packet_header {
    int64_t kind, job, index;
    int64_t has_file; /* the body lies there */
};

/* Room for one descriptor beside a packet. */
union descriptor_room {
    struct cmsghdr header;
    char bytes[CMSG_SPACE(sizeof(int))];
};

/* ---- sending ---- */

/* The body as a memory file; -1 with errno set. Called outside of the lock. */
static int file_of_body(const char *data, size_t size)
{
    int file = memfd_create("packet", MFD_CLOEXEC);
    for (size_t done = 0; file >= 0 && done < size;) {
        ssize_t n = write(file, data + done, size - done);
        if (n < 0 && errno != EINTR) {
            int error = errno;
            close(file);
            errno = error;
            return -1;
        }
        done += n < 0 ? 0 : (size_t)n;
    }
    return file;
}

static void attach_descriptor(struct msghdr *message, union descriptor_room *room, int file)
{
    memset(room, 0, sizeof *room);
    message->msg_control = room->bytes;
    message->msg_controllen = sizeof room->bytes;
    struct cmsghdr *c = CMSG_FIRSTHDR(message);
    c->cmsg_level = SOL_SOCKET;
    c->cmsg_type = SCM_RIGHTS;
    c->cmsg_len = CMSG_LEN(sizeof file);
    memcpy(CMSG_DATA(c), &file, sizeof file);
}

/* VALUE_TRUE: sent; VALUE_FALSE: there is no room now. */
static Value send_whole(struct thread *t, int fd, const struct msghdr *message, bool wait)
{
    ssize_t sent;
    if (wait) {
        BLOCKING_AS(t, "sendmsg", sent,
                    schedule_await(fd, POLLOUT) ? sendmsg(fd, message, MSG_NOSIGNAL) : -1);
    } else {
        do {
            sent = sendmsg(fd, message, MSG_NOSIGNAL | MSG_DONTWAIT);
        } while (sent < 0 && errno == EINTR);
        /* Too many descriptors on their way are no room either. */
        if (sent < 0 && (errno == EAGAIN || errno == ETOOMANYREFS)) {
            return VALUE_FALSE;
        }
    }
    return sent < 0 ? raise_errno(t, VALUE_UNBOUND) : VALUE_TRUE;
}

static Value send_body(struct thread *t, int fd, struct packet_header *header, const char *data,
                       size_t size, bool wait)
{
    bool is_long = size > BODY_ROOM;
    struct iovec parts[2] = {
        {.iov_base = header, .iov_len = sizeof *header},
        {.iov_base = (void *)(uintptr_t)data, .iov_len = is_long ? 0 : size},
    };
    struct msghdr message = {.msg_iov = parts, .msg_iovlen = 2};
    union descriptor_room room;
    int file = -1;
    header->has_file = is_long;
    if (is_long) {
        BLOCKING(t, file, file_of_body(data, size));
        if (file < 0) {
            return raise_errno(t, VALUE_UNBOUND);
        }
        attach_descriptor(&message, &room, file);
    }
    Value v = send_whole(t, fd, &message, wait);
    if (is_long) {
        close(file);
    }
    return v;
}

POSIX_FUNCTION(send_packet)
{
    struct packet_header header;
    int fd;
    const char *data;
    size_t size;
    Value keep;
    enum truth wait = object_truth(t, args[5]);
    if (wait == TRUTH_ERROR || !posix_int(t, args[0], &fd) ||
        !number_to_index(t, args[1], &header.kind) || !number_to_index(t, args[2], &header.job) ||
        !number_to_index(t, args[3], &header.index) ||
        !bytes_argument(t, args[4], &data, &size, &keep)) {
        return VALUE_ERROR;
    }
    Value v = send_body(t, fd, &header, data, size, wait == TRUTH_TRUE);
    gc_keep(keep);
    return v;
}

/* ---- receiving ---- */

struct packet {
    struct packet_header header;
    char body[BODY_ROOM];
};

static int descriptor_of(struct msghdr *message)
{
    struct cmsghdr *c = CMSG_FIRSTHDR(message);
    int file = -1;
    if (c != NULL && c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_RIGHTS) {
        memcpy(&file, CMSG_DATA(c), sizeof file);
    }
    return file;
}

/* Reads a memory file, which nobody writes any more; short of `size` only on an error. */
static ssize_t read_file(int file, char *to, size_t size)
{
    for (size_t done = 0; done < size;) {
        ssize_t n = pread(file, to + done, size - done, (off_t)done);
        if (n == 0 || (n < 0 && errno != EINTR)) {
            errno = n == 0 ? EIO : errno;
            return -1;
        }
        done += n < 0 ? 0 : (size_t)n;
    }
    return (ssize_t)size;
}

/* The bytes in a memory file. They are read into malloc'ed memory, since that happens outside of the lock. */
static Value body_of_file(struct thread *t, int file)
{
    struct stat status;
    char *buffer;
    ssize_t n;
    if (fstat(file, &status) < 0) {
        return raise_errno(t, VALUE_UNBOUND);
    }
    if ((buffer = malloc((size_t)status.st_size)) == NULL) {
        return raise_no_memory(t);
    }
    BLOCKING(t, n, read_file(file, buffer, (size_t)status.st_size));
    Value v = n < 0 ? raise_errno(t, VALUE_UNBOUND) : bytes_new(t, buffer, (size_t)n);
    free(buffer);
    return v;
}

static Value body_value(struct thread *t, const struct packet *packet, size_t size, int file)
{
    if (!packet->header.has_file) {
        return bytes_new(t, packet->body, size - sizeof packet->header);
    }
    if (file < 0) {
        return raise_os_error(t, EMFILE, VALUE_UNBOUND, VALUE_UNBOUND);
    }
    return body_of_file(t, file);
}

/* (kind, job, index, body). What cannot be read for want of memory or descriptors is lost; the exception takes its place. */
static Value packet_value(struct thread *t, struct msghdr *message, const struct packet *packet,
                          size_t size)
{
    int file = descriptor_of(message);
    Value body = VALUE_ERROR;
    if (size < sizeof packet->header || (message->msg_flags & MSG_TRUNC) != 0) {
        raise_error(t, &OSError_type, "bad packet");
    } else {
        body = body_value(t, packet, size, file);
        if (body == VALUE_ERROR &&
            (error_matches(t, &OSError_type) || error_matches(t, &MemoryError_type))) {
            body = error_take(t);
        }
    }
    if (file >= 0) {
        close(file);
    }
    Value job = body == VALUE_ERROR ? body : int_from_int64(t, packet->header.job);
    Value index = job == VALUE_ERROR ? job : int_from_int64(t, packet->header.index);
    return index == VALUE_ERROR
               ? index
               : tuple_of(t, 4, value_from_small_int(packet->header.kind), job, index, body);
}

static Value receive_into(struct thread *t, int fd, struct packet *packet, bool wait)
{
    struct iovec part = {.iov_base = packet, .iov_len = sizeof *packet};
    union descriptor_room room;
    struct msghdr message = {.msg_iov = &part,
                             .msg_iovlen = 1,
                             .msg_control = room.bytes,
                             .msg_controllen = sizeof room.bytes};
    ssize_t got;
    do {
        got = recvmsg(fd, &message, MSG_CMSG_CLOEXEC | MSG_DONTWAIT);
    } while (got < 0 && errno == EINTR);
    if (got < 0 && errno == EAGAIN) {
        if (!wait) {
            return VALUE_NONE;
        }
        BLOCKING_AS(t, "recvmsg", got,
                    schedule_await(fd, POLLIN) ? recvmsg(fd, &message, MSG_CMSG_CLOEXEC) : -1);
    }
    if (got < 0) {
        return raise_errno(t, VALUE_UNBOUND);
    }
    if (got == 0) {
        raise_plain(t, &EOFError_type);
        return VALUE_ERROR;
    }
    return packet_value(t, &message, packet, (size_t)got);
}

POSIX_FUNCTION(receive_packet)
{
    int fd;
    enum truth wait = object_truth(t, args[1]);
    if (wait == TRUTH_ERROR || !posix_int(t, args[0], &fd)) {
        return VALUE_ERROR;
    }
    struct packet *packet = malloc(sizeof *packet);
    if (packet == NULL) {
        return raise_no_memory(t);
    }
    Value v = receive_into(t, fd, packet, wait == TRUTH_TRUE);
    free(packet);
    return v;
}

POSIX_FUNCTION(end_packets)
{
    int fd;
    return !posix_int(t, args[0], &fd) ? VALUE_ERROR
                                       : posix_done(t, shutdown(fd, SHUT_WR), VALUE_UNBOUND);
}

const struct native_def connection_packet_functions[] = {
    {"end_packets", end_packets, "(fd, /)",
     "Send no more: whoever receives gets what was sent, and then the end.", NATIVE_METHOD},
    {"receive_packet", receive_packet, "(fd, wait, /)",
     "(kind, job, index, body) of the next packet; None if there is none and wait is false. "
     "EOFError when no more can come. An exception instead of the body: it could not be read.",
     NATIVE_METHOD},
    {"send_packet", send_packet, "(fd, kind, job, index, body, wait, /)",
     "Send a packet whole. False if there is no room for it and wait is false.", NATIVE_METHOD},
    {0},
};
