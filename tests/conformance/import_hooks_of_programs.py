"""Finders that a program adds: sys.meta_path, sys.path_hooks, what they are asked, in which order."""
import importlib
import sys
from importlib.machinery import ModuleSpec


class Finder:
    """Makes modules out of nothing."""

    def __init__(self, label, names):
        self.label, self.names = label, names

    def find_spec(self, name, path=None, target=None):
        print(self.label, 'is asked for', name, path, target)
        if name in self.names:
            return ModuleSpec(name, self, origin=self.label, is_package=name.endswith('pkg'))
        return None

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        module.made_by = self.label, module.__name__
        if module.__name__ == 'broken':
            raise ValueError('body')


sys.meta_path.insert(0, Finder('first', {'made_pkg', 'made_pkg.part', 'broken'}))
sys.meta_path.append(Finder('last', {'made_last'}))
import made_pkg.part
print(made_pkg.made_by, made_pkg.part.made_by, made_pkg.part, made_pkg.__path__, made_pkg.part.__package__)
import made_last
print(made_last, made_last.__file__ if hasattr(made_last, '__file__') else 'no file')
for name in 'broken', 'made_pkg.none', 'made_last.x':
    try:
        importlib.import_module(name)
    except Exception as error:
        print(type(error).__name__, error, name in sys.modules)
del sys.meta_path[0], sys.meta_path[-1]


class Entry:
    """A finder for one entry of the path."""

    def __init__(self, path):
        if not path.startswith('made:'):
            raise ImportError('not mine')
        print('hook for', path)
        self.names = path[5:].split(',')

    def find_spec(self, name, target=None):
        print('entry is asked for', name, target)
        return ModuleSpec(name, Finder('entry', [])) if name in self.names else None


sys.path_hooks.append(Entry)
sys.path.append('made:one,two')
importlib.invalidate_caches()
import one
import two
print(one.made_by, two.made_by, type(sys.path_importer_cache['made:one,two']).__name__)
sys.path.pop()
old, sys.meta_path = sys.meta_path, []
try:
    import argparse
except ImportError as error:
    print(error)
sys.meta_path = old
