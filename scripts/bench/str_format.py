"""String formatting with % and with str.format."""
from timed import timed


def form(n):
    size = 0
    for i in range(n):
        size += len('%d: %s is %.2f' % (i, 'name', i / 3))
        size += len('{}: {!r} is {:>8.3f}'.format(i, 'name', i / 3))
    return size


timed(form, 400000)
