"""Sockets: pairs, timeouts of each kind, options, what is left of a closed one."""
import socket


def attempt(function, *args):
    try:
        return function(*args)
    except Exception as e:
        return type(e).__name__, str(e)


a, b = socket.socketpair()
print(a.send(b'hello'), b.recv(3), b.recv(10))
print(a.gettimeout(), a.getblocking(), a.timeout)
for timeout in 0.02, 0, None, 1.5:
    a.settimeout(timeout)
    print(timeout, a.gettimeout(), a.getblocking(), 'waits' if timeout in (None, 1.5) else attempt(a.recv, 1))
a.setblocking(False)
print(a.gettimeout(), attempt(a.recv, 1))
a.setblocking(True)
for wrong in -1, 'x', float('nan'), -0.5:
    print(wrong, attempt(a.settimeout, wrong))

room = bytearray(b'......')
b.sendall(memoryview(b'ABCDEFGH'))
print(a.recv_into(room, 4), room, a.recv_into(memoryview(room)[4:]), room)
print(a.recvfrom(10), attempt(a.recv, -1), attempt(a.recv_into, b'constant')[0])
print(attempt(a.recv_into, room, 99))
print(b.sendmsg([b'one', bytearray(b'two')]), a.recvmsg(20))
parts = bytearray(2), bytearray(5)
b.send(b'123456')
print(a.recvmsg_into(parts)[0], parts)

print(a.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1), a.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE))
print(a.getsockopt(socket.SOL_SOCKET, socket.SO_TYPE, 4), attempt(a.getsockopt, 1, 3, -1))
print(a.family.name, a.type.name, a.proto)

b.shutdown(socket.SHUT_WR)
print(a.recv(1), a.recv(1))
number = a.fileno()
copy = a.dup()
print(a.detach() == number, a.fileno(), attempt(a.recv, 1))
socket.close(number)
print(copy.sendall(b'by the copy'), b.recv(99))
with copy:
    pass
print(copy._closed, copy.fileno(), attempt(copy.send, b''), b.recv(1))
b.close()
b.close()
print(repr(b).startswith('<socket.socket [closed] fd=-1, family='))
