/* _socket: names of hosts, services, protocols and interfaces. */
#include <arpa/inet.h>
#include <net/if.h>
#include <netdb.h>
#include <string.h>
#include <unistd.h>

#include "runtime/bytes.h"
#include "runtime/codec.h"
#include "runtime/list.h"
#include "runtime/memoryview.h"
#include "runtime/modules/socket.h"
#include "runtime/tuple.h"

enum { DATABASE_BYTES = 16384 }; /* for the _r functions of libc */

/* The UTF-8 of a str; NULL: TypeError as for CPython's format "s". */
static const char *text_argument(struct thread *t, Value v, const char *function, int place)
{
    if (!value_is_str(v)) {
        (void)raise_error(t, &TypeError_type, "%s() argument %d must be str, not %A", function,
                          place, v);
        return NULL;
    }
    size_t n;
    const char *text = str_to_utf8(t, v, &n);
    if (text != NULL && strlen(text) != n) {
        (void)raise_error(t, &ValueError_type, "embedded null character");
        return NULL;
    }
    return text;
}

/* ---- getaddrinfo ---- */

static Value addrinfo_value(struct thread *t, const struct addrinfo *info)
{
    struct socket_address address = {.length = info->ai_addrlen};
    memcpy(&address.storage, info->ai_addr, info->ai_addrlen);
    Value where = socket_address_value(t, &address);
    Value name = where == VALUE_ERROR
                     ? where
                     : str_from_cstr(t, info->ai_canonname == NULL ? "" : info->ai_canonname);
    return name == VALUE_ERROR ? name
                               : tuple_of(t, 5, value_from_small_int(info->ai_family),
                                          value_from_small_int(info->ai_socktype),
                                          value_from_small_int(info->ai_protocol), name, where);
}

/* The port as a number or the name of a service; *text is NULL for None. */
static bool service_argument(struct thread *t, Value v, const char **text)
{
    *text = NULL;
    if (v == VALUE_NONE) {
        return true;
    }
    if (value_is_int(v)) {
        v = object_str(t, v);
    }
    if (v != VALUE_ERROR && value_is_str(v)) {
        v = codec_encode(t, v, VALUE_UNBOUND, VALUE_UNBOUND);
    }
    if (v != VALUE_ERROR && value_is_bytes(v)) {
        *text = value_to_bytes(v)->data;
        return true;
    }
    return v != VALUE_ERROR && raise_false(t, &OSError_type, "Int or String expected");
}

static Value answers_of(struct thread *t, const struct addrinfo *found)
{
    Value list = list_new(t, 0);
    for (const struct addrinfo *info = found; list != VALUE_ERROR && info != NULL;
         info = info->ai_next) {
        Value row = addrinfo_value(t, info);
        if (row == VALUE_ERROR || !list_append(t, value_to_list(list), row)) {
            return VALUE_ERROR;
        }
    }
    return list;
}

/* args: host, port, family, type, proto, flags. */
POSIX_FUNCTION(socket_getaddrinfo)
{
    struct addrinfo hints = {0}, *found = NULL;
    const char *host = NULL, *service;
    if (args[0] != VALUE_NONE) {
        if (!value_is_str(args[0]) && !value_is_bytes(args[0])) {
            return raise_error(t, &TypeError_type,
                               "getaddrinfo() argument 1 must be string or None");
        }
        if ((host = socket_host_argument(t, args[0])) == NULL) {
            return VALUE_ERROR;
        }
    }
    if (!service_argument(t, args[1], &service) ||
        !posix_int_or(t, args[2], AF_UNSPEC, &hints.ai_family) ||
        !posix_int_or(t, args[3], 0, &hints.ai_socktype) ||
        !posix_int_or(t, args[4], 0, &hints.ai_protocol) ||
        !posix_int_or(t, args[5], 0, &hints.ai_flags)) {
        return VALUE_ERROR;
    }
    blocking_enter(&t->lock, "getaddrinfo");
    int error = getaddrinfo(host, service, &hints, &found);
    blocking_leave(&t->lock);
    gc_keep(host);
    gc_keep(service);
    if (error != 0) {
        return socket_raise_resolver(t, error);
    }
    Value list = answers_of(t, found);
    freeaddrinfo(found);
    return list;
}

/* The address that getnameinfo asks about. */
static bool numeric_address(struct thread *t, Value v, struct socket_address *address)
{
    int flow = 0, scope = 0, port;
    if (!value_is_tuple(v)) {
        return raise_false(t, &TypeError_type, "getnameinfo() argument 1 must be a tuple");
    }
    const struct tuple *tuple = value_to_tuple(v);
    if (tuple->length < 2 || tuple->length > 4 || !value_is_str(tuple->items[0])) {
        return raise_false(t, &TypeError_type, "getnameinfo(): illegal sockaddr argument");
    }
    const char *host = socket_host_argument(t, tuple->items[0]);
    if (host == NULL || !posix_int(t, tuple->items[1], &port) ||
        (tuple->length > 2 && !posix_int(t, tuple->items[2], &flow)) ||
        (tuple->length > 3 && !posix_int(t, tuple->items[3], &scope))) {
        return false;
    }
    if (flow < 0 || flow > 0xfffff) {
        return raise_false(t, &OverflowError_type, "getnameinfo(): flowinfo must be 0-1048575.");
    }
    struct addrinfo hints = {.ai_socktype = SOCK_DGRAM, .ai_flags = AI_NUMERICHOST}, *found = NULL;
    int error = getaddrinfo(host, NULL, &hints, &found);
    if (error != 0) {
        (void)socket_raise_resolver(t, error);
        return false;
    }
    memcpy(&address->storage, found->ai_addr, found->ai_addrlen);
    address->length = found->ai_addrlen;
    freeaddrinfo(found);
    if (address->any.sa_family == AF_INET6) {
        address->ipv6.sin6_port = htons((uint16_t)port);
        address->ipv6.sin6_flowinfo = htonl((uint32_t)flow);
        address->ipv6.sin6_scope_id = (uint32_t)scope;
        return true;
    }
    address->ipv4.sin_port = htons((uint16_t)port);
    return tuple->length == 2 || raise_false(t, &OSError_type, "IPv4 sockaddr must be 2 tuple");
}

POSIX_FUNCTION(socket_getnameinfo)
{
    struct socket_address address;
    char host[NI_MAXHOST], service[NI_MAXSERV];
    int flags;
    if (!posix_int(t, args[1], &flags) || !numeric_address(t, args[0], &address)) {
        return VALUE_ERROR;
    }
    blocking_enter(&t->lock, "getnameinfo");
    int error = getnameinfo(&address.any, address.length, host, sizeof host, service,
                            sizeof service, flags);
    blocking_leave(&t->lock);
    if (error != 0) {
        return socket_raise_resolver(t, error);
    }
    Value name = path_to_str(t, host, strlen(host));
    Value port = name == VALUE_ERROR ? name : str_from_cstr(t, service);
    return port == VALUE_ERROR ? port : tuple_pair(t, name, port);
}

/* ---- one host ---- */

/* As the functions that take a name alone word it. */
static const char *host_argument(struct thread *t, Value v, const char *function)
{
    const char *host = socket_host_argument(t, v);
    if (host == NULL && error_matches(t, &TypeError_type) && value_is_str(v)) {
        error_clear(t);
        (void)raise_error(t, &TypeError_type,
                          "%s() argument 1 must be encoded string without null bytes, not str",
                          function);
    }
    return host;
}

POSIX_FUNCTION(socket_gethostbyname)
{
    struct socket_address address;
    const char *host = host_argument(t, args[0], "gethostbyname");
    return host != NULL && socket_resolve(t, host, AF_INET, &address)
               ? socket_address_number(t, &address)
               : VALUE_ERROR;
}

static Value alias_list(struct thread *t, char **names)
{
    Value list = list_new(t, 0);
    for (; list != VALUE_ERROR && names != NULL && *names != NULL; names++) {
        Value name = path_to_str(t, *names, strlen(*names));
        if (name == VALUE_ERROR || !list_append(t, value_to_list(list), name)) {
            return VALUE_ERROR;
        }
    }
    return list;
}

static Value number_list(struct thread *t, const struct hostent *host)
{
    Value list = list_new(t, 0);
    for (char **at = host->h_addr_list; list != VALUE_ERROR && *at != NULL; at++) {
        char text[INET6_ADDRSTRLEN];
        Value number = str_from_cstr(t, inet_ntop(host->h_addrtype, *at, text, sizeof text));
        if (number == VALUE_ERROR || !list_append(t, value_to_list(list), number)) {
            return VALUE_ERROR;
        }
    }
    return list;
}

/* (name, aliases, numbers) */
static Value host_value(struct thread *t, const struct hostent *host, int error)
{
    if (host == NULL) {
        return socket_raise_lookup(t, error);
    }
    Value name = path_to_str(t, host->h_name, strlen(host->h_name));
    Value aliases = name == VALUE_ERROR ? name : alias_list(t, host->h_aliases);
    Value numbers = aliases == VALUE_ERROR ? aliases : number_list(t, host);
    return numbers == VALUE_ERROR ? numbers : tuple_of(t, 3, name, aliases, numbers);
}

POSIX_FUNCTION(socket_gethostbyname_ex)
{
    struct hostent host, *found = NULL;
    char buffer[DATABASE_BYTES];
    int error = 0;
    const char *name = host_argument(t, args[0], "gethostbyname_ex");
    if (name == NULL) {
        return VALUE_ERROR;
    }
    blocking_enter(&t->lock, "gethostbyname");
    (void)gethostbyname_r(name, &host, buffer, sizeof buffer, &found, &error);
    blocking_leave(&t->lock);
    gc_keep(name);
    return host_value(t, found, error);
}

POSIX_FUNCTION(socket_gethostbyaddr)
{
    struct socket_address address;
    struct hostent host, *found = NULL;
    char buffer[DATABASE_BYTES];
    int error = 0;
    const char *name = host_argument(t, args[0], "gethostbyaddr");
    if (name == NULL || !socket_resolve(t, name, AF_UNSPEC, &address)) {
        return VALUE_ERROR;
    }
    bool is_ipv6 = address.any.sa_family == AF_INET6;
    const void *number =
        is_ipv6 ? (const void *)&address.ipv6.sin6_addr : (const void *)&address.ipv4.sin_addr;
    blocking_enter(&t->lock, "gethostbyaddr");
    (void)gethostbyaddr_r(number, is_ipv6 ? 16 : 4, address.any.sa_family, &host, buffer,
                          sizeof buffer, &found, &error);
    blocking_leave(&t->lock);
    return host_value(t, found, error);
}

POSIX_FUNCTION(socket_gethostname)
{
    char name[1024];
    return gethostname(name, sizeof name - 1) < 0
               ? raise_errno(t, VALUE_UNBOUND)
               : path_to_str(t, name, strnlen(name, sizeof name));
}

POSIX_FUNCTION(socket_sethostname)
{
    size_t length;
    const char *name = path_from_value(t, args[0], &length);
    return name == NULL ? VALUE_ERROR : posix_done(t, sethostname(name, length), VALUE_UNBOUND);
}

/* ---- services and protocols ---- */

/* args: name, protocol. */
POSIX_FUNCTION(socket_getservbyname)
{
    struct servent service, *found = NULL;
    char buffer[DATABASE_BYTES];
    const char *protocol = NULL, *name = text_argument(t, args[0], "getservbyname", 1);
    if (name == NULL || (args[1] != VALUE_UNBOUND &&
                         (protocol = text_argument(t, args[1], "getservbyname", 2)) == NULL)) {
        return VALUE_ERROR;
    }
    (void)getservbyname_r(name, protocol, &service, buffer, sizeof buffer, &found);
    return found == NULL ? raise_error(t, &OSError_type, "service/proto not found")
                         : value_from_small_int(ntohs((uint16_t)found->s_port));
}

/* args: port, protocol. */
POSIX_FUNCTION(socket_getservbyport)
{
    struct servent service, *found = NULL;
    char buffer[DATABASE_BYTES];
    int port;
    const char *protocol = NULL;
    if (!posix_int(t, args[0], &port) ||
        (args[1] != VALUE_UNBOUND &&
         (protocol = text_argument(t, args[1], "getservbyport", 2)) == NULL)) {
        return VALUE_ERROR;
    }
    if (port < 0 || port > 0xffff) {
        return raise_error(t, &OverflowError_type, "getservbyport: port must be 0-65535.");
    }
    (void)getservbyport_r(htons((uint16_t)port), protocol, &service, buffer, sizeof buffer, &found);
    return found == NULL ? raise_error(t, &OSError_type, "port/proto not found")
                         : str_from_cstr(t, found->s_name);
}

POSIX_FUNCTION(socket_getprotobyname)
{
    struct protoent protocol, *found = NULL;
    char buffer[DATABASE_BYTES];
    const char *name = text_argument(t, args[0], "getprotobyname", 1);
    if (name == NULL) {
        return VALUE_ERROR;
    }
    (void)getprotobyname_r(name, &protocol, buffer, sizeof buffer, &found);
    return found == NULL ? raise_error(t, &OSError_type, "protocol not found")
                         : value_from_small_int(found->p_proto);
}

/* ---- interfaces ---- */

POSIX_FUNCTION(socket_if_nameindex)
{
    struct if_nameindex *interfaces = if_nameindex();
    if (interfaces == NULL) {
        return raise_errno(t, VALUE_UNBOUND);
    }
    Value list = list_new(t, 0);
    for (size_t i = 0; list != VALUE_ERROR && interfaces[i].if_index != 0; i++) {
        Value name = path_to_str(t, interfaces[i].if_name, strlen(interfaces[i].if_name));
        Value pair = name == VALUE_ERROR
                         ? name
                         : tuple_pair(t, value_from_small_int(interfaces[i].if_index), name);
        if (pair == VALUE_ERROR || !list_append(t, value_to_list(list), pair)) {
            list = VALUE_ERROR;
        }
    }
    if_freenameindex(interfaces);
    return list;
}

POSIX_FUNCTION(socket_if_nametoindex)
{
    size_t length;
    const char *name = path_from_value(t, args[0], &length);
    if (name == NULL) {
        return VALUE_ERROR;
    }
    unsigned index = if_nametoindex(name);
    return index == 0 ? raise_error(t, &OSError_type, "no interface with this name")
                      : value_from_small_int(index);
}

POSIX_FUNCTION(socket_if_indextoname)
{
    char name[IF_NAMESIZE + 1];
    int64_t index;
    if (!number_to_index(t, args[0], &index)) {
        return VALUE_ERROR;
    }
    if (index < 0 || index > UINT32_MAX || if_indextoname((unsigned)index, name) == NULL) {
        return raise_os_error(t, ENXIO, VALUE_UNBOUND, VALUE_UNBOUND);
    }
    return path_to_str(t, name, strlen(name));
}

/* ---- numbers as text ---- */

POSIX_FUNCTION(socket_inet_aton)
{
    struct in_addr number;
    const char *text = text_argument(t, args[0], "inet_aton", 1);
    return text == NULL ? VALUE_ERROR
           : inet_aton(text, &number) == 0
               ? raise_error(t, &OSError_type, "illegal IP address string passed to inet_aton")
               : bytes_new(t, &number, sizeof number);
}

static size_t number_size(int family)
{
    return family == AF_INET ? 4 : family == AF_INET6 ? 16 : 0;
}

POSIX_FUNCTION(socket_inet_pton)
{
    int family;
    char number[16];
    const char *text =
        posix_int(t, args[0], &family) ? text_argument(t, args[1], "inet_pton", 2) : NULL;
    if (text == NULL) {
        return VALUE_ERROR;
    }
    int result = inet_pton(family, text, number);
    return result < 0 ? raise_errno(t, VALUE_UNBOUND)
           : result == 0
               ? raise_error(t, &OSError_type, "illegal IP address string passed to inet_pton")
               : bytes_new(t, number, number_size(family));
}

static Value number_text(struct thread *t, int family, Value v, const char *function)
{
    char text[INET6_ADDRSTRLEN];
    const char *number;
    size_t n;
    Value keep;
    if (!bytes_argument(t, v, &number, &n, &keep)) {
        return VALUE_ERROR;
    }
    if (number_size(family) == 0) {
        return raise_error(t, &ValueError_type, "unknown address family %d", family);
    }
    if (n != number_size(family)) {
        return function != NULL
                   ? raise_error(t, &OSError_type, "packed IP wrong length for %s", function)
                   : raise_error(t, &ValueError_type, "invalid length of packed IP address string");
    }
    Value result = str_from_cstr(t, inet_ntop(family, number, text, sizeof text));
    gc_keep(keep);
    return result;
}

POSIX_FUNCTION(socket_inet_ntoa)
{
    return number_text(t, AF_INET, args[0], "inet_ntoa");
}

POSIX_FUNCTION(socket_inet_ntop)
{
    int family;
    return posix_int(t, args[0], &family) ? number_text(t, family, args[1], NULL) : VALUE_ERROR;
}

const struct native_def socket_name_functions[] = {
    {"getaddrinfo", socket_getaddrinfo, "(host, port, family=0, type=0, proto=0, flags=0)",
     "Resolve host and port into addrinfo struct.", NATIVE_METHOD},
    {"gethostbyaddr", socket_gethostbyaddr, "(host, /)", NULL, NATIVE_METHOD},
    {"gethostbyname", socket_gethostbyname, "(host, /)",
     "Return the IP address (a string of the form '255.255.255.255') for a host.", NATIVE_METHOD},
    {"gethostbyname_ex", socket_gethostbyname_ex, "(host, /)", NULL, NATIVE_METHOD},
    {"gethostname", socket_gethostname, "()", "Return the current host name.", NATIVE_METHOD},
    {"getnameinfo", socket_getnameinfo, "(sockaddr, flags, /)", NULL, NATIVE_METHOD},
    {"getprotobyname", socket_getprotobyname, "(name, /)", NULL, NATIVE_METHOD},
    {"getservbyname", socket_getservbyname, "(servicename, protocolname=None, /)", NULL,
     NATIVE_METHOD},
    {"getservbyport", socket_getservbyport, "(port, protocolname=None, /)", NULL, NATIVE_METHOD},
    {"if_indextoname", socket_if_indextoname, "(if_index, /)", NULL, NATIVE_METHOD},
    {"if_nameindex", socket_if_nameindex, "()", NULL, NATIVE_METHOD},
    {"if_nametoindex", socket_if_nametoindex, "(if_name, /)", NULL, NATIVE_METHOD},
    {"inet_aton", socket_inet_aton, "(ip_addr, /)", NULL, NATIVE_METHOD},
    {"inet_ntoa", socket_inet_ntoa, "(packed_ip, /)", NULL, NATIVE_METHOD},
    {"inet_ntop", socket_inet_ntop, "(af, packed_ip, /)", NULL, NATIVE_METHOD},
    {"inet_pton", socket_inet_pton, "(af, ip, /)", NULL, NATIVE_METHOD},
    {"sethostname", socket_sethostname, "(name, /)", NULL, NATIVE_METHOD},
    {0},
};
