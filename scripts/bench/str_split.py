"""String split: on whitespace, on a separator, in lines."""
from timed import timed

WORDS = 'the quick brown fox jumps over the lazy dog ' * 2000
FIELDS = 'alpha,beta,,gamma;delta,' * 3000
LINES = 'one line of text\nanother one\n' * 2000


def split(n):
    count = 0
    for _ in range(n):
        count += len(WORDS.split()) + len(FIELDS.split(',')) + len(LINES.splitlines())
    return count


timed(split, 150)
