"""Sockets of the internet: a server in a thread, refused connections, datagrams, addresses that are none."""
import socket
import threading


def attempt(function, *args):
    try:
        return function(*args)
    except Exception as e:
        return type(e).__name__, str(e)


def serve(server):
    while True:
        connection, address = server.accept()
        with connection:
            assert connection.getpeername() == address
            while data := connection.recv(1000):
                if data == b'end':
                    return
                connection.sendall(data.upper())


server = socket.create_server(('127.0.0.1', 0))
thread = threading.Thread(target=serve, args=(server,))
thread.start()
where = server.getsockname()
with socket.create_connection(where, timeout=3600) as client:
    client.sendall(b'x' * 300)
    received = b''
    while len(received) < 300:
        received += client.recv(100)
    print(set(received), len(received))
with socket.create_connection(where) as client:
    client.sendall(b'end')
thread.join()
server.close()
print(attempt(socket.create_connection, where))
refused = socket.socket()
print(refused.connect_ex(where), attempt(refused.connect, where))
refused.close()

with socket.socket(type=socket.SOCK_DGRAM) as one, socket.socket(type=socket.SOCK_DGRAM) as two:
    one.bind(('localhost', 0))
    two.bind(('127.0.0.1', 0))
    print(one.sendto(b'a datagram', two.getsockname()), two.recvfrom(4)[0])
    print(one.sendto(b'next', 0, two.getsockname()))
    data, sender = two.recvfrom(100)
    print(data, sender == one.getsockname())
    one.connect(two.getsockname())
    print(one.send(b''), two.recv(10))
    for address in ('127.0.0.1', 99999), ('127.0.0.1',), '127.0.0.1', (5, 5), ('a\0b', 1), ('127.0.0.1', -1):
        print(address, attempt(two.sendto, b'x', address))
    print(attempt(two.sendto, b'x'), attempt(two.sendto, 'text', sender))
    print(attempt(two.bind, ('127.0.0.1', 'http')))

with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as local:
    print(repr(local.getsockname()), attempt(local.bind, 'x' * 200))
    local.bind(b'\0hasp test %d' % id(local))
    print(local.getsockname()[:10])

print(attempt(socket.socket, -5, 1), attempt(lambda: socket.socket(fileno=-1)), attempt(lambda: socket.socket(fileno=1.5)))
