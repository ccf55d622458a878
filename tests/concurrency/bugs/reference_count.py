"""The users of a shared file count down without a lock: nobody is the last, and it stays open."""

import threading


class SharedFile:
    def __init__(self, n_users):
        self.n_users = n_users
        self.n_closed = 0

    def release(self):
        self.n_users -= 1
        if self.n_users == 0:
            self.n_closed += 1


shared = SharedFile(n_users=2)
users = [threading.Thread(target=shared.release) for _ in range(2)]
for user in users:
    user.start()
for user in users:
    user.join()
assert shared.n_closed == 1, f'closed {shared.n_closed} times'
