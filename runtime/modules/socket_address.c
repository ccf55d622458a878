/* _socket: addresses, from Python and to Python, and the names of hosts. */
#include <arpa/inet.h>
#include <linux/netlink.h>
#include <netdb.h>
#include <string.h>

#include "runtime/bytearray.h"
#include "runtime/bytes.h"
#include "runtime/bytes_like.h"
#include "runtime/codec.h"
#include "runtime/exception.h"
#include "runtime/modules/socket.h"
#include "runtime/tuple.h"

/* ---- errors ---- */

static Value resolver_error = VALUE_UNBOUND, lookup_error = VALUE_UNBOUND;

Value socket_raise_resolver(struct thread *t, int error)
{
    return error == EAI_SYSTEM ? raise_errno(t, VALUE_UNBOUND)
                               : raise_numbered(t, (struct type *)value_load(&resolver_error),
                                                error, gai_strerror(error));
}

Value socket_raise_lookup(struct thread *t, int error)
{
    return raise_numbered(t, (struct type *)value_load(&lookup_error), error, hstrerror(error));
}

bool socket_address_init(struct thread *t, Value module)
{
    gc_add_root(&resolver_error);
    gc_add_root(&lookup_error);
    resolver_error = exception_type_new(t, "socket", "gaierror", &OSError_type, NULL);
    lookup_error = exception_type_new(t, "socket", "herror", &OSError_type, NULL);
    return resolver_error != VALUE_ERROR && lookup_error != VALUE_ERROR &&
           module_add(t, module, "gaierror", resolver_error) &&
           module_add(t, module, "herror", lookup_error);
}

/* ---- hosts ---- */

const char *socket_host_argument(struct thread *t, Value v)
{
    Value bytes;
    if (value_is_str(v)) {
        bool is_ascii = object_has_flag(value_to_object(v), STR_ASCII);
        Value encoding = str_from_cstr(t, is_ascii ? "ascii" : "idna");
        bytes = encoding == VALUE_ERROR ? encoding : codec_encode(t, v, encoding, VALUE_UNBOUND);
    } else if (value_is_bytes(v) || value_is_bytearray(v)) {
        bytes = bytes_like_to_bytes(t, v);
    } else {
        (void)raise_error(t, &TypeError_type, "str, bytes or bytearray expected, not %T", v);
        return NULL;
    }
    if (bytes == VALUE_ERROR) {
        return NULL;
    }
    if (strlen(value_to_bytes(bytes)->data) != value_to_bytes(bytes)->length) {
        (void)raise_error(t, &TypeError_type, "host name must not contain null character");
        return NULL;
    }
    return value_to_bytes(bytes)->data;
}

static bool set_ipv4(struct socket_address *address, uint32_t host)
{
    *address = (struct socket_address){.length = sizeof address->ipv4};
    address->ipv4.sin_family = AF_INET;
    address->ipv4.sin_addr.s_addr = htonl(host);
    return true;
}

/* The numbers that need no resolver. */
static bool parse_number(const char *host, int family, struct socket_address *address)
{
    *address = (struct socket_address){0};
    if (family != AF_INET6 && inet_pton(AF_INET, host, &address->ipv4.sin_addr) == 1) {
        address->ipv4.sin_family = AF_INET;
        address->length = sizeof address->ipv4;
        return true;
    }
    if (family != AF_INET && inet_pton(AF_INET6, host, &address->ipv6.sin6_addr) == 1) {
        address->ipv6.sin6_family = AF_INET6;
        address->length = sizeof address->ipv6;
        return true;
    }
    return false;
}

/* The first answer of the resolver to host "" (NULL here: any address) or to a name. */
static bool ask_resolver(struct thread *t, const char *host, int family,
                         struct socket_address *address)
{
    struct addrinfo hints = {.ai_family = family}, *found = NULL;
    if (host == NULL) {
        hints.ai_socktype = SOCK_DGRAM; /* one answer for each family */
        hints.ai_flags = AI_PASSIVE;
    }
    blocking_enter(&t->lock, "getaddrinfo");
    int error = getaddrinfo(host, host == NULL ? "0" : NULL, &hints, &found);
    blocking_leave(&t->lock);
    gc_keep(host);
    if (error != 0) {
        (void)socket_raise_resolver(t, error);
        return false;
    }
    bool is_one = found->ai_next == NULL;
    memcpy(&address->storage, found->ai_addr, found->ai_addrlen);
    address->length = found->ai_addrlen;
    freeaddrinfo(found);
    return host != NULL || is_one ||
           raise_false(t, &OSError_type, "wildcard resolved to multiple address");
}

bool socket_resolve(struct thread *t, const char *host, int family, struct socket_address *address)
{
    if (host[0] == '\0') {
        return ask_resolver(t, NULL, family, address);
    }
    if (strcmp(host, "<broadcast>") == 0 || strcmp(host, "255.255.255.255") == 0) {
        if (family != AF_INET && family != AF_UNSPEC) {
            return raise_false(t, &OSError_type, "address family mismatched");
        }
        return set_ipv4(address, INADDR_BROADCAST);
    }
    return parse_number(host, family, address) || ask_resolver(t, host, family, address);
}

Value socket_address_number(struct thread *t, const struct socket_address *address)
{
    char text[INET6_ADDRSTRLEN];
    const void *number = address->any.sa_family == AF_INET6 ? (const void *)&address->ipv6.sin6_addr
                                                            : (const void *)&address->ipv4.sin_addr;
    return inet_ntop(address->any.sa_family, number, text, sizeof text) == NULL
               ? raise_errno(t, VALUE_UNBOUND)
               : str_from_cstr(t, text);
}

/* ---- from Python ---- */

static bool check_tuple(struct thread *t, Value v, uint64_t least, uint64_t most,
                        const char *function, const char *family, const char *form)
{
    if (!value_is_tuple(v)) {
        return raise_false(t, &TypeError_type, "%s(): %s address must be tuple, not %T", function,
                           family, v);
    }
    uint64_t n = value_to_tuple(v)->length;
    return (n >= least && n <= most) ||
           raise_false(t, &TypeError_type, "%s address must be %s", family, form);
}

static bool port_argument(struct thread *t, Value v, const char *function, in_port_t *port)
{
    int n;
    if (!posix_int(t, v, &n)) {
        if (!error_matches(t, &OverflowError_type)) {
            return false;
        }
        error_clear(t);
        n = -1;
    }
    *port = htons((uint16_t)n);
    return (n >= 0 && n <= 0xffff) ||
           raise_false(t, &OverflowError_type, "%s(): port must be 0-65535.", function);
}

static bool read_ipv4(struct thread *t, Value v, const char *function,
                      struct socket_address *address)
{
    if (!check_tuple(t, v, 2, 2, function, "AF_INET", "a pair (host, port)")) {
        return false;
    }
    const Value *items = value_to_tuple(v)->items;
    const char *host = socket_host_argument(t, items[0]);
    return host != NULL && socket_resolve(t, host, AF_INET, address) &&
           port_argument(t, items[1], function, &address->ipv4.sin_port);
}

static bool read_ipv6(struct thread *t, Value v, const char *function,
                      struct socket_address *address)
{
    if (!check_tuple(t, v, 2, 4, function, "AF_INET6",
                     "a tuple (host, port[, flowinfo[, scopeid]])")) {
        return false;
    }
    const Value *items = value_to_tuple(v)->items;
    uint64_t n = value_to_tuple(v)->length;
    int flow = 0, scope = 0;
    const char *host = socket_host_argument(t, items[0]);
    if (host == NULL || !socket_resolve(t, host, AF_INET6, address) ||
        !port_argument(t, items[1], function, &address->ipv6.sin6_port) ||
        (n > 2 && !posix_int(t, items[2], &flow)) || (n > 3 && !posix_int(t, items[3], &scope))) {
        return false;
    }
    if (flow < 0 || flow > 0xfffff) {
        return raise_false(t, &OverflowError_type, "%s(): flowinfo must be 0-1048575.", function);
    }
    address->ipv6.sin6_flowinfo = htonl((uint32_t)flow);
    address->ipv6.sin6_scope_id = (uint32_t)scope;
    return true;
}

/* The name of a file, or of the abstract name space if it begins with a zero byte: then the length counts. */
static bool read_local(struct thread *t, Value v, struct socket_address *address)
{
    const char *name;
    size_t n;
    Value keep = VALUE_UNBOUND;
    if (value_is_str(v)) {
        Value encoding = str_from_cstr(t, "utf-8"), errors = str_from_cstr(t, "surrogateescape");
        v = encoding == VALUE_ERROR || errors == VALUE_ERROR ? VALUE_ERROR
                                                             : codec_encode(t, v, encoding, errors);
    }
    if (v == VALUE_ERROR || !bytes_argument(t, v, &name, &n, &keep)) {
        return false;
    }
    bool is_abstract = n == 0 || name[0] == '\0'; /* no name: the system chooses one */
    if (n + !is_abstract > sizeof address->local.sun_path) {
        return raise_false(t, &OSError_type, "AF_UNIX path too long");
    }
    *address = (struct socket_address){0};
    address->local.sun_family = AF_UNIX;
    memcpy(address->local.sun_path, name, n);
    gc_keep(keep);
    address->length = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + n + !is_abstract);
    return true;
}

static bool read_netlink(struct thread *t, Value v, const char *function,
                         struct socket_address *address)
{
    int pid, groups;
    if (!check_tuple(t, v, 2, 2, function, "AF_NETLINK", "a pair (pid, groups)")) {
        return false;
    }
    const Value *items = value_to_tuple(v)->items;
    if (!posix_int(t, items[0], &pid) || !posix_int(t, items[1], &groups)) {
        return false;
    }
    *address = (struct socket_address){.length = sizeof(struct sockaddr_nl)};
    *(struct sockaddr_nl *)&address->storage = (struct sockaddr_nl){
        .nl_family = AF_NETLINK, .nl_pid = (uint32_t)pid, .nl_groups = (uint32_t)groups};
    return true;
}

bool socket_address_argument(struct thread *t, struct socket_object *s, Value v,
                             const char *function, struct socket_address *address)
{
    switch (s->family) {
    case AF_INET:
        return read_ipv4(t, v, function, address);
    case AF_INET6:
        return read_ipv6(t, v, function, address);
    case AF_UNIX:
        return read_local(t, v, address);
    case AF_NETLINK:
        return read_netlink(t, v, function, address);
    default:
        return raise_false(t, &OSError_type, "%s(): bad family", function);
    }
}

/* ---- to Python ---- */

static Value ipv6_value(struct thread *t, const struct socket_address *address)
{
    Value host = socket_address_number(t, address);
    return host == VALUE_ERROR
               ? host
               : tuple_of(t, 4, host, value_from_small_int(ntohs(address->ipv6.sin6_port)),
                          value_from_small_int(ntohl(address->ipv6.sin6_flowinfo)),
                          value_from_small_int(address->ipv6.sin6_scope_id));
}

static Value local_value(struct thread *t, const struct socket_address *address)
{
    const char *name = address->local.sun_path;
    size_t n = address->length - offsetof(struct sockaddr_un, sun_path);
    return n > 0 && name[0] == '\0' ? bytes_new(t, name, n)
                                    : path_to_str(t, name, strnlen(name, n));
}

Value socket_address_value(struct thread *t, const struct socket_address *address)
{
    if (address->length == 0) {
        return VALUE_NONE;
    }
    switch (address->any.sa_family) {
    case AF_INET: {
        Value host = socket_address_number(t, address);
        return host == VALUE_ERROR
                   ? host
                   : tuple_of(t, 2, host, value_from_small_int(ntohs(address->ipv4.sin_port)));
    }
    case AF_INET6:
        return ipv6_value(t, address);
    case AF_UNIX:
        return local_value(t, address);
    case AF_NETLINK: {
        const struct sockaddr_nl *netlink = (const struct sockaddr_nl *)&address->storage;
        return tuple_of(t, 2, value_from_small_int(netlink->nl_pid),
                        value_from_small_int(netlink->nl_groups));
    }
    default: {
        Value data = bytes_new(t, address->any.sa_data,
                               address->length - offsetof(struct sockaddr, sa_data));
        return data == VALUE_ERROR
                   ? data
                   : tuple_of(t, 2, value_from_small_int(address->any.sa_family), data);
    }
    }
}
