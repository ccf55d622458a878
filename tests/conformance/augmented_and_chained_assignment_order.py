# The order in which targets, indices and values are evaluated.
log = []
def t(tag, value=None):
    log.append(tag)
    return value if value is not None else tag
class L(list):
    def __setitem__(self, i, v):
        log.append(f'set {i}')
        super().__setitem__(i, v)
    def __getitem__(self, i):
        log.append(f'get {i}')
        return super().__getitem__(i)
x = L([1, 2, 3])
def show():
    print(log)
    log.clear()
t('a', x)[t('i', 0)] = t('b', x)[t('j', 1)] = t('value')
show()
t('obj', x)[t('index', 1)] += t('right', '!')
show()
t('f', print)(t('arg 1'), *t('star', [1]), k=t('k') and '', **t('kw', {'end': '\n'})) if False else None
show()
(t('p', x)[t('q', 0)], y), z = [t('first'), t('second')], t('third')
show()
for t('loop', x)[t('n', 2)] in [t('item')]: pass
show()
{t('k1'): t('v1'), t('k2'): t('v2')}
[t(1), t(2)][t('idx', 0)]
t('left', 1) < t('mid', 2) < t('right', 3)
t('cond', 0) or t('other') and t('last')
t('then') if t('test', 0) else t('else')
show()
t('slice of', x)[t('lo', 0):t('hi', 2):t('step', 1)]
show()
def default(a=t('d1'), *, b=t('d2')): pass
lambda q=t('lambda default'): t('body')
show()
with open(t('with', __file__)) as t('target', x)[0]: t('in with')
show()
del t('del', x)[t('di', 0)]
assert t('assert', 1), t('message')
show()
try:
    raise t('raise', ValueError()) from t('cause', KeyError())
except t('match', (KeyError, ValueError)): pass
show()
i = 0
a = [10, 20]
i, a[i] = 1, 'assigned after i'
print(i, a)
a[i], i = 'before', 0
print(i, a)
b = c = []
b.append(1)
print(c, b is c)
s = 'abc'
s, *r = s
print(s, r)
q = [0, 1, 2]
q[q[0]], q[0] = 5, 2
print(q)
w = 1
w += w + (w := 5)
print(w)
