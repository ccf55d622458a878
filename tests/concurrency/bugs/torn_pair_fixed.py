"""A configuration is changed by one assignment of a new pair."""

import threading


class Address:
    def __init__(self, host, port):
        self.pair = host, port

    def move(self, host, port):
        self.pair = host, port


def connect():
    pair = address.pair
    assert pair in {('old', 1), ('new', 2)}, pair


address = Address('old', 1)
mover = threading.Thread(target=address.move, args=('new', 2))
user = threading.Thread(target=connect)
mover.start()
user.start()
mover.join()
user.join()
