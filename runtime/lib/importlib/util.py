"""What programs that import for themselves need."""
import sys
from importlib.machinery import (SOURCE_SUFFIXES, BuiltinImporter, ModuleSpec, PathFinder, SourceFileLoader)


def resolve_name(name, package):
    """The absolute form of a name that may be relative to `package`."""
    if not name.startswith('.'):
        return name
    if not package:
        raise ImportError(f'no package specified for {name!r} (required for relative module names)')
    tail = name.lstrip('.')
    parts = package.split('.')
    n_up = len(name) - len(tail) - 1
    if n_up >= len(parts):
        raise ImportError('attempted relative import beyond top-level package')
    base = '.'.join(parts[:len(parts) - n_up])
    return f'{base}.{tail}' if tail else base


def _spec_of(module):
    """The spec of a module that has been imported."""
    spec = getattr(module, '__spec__', None)
    if spec is not None:
        return spec
    name, file = module.__name__, getattr(module, '__file__', None)
    if file is None:
        return BuiltinImporter.find_spec(name)
    return spec_from_file_location(name, file, submodule_search_locations=getattr(module, '__path__', None))


def find_spec(name, package=None):
    """The spec of a module, of which only the packages above it are imported; None if there is no such module."""
    name = resolve_name(name, package)
    if name in sys.modules:
        module = sys.modules[name]
        return None if module is None else _spec_of(module)
    parent, path = name.rpartition('.')[0], None
    if parent:
        path = getattr(__import__(parent, fromlist=['__path__']), '__path__', None)
        if path is None:
            raise ModuleNotFoundError(f'__path__ attribute not found on {parent!r} while trying to find {name!r}', name=name)
    return BuiltinImporter.find_spec(name, path) or PathFinder.find_spec(name, path)


def spec_from_loader(name, loader, *, origin=None, is_package=None):
    """A spec from what the loader tells."""
    if is_package is None and hasattr(loader, 'is_package'):
        is_package = loader.is_package(name)
    if origin is None and hasattr(loader, 'get_filename'):
        return spec_from_file_location(name, loader.get_filename(name), loader=loader,
                                       submodule_search_locations=[] if is_package else None)
    return ModuleSpec(name, loader, origin=origin, is_package=bool(is_package))


def spec_from_file_location(name, location=None, *, loader=None, submodule_search_locations=None):
    """The spec of a module in a file."""
    if loader is None:
        if not any(location.endswith(suffix) for suffix in SOURCE_SUFFIXES):
            return None
        loader = SourceFileLoader(name, location)
    if submodule_search_locations is None and hasattr(loader, 'is_package') and loader.is_package(name):
        submodule_search_locations = []
    spec = ModuleSpec(name, loader, origin=location)
    spec.has_location = True
    if submodule_search_locations is not None:
        spec.submodule_search_locations = list(submodule_search_locations) or [location.rpartition('/')[0]]
    return spec


def module_from_spec(spec):
    """A fresh module, for spec.loader.exec_module()."""
    module = spec.loader.create_module(spec) if hasattr(spec.loader, 'create_module') else None
    if module is None:
        module = type(sys)(spec.name)
    module.__spec__, module.__loader__, module.__package__ = spec, spec.loader, spec.parent
    if spec.submodule_search_locations is not None:
        module.__path__ = spec.submodule_search_locations
    if spec.has_location:
        module.__file__ = spec.origin
    return module
