"""String building by += in a loop; the second, four times as long, shows that it is linear."""
from timed import timed


def build(n):
    text = ''
    for i in range(n):
        text += 'ab'
    return len(text)


def both(n):
    return build(n) + build(4 * n)


timed(both, 800000)
