# A module that all threads import at once runs once, and everybody gets it whole; packages too.
import importlib
import os
import sys
import tempfile

from _trial import THREADS, attack, each

folder = tempfile.mkdtemp()
sys.path.insert(0, folder)
ROUNDS = 15
for n in range(ROUNDS):
    with open(os.path.join(folder, 'counted%d.py' % n), 'w') as file:
        file.write('import time, builtins\nbuiltins.loads.append(%d)\ntime.sleep(0)\nend = "reached"\n' % n)
    os.mkdir(os.path.join(folder, 'package%d' % n))
    for name in '__init__', 'part':
        with open(os.path.join(folder, 'package%d' % n, name + '.py'), 'w') as file:
            file.write('import builtins\nbuiltins.loads.append("%s%d")\nend = "reached"\n' % (name, n))
import builtins

builtins.loads = []


def importer(k):
    def load(i):
        assert importlib.import_module('counted%d' % i).end == 'reached'
        exec('from package%d.part import end' % i)
    return load


attack(*each(importer), rounds=ROUNDS)
print(len(builtins.loads) == len(set(builtins.loads)) == 3 * ROUNDS)
