"""Producers and consumers wait on one condition, and all of them are notified."""

import threading


class Slot:
    def __init__(self):
        self.changed = threading.Condition()
        self.items = []

    def put(self, item):
        with self.changed:
            while self.items:
                self.changed.wait()
            self.items.append(item)
            self.changed.notify_all()

    def get(self):
        with self.changed:
            while not self.items:
                self.changed.wait()
            item = self.items.pop()
            self.changed.notify_all()
            return item


slot = Slot()
threads = [threading.Thread(target=slot.get) for _ in range(2)]
threads += [threading.Thread(target=slot.put, args=(number,)) for number in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
