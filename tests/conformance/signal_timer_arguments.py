# What setitimer() and its kind refuse, and by which exceptions.
import signal

print(signal.ItimerError, signal.ItimerError.__bases__)


def attempt(function, *args):
    try:
        function(*args)
        print(args, 'is set', signal.setitimer(signal.ITIMER_REAL, 0)[0] > 0)
    except Exception as e:
        print(args, type(e).__name__, e.args)


for seconds in (float('inf'), float('nan'), 1e300, 1e10, 2 ** 70, -1, -0.5, 'a', None, 1e9, 5):
    attempt(signal.setitimer, signal.ITIMER_REAL, seconds)
    attempt(signal.setitimer, signal.ITIMER_REAL, 1, seconds)
attempt(signal.setitimer, 9, 1)
attempt(signal.getitimer, -1)
attempt(signal.alarm, 'a')
