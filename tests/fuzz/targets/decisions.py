"""What a target draws from its input: numbers and choices, byte by byte; always the same ones when it has ended."""

import random


class Decisions(random.Random):
    """The interface of random.Random, so that the generators of random programs can draw from it."""

    def __init__(self, data):
        self.data, self.at, self.after = data, 0, 1

    def byte(self):
        if self.at == len(self.data):
            self.after = self.after * 1103515245 + 12345 & 0x7fffffff  # who draws again until it fits gets an end
            return self.after >> 16 & 0xff
        self.at += 1
        return self.data[self.at - 1]

    @property
    def is_over(self):
        return self.at >= len(self.data)

    def below(self, n):
        if n <= 256:
            return self.byte() % n
        return (self.byte() << 8 | self.byte()) % n

    def pick(self, items):
        return items[self.below(len(items))]

    def number(self):
        """Mostly small, at times around the borders of machine words."""
        kind = self.byte()
        if kind < 200:
            return kind % 40 - 8
        bits = self.pick((7, 8, 15, 16, 31, 32, 62, 63, 64, 127, 200))
        return ((1 << bits) + kind % 5 - 2) * (1 if kind & 1 else -1)

    def bytes(self, most=8):
        return bytes(self.byte() for _ in range(self.below(most + 1)))

    def text(self, most=12):
        return self.bytes(most).decode('latin-1')

    def seed(self, *args, **kwargs):
        pass

    def getrandbits(self, k):
        n = 0
        for _ in range(0, k, 8):
            n = n << 8 | self.byte()
        return n & (1 << k) - 1

    def random(self):
        return (self.byte() << 8 | self.byte()) / 65536
