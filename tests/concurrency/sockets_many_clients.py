"""Many clients talk to one server of as many threads; each byte comes back once. One socket sent to by several threads."""
import socket
import threading

N_CLIENTS, N_MESSAGES = 16, 100


def serve(connection):
    with connection:
        while data := connection.recv(4096):
            connection.sendall(data[::-1])


def accept(server):
    threads = []
    for _ in range(N_CLIENTS):
        connection, _ = server.accept()
        threads.append(threading.Thread(target=serve, args=(connection,)))
        threads[-1].start()
    for thread in threads:
        thread.join()


def read_exactly(s, n):
    data = b''
    while len(data) < n:
        data += s.recv(n - len(data))
    return data


def talk(number, where, good):
    with socket.create_connection(where) as s:
        for i in range(N_MESSAGES):
            message = b'%d:%d;' % (number, i)
            s.sendall(message)
            good[number] += read_exactly(s, len(message)) == message[::-1]


server = socket.create_server(('127.0.0.1', 0), backlog=N_CLIENTS)
acceptor = threading.Thread(target=accept, args=(server,))
acceptor.start()
good = [0] * N_CLIENTS
clients = [threading.Thread(target=talk, args=(i, server.getsockname(), good)) for i in range(N_CLIENTS)]
for thread in clients:
    thread.start()
for thread in clients:
    thread.join()
acceptor.join()
server.close()
print(sum(good), 'answers')

a, b = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
senders = [threading.Thread(target=lambda c: [a.send(c) for _ in range(200)], args=(bytes([65 + i]),)) for i in range(4)]
for thread in senders:
    thread.start()
got = [b.recv(10) for _ in range(800)]
for thread in senders:
    thread.join()
print({c: got.count(c) for c in sorted(set(got))})
a.close()
b.close()

# Whoever waits for data is woken by shutdown in another thread.
a, b = socket.socketpair()
woken = []
reader = threading.Thread(target=lambda: woken.append(a.recv(1)))
reader.start()
a.shutdown(socket.SHUT_RDWR)
reader.join()
print(woken)
