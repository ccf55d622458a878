# A dict subclass that iterates in a way of its own is merged by keys() and []; any other is copied as it lies.
class Own(dict):
    def __iter__(self):
        return iter(['iter'])
    def keys(self):
        return ['k1', 'k2']
    def __getitem__(self, key):
        return key.upper()
class Plain(dict):
    def keys(self):
        return ['never']
    def __getitem__(self, key):
        return 'never'
own, plain = Own(a=1), Plain(a=1)
print(dict(own), {**own}, own.copy(), {} | own, own | {})
print(dict(plain), {**plain}, plain.copy(), {} | plain, plain | {})
d = {}
d.update(own)
d |= own
print(d, (lambda **k: k)(**own), (lambda **k: k)(**plain))
print(type(own.copy()).__name__, type(own | {}).__name__, type({} | own).__name__)
