"""Two threads close a channel at once: both find it open, and its handle is given back twice."""

import threading


class Handles:
    def __init__(self):
        self.in_use = {3}

    def give_back(self, handle):
        self.in_use.remove(handle)


class Channel:
    def __init__(self, handle):
        self.handle = handle
        self.closed = False

    def close(self):
        if not self.closed:
            handles.give_back(self.handle)
            self.closed = True


handles, channel = Handles(), Channel(3)
closers = [threading.Thread(target=channel.close) for _ in range(2)]
for closer in closers:
    closer.start()
for closer in closers:
    closer.join()
assert not handles.in_use
