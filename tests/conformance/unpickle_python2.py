# pickle: what Python 2 wrote, and protocols that it can read.
import pickle

def attempt(data, **options):
    try:
        print(data[:50], options, '->', ascii(pickle.loads(data, **options)))
    except Exception as e:
        print(data[:50], options, type(e).__name__, e)

for data in b"S'plain'\np0\n.", b"S'caf\\xe9\\n'\n.", b'U\x04caf\xe9.', b'T\x04\0\0\0caf\xe9.':
    attempt(data)
    attempt(data, encoding='latin-1')
    attempt(data, encoding='bytes')
    attempt(data, errors='replace')
    attempt(data, encoding='utf-8', errors='ignore')
attempt(b'U\x01a.', encoding=5)
attempt(b'U\x01a.', errors=5)
attempt(b'U\x01a.', encoding='no such encoding')
attempt(b'I12\n.')
attempt(b'L123L\n.')
attempt(b'(lp0\nI1\naI01\naF1.5\na.')
attempt(b'\x80\x02c__builtin__\nxrange\nq\x00K\x05\x85q\x01Rq\x02.')
attempt(b'c__builtin__\nunicode\n.')
attempt(b'c__builtin__\nunicode\n.', fix_imports=False)
attempt(b'cexceptions\nStandardError\n.')
attempt(b'cQueue\nEmpty\n.')
attempt(b'citertools\nimap\n.')
attempt(b'(c__builtin__\nlist\no.')
attempt(b'(i__builtin__\ndict\n.')
attempt(b"(S'x'\ni__builtin__\nunicode\n.")
class Old:
    pass
print(vars(pickle.loads(b"(i__main__\nOld\np0\n(dp1\nS'a'\np2\nI1\nsb.")))
class WithArguments:
    def __init__(self, *args):
        self.args = args
    def __getinitargs__(self):
        return ()
print(vars(pickle.loads(b'(i__main__\nWithArguments\n.')), vars(pickle.loads(b'(c__main__\nWithArguments\nK\1K\2o.')))

import collections
import functools
import itertools
import queue
for value in range, str, int, chr, functools.reduce, zip, map, filter, input, Exception, OSError, FileNotFoundError, queue.Queue, collections.Counter, collections.OrderedDict, itertools.zip_longest, b'bytes', 'text', {1}:
    for protocol in 0, 2, 3:
        data = pickle.dumps(value, protocol, fix_imports=True)
        print(data, pickle.dumps(value, protocol, fix_imports=False) == data, pickle.loads(data) is value or pickle.loads(data) == value)
class É:
    pass
for protocol in range(5):
    try:
        print(pickle.dumps(É, protocol))
    except pickle.PicklingError as e:
        print(e)
