import gc
import sys

sys.unraisablehook = lambda u: print("ignored", u.exc_type.__name__, u.exc_value, u.object.__qualname__, u.err_msg)

class D:
    def __del__(self):
        raise ValueError("in del")


def make():
    D()


make()
gc.collect()
print("goes on")
