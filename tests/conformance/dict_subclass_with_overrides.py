# What dict's own methods call on a subclass, and what they do not.
class D(dict):
    def __getitem__(self, key):
        return ('got', super().__getitem__(key))
    def __setitem__(self, key, value):
        print('set', key)
        super().__setitem__(key, value)
    def __contains__(self, key):
        return True
    def keys(self):
        return ['fake']
    def __iter__(self):
        return iter(['iter'])
    def __len__(self):
        return 99
d = D(a=1)
d['b'] = 2
d.update(c=3)
d.setdefault('d', 4)
print(d['a'], d.get('a'), 'nope' in d, list(d), len(d), d.pop('b'), d.items(), repr(d))
print({**D(x=1)} if False else '', sorted(dict.keys(d)), d == {'a': 1, 'c': 3, 'd': 4}, bool(d), dict.__len__(d))
exec('print(a)', {}, d) if False else None
print('%(a)s' % d, '{0[a]}'.format(d), '{a}'.format_map(d), '{a}'.format(**{'a': d['a']}))
