# One Pickler or Unpickler serves one thread at a time: others get a RuntimeError, and what is written is whole.
import io
import pickle
import threading

N_THREADS = 4
ROUNDS = 60

class Slow:
    """Lets others in while it is pickled and unpickled."""

    def __reduce__(self):
        for i in range(20):
            pass
        return Slow, ()

class File:
    def __init__(self):
        self.parts = []
    def write(self, data):
        self.parts.append(bytes(data))

def in_threads(work):
    results = [[] for _ in range(N_THREADS)]
    start = threading.Barrier(N_THREADS)
    def run(mine):
        start.wait()
        for i in range(ROUNDS):
            try:
                mine.append(work(i))
            except RuntimeError as e:
                assert str(e).endswith('object is already used'), e
                mine.append('refused')
    threads = [threading.Thread(target=run, args=(mine,)) for mine in results]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [result for mine in results for result in mine]

file = File()
pickler = pickle.Pickler(file)
value = [['text %d' % i, {i: Slow()}, (i, i)] for i in range(30)]
def dump(i):
    if i % 7 == 0:
        pickler.clear_memo()
    elif i % 11 == 0:
        return len(pickler.memo.copy()) and 'copied'
    pickler.dump(value)
    return 'dumped'
outcomes = in_threads(dump)
data = b''.join(file.parts)
stream = io.BytesIO(data)
reader = pickle.Unpickler(stream)
n = 0
while stream.tell() < len(data):
    loaded = reader.load()
    assert [v[0] for v in loaded] == [v[0] for v in value]
    n += 1
print(n == outcomes.count('dumped'), set(outcomes) <= {'dumped', 'refused', 'copied', 0})

stream = io.BytesIO(pickle.dumps(value) * (N_THREADS * ROUNDS))
unpickler = pickle.Unpickler(stream)
def load(i):
    if i % 7 == 0:
        unpickler.memo.copy()
    return len(unpickler.load())
outcomes = in_threads(load)
print(set(outcomes) <= {30, 'refused'}, stream.tell() == outcomes.count(30) * len(pickle.dumps(value)))

# Each thread with its own, on containers that another one changes.
shared = {'list': list(range(100)), 'dict': dict.fromkeys(range(100)), 'set': set(range(100))}
class Plain:
    pass
plain = Plain()
stop = False
def change():
    i = 0
    while not stop:
        i += 1
        shared['list'].append(i)
        shared['list'].pop(0)
        shared['dict'][i] = i
        shared['dict'].pop(i - 50, None)
        shared['set'].add(i)
        shared['set'].discard(i - 50)
        setattr(plain, 'a%d' % (i % 20), i)
        if i % 3 == 0 and hasattr(plain, 'a%d' % (i % 7)):
            delattr(plain, 'a%d' % (i % 7))
changer = threading.Thread(target=change)
changer.start()
def both(i):
    try:
        back = pickle.loads(pickle.dumps([shared, plain], i % 6))
    except RuntimeError as e:
        assert 'changed size during iteration' in str(e), e
        return 'changed'
    assert type(back[1]) is Plain and set(back[0]) == set(shared)
    return 'copied'
outcomes = in_threads(both)
stop = True
changer.join()
print(set(outcomes) <= {'copied', 'changed'})

# A pickler that is in use by its own thread cannot begin again; its memo can be looked at.
class Nested(pickle.Pickler):
    def persistent_id(self, obj):
        if obj == 'inner':
            print(len(self.memo.copy()))
            try:
                self.dump(1)
            except RuntimeError as e:
                print(e)
file = io.BytesIO()
Nested(file).dump([['a'], 'inner'])
print(pickle.loads(file.getvalue()))
