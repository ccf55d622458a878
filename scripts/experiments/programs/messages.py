"""Sends messages to a worker and gets each back: by queues, pipes and sockets.

    messages.py KIND MESSAGES

KIND is thread-queue, thread-simple_queue, process-queue, process-pipe, thread-pipe,
process-socket or thread-socket.
"""

import json
import multiprocessing
import queue
import socket
import sys
import threading
import time


def echo_queue(requests, answers):
    while (message := requests.get()) is not None:
        answers.put(message)


def echo_pipe(connection):
    while (message := connection.recv()) is not None:
        connection.send(message)


def echo_socket(peer):
    with peer, peer.makefile('rwb') as stream:
        for line in stream:
            stream.write(line)
            stream.flush()


def by_queues(requests, answers, n):
    """One message at a time; the sum of what came back."""
    total = 0
    for i in range(n):
        requests.put(i)
        total += answers.get()
    requests.put(None)
    return total


def by_pipe(connection, n):
    total = 0
    for i in range(n):
        connection.send(i)
        total += connection.recv()
    connection.send(None)
    return total


def by_socket(peer, n):
    total = 0
    with peer, peer.makefile('rwb') as stream:
        for i in range(n):
            stream.write(b'%d\n' % i)
            stream.flush()
            total += int(stream.readline())
        peer.shutdown(socket.SHUT_WR)
    return total


def channel(kind, workers):
    """The worker's function and arguments; the parent's."""
    if kind == 'pipe':
        here, there = multiprocessing.Pipe()
        return echo_pipe, (there,), by_pipe, (here,)
    if kind == 'socket':
        here, there = socket.socketpair()
        return echo_socket, (there,), by_socket, (here,)
    maker = {('queue', 'thread'): queue.Queue, ('simple_queue', 'thread'): queue.SimpleQueue,
             ('queue', 'process'): multiprocessing.Queue}[kind, workers]
    requests, answers = maker(), maker()
    return echo_queue, (requests, answers), by_queues, (requests, answers)


def main(kind, n):
    workers, _, channel_kind = kind.partition('-')
    target, arguments, drive, ends = channel(channel_kind, workers)
    maker = {'thread': threading.Thread, 'process': multiprocessing.Process}[workers]
    worker = maker(target=target, args=arguments)
    worker.start()
    if kind == 'process-socket':
        arguments[0].close()    # the child has its own: only then does it see the end
    begin = time.perf_counter()
    total = drive(*ends, n)
    seconds = time.perf_counter() - begin
    worker.join()
    print(json.dumps({'seconds': seconds, 'per_second': n / seconds, 'correct': total == n * (n - 1) // 2}))


if __name__ == '__main__':
    main(sys.argv[1], int(sys.argv[2]))
