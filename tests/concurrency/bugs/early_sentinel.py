"""The last producer is to send the end, but two of them may think they are the last, or send it too early."""

import queue
import threading

END = object()


class Channel:
    def __init__(self, n_producers):
        self.items = queue.Queue()
        self.n_running = n_producers

    def produce(self, numbers):
        self.n_running -= 1
        for number in numbers:
            self.items.put(number)
        if self.n_running == 0:
            self.items.put(END)

    def consume(self):
        while (item := self.items.get()) is not END:
            consumed.append(item)


channel, consumed = Channel(n_producers=2), []
threads = [threading.Thread(target=channel.produce, args=(range(start, start + 2),)) for start in (0, 10)]
threads.append(threading.Thread(target=channel.consume))
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
assert sorted(consumed) == [0, 1, 10, 11], f'only {consumed} arrived'
