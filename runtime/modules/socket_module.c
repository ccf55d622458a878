/* The module _socket: its constants, and the functions that are about no name. */
#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/netlink.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <netinet/udp.h>
#include <unistd.h>

#include "runtime/file.h"
#include "runtime/modules/socket.h"
#include "runtime/tuple.h"

/* ---- pairs and descriptors ---- */

/* args: family, type, proto. */
POSIX_FUNCTION(socket_socketpair)
{
    int family, kind, protocol, fds[2], result;
    if (!posix_int_or(t, args[0], AF_UNIX, &family) ||
        !posix_int_or(t, args[1], SOCK_STREAM, &kind) || !posix_int_or(t, args[2], 0, &protocol)) {
        return VALUE_ERROR;
    }
    WITH_DESCRIPTORS(t, result, result = socketpair(family, kind | SOCK_CLOEXEC, protocol, fds));
    if (result < 0) {
        return raise_errno(t, VALUE_UNBOUND);
    }
    Value first = socket_new(t, &socket_type, fds[0], family, kind, protocol);
    if (first == VALUE_ERROR) {
        close(fds[1]);
        return VALUE_ERROR;
    }
    Value second = socket_new(t, &socket_type, fds[1], family, kind, protocol);
    return second == VALUE_ERROR ? second : tuple_pair(t, first, second);
}

POSIX_FUNCTION(socket_close_descriptor)
{
    int fd;
    if (!posix_int(t, args[0], &fd)) {
        return VALUE_ERROR;
    }
    blocking_enter(&t->lock, "close");
    int result = close(fd);
    blocking_leave(&t->lock);
    return posix_done(t, result < 0 && errno == ECONNRESET ? 0 : result, VALUE_UNBOUND);
}

POSIX_FUNCTION(socket_dup)
{
    int fd, copy;
    if (!posix_int(t, args[0], &fd)) {
        return VALUE_ERROR;
    }
    WITH_DESCRIPTORS(t, copy, copy = fcntl(fd, F_DUPFD_CLOEXEC, 0));
    return posix_number(t, copy, VALUE_UNBOUND);
}

/* ---- timeouts ---- */

POSIX_FUNCTION(socket_getdefaulttimeout)
{
    return socket_timeout_value(t, load_relaxed(&socket_default_timeout_ns));
}

POSIX_FUNCTION(socket_setdefaulttimeout)
{
    int64_t timeout_ns;
    if (!socket_timeout_argument(t, args[0], &timeout_ns)) {
        return VALUE_ERROR;
    }
    store_relaxed(&socket_default_timeout_ns, timeout_ns);
    return VALUE_NONE;
}

/* ---- byte order ---- */

static bool unsigned_argument(struct thread *t, Value v, const char *function, int bits,
                              uint32_t *number)
{
    int64_t n;
    Value index = number_index(t, v);
    if (index == VALUE_ERROR) {
        return false;
    }
    if (int_sign(index) < 0) {
        return bits == 16 ? raise_false(t, &OverflowError_type,
                                        "%s: can't convert negative Python int to C 16-bit "
                                        "unsigned integer",
                                        function)
                          : raise_false(t, &OverflowError_type,
                                        "can't convert negative value to unsigned int");
    }
    if (!int_to_int64(index, &n) || n >> bits != 0) {
        return bits == 16 ? raise_false(t, &OverflowError_type,
                                        "%s: Python int too large to convert to C 16-bit "
                                        "unsigned integer",
                                        function)
                          : raise_false(t, &OverflowError_type, "int larger than 32 bits");
    }
    *number = (uint32_t)n;
    return true;
}

#define BYTE_ORDER_FUNCTION(name, bits)                                                            \
    POSIX_FUNCTION(socket_##name)                                                                  \
    {                                                                                              \
        uint32_t number = 0;                                                                       \
        return unsigned_argument(t, args[0], #name, bits, &number)                                 \
                   ? value_from_small_int(name((uint##bits##_t)number))                            \
                   : VALUE_ERROR;                                                                  \
    }
BYTE_ORDER_FUNCTION(htonl, 32)
BYTE_ORDER_FUNCTION(htons, 16)
BYTE_ORDER_FUNCTION(ntohl, 32)
BYTE_ORDER_FUNCTION(ntohs, 16)
#undef BYTE_ORDER_FUNCTION

/* ---- sizes of ancillary data ---- */

/* The result must fit socklen_t, as the system has it. */
static Value ancillary_size(struct thread *t, Value v, const char *function, size_t frame,
                            size_t (*size)(size_t))
{
    int64_t length;
    if (!number_to_index(t, v, &length)) {
        return VALUE_ERROR;
    }
    return length < 0 || (size_t)length > INT32_MAX - frame
               ? raise_error(t, &OverflowError_type, "%s() argument out of range", function)
               : value_from_small_int((int64_t)size((size_t)length));
}

static size_t cmsg_len(size_t length)
{
    return CMSG_LEN(length);
}

static size_t cmsg_space(size_t length)
{
    return CMSG_SPACE(length);
}

POSIX_FUNCTION(socket_CMSG_LEN)
{
    return ancillary_size(t, args[0], "CMSG_LEN", CMSG_LEN(0), cmsg_len);
}

POSIX_FUNCTION(socket_CMSG_SPACE)
{
    return ancillary_size(t, args[0], "CMSG_SPACE", CMSG_SPACE(1), cmsg_space);
}

const struct native_def socket_functions[] = {
    {"CMSG_LEN", socket_CMSG_LEN, "(length, /)", NULL, NATIVE_METHOD},
    {"CMSG_SPACE", socket_CMSG_SPACE, "(length, /)", NULL, NATIVE_METHOD},
    {"close", socket_close_descriptor, "(fd, /)", "Close an integer socket file descriptor.",
     NATIVE_METHOD},
    {"dup", socket_dup, "(fd, /)", "Duplicate an integer socket file descriptor.", NATIVE_METHOD},
    {"getdefaulttimeout", socket_getdefaulttimeout, "()", NULL, NATIVE_METHOD},
    {"htonl", socket_htonl, "(x, /)", NULL, NATIVE_METHOD},
    {"htons", socket_htons, "(x, /)", NULL, NATIVE_METHOD},
    {"ntohl", socket_ntohl, "(x, /)", NULL, NATIVE_METHOD},
    {"ntohs", socket_ntohs, "(x, /)", NULL, NATIVE_METHOD},
    {"setdefaulttimeout", socket_setdefaulttimeout, "(timeout, /)", NULL, NATIVE_METHOD},
    {"socketpair", socket_socketpair, "(family=1, type=1, proto=0, /)",
     "Create a pair of connected sockets.", NATIVE_METHOD},
    {0},
};

#define CONSTANT(name) {#name, name},
static const struct module_number constants[] = {
#include "runtime/modules/socket_constants.def"
    CONSTANT(INADDR_ANY) CONSTANT(INADDR_BROADCAST) CONSTANT(INADDR_LOOPBACK)
        CONSTANT(INADDR_UNSPEC_GROUP) CONSTANT(INADDR_ALLHOSTS_GROUP)
            CONSTANT(INADDR_MAX_LOCAL_GROUP) CONSTANT(INADDR_NONE) CONSTANT(IPPORT_RESERVED)
                CONSTANT(IPPORT_USERRESERVED)};
#undef CONSTANT

bool module_init__socket(struct thread *t, Value module)
{
    return module_add_numbers(t, module, constants, COUNT_OF(constants)) &&
           module_add(t, module, "has_ipv6", VALUE_TRUE) &&
           module_add(t, module, "error", value_from_object(&OSError_type)) &&
           module_add(t, module, "timeout", value_from_object(&TimeoutError_type)) &&
           module_add(t, module, "SocketType", value_from_object(&socket_type)) &&
           module_add(t, module, "socket", value_from_object(&socket_type)) &&
           socket_address_init(t, module) && module_add_functions(t, module, socket_functions) &&
           module_add_functions(t, module, socket_name_functions);
}
