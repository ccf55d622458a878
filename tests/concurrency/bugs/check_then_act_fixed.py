"""A theatre asks whether seats are left and sells one under the same lock."""

import threading


class Show:
    def __init__(self, seats):
        self.lock = threading.Lock()
        self.seats = seats
        self.tickets = []

    def book(self, name):
        with self.lock:
            if self.seats > 0:
                self.tickets.append(name)
                self.seats -= 1
                return True
            return False


show = Show(seats=1)
guests = [threading.Thread(target=show.book, args=(name,)) for name in ('Ada', 'Ben')]
for guest in guests:
    guest.start()
for guest in guests:
    guest.join()
assert len(show.tickets) == 1, f'one seat was sold to {show.tickets}'
