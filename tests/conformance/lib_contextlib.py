# contextmanager, closing, suppress, ExitStack, redirect_stdout, nullcontext and ContextDecorator.
from contextlib import ContextDecorator, ExitStack, chdir, closing, contextmanager, nullcontext, redirect_stdout, suppress
import io
import os

@contextmanager
def tag(name):
    print('<' + name)
    try:
        yield name.upper()
    except ValueError as e:
        print('swallowed', e)
    finally:
        print(name + '>')

with tag('a') as v, tag('b'):
    print(v)
    raise ValueError('inside')
try:
    with tag('c'):
        raise KeyError('through')
except KeyError as e:
    print('KeyError', e)

@tag('decorated')
def f():
    print('f')
f(), f()

@contextmanager
def never():
    if False:
        yield
@contextmanager
def twice():
    yield
    yield
for make in (never, twice):
    try:
        with make():
            pass
    except RuntimeError as e:
        print(e)
with ExitStack() as stack:
    for name in 'xy':
        stack.enter_context(tag(name))
    stack.callback(print, 'callback', end='!\n')
    stack.push(lambda *exc: print('exit got', exc[0] and exc[0].__name__) or True)
    raise IndexError('gone')
with suppress(ZeroDivisionError, KeyError):
    1 / 0
out = io.StringIO()
with redirect_stdout(out), nullcontext(5) as n:
    print('hidden', n)
print(repr(out.getvalue()))
class Thing:
    def close(self):
        print('closed')
with closing(Thing()):
    pass
stack = ExitStack()
stack.callback(print, 'moved')
later = stack.pop_all()
stack.close()
later.close()
here = os.getcwd()
with chdir('/'):
    print(os.getcwd())
print(os.getcwd() == here)
try:
    with ExitStack() as s:
        s.enter_context(3)
except TypeError as e:
    print(e)
