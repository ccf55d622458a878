"""Imports by name. The finding is done in C: these are its rules once more, for programs that ask."""
import sys

__all__ = ['__import__', 'import_module', 'invalidate_caches', 'reload']
__import__ = __import__


def import_module(name, package=None):
    """The module of a name; with leading dots it is relative to `package`."""
    if name.startswith('.'):
        if not package:
            raise TypeError(f"the 'package' argument is required to perform a relative import for {name!r}")
        from importlib.util import resolve_name
        name = resolve_name(name, package)
    __import__(name)
    return sys.modules[name]


def invalidate_caches():
    """Nothing is remembered about directories."""


def reload(module):
    """Run the source of a module again, in the module."""
    if not isinstance(module, type(sys)):
        raise TypeError('reload() argument must be a module')
    name = module.__name__
    if sys.modules.get(name) is not module:
        raise ImportError(f'module {name} not in sys.modules', name=name)
    from importlib.util import find_spec
    spec = find_spec(name)
    if spec is None or not hasattr(spec.loader, 'exec_module'):
        raise ModuleNotFoundError(f'spec not found for the module {name!r}', name=name)
    spec.loader.exec_module(module)
    return sys.modules[name]
