"""At exit finalizers run, the last made first, but for those that are not to: not even when their object dies afterwards."""
import atexit
import sys
import weakref


class Thing:
    pass


def fail():
    raise ValueError('in a finalizer')


kept, dropped = Thing(), Thing()
atexit.register(print, 'registered before: runs last')
sys.excepthook = lambda kind, error, traceback: print('hook:', kind.__name__, error)
first = weakref.finalize(kept, print, 'first')
weakref.finalize(kept, fail)
never = weakref.finalize(kept, print, 'never')
never.atexit = False
also_never = weakref.finalize(dropped, print, 'also never')
also_never.atexit = False
last = weakref.finalize(kept, lambda: weakref.finalize(kept, print, 'made at exit'))
atexit.register(lambda: print('registered after: runs first', never.alive, never.atexit, first.atexit))
