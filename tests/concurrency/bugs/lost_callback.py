"""A promise keeps callbacks for later unless it is kept already: one that is added at that moment is never called."""

import threading


class Promise:
    def __init__(self):
        self.done = False
        self.value = None
        self.callbacks = []

    def then(self, callback):
        if self.done:
            callback(self.value)
        else:
            self.callbacks.append(callback)

    def keep(self, value):
        self.value = value
        callbacks, self.callbacks = self.callbacks, []
        self.done = True
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
