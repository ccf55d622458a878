"""Of two readers that want to become the writer, the second is refused, and goes on as a reader."""

import threading


class SharedLock:
    def __init__(self):
        self.changed = threading.Condition()
        self.readers = 0
        self.upgrading = False

    def enter(self):
        with self.changed:
            self.readers += 1

    def upgrade(self):
        with self.changed:
            if self.upgrading:
                return False
            self.upgrading = True
            self.changed.wait_for(lambda: self.readers == 1)
            return True

    def leave(self):
        with self.changed:
            self.readers -= 1
            self.changed.notify_all()


def refresh():
    shared.enter()
    if 'rate' not in table and shared.upgrade():
        table['rate'] = 3
    shared.leave()


shared, table = SharedLock(), {}
threads = [threading.Thread(target=refresh) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
assert table == {'rate': 3}
