# Keys whose hash and equality are Python code: the comparison runs outside the lock, and still nothing is lost.
from _trial import THREADS, attack, each


class Key:
    def __init__(self, number):
        self.number = number

    def __hash__(self):
        return self.number % 7

    def __eq__(self, other):
        return type(other) is Key and self.number == other.number


table, defaults = {}, {}
got = [[] for _ in range(THREADS)]


def storer(k):
    def store(i):
        table[Key(k * 1000 + i)] = i
        got[k].append(defaults.setdefault(Key(i), (k, i)))
    return store


attack(*each(storer), rounds=40)
print(len(table), len(defaults))
print(all(table[Key(k * 1000 + i)] == i for k in range(THREADS) for i in range(40)))
print(all(got[k][i] is defaults[Key(i)] for k in range(THREADS) for i in range(40)))
