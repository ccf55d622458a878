"""An echo server whose process also computes, and one client that asks as fast as it can, or at a rate.

    convoy.py KIND CPU_THREADS SECONDS INTERVAL RATE

CPU_THREADS threads of the server's process count as long as the client asks. INTERVAL is the switch interval in
seconds, RATE the requests per second that the client offers; 0 stands for no limit. KIND `serve` measures that;
`alone` sends no requests, so that the threads show what they count when nobody disturbs them.
"""

import json
import multiprocessing
import os
import socket
import statistics
import sys
import threading
import time

PAYLOAD = b'x' * 16
CHUNK = 2000    # counts between two looks at the clock


def ask(peer, seconds, rate):
    """Asks until the time is up; returns the seconds that each answer took."""
    latencies = []
    begin = now = time.perf_counter()
    while now - begin < seconds:
        if rate:
            due = begin + len(latencies) / rate
            if due > now:
                time.sleep(due - now)
                now = time.perf_counter()
        peer.sendall(PAYLOAD)
        if peer.recv(64) != PAYLOAD:
            raise SystemExit('the echo is wrong')
        after = time.perf_counter()
        latencies.append(after - now)
        now = after
    return latencies, now - begin


def client(address, seconds, rate, pipe):
    pipe.recv()
    with socket.create_connection(address) as peer:
        peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        latencies, passed = ask(peer, seconds, rate)
    latencies.sort()
    pipe.send({
        'per_second': len(latencies) / passed,
        'latency_ms': 1000 * statistics.median(latencies),
        'latency_99_ms': 1000 * latencies[len(latencies) * 99 // 100],
    })


def serve(listener):
    peer, _ = listener.accept()
    with peer:
        peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        while data := peer.recv(64):
            peer.sendall(data)


def count(stop, counts):
    n = 0
    begin = time.perf_counter()
    while not stop.is_set():
        left = CHUNK
        while left:
            left -= 1
        n += CHUNK
    counts.append(n / (time.perf_counter() - begin))


def main(kind, n_cpu, seconds, interval, rate):
    here, there = multiprocessing.Pipe()
    with socket.create_server(('127.0.0.1', 0)) as listener:
        if kind == 'serve':
            # Before any thread: the child of a fork has none of them.
            process = multiprocessing.Process(target=client, args=(listener.getsockname(), seconds, rate, there))
            process.start()
        sys.setswitchinterval(interval)
        stop, counts, answer = threading.Event(), [], {}
        threads = [threading.Thread(target=count, args=(stop, counts)) for _ in range(n_cpu)]
        for thread in threads:
            thread.start()
        if kind == 'serve':
            here.send('go')
            serve(listener)
            answer = here.recv()
            process.join()
        else:
            time.sleep(seconds)
        stop.set()
        for thread in threads:
            thread.join()
    times = os.times()
    print(json.dumps({'seconds': seconds, **answer, 'counted': sum(counts), 'user': times.user,
                      'system': times.system}))


if __name__ == '__main__':
    main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), float(sys.argv[4]), float(sys.argv[5]))
