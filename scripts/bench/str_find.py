"""String find, in, count and replace."""
from timed import timed

TEXT = 'a man a plan a canal panama ' * 5000 + 'needle'


def find(n):
    total = 0
    for _ in range(n):
        total += TEXT.find('needle') + TEXT.count('canal') + TEXT.rfind('a man')
        total += 'xyz' in TEXT
        total += len(TEXT.replace('plan', 'PLANS'))
    return total


timed(find, 250)
