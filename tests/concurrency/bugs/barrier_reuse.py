"""A barrier made by hand counts to zero again when all have come; one that still waits has to see exactly that."""

import threading


class Meeting:
    def __init__(self, parties):
        self.parties = parties
        self.changed = threading.Condition()
        self.present = 0

    def wait(self):
        with self.changed:
            self.present += 1
            if self.present == self.parties:
                self.present = 0
                self.changed.notify_all()
            while self.present:
                self.changed.wait()


def take_part():
    for _ in range(3):
        meeting.wait()


meeting = Meeting(parties=2)
members = [threading.Thread(target=take_part) for _ in range(2)]
for member in members:
    member.start()
for member in members:
    member.join()
