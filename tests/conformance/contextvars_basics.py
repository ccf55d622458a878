"""contextvars: values by context, tokens, errors."""
import contextvars
from contextvars import Context, ContextVar, Token, copy_context

a = ContextVar('a', default=1)
b = ContextVar('b')


def attempt(f):
    try:
        return f()
    except Exception as e:
        return f'{type(e).__name__} {e}'.split(' at 0x')[0]

print(a.get(), b.get('none'), attempt(b.get), a.name, repr(a).split(' at ')[0], repr(b).split(' at ')[0])
t = a.set(2)
print(a.get(), t.var is a, t.old_value, repr(t).split(' at ')[0], Token.MISSING)
u = a.set(3)
print(u.old_value, attempt(lambda: b.reset(t)), attempt(lambda: a.reset(5)))
a.reset(u)
print(a.get(), attempt(lambda: a.reset(u)))
a.reset(t)
print(a.get())
c = copy_context()
print(len(c), a in c, attempt(lambda: c[a]), c.get(a), c.get(a, 7), attempt(lambda: c['a']), attempt(lambda: 'a' in c))


def inside(x, *, y):
    token = a.set(x + y)
    b.set('inside')
    print('inside', a.get(), b.get(), sorted(v.name for v in copy_context()), attempt(lambda: c.run(print)))
    return token

t = c.run(inside, 10, y=5)
print(a.get(), b.get('none'), c[a], c[b], sorted(v.name for v in c.keys()), len(list(c.items())), sorted(map(str, c.values())))
print(attempt(lambda: a.reset(t)), attempt(lambda: c.run(a.reset, t)), a in c)
d = c.copy()
print(d == c, d is c, c.run(b.get), attempt(lambda: Context(1)), attempt(Token), attempt(lambda: hash(c)), attempt(lambda: ContextVar(5)))
e = Context()
print(len(e), e.run(a.get), attempt(lambda: e.run()), attempt(lambda: e.run(lambda: 1 / 0)), e.run(lambda: e.run is not None))
print(ContextVar[int], Token[str], {a: 1}[a])

import threading
a.set('main')
seen = []
thread = threading.Thread(target=lambda: seen.append((a.get(), len(copy_context()))))
thread.start()
thread.join()
print(seen, a.get())


async def coroutine():
    a.set('coroutine')

try:
    copy_context().run(coroutine().send, None)
except StopIteration:
    pass
print(a.get())
