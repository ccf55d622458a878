"""String join."""
from timed import timed

WORDS = ['word%d' % i for i in range(20000)]


def join(n):
    size = 0
    for _ in range(n):
        size += len(' '.join(WORDS)) + len(''.join(WORDS))
    return size


timed(join, 400)
