# __missing__ is asked by subscription only, and only on subclasses.
class D(dict):
    def __missing__(self, key):
        print('missing', key)
        if key == 'store':
            self[key] = 'stored'
            return self[key]
        if key == 'raise':
            raise KeyError(key)
        return f'<{key}>'
d = D(a=1)
print(d['a'], d['q'], d['store'], d['store'], d.get('q'), 'q' in d, d.pop('q', 'default'), d.setdefault('q', 'set'))
try:
    d['raise']
except KeyError as e:
    print('KeyError', e, e.__context__)
print('%(x)s %(a)s' % d, '{a} {zz}'.format_map(d), dict(d) == d, {**d})
