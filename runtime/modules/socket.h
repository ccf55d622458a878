/*
 * What the files of the module _socket share. A socket object is a descriptor and how long its calls may wait:
 *
 *     timeout_ns   < 0: for ever      0: not at all      > 0: so long for each call
 *
 * A descriptor with any timeout but "for ever" is in non-blocking mode; who waits does so in poll(2). All calls that may
 * wait are made outside of the lock, by socket_call alone.
 */
#ifndef HASP_RUNTIME_MODULES_SOCKET_H
#define HASP_RUNTIME_MODULES_SOCKET_H

#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "runtime/modules/posix.h"

struct socket_object {
    struct object base;
    /* Relaxed; stored by __init__, close() and detach(). -1: closed. */
    int fd;
    /* Stored by __init__ alone. */
    int family, kind, protocol;
    int64_t timeout_ns; /* relaxed */
};

extern struct type socket_type;

static inline struct socket_object *value_to_socket(Value v)
{
    return (struct socket_object *)v;
}
static inline int socket_descriptor(const struct socket_object *s)
{
    return load_relaxed(&s->fd);
}

/* What new sockets begin with: socket.setdefaulttimeout. Relaxed. */
extern int64_t socket_default_timeout_ns;

/* None: -1. ValueError for negative ones. */
RAISES MAY_GC bool socket_timeout_argument(struct thread *t, Value v, int64_t *timeout_ns);
Value socket_timeout_value(struct thread *t, int64_t timeout_ns);

/* A new object of `type` that owns `fd`; closes that on failure. */
RAISES MAY_GC Value socket_new(struct thread *t, struct type *type, int fd, int family, int kind,
                               int protocol);

/*
 * One system call on a socket: `attempt` makes it, outside of the lock (it touches no heap object but pinned bytes), and
 * returns -1 with errno on failure. Waits by the socket's timeout, TimeoutError; other failures are OSErrors.
 * `deadline_ns`: of several calls in a row, begun with SOCKET_NO_DEADLINE; may be NULL. `call` is what blocking_enter is told.
 */
enum socket_direction { SOCKET_READS, SOCKET_WRITES };
typedef ssize_t (*socket_attempt)(int fd, void *arguments);
enum { SOCKET_NO_DEADLINE = -1 };
RAISES MAY_GC ssize_t socket_call(struct thread *t, struct socket_object *s,
                                  enum socket_direction direction, const char *call,
                                  socket_attempt attempt, void *arguments, int64_t *deadline_ns);
/* Waits until the socket is ready. 1: it is; 0: time is up; -1: an exception. */
RAISES MAY_GC int socket_wait(struct thread *t, struct socket_object *s,
                              enum socket_direction direction, int64_t deadline_ns);

/* ---- addresses (socket_address.c) ---- */

struct socket_address {
    union {
        struct sockaddr any;
        struct sockaddr_in ipv4;
        struct sockaddr_in6 ipv6;
        struct sockaddr_un local;
        struct sockaddr_storage storage;
    };
    socklen_t length;
};

/* Reads an address as sockets of that family have them; `function` is for messages. May ask a name server. */
RAISES MAY_GC bool socket_address_argument(struct thread *t, struct socket_object *s, Value v,
                                           const char *function, struct socket_address *address);
/* As Python has it; None if it is empty. */
RAISES Value socket_address_value(struct thread *t, const struct socket_address *address);
/* The text of a host argument: str (IDNA), bytes or bytearray, in collected memory. NULL: an exception. */
RAISES MAY_GC const char *socket_host_argument(struct thread *t, Value v);
/* The address of a host by its name or number, of `family` (AF_UNSPEC: any). May ask a name server. */
RAISES MAY_GC bool socket_resolve(struct thread *t, const char *host, int family,
                                  struct socket_address *address);
/* The number of an IPv4 or IPv6 address, as text. */
RAISES Value socket_address_number(struct thread *t, const struct socket_address *address);
COLD Value socket_raise_resolver(struct thread *t,
                                 int error);                 /* gaierror; `errno` for EAI_SYSTEM */
COLD Value socket_raise_lookup(struct thread *t, int error); /* herror */

/* ---- the parts of the type and of the module ---- */

extern const struct native_def
    socket_methods[]; /* socket_object.c, with those of the next two rows */
extern const struct native_def socket_functions[];      /* socket_module.c */
extern const struct native_def socket_name_functions[]; /* socket_names.c */
RAISES MAY_GC bool socket_address_init(struct thread *t, Value module);

#define SOCKET_METHODS(ROW)                                                                        \
    ROW(getsockopt, "(self, level, option, buflen=0, /)")                                          \
    ROW(recv, "(self, bufsize, flags=0, /)")                                                       \
    ROW(recv_into, "(self, buffer, nbytes=0, flags=0)")                                            \
    ROW(recvfrom, "(self, bufsize, flags=0, /)")                                                   \
    ROW(recvfrom_into, "(self, buffer, nbytes=0, flags=0)")                                        \
    ROW(recvmsg, "(self, bufsize, ancbufsize=0, flags=0, /)")                                      \
    ROW(recvmsg_into, "(self, buffers, ancbufsize=0, flags=0, /)")                                 \
    ROW(send, "(self, data, flags=0, /)")                                                          \
    ROW(sendall, "(self, data, flags=0, /)")                                                       \
    ROW(sendmsg, "(self, buffers, ancdata=(), flags=0, address=None, /)")                          \
    ROW(sendto, "(*)")                                                                             \
    ROW(setsockopt, "(*)")
#define SOCKET_DECLARE(name, signature)                                                            \
    RAISES MAY_GC Value socket_##name(struct thread *t, Value *args, uint32_t n_args, Value names);
SOCKET_METHODS(SOCKET_DECLARE)
#undef SOCKET_DECLARE

#define SOCKET_METHOD(name)                                                                        \
    Value socket_##name(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)

#endif
