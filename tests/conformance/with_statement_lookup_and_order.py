# with looks methods up on the type, enters in order, leaves in reverse, and says what is missing.
class CM:
    def __init__(self, name, enter=None, leave=None): self.name, self.enter, self.leave = name, enter, leave
    def __enter__(self):
        print('enter', self.name)
        if self.enter: raise self.enter
        return self.name
    def __exit__(self, kind, value, tb):
        print('exit', self.name, kind and kind.__name__, value, tb is not None)
        if isinstance(self.leave, Exception): raise self.leave
        return self.leave
def run(*managers, body=lambda: None):
    try:
        with managers[0] as a, managers[1] as b:
            print('body', a, b)
            body()
        print('after')
    except Exception as e:
        print('out:', repr(e), '| context', repr(e.__context__))
run(CM(1), CM(2))
run(CM(1), CM(2), body=lambda: 1 / 0)
run(CM(1), CM(2, leave=True), body=lambda: 1 / 0)
run(CM(1, leave=[]), CM(2, leave='truthy'), body=lambda: 1 / 0)
run(CM(1), CM(2, enter=KeyError('enter')))
run(CM(1, leave=True), CM(2, enter=KeyError('enter')))
run(CM(1, leave=OSError('from 1')), CM(2, leave=ValueError('from 2')), body=lambda: 1 / 0)
def returning():
    with CM('r', leave=True):
        return 'value'
print(returning())
for i in range(2):
    with CM(i):
        continue
with (CM('p') as p, CM('q') as q,):
    print(p, q)
with CM('tuple') as (a, b, *c):
    print(a, b, c)
class NoExit:
    def __enter__(self): print('never entered')
class NoEnter:
    def __exit__(self, *a): pass
class OnInstance: pass
o = OnInstance()
o.__enter__ = o.__exit__ = lambda *a: None
class BadTruth:
    def __enter__(self): pass
    def __exit__(self, *a):
        class T:
            def __bool__(self): raise ValueError('no truth')
        return T()
for obj in (NoExit(), NoEnter(), o, 5, BadTruth()):
    try:
        with obj:
            raise KeyError('in body')
    except Exception as e:
        print(type(e).__name__, e, repr(e.__context__))
d = {}
with CM('target') as d['k']:
    print(d)
with CM('attr') as o.attr:
    print(o.attr)
