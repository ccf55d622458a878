# A signal handler that matches, while a match of the same thread goes on, takes nothing away from it.
import re
import signal

calls = 0
patterns = [re.compile('(a)?' * n + '(.*)') for n in range(20, 420, 20)]


def handler(number, frame):
    global calls
    assert patterns[calls % len(patterns)].match('a' * 500).group(1) == 'a'
    calls += 1


signal.signal(signal.SIGALRM, handler)
slow = re.compile('(?:(a)|aa|aaa)+$')
for _ in range(6):
    signal.setitimer(signal.ITIMER_REAL, 0.005)
    assert slow.match('a' * 24 + '!') is None
    assert slow.match('aaa').span(1) == (2, 3)
while calls < 1:
    pass
print('every match ended as it should')
