"""Globals may be of a subclass of dict: what it looks up itself counts, but not how it stores."""


class Missing(dict):
    def __missing__(self, key):
        if key.startswith('n_'):
            return int(key[2:])
        raise KeyError(key)


class Own(dict):
    def __getitem__(self, key):
        return 'own ' + key if key == 'x' else super().__getitem__(key)

    def __setitem__(self, key, value):
        print('set', key)
        super().__setitem__(key, value)


total = eval('lambda: ' + '+'.join(f'n_{i}' for i in range(100)), Missing())
for _ in range(3):
    print(total(), sum(range(100)))

names = Missing()
exec('def f():\n global y\n y = n_5\n return y, len("four"), n_7\ndef undefined(): return other', names)
print(names['f'](), names['y'], 'n_5' in names)
try:
    names['undefined']()
except NameError as e:
    print(e, e.name)

own = Own(x=1, y=2)
code = compile('def f():\n global z\n z = x\n return x, y, z', '<code>', 'exec')
f = type(lambda: 0)(compile('x, y', '<code>', 'eval'), own)
print(f(), f())
own.update(x=3)
print(f())
exec('def g():\n global x\n x = 4\n return x\ny = x', own)
print(own['g'](), dict.__getitem__(own, 'x'), own['y'])
