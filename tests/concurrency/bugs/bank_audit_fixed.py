"""Transfers are made and balances added up under the same lock."""

import threading


class Bank:
    def __init__(self, balances):
        self.lock = threading.Lock()
        self.balances = dict(balances)

    def transfer(self, source, target, amount):
        with self.lock:
            self.balances[source] -= amount
            self.balances[target] += amount

    def total(self):
        with self.lock:
            return sum(self.balances.values())


def audit():
    total = bank.total()
    assert total == 100, f'the bank holds {total}'


bank = Bank({'Ada': 60, 'Ben': 40})
clerk = threading.Thread(target=bank.transfer, args=('Ada', 'Ben', 25))
auditor = threading.Thread(target=audit)
clerk.start()
auditor.start()
clerk.join()
auditor.join()
