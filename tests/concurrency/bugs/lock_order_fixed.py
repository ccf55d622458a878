"""Two transfers in opposite directions lock the two accounts in the order of their numbers."""

import threading


class Account:
    def __init__(self, number, balance):
        self.number = number
        self.lock = threading.Lock()
        self.balance = balance


def transfer(source, target, amount):
    first, second = sorted((source, target), key=lambda account: account.number)
    with first.lock:
        with second.lock:
            source.balance -= amount
            target.balance += amount


left, right = Account(1, 100), Account(2, 100)
there = threading.Thread(target=transfer, args=(left, right, 30))
back = threading.Thread(target=transfer, args=(right, left, 10))
there.start()
back.start()
there.join()
back.join()
assert (left.balance, right.balance) == (80, 120)
