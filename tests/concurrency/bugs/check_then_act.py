"""A theatre asks whether seats are left, then sells one: the last seat is sold twice."""

import threading


class Show:
    def __init__(self, seats):
        self.seats = seats
        self.tickets = []

    def book(self, name):
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
