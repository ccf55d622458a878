"""A consumer empties the list, then clears the event: an item that came in between is not noticed."""

import threading


class Inbox:
    def __init__(self):
        self.items = []
        self.filled = threading.Event()

    def put(self, item):
        self.items.append(item)
        self.filled.set()

    def take_all(self):
        self.filled.wait()
        taken = []
        while self.items:
            taken.append(self.items.pop())
        self.filled.clear()
        return taken


def send():
    for number in range(3):
        inbox.put(number)


inbox = Inbox()
sender = threading.Thread(target=send)
sender.start()
received = []
while len(received) < 3:
    received += inbox.take_all()
sender.join()
