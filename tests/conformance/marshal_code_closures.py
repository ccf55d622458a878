"""marshal keeps which arguments a function's inner functions capture, and the equality of constant sets."""
import marshal

SOURCE = '''
def counter(start, step=1, *rest, unit='s', **named):
    def more(by=0):
        nonlocal start
        start += step + by + sum(rest)
        return f'{start}{unit}', sorted(named)
    return more

class Base:
    def name(self):
        return 'base'

class Derived(Base):
    def name(self):
        return [super(Derived, self).name() + str(i) + __class__.__name__ for i in range(2)]

def in_set(x):
    return x in {1, 'a', 2.5, None}
'''
code = compile(SOURCE, 'source', 'exec')
again = marshal.loads(marshal.dumps(code))
print(code == again, hash(code) == hash(again))
names = {}
exec(again, names)
step = names['counter'](1, 2, 3, unit='m', z=1, y=2)
print(step(), step(by=10), step())
print(names['Derived']().name())
print([names['in_set'](x) for x in (1, 1.0, 'a', 'b', 2.5, None, True)])
other = compile(SOURCE.replace('2.5', '3.5'), 'source', 'exec')
print(code == other, marshal.loads(marshal.dumps(other)) == other)
