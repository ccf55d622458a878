# Equal strings that several threads intern at once are one object.
import sys

from _trial import THREADS, attack, each

got = [[] for _ in range(THREADS)]


def interner(k):
    return lambda i: got[k].append(sys.intern('interned number %d' % i))


attack(*each(interner), rounds=1000)
print(all(got[0][i] is got[k][i] for i in range(1000) for k in range(THREADS)))
