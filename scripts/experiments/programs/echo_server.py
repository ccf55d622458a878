"""A threaded TCP echo server and its clients, which think a while between two requests.

    echo_server.py waiting|busy CLIENTS SECONDS

The clients are threads of another process; `waiting` ones pause 10 ms after each answer, `busy`
ones never.
"""

import json
import multiprocessing
import socket
import socketserver
import sys
import threading
import time

PAUSE = 0.01


class Echo(socketserver.BaseRequestHandler):
    def handle(self):
        while data := self.request.recv(1024):
            self.request.sendall(data)


class Server(socketserver.ThreadingMixIn, socketserver.TCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 256


def client(address, pause, until, counts):
    """Asks until the time is up; adds the number of answers."""
    n = 0
    with socket.create_connection(address) as peer:
        peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        while time.monotonic() < until:
            peer.sendall(b'ping')
            if peer.recv(1024) != b'ping':
                raise SystemExit('the echo is wrong')
            n += 1
            if pause:
                time.sleep(pause)
    counts.append(n)


def all_clients(address, pause, n_clients, seconds, connection):
    counts = []
    until = time.monotonic() + seconds
    threads = [threading.Thread(target=client, args=(address, pause, until, counts)) for _ in range(n_clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    connection.send(counts)


def main(kind, n_clients, seconds):
    here, there = multiprocessing.Pipe()
    with Server(('127.0.0.1', 0), Echo) as server:
        pause = PAUSE if kind == 'waiting' else 0
        clients = multiprocessing.Process(target=all_clients,
                                          args=(server.server_address, pause, n_clients, seconds, there))
        clients.start()
        threading.Thread(target=server.serve_forever, args=(0.05,)).start()
        begin = time.perf_counter()
        counts = here.recv()
        passed = time.perf_counter() - begin
        clients.join()
        server.shutdown()
    print(json.dumps({'seconds': passed, 'per_second': sum(counts) / passed, 'correct': len(counts) == n_clients}))


if __name__ == '__main__':
    main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]))
