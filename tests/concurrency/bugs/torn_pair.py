"""A configuration is changed field by field: a reader sees the new host with the old port."""

import threading


class Address:
    def __init__(self, host, port):
        self.host = host
        self.port = port

    def move(self, host, port):
        self.host = host
        self.port = port


def connect():
    pair = address.host, address.port
    assert pair in {('old', 1), ('new', 2)}, pair


address = Address('old', 1)
mover = threading.Thread(target=address.move, args=('new', 2))
user = threading.Thread(target=connect)
mover.start()
user.start()
mover.join()
user.join()
