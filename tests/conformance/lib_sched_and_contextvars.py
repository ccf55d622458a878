# sched runs events in order of time and priority; context variables per context.
import contextvars, sched
now = [0]
s = sched.scheduler(lambda: now[0], lambda n: now.__setitem__(0, now[0] + n))
def say(*a, **k): print(now[0], *a, k or '')
s.enter(5, 1, say, ('five',)), s.enter(1, 1, say, ('one',)), s.enterabs(5, 0, say, ('five, first',)), s.enter(3, 1, say, kwargs={'k': 1})
gone = s.enter(4, 1, say, ('cancelled',))
s.cancel(gone)
print(len(s.queue), s.empty(), s.queue[0].time, s.run(), s.empty(), now)
try: s.cancel(gone)
except ValueError as e: print(e)
v = contextvars.ContextVar('v', default='default')
w = contextvars.ContextVar('w')
print(v.get(), w.get('fallback'), v.name, repr(v).split(' at ')[0])
try: w.get()
except LookupError as e: print(type(e).__name__, str(e).split(' at ')[0])
token = v.set('new')
print(v.get(), token.old_value, token.var is v, v.reset(token), v.get())
token = w.set(1)
print(token.old_value is contextvars.Token.MISSING)
c = contextvars.copy_context()
def inside():
    v.set('in context')
    return v.get(), w.get()
print(c.run(inside), v.get(), c[v], v in c, len(c), list(c) == list(c.keys()), c.get(v))
for action in (lambda: c.run(c.run, print), lambda: v.reset(token), lambda: w.reset(contextvars.copy_context().run(w.set, 2)), lambda: (w.reset(token), w.reset(token)), lambda: c['x'], lambda: contextvars.ContextVar(5), lambda: c.run()):
    try: print(action())
    except Exception as e: print(type(e).__name__, str(e).split('<')[0])
