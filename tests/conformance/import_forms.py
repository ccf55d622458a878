import sys
import os.path
import os.path as alias
from os import path, getcwd as cwd
from os.path import (join, split,)
import math, time


def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


print(os.path is alias, path is alias, join("a", "b"), cwd() == os.getcwd(), math.floor(1.5), sys.modules["math"] is math, type(sys).__name__, math.__name__, sys.__name__)
for source in ("import no_such_module", "from no_such_module import x", "import os.nope", "from os import no_such_name", "import math.sub", "from math import floor as f, nothing", "from . import x", "from .x import y", "import no.such.module", "__import__('zzz')", "__import__('')", "__import__(5)"):
    try:
        exec(source)
        print("ok", source)
    except Exception as error:
        print(source, "->", type(error).__name__, str(error).split(" (")[0], getattr(error, "name", None))
m = __import__("os.path")
print(m.__name__, __import__("math").pi > 3)


def inside():
    import math as local_math
    from math import pi

    return local_math.pi == pi, sorted(locals())


print(inside())
exec("from math import *")
print(floor(2.5), "pi" in globals())


class C:
    import math

    from math import ceil


print(C.math.sqrt(4), C.ceil(1.2))
try:
    import nothing_here
except ImportError as error:
    print(type(error).__name__, error, error.name, error.path)
math.extra = 5
import math as again

print(again.extra, repr(sys), hasattr(math, "nope"))
show(lambda: math.nope)
sys.modules["fake"] = type(sys)("fake", "doc")
sys.modules["fake"].x = 1
import fake
from fake import x as fx

print(fx, fake.__doc__, fake.__name__)
sys.modules["blocked"] = None
try:
    import blocked
except ImportError as error:
    print(type(error).__name__, error)
