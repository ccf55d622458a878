"""The repr of modules, by their spec, their loader and their file."""
import sys
import types
from importlib.machinery import ModuleSpec

module = types.ModuleType('x')
print(module)
module.__file__ = 'f'
print(module)
del module.__name__
print(module)
module = types.ModuleType('x', 'text')
module.__loader__ = 42
print(module, module.__doc__)
for spec in ModuleSpec('nn', None), ModuleSpec('nn', 5), ModuleSpec('nn', 5, origin='oo'), None:
    module.__spec__ = spec
    print(module)
module.__spec__ = ModuleSpec('nn', 5, origin='oo')
module.__spec__.has_location = True
print(module)
module.__spec__ = module.__loader__ = None
module.__name__ = 7
print(module, sys)
print(ModuleSpec('a.b', None, origin='o', is_package=True), ModuleSpec('a', None) == ModuleSpec('a', None))
