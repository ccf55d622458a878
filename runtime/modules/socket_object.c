/* _socket: the type of sockets: making, naming, connecting and closing them. */
#include <fcntl.h>
#include <unistd.h>

#include "lock/park.h"
#include "lock/schedule.h"
#include "runtime/file.h"
#include "runtime/modules/socket.h"
#include "runtime/tuple.h"
#include "runtime/warning.h"

/* ---- making ---- */

static bool set_blocking_mode(struct thread *t, int fd, bool blocking)
{
    int flags = fcntl(fd, F_GETFL);
    int wanted = blocking ? flags & ~O_NONBLOCK : flags | O_NONBLOCK;
    if (flags < 0 || (flags != wanted && fcntl(fd, F_SETFL, wanted) < 0)) {
        (void)raise_errno(t, VALUE_UNBOUND);
        return false;
    }
    return true;
}

static bool set_timeout(struct thread *t, struct socket_object *s, int64_t timeout_ns)
{
    store_relaxed(&s->timeout_ns, timeout_ns);
    return set_blocking_mode(t, socket_descriptor(s), timeout_ns < 0);
}

/* Takes `fd` over when all is well. */
static bool set_up(struct thread *t, struct socket_object *s, int fd, int family, int kind,
                   int protocol)
{
    int64_t timeout_ns = kind & SOCK_NONBLOCK ? 0 : load_relaxed(&socket_default_timeout_ns);
    s->family = family;
    s->kind = kind & ~(SOCK_NONBLOCK | SOCK_CLOEXEC);
    s->protocol = protocol;
    store_relaxed(&s->timeout_ns, timeout_ns);
    if (timeout_ns >= 0 && !set_blocking_mode(t, fd, false)) {
        return false;
    }
    store_relaxed(&s->fd, fd);
    return true;
}

Value socket_new(struct thread *t, struct type *type, int fd, int family, int kind, int protocol)
{
    struct socket_object *s = gc_new(t, type);
    if (s != NULL) {
        s->fd = -1;
    }
    if (s == NULL || !set_up(t, s, fd, family, kind, protocol)) {
        close(fd);
        return VALUE_ERROR;
    }
    return value_from_object(s);
}

static Value new (struct thread *t, Value *args, uint32_t n UNUSED, Value names UNUSED)
{
    struct socket_object *s = gc_new(t, (struct type *)args[0]);
    if (s == NULL) {
        return VALUE_ERROR;
    }
    s->fd = -1;
    s->timeout_ns = load_relaxed(&socket_default_timeout_ns);
    return value_from_object(s);
}

static bool int_option(struct thread *t, int fd, int option, int *value)
{
    socklen_t size = sizeof *value;
    if (getsockopt(fd, SOL_SOCKET, option, value, &size) < 0) {
        (void)raise_errno(t, VALUE_UNBOUND);
        return false;
    }
    return true;
}

/* What the descriptor of somebody else is, where the caller has not said it. */
static bool detect(struct thread *t, Value v, int *fd, int *family, int *kind, int *protocol)
{
    if (!posix_int(t, v, fd)) {
        return false;
    }
    if (*fd < 0) {
        return raise_false(t, &ValueError_type, "negative file descriptor");
    }
    struct socket_address address = {.length = sizeof address.storage};
    bool is_named = getsockname(*fd, &address.any, &address.length) == 0;
    if (!is_named && (*family == -1 || errno == EBADF || errno == ENOTSOCK)) {
        (void)raise_errno(t, VALUE_UNBOUND);
        return false;
    }
    if (*family == -1) {
        *family = address.any.sa_family;
    }
    return (*kind != -1 || int_option(t, *fd, SO_TYPE, kind)) &&
           (*protocol != -1 || int_option(t, *fd, SO_PROTOCOL, protocol));
}

static bool init(struct thread *t, Value self, Value *args, uint32_t n_args, Value keyword_names)
{
    static struct argument_parser parser = {"socket", "(family=-1, type=-1, proto=-1, fileno=None)",
                                            NULL};
    Value out[4];
    int family, kind, protocol, fd = -1;
    if (!arguments_bind(t, &parser, args, n_args, keyword_names, out) ||
        !posix_int_or(t, out[0], -1, &family) || !posix_int_or(t, out[1], -1, &kind) ||
        !posix_int_or(t, out[2], -1, &protocol)) {
        return false;
    }
    bool is_given = out[3] != VALUE_UNBOUND && out[3] != VALUE_NONE;
    if (is_given) {
        return detect(t, out[3], &fd, &family, &kind, &protocol) &&
               set_up(t, value_to_socket(self), fd, family, kind, protocol);
    }
    family = family == -1 ? AF_INET : family;
    kind = kind == -1 ? SOCK_STREAM : kind;
    protocol = protocol == -1 ? 0 : protocol;
    WITH_DESCRIPTORS(t, fd, fd = socket(family, kind | SOCK_CLOEXEC, protocol));
    if (fd < 0) {
        (void)raise_errno(t, VALUE_UNBOUND);
        return false;
    }
    if (family != AF_UNIX) { /* what is sent from here to here goes through the network, too */
        schedule_note_peer();
    }
    if (!set_up(t, value_to_socket(self), fd, family, kind, protocol)) {
        close(fd);
        return false;
    }
    return true;
}

/* ---- names ---- */

static Value named(struct thread *t, struct socket_object *s,
                   int (*ask)(int, struct sockaddr *, socklen_t *))
{
    struct socket_address address = {.length = sizeof address.storage};
    return ask(socket_descriptor(s), &address.any, &address.length) < 0
               ? raise_errno(t, VALUE_UNBOUND)
               : socket_address_value(t, &address);
}

static int ask_own_name(int fd, struct sockaddr *address, socklen_t *length)
{
    return getsockname(fd, address, length);
}

static int ask_peer_name(int fd, struct sockaddr *address, socklen_t *length)
{
    return getpeername(fd, address, length);
}

POSIX_FUNCTION(socket_getsockname)
{
    return named(t, value_to_socket(args[0]), ask_own_name);
}

POSIX_FUNCTION(socket_getpeername)
{
    return named(t, value_to_socket(args[0]), ask_peer_name);
}

POSIX_FUNCTION(socket_bind)
{
    struct socket_address address;
    struct socket_object *s = value_to_socket(args[0]);
    int result;
    if (!socket_address_argument(t, s, args[1], "bind", &address)) {
        return VALUE_ERROR;
    }
    BLOCKING(t, result, bind(socket_descriptor(s), &address.any, address.length));
    return posix_done(t, result, VALUE_UNBOUND);
}

POSIX_FUNCTION(socket_listen)
{
    int backlog;
    if (!posix_int_or(t, args[1], SOMAXCONN < 128 ? SOMAXCONN : 128, &backlog)) {
        return VALUE_ERROR;
    }
    return posix_done(
        t, listen(socket_descriptor(value_to_socket(args[0])), backlog < 0 ? 0 : backlog),
        VALUE_UNBOUND);
}

/* ---- connecting ---- */

static ssize_t accept_attempt(int fd, void *arguments)
{
    struct socket_address *address = arguments;
    address->length = sizeof address->storage;
    return accept4(fd, &address->any, &address->length, SOCK_CLOEXEC);
}

POSIX_FUNCTION(socket_accept)
{
    struct socket_address address;
    ssize_t fd = socket_call(t, value_to_socket(args[0]), SOCKET_READS, "accept", accept_attempt,
                             &address, NULL);
    if (fd < 0) {
        return VALUE_ERROR;
    }
    Value from = socket_address_value(t, &address);
    Value pair = from == VALUE_ERROR ? from : tuple_pair(t, value_from_small_int(fd), from);
    if (pair == VALUE_ERROR) {
        close((int)fd);
    }
    return pair;
}

/*
 * The errno of a connect, 0 for success, -1: an exception. A connect that a signal interrupts, or that may not wait,
 * goes on by itself: its end is when the socket can be written to, its result SO_ERROR.
 */
static int connect_to(struct thread *t, struct socket_object *s,
                      const struct socket_address *address)
{
    int64_t timeout_ns = load_relaxed(&s->timeout_ns);
    int64_t deadline_ns = timeout_ns < 0 ? PARK_FOREVER : park_deadline_ns(timeout_ns);
    blocking_enter(&t->lock, "connect");
    int result = connect(socket_descriptor(s), &address->any, address->length);
    blocking_leave(&t->lock);
    if (result == 0) {
        return 0;
    }
    int error = errno;
    if (error == EINTR && !interrupted_retry(t)) {
        return -1;
    }
    bool goes_on = error == EINTR ? timeout_ns != 0 : error == EINPROGRESS && timeout_ns > 0;
    if (!goes_on) {
        return error;
    }
    int ready = socket_wait(t, s, SOCKET_WRITES, deadline_ns);
    if (ready <= 0) {
        return ready < 0 ? -1 : EWOULDBLOCK;
    }
    return int_option(t, socket_descriptor(s), SO_ERROR, &error) ? error : -1;
}

POSIX_FUNCTION(socket_connect)
{
    struct socket_address address;
    struct socket_object *s = value_to_socket(args[0]);
    if (!socket_address_argument(t, s, args[1], "connect", &address)) {
        return VALUE_ERROR;
    }
    int error = connect_to(t, s, &address);
    if (error == EWOULDBLOCK && load_relaxed(&s->timeout_ns) > 0) {
        return raise_error(t, &TimeoutError_type, "timed out");
    }
    return error < 0    ? VALUE_ERROR
           : error == 0 ? VALUE_NONE
                        : raise_os_error(t, error, VALUE_UNBOUND, VALUE_UNBOUND);
}

POSIX_FUNCTION(socket_connect_ex)
{
    struct socket_address address;
    struct socket_object *s = value_to_socket(args[0]);
    if (!socket_address_argument(t, s, args[1], "connect_ex", &address)) {
        return VALUE_ERROR;
    }
    int error = connect_to(t, s, &address);
    return error < 0 ? VALUE_ERROR : value_from_small_int(error);
}

POSIX_FUNCTION(socket_shutdown)
{
    int how;
    return posix_int(t, args[1], &how)
               ? posix_done(t, shutdown(socket_descriptor(value_to_socket(args[0])), how),
                            VALUE_UNBOUND)
               : VALUE_ERROR;
}

/* ---- the descriptor ---- */

POSIX_FUNCTION(socket_fileno)
{
    (void)t;
    return value_from_small_int(socket_descriptor(value_to_socket(args[0])));
}

POSIX_FUNCTION(socket_detach)
{
    (void)t;
    return value_from_small_int(atomic_swap(&value_to_socket(args[0])->fd, -1));
}

POSIX_FUNCTION(socket_close)
{
    int fd = atomic_swap(&value_to_socket(args[0])->fd, -1);
    if (fd < 0) {
        return VALUE_NONE;
    }
    blocking_enter(&t->lock, "close");
    int result = close(fd);
    blocking_leave(&t->lock);
    /* The peer's reset is no failure of close(). */
    return posix_done(t, result < 0 && errno == ECONNRESET ? 0 : result, VALUE_UNBOUND);
}

/* ---- timeouts ---- */

POSIX_FUNCTION(socket_settimeout)
{
    int64_t timeout_ns;
    return socket_timeout_argument(t, args[1], &timeout_ns) &&
                   set_timeout(t, value_to_socket(args[0]), timeout_ns)
               ? VALUE_NONE
               : VALUE_ERROR;
}

POSIX_FUNCTION(socket_gettimeout)
{
    return socket_timeout_value(t, load_relaxed(&value_to_socket(args[0])->timeout_ns));
}

POSIX_FUNCTION(socket_setblocking)
{
    enum truth blocking = object_truth(t, args[1]);
    return blocking != TRUTH_ERROR &&
                   set_timeout(t, value_to_socket(args[0]), blocking == TRUTH_TRUE ? -1 : 0)
               ? VALUE_NONE
               : VALUE_ERROR;
}

POSIX_FUNCTION(socket_getblocking)
{
    (void)t;
    return value_from_bool(load_relaxed(&value_to_socket(args[0])->timeout_ns) != 0);
}

/* ---- the type ---- */

static Value repr(struct thread *t, Value v)
{
    struct socket_object *s = value_to_socket(v);
    return str_format(t, "<socket object, fd=%d, family=%d, type=%d, proto=%d>",
                      socket_descriptor(s), s->family, s->kind, s->protocol);
}

#define GETTER(name, field)                                                                        \
    static Value get_##name(struct thread *t UNUSED, Value self)                                   \
    {                                                                                              \
        return value_from_small_int(value_to_socket(self)->field);                                 \
    }
GETTER(family, family)
GETTER(type, kind)
GETTER(proto, protocol)
#undef GETTER

static Value get_timeout(struct thread *t, Value self)
{
    return socket_timeout_value(t, load_relaxed(&value_to_socket(self)->timeout_ns));
}

static const struct getset_def getsets[] = {
    {"family", get_family, NULL, "the socket family"},
    {"proto", get_proto, NULL, "the socket protocol"},
    {"timeout", get_timeout, NULL, "the socket timeout"},
    {"type", get_type, NULL, "the socket type"},
    {0},
};

/* A socket that was dropped without close(). */
static void finalize(struct thread *t, Value self)
{
    int fd = socket_descriptor(value_to_socket(self));
    if (fd < 0) {
        return;
    }
    if (!warning_issue(t, &ResourceWarning_type, "unclosed %R", self)) {
        error_write_unraisable(t, self);
    }
    fd = atomic_swap(&value_to_socket(self)->fd, -1);
    if (fd >= 0) {
        close(fd);
    }
}

static void release(struct object *self)
{
    struct socket_object *s = (struct socket_object *)self;
    if (s->fd >= 0) {
        close(s->fd);
    }
    s->fd = -1;
}

#define METHOD_ROW(name, signature) {#name, socket_##name, signature, NULL, NATIVE_METHOD},
const struct native_def socket_methods[] = {
    SOCKET_METHODS(METHOD_ROW){"_accept", socket_accept, "(self, /)",
                               "Wait for a connection: (descriptor, address of the client).",
                               NATIVE_METHOD},
    {"bind", socket_bind, "(self, address, /)", "Bind the socket to a local address.",
     NATIVE_METHOD},
    {"close", socket_close, "(self, /)", "Close the socket.  It cannot be used after this call.",
     NATIVE_METHOD},
    {"connect", socket_connect, "(self, address, /)", "Connect the socket to a remote address.",
     NATIVE_METHOD},
    {"connect_ex", socket_connect_ex, "(self, address, /)",
     "As connect(), but an error of the system is returned, not raised.", NATIVE_METHOD},
    {"detach", socket_detach, "(self, /)", "Close the object but not the descriptor: returns it.",
     NATIVE_METHOD},
    {"fileno", socket_fileno, "(self, /)", "Return the integer file descriptor of the socket.",
     NATIVE_METHOD},
    {"getblocking", socket_getblocking, "(self, /)", NULL, NATIVE_METHOD},
    {"getpeername", socket_getpeername, "(self, /)", "The address of the remote end.",
     NATIVE_METHOD},
    {"getsockname", socket_getsockname, "(self, /)", "The address of the local end.",
     NATIVE_METHOD},
    {"gettimeout", socket_gettimeout, "(self, /)", NULL, NATIVE_METHOD},
    {"listen", socket_listen, "(self, backlog=None, /)", "Enable the server to accept connections.",
     NATIVE_METHOD},
    {"setblocking", socket_setblocking, "(self, flag, /)", NULL, NATIVE_METHOD},
    {"settimeout", socket_settimeout, "(self, timeout, /)",
     "How long calls may wait, in seconds; None: for ever, 0: not at all.", NATIVE_METHOD},
    {"shutdown", socket_shutdown, "(self, how, /)", "Shut down one or both halves.", NATIVE_METHOD},
    {0},
};
#undef METHOD_ROW

struct type socket_type = {
    TYPE_HEADER("socket", sizeof(struct socket_object)),
    .module = "_socket",
    .flags = TYPE_BASE,
    .methods = socket_methods,
    .getsets = getsets,
    .new = new,
    .init = init,
    .repr = repr,
    .finalize = finalize,
    .release = release,
};
