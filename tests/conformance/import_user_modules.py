import os
import sys

base = f"/tmp/hasp_{os.getpid()}_mods"
os.makedirs(base + "/pkg/sub")


def write(name, text):
    with open(base + "/" + name, "w") as f:
        f.write(text)


write("plain.py", "print('loading', __name__)\nvalue = [1]\n_private = 2\n__all__ = ['value', 'f']\ndef f():\n    return value\n")
write("pkg/__init__.py", "print('pkg', __name__, __package__)\nfrom . import a\nfrom .a import name_a\n")
write("pkg/a.py", "name_a = __name__\nfrom .sub import deep\n")
write("pkg/sub/__init__.py", "")
write("pkg/sub/deep.py", "from ..a import name_a as upper\nfrom ... import nothing\n" if False else "where = __name__, __package__\n")
write("broken.py", "x = 1\nraise ValueError('while importing')\n")
write("syntax.py", "x = (\n")
write("circ_a.py", "import circ_b\nx = 1\ny = circ_b.z\n")
write("circ_b.py", "import circ_a\nz = hasattr(circ_a, 'x')\n")
write("circ_c.py", "from circ_d import q\nw = 1\n")
write("circ_d.py", "from circ_c import w\nq = 1\n")
sys.path.insert(0, base)
sys.dont_write_bytecode = True
import plain
import plain as p2
from plain import *

print(p2 is plain, value, f(), "_private" in globals(), plain.__file__ == base + "/plain.py")
import pkg.sub.deep

print(pkg.name_a, pkg.sub.deep.where, pkg.a.deep is pkg.sub.deep, sorted(n for n in sys.modules if n.startswith("pkg")), pkg.__path__ == [base + "/pkg"])
for source in ("import broken", "import broken", "import syntax", "import circ_a; print(circ_a.y)", "import circ_c", "from pkg import zzz", "import pkg.zzz", "from plain import nope", "import plain.sub"):
    try:
        exec(source)
    except Exception as error:
        print(source, "->", type(error).__name__, str(error).replace(base, "BASE"), "broken" in sys.modules)
del sys.modules["plain"]
import plain

print(plain is p2)
for root, dirs, files in os.walk(base, topdown=False):
    for name in files:
        os.remove(root + "/" + name)
    os.rmdir(root)
