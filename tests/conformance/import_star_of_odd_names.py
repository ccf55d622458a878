"""from x import * with names that are no str, private ones, __all__ with private ones."""
import sys
import types


def attempt(**names):
    module = types.ModuleType('odd')
    vars(module).update(names.pop('more', {}))
    vars(module).update(names)
    sys.modules['odd'] = module
    into = {}
    try:
        exec('from odd import *', into)
    except Exception as error:
        print(type(error).__name__, error)
    else:
        print(sorted(name for name in into if name != '__builtins__'))


attempt(a=1, _b=2, __c=3)
attempt(__all__=['_b', 'a'], a=1, _b=2)
attempt(__all__=('a', 'missing'), a=1)
attempt(__all__=[b'a'], a=1)
attempt(__all__=5)
attempt(more={b'x': 1})
attempt(more={'': 1})
attempt(__all__=[], a=1)
attempt(__getattr__=lambda name: name.upper(), __all__=['made'])
