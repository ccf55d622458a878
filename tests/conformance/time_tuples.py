"""Which tuples strftime, asctime and mktime take; zones of struct_time; timestamps that are none."""
import time


def attempt(function, *args):
    try:
        return function(*args)
    except Exception as e:
        return type(e).__name__, str(e)


GOOD = [2024, 2, 29, 13, 5, 7, 3, 60, 0]
for i, values in enumerate([(0, -5, 12345, 1 << 31, -(1 << 31)), (0, 13, -1), (0, 32, -1), (-1, 24), (-1, 60), (-1, 61, 62), (-2, 7, -1),
                            (0, 367, -1), (-5, 5, 1 << 40)]):
    for value in values:
        changed = tuple(GOOD[:i] + [value] + GOOD[i + 1:])
        print(i, value, attempt(time.asctime, changed), attempt(time.strftime, '%Y-%m-%d %H:%M:%S %w %j', changed))
print(attempt(time.asctime, (1,)), attempt(time.strftime, '', (1,) * 10), attempt(time.mktime, 5), attempt(time.asctime, list(GOOD)))
print(attempt(time.asctime, ('x',) * 9), attempt(time.strftime, 'a\0b', tuple(GOOD)), attempt(time.strftime, 5))
print(attempt(time.mktime, (1 << 31,) * 9), attempt(time.mktime, (-(1 << 31),) + (0,) * 8))
print(time.strftime('%Z', time.struct_time(GOOD + ['ZONE', 3600])), time.strftime('%z', time.struct_time(GOOD + ['ZONE', 3600])))
for stamp in float('nan'), float('inf'), 1 << 62, 1 << 70, 1e30, 'x', -1.5, True:
    print(stamp, attempt(time.gmtime, stamp), attempt(lambda: time.ctime(stamp) and 'ctime'))
