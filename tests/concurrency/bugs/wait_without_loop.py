"""A consumer asks once, with if, whether to wait: woken together with another, it finds the list empty."""

import threading


class Basket:
    def __init__(self):
        self.changed = threading.Condition()
        self.items = []

    def put(self, item):
        with self.changed:
            self.items.append(item)
            self.changed.notify_all()

    def take(self):
        with self.changed:
            if not self.items:
                self.changed.wait()
            return self.items.pop()


basket = Basket()
takers = [threading.Thread(target=basket.take) for _ in range(2)]
for taker in takers:
    taker.start()
for item in ('apple', 'pear'):
    basket.put(item)
for taker in takers:
    taker.join()
