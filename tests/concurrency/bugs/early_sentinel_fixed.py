"""The consumer counts the ends: it stops when every producer has sent one."""

import queue
import threading

END = object()


class Channel:
    def __init__(self, n_producers):
        self.items = queue.Queue()
        self.n_running = n_producers

    def produce(self, numbers):
        for number in numbers:
            self.items.put(number)
        self.items.put(END)

    def consume(self):
        while self.n_running:
            item = self.items.get()
            if item is END:
                self.n_running -= 1
            else:
                consumed.append(item)


channel, consumed = Channel(n_producers=2), []
threads = [threading.Thread(target=channel.produce, args=(range(start, start + 2),)) for start in (0, 10)]
threads.append(threading.Thread(target=channel.consume))
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
assert sorted(consumed) == [0, 1, 10, 11], f'only {consumed} arrived'
