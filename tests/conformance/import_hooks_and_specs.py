# Finders and loaders of one's own on sys.meta_path; specs; modules from strings.
import importlib.abc, importlib.machinery, importlib.util, sys
class Loader(importlib.abc.Loader):
    def __init__(self, source): self.source = source
    def create_module(self, spec):
        print('create', spec.name)
        return None
    def exec_module(self, module):
        print('exec', module.__name__, module.__spec__.origin, module.__loader__ is self)
        exec(self.source, module.__dict__)
class Finder(importlib.abc.MetaPathFinder):
    modules = {'made_up': 'x = 42', 'made_pkg': '', 'made_pkg.child': 'from . import __name__ as parent', 'fails': 'raise ValueError("in module")'}
    def find_spec(self, name, path, target=None):
        if name in self.modules:
            return importlib.machinery.ModuleSpec(name, Loader(self.modules[name]), origin='memory', is_package=name == 'made_pkg')
finder = Finder()
sys.meta_path.insert(0, finder)
import made_up
import made_pkg.child
print(made_up.x, made_pkg.child.parent, made_up.__spec__.name, made_pkg.__path__, made_up.__package__ == '', made_pkg.child.__package__, hasattr(made_up, '__file__'))
try:
    import fails
except ValueError as e:
    print(e, 'fails' in sys.modules)
sys.meta_path.remove(finder)
try:
    import another_made_up
except ModuleNotFoundError as e:
    print(e)
print(importlib.util.find_spec('made_up') is made_up.__spec__, importlib.util.find_spec('no_such'), importlib.util.find_spec('json').name, importlib.util.find_spec('json').submodule_search_locations is not None)
spec = importlib.util.spec_from_loader('by_hand', Loader('y = __name__'))
m = importlib.util.module_from_spec(spec)
print('by_hand' in sys.modules)
spec.loader.exec_module(m)
print(m.y, importlib.util.resolve_name('.a', 'p.q'), importlib.util.resolve_name('..a', 'p.q'))
try:
    importlib.util.resolve_name('...a', 'p')
except ImportError as e:
    print(e)
class Stub:
    def find_spec(self, *a): return 'not a spec'
sys.meta_path.insert(0, Stub())
try:
    import zzz
except Exception as e:
    print(type(e).__name__, e)
finally:
    del sys.meta_path[0]
import tempfile, os
with tempfile.TemporaryDirectory() as d:
    p = os.path.join(d, 'script.py')
    with open(p, 'w') as f: f.write('loaded = __name__, __file__ is not None\n')
    s = importlib.util.spec_from_file_location('custom_name', p)
    mod = importlib.util.module_from_spec(s)
    s.loader.exec_module(mod)
    print(mod.loaded, type(s.loader).__name__, s.has_location, mod.__loader__.get_source('custom_name').strip(), s.loader.is_package('custom_name'))
import math
print(math.__spec__.name, math.__loader__ is not None, sys.__spec__.name, 'sys' in sys.builtin_module_names, len(sys.path_hooks) >= 1, [type(x).__name__ if not isinstance(x, type) else x.__name__ for x in sys.meta_path][-1])
