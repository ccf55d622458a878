# exec and eval with explicit globals and locals, which may be any mapping.
class Names:
    def __init__(self): self.log = []
    def __getitem__(self, key):
        self.log.append(('get', key))
        if key == 'known': return 42
        raise KeyError(key)
    def __setitem__(self, key, value): self.log.append(('set', key, value))
    def __delitem__(self, key): self.log.append(('del', key))
n = Names()
exec('x = known\ny = len\ndel z\nclass C: pass\nimport sys as s', {}, n)
print([entry[:2] for entry in n.log])
g = {'a': 1}
exec('b = a + 1\ndef f(): return a, b', g)
print(g['b'], g['f'](), '__builtins__' in g)
l = {}
exec('c = a\nglobal d\nd = 5\ndef h(): return c', g, l)
print(l['c'], g['d'], 'd' in l)
try:
    l['h']()
except NameError as e:
    print(e)
print(eval('[i * a for i in range(3)]', g), eval(' \t1 + 1'), eval('known', {}, Names()), eval(compile('a', '', 'eval'), g))
for source in ("eval('x = 1')", "eval('')", "eval('a', 5)", "eval('a', {}, 5)", "exec('a', [])", "exec(5)", "eval(b'1 + 1')", "eval('nope', {})", "exec('nope', {'__builtins__': {}})", "eval('len', {'__builtins__': {'len': 'mine'}})", "eval('print', {'__builtins__': {}})", "exec(compile('lambda: x', '', 'exec').co_consts[0], {}, {})", "eval(' ', {})", "eval('1\\n2')", "eval('\\0')"):
    try:
        print(source, eval(source))
    except Exception as e:
        print(source, '->', type(e).__name__, e)
def closed():
    v = 1
    def inner(): return v
    try:
        exec(inner.__code__)
    except TypeError as e:
        print(e)
    exec('v = 2')
    print(v, sorted(k for k in locals()))
    exec('print(v, inner())', globals(), locals())
closed()
print(exec('__builtins__ is not None', {}), eval('__name__', {'__name__': 'given'}))
