# One call of write puts its text into the file in one piece; lines that threads read come once each.
import os
import tempfile

from _at_once import list_at_once
from _trial import THREADS, attack, each

handle, path = tempfile.mkstemp()
os.close(handle)

for mode, line in ('w', '%d %s\n'), ('wb', b'%d %s\n'):
    with open(path, mode) as file:
        def writer(k):
            filling = ('x' if mode == 'w' else b'x') * 50
            return lambda i: file.write(line % (k, filling))
        attack(*each(writer), rounds=300)
    with open(path) as file:
        lines = file.read().splitlines()
    print(len(lines), sorted(set(lines)) == ['%d %s' % (k, 'x' * 50) for k in range(THREADS)])

with open(path, 'w') as file:
    file.writelines('%d\n' % n for n in range(1000))
for mode in 'r', 'rb':
    got = [[] for _ in range(THREADS)]
    with open(path, mode) as file:
        attack(*each(lambda k: lambda i: got[k].append(file.readline())), rounds=250)
    print(sorted(int(item) for item in sum(got, [])) == list(range(1000)))

# Two threads that do nothing else.
for mode, lines in ('w', ['first\n', 'second\n']), ('wb', [b'first\n', b'second\n']):
    for _ in range(5):
        with open(path, mode) as file:
            list_at_once(*(map(file.write, [line] * 5000) for line in lines))
        with open(path) as file:
            assert sorted(file) == ['first\n'] * 5000 + ['second\n'] * 5000
for mode, end in ('r', ''), ('rb', b''):
    with open(path, mode) as file:
        first, second = list_at_once(*(iter(file.readline, end) for _ in range(2)))
    with open(path, mode) as file:
        assert sorted(first + second) == sorted(file)
os.remove(path)
