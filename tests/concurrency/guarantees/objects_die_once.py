# Finalizers run once for each object, whichever thread's collection finds it dead.
import gc

from _trial import THREADS, attack, each

died = []


class Mortal:
    def __init__(self, name):
        self.name = name
        self.itself = self

    def __del__(self):
        died.append(self.name)


def maker(k):
    return lambda i: Mortal((k, i)) and None


attack(*each(maker), rounds=300)
for _ in range(3):
    gc.collect()
print(len(died) == len(set(died)), THREADS * 300 - len(died) <= THREADS)
