"""A reader waits until the letter is there, which it may be from the start."""

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
            self.arrived.wait_for(lambda: self.letter is not None)
            return self.letter


mailbox = Mailbox()
postman = threading.Thread(target=mailbox.put, args=('hello',))
postman.start()
assert mailbox.take() == 'hello'
postman.join()
