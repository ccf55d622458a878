"""Names of hosts and services as numbers, numbers as text, byte order."""
import socket


def attempt(function, *args):
    try:
        return function(*args)
    except Exception as e:
        return type(e).__name__, str(e)


print(socket.inet_aton('1.2.3.4'), socket.inet_ntoa(b'\x7f\0\0\1'), attempt(socket.inet_aton, 'x'), attempt(socket.inet_ntoa, b'abc'))
print(socket.inet_pton(socket.AF_INET6, '::1'), socket.inet_ntop(socket.AF_INET6, bytes(15) + b'\2'))
print(attempt(socket.inet_pton, socket.AF_INET, '1.2.3'), attempt(socket.inet_ntop, socket.AF_INET, b'12345'))
print(attempt(socket.inet_pton, 99, ''), attempt(socket.inet_ntop, 99, b''))
print(socket.htons(1), socket.ntohs(256), socket.htonl(1), socket.ntohl(0x01000000))
for function, number in (socket.htons, -1), (socket.htons, 65536), (socket.htonl, 1 << 32), (socket.ntohs, 'x'):
    print(function.__name__, attempt(function, number))

print(socket.getaddrinfo('127.0.0.1', 80, type=socket.SOCK_STREAM))
print(socket.getaddrinfo('::1', '8080', type=socket.SOCK_DGRAM, flags=socket.AI_NUMERICHOST)[0][1:])
print(socket.getaddrinfo(None, 0, socket.AF_INET, socket.SOCK_STREAM, 0, socket.AI_PASSIVE)[0][4])
print(attempt(socket.getaddrinfo, 'not a number', 1, 0, 0, 0, socket.AI_NUMERICHOST))
print(attempt(socket.getaddrinfo, 5, 1), attempt(socket.getaddrinfo, 'localhost', 1.5))
print(socket.gethostbyname('127.0.0.1'), socket.gethostbyname(''), attempt(socket.gethostbyname, 'a\0b'))
print(socket.getnameinfo(('127.0.0.1', 80), socket.NI_NUMERICHOST | socket.NI_NUMERICSERV))
print(attempt(socket.getnameinfo, ('localhost', 80), 0)[0], attempt(socket.getnameinfo, 'x', 0))
print(attempt(socket.getservbyname, 'no such service'), attempt(socket.getservbyport, 70000), attempt(socket.getprotobyname, 'nope'))
print(socket.gethostname() != '', socket.has_ipv6, socket.if_nametoindex('lo') == 1, socket.if_indextoname(1))
print(attempt(socket.if_nametoindex, 'no such'), attempt(socket.if_indextoname, 999999))

print(socket.getdefaulttimeout())
socket.setdefaulttimeout(0.25)
s = socket.socket()
print(s.gettimeout(), socket.getdefaulttimeout())
socket.setdefaulttimeout(None)
s.close()
print(issubclass(socket.gaierror, OSError), socket.herror.__module__, socket.timeout is TimeoutError, socket.error is OSError)
print(socket.CMSG_LEN(4), socket.CMSG_SPACE(4), attempt(socket.CMSG_LEN, -1))
