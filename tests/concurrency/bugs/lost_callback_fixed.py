"""A promise decides under a lock whether a callback is for now or for later."""

import threading


class Promise:
    def __init__(self):
        self.lock = threading.Lock()
        self.done = False
        self.value = None
        self.callbacks = []

    def then(self, callback):
        with self.lock:
            if not self.done:
                self.callbacks.append(callback)
                return
        callback(self.value)

    def keep(self, value):
        with self.lock:
            self.value = value
            self.done = True
            callbacks, self.callbacks = self.callbacks, []
        for callback in callbacks:
            callback(value)


promise, seen = Promise(), []
keeper = threading.Thread(target=promise.keep, args=(7,))
user = threading.Thread(target=promise.then, args=(seen.append,))
keeper.start()
user.start()
keeper.join()
user.join()
assert seen == [7], f'the callback saw {seen}'
