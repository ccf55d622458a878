"""A reader waits for a notification without asking whether it has already come: it waits for ever."""

import threading


class Mailbox:
    def __init__(self):
        self.arrived = threading.Condition()
        self.letter = None

    def put(self, letter):
        with self.arrived:
            self.letter = letter
            self.arrived.notify()

    def take(self):
        with self.arrived:
            self.arrived.wait()
            return self.letter


mailbox = Mailbox()
postman = threading.Thread(target=mailbox.put, args=('hello',))
postman.start()
assert mailbox.take() == 'hello'
postman.join()
