"""A singleton is made when first asked for, without a lock: two threads get two of them."""

import threading


class Settings:
    instance = None

    @classmethod
    def get(cls):
        if cls.instance is None:
            cls.instance = cls()
        return cls.instance


def use():
    seen.append(Settings.get())


seen = []
users = [threading.Thread(target=use) for _ in range(2)]
for user in users:
    user.start()
for user in users:
    user.join()
assert seen[0] is seen[1], 'there are two singletons'
