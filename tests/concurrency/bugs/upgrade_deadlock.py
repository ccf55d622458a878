"""Two readers of a shared lock both want to become its writer, and each waits for the other to stop reading."""

import threading


class SharedLock:
    def __init__(self):
        self.changed = threading.Condition()
        self.readers = 0

    def enter(self):
        with self.changed:
            self.readers += 1

    def upgrade(self):
        with self.changed:
            self.changed.wait_for(lambda: self.readers == 1)
            self.readers = 0

    def leave(self):
        with self.changed:
            self.readers -= 1
            self.changed.notify_all()


def refresh():
    shared.enter()
    if 'rate' not in table:
        shared.upgrade()
        table['rate'] = 3
    else:
        shared.leave()


shared, table = SharedLock(), {}
threads = [threading.Thread(target=refresh) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
assert table == {'rate': 3}
