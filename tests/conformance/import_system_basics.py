# Packages, relative imports, __all__, reload, and what lands in sys.modules.
import importlib, os, sys, tempfile
files = {'pkg/__init__.py': 'print("init pkg", __name__, __package__)\nfrom . import first\n__all__ = ["first", "second"]\nhidden = 1\n',
         'pkg/first.py': 'from .sub.deep import value as v\nfrom . import sub\nimport pkg.second as s\nprint("first", v, s.x)\n',
         'pkg/second.py': 'x = "second"\n', 'pkg/sub/__init__.py': '', 'pkg/sub/deep.py': 'from ..second import x\nfrom ... import nothing if False else None\n'.replace('from ... import nothing if False else None\n', '') + 'value = x + "!"\n',
         'plain.py': 'n = 1\n_private = 2\n', 'bad.py': 'def f(:\n', 'raises.py': 'y = 1\n1 / 0\n', 'circular_a.py': 'import circular_b\na = 1\n', 'circular_b.py': 'from circular_a import a\n', 'ns/inner.py': 'where = __package__\n', 'toofar.py': 'from . import x\n', 'beyond/__init__.py': 'from .. import x\n', 'getter.py': 'def __getattr__(name):\n    if name == "lazy": return "made"\n    raise AttributeError(f"no {name} here")\ndef __dir__(): return ["lazy"]\n', 'replace.py': 'import sys\nsys.modules[__name__] = "replaced"\n', 'allbad.py': '__all__ = ["missing"]\n', 'shadow.py': 'del __name__\n'}
with tempfile.TemporaryDirectory() as d:
    for name, text in files.items():
        os.makedirs(os.path.dirname(os.path.join(d, name)), exist_ok=True)
        with open(os.path.join(d, name), 'w') as f: f.write(text)
    sys.path.insert(0, d)
    import pkg
    print(sorted(n for n in sys.modules if n.startswith('pkg')), pkg.sub.deep.value, pkg.__path__[0] == os.path.join(d, 'pkg'), pkg.__file__.endswith('__init__.py'))
    from pkg import *
    print('hidden' in globals(), second.x, first.__name__, first.__package__)
    import pkg.sub.deep as deep, plain
    from plain import *
    print(deep.__name__, n, '_private' in globals())
    with open(os.path.join(d, 'plain.py'), 'w') as f: f.write('n = 222\n')
    print(importlib.reload(plain) is plain, plain.n, plain._private)
    import ns.inner
    print(ns.inner.where, ns.__path__.__class__.__name__, getattr(ns, '__file__', None), ns.__spec__.origin)
    import getter, replace
    print(getter.lazy, dir(getter), replace)
    for statement in ('import nope', 'import pkg.nope', 'import plain.sub', 'from pkg import nope', 'from pkg.second import x, y', 'import bad', 'import raises', 'import raises', 'import circular_a', 'import toofar', 'import beyond', 'from getter import other', 'from allbad import *', 'from . import x', 'from .x import y', 'import pkg.sub.deep.more', '__import__("")', '__import__("pkg", level=1)', '__import__(5)', 'importlib.import_module(".second")', 'importlib.import_module(".second", "pkg").x', 'importlib.reload(5)', 'from plain import n as m, gone'):
        try:
            exec(statement)
            print('fine:', statement)
        except Exception as e:
            print(statement, '->', type(e).__name__, str(e).replace(d, 'DIR'))
    print('raises' in sys.modules, 'bad' in sys.modules, __import__('pkg.sub.deep').__name__, __import__('pkg.sub', fromlist=['deep']).__name__)
    sys.modules['blocked'] = None
    try:
        import blocked
    except ModuleNotFoundError as e:
        print(e, e.name)
