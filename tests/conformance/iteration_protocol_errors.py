# Objects that iterate badly, and what the loops, unpackings and functions say.
class NoNext:
    def __iter__(self): return 5
class BadIter:
    __iter__ = None
    def __getitem__(self, i): return i
class OldStyle:
    def __getitem__(self, i):
        if i > 2: raise IndexError
        return i * 10
class OldKey:
    def __getitem__(self, i): raise KeyError(i)
class Reiter:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n in (3, 5): raise StopIteration
        return self.n
print(list(OldStyle()), 20 in OldStyle(), [*OldStyle()], max(OldStyle()), list(map(str, OldStyle())))
for source in ('list(NoNext())', 'for x in BadIter(): pass', 'a, b = 5', 'iter(NoNext())', 'list(OldKey())', '5 in BadIter()', '5 in NoNext()', '5 in 5', 'a, b = [1]', 'a, b = [1, 2, 3]', '[*5]', 'f = lambda *a: a; f(*5)', 'next(5)', 'next([])', 'iter(5)', 'dict(5)', 'sum(5)', '"".join(5)', 'a, *b, c = [1]', 'zip(1)', 'map(len, 5)', 'set(5)', 'for a, b in [1]: pass', '(lambda: (yield from 5))().send(None)'):
    try:
        exec(source)
        print('fine', source)
    except Exception as e:
        print(source, '->', type(e).__name__, e)
r = Reiter()
print(list(r), list(r), next(r))
it = iter([1, 2, 3])
print(next(it), list(it), next(it, 'done'), it.__length_hint__())
print(list(iter(lambda c=iter('abSTOPx'): next(c), 'S')), [x for x in reversed(range(3))])
try:
    reversed({1})
except TypeError as e:
    print(e)
class Seq:
    def __len__(self): return 3
    def __getitem__(self, i): return i * i
print(list(reversed(Seq())))
