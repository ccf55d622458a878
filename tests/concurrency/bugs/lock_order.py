"""Two transfers in opposite directions lock the two accounts in opposite orders: a deadlock."""

import threading


class Account:
    def __init__(self, balance):
        self.lock = threading.Lock()
        self.balance = balance


def transfer(source, target, amount):
    with source.lock:
        with target.lock:
            source.balance -= amount
            target.balance += amount


left, right = Account(100), Account(100)
there = threading.Thread(target=transfer, args=(left, right, 30))
back = threading.Thread(target=transfer, args=(right, left, 10))
there.start()
back.start()
there.join()
back.join()
assert (left.balance, right.balance) == (80, 120)
