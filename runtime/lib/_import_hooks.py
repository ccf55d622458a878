"""importlib as Python objects, made when somebody looks for them: sys.meta_path, a module's __spec__.

What finds and loads is the installed library's own importlib. Here it is given what it asks of an interpreter: the locks of
imports in C (so that both kinds of import wait for each other), and the modules that are carried in the binary.
"""

import _imp
import _io
import _thread
import _warnings
import _weakref
import marshal
import posix
import sys
from _io_newlines import IncrementalNewlineDecoder

EMBEDDED = '<hasp>'

_bootstrap = _external = None


def _load(name, file):
    """A module of importlib from its source, under the name that frozen modules have."""
    path = f'{sys._stdlib_dir}/importlib/{file}.py'
    code = _imp._file_code(path)
    if code is None:
        raise ImportError(f'no {path}', name=name, path=path)
    _imp._fix_co_filename(code, f'<frozen importlib.{file}>')
    module = type(sys)(name)
    module.__package__ = ''
    sys.modules[name] = module
    exec(code, module.__dict__)
    return module


class _ModuleLockManager:
    """The lock of a module's import, the one that imports in C take."""

    def __init__(self, name):
        self._name = name

    def __enter__(self):
        if not _imp._lock_module(self._name):
            raise _bootstrap._DeadlockError(f'deadlock detected by the import of {self._name!r}')

    def __exit__(self, *error):
        _imp._unlock_module(self._name)


def _lock_unlock_module(name):
    """Wait until the import of the module has ended, unless that would be for ever."""
    if _imp._lock_module(name):
        _imp._unlock_module(name)


def _place(package):
    """Where the modules of a package lie."""
    return f"{EMBEDDED}/{package.replace('.', '/')}" if package else EMBEDDED


class EmbeddedFinder:
    """Finds the modules that the binary carries, where '<hasp>' stands in the path."""

    def __init__(self, path):
        if path.endswith('/' + EMBEDDED):  # somebody has made sys.path absolute
            path = EMBEDDED
        if path != EMBEDDED and not path.startswith(EMBEDDED + '/'):
            raise ImportError('only for the embedded library', path=path)
        self.path = path

    def __repr__(self):
        return f'EmbeddedFinder({self.path!r})'

    def find_spec(self, fullname, target=None):
        parent = fullname.rpartition('.')[0]
        return _embedded_spec(fullname) if self.path == _place(parent) else None

    def iter_modules(self, prefix=''):
        """The names in this place, for pkgutil."""
        parent = self.path[len(EMBEDDED) + 1:].replace('/', '.')
        for name in _imp._embedded_names():
            above, _, leaf = name.rpartition('.')
            if above == parent:
                yield prefix + leaf, _imp._find_embedded(name)[1]


class EmbeddedLoader:
    """Loads a module that the binary carries."""

    def __init__(self, name, path):
        self.name, self.path = name, path

    def __repr__(self):
        return f'EmbeddedLoader({self.name!r})'

    def __eq__(self, other):
        return type(self) is type(other) and self.name == other.name

    def __hash__(self):
        return hash(self.name)

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        _bootstrap._call_with_frames_removed(exec, self.get_code(module.__name__), module.__dict__)

    def load_module(self, fullname):
        return _bootstrap._load_module_shim(self, fullname)

    def is_package(self, fullname):
        return _imp._find_embedded(self.name)[1]

    def get_filename(self, fullname):
        return self.path

    def get_source(self, fullname):
        return _imp._find_embedded(self.name)[0]  # os.path is another's name in sys.modules

    def get_code(self, fullname):
        return _imp._embedded_code(self.name)

    def get_data(self, path):
        raise OSError(2, 'No such file or directory', path)


def _embedded_spec(name):
    found = _imp._find_embedded(name)
    if found is None:
        return None
    base = _place(name)
    path = base + ('/__init__.py' if found[1] else '.py')
    spec = _bootstrap.ModuleSpec(name, EmbeddedLoader(name, path), origin=path, is_package=found[1])
    spec.has_location = True
    if found[1]:
        spec.submodule_search_locations.append(base)
    return spec


def _find_before_path(fullname, path=None, target=None):
    """What CPython carries frozen, and some more: in the library only, whatever lies beside the script."""
    if path is not None or not _imp._is_before_path(fullname):
        return None
    return _embedded_spec(fullname) or _external.PathFinder.find_spec(fullname, [sys._stdlib_dir])


def _is_in_file(path):
    """Is the path, or one that it is in, a file?"""
    while path:
        try:
            return posix.stat(path).st_mode & 0o170000 == 0o100000
        except (OSError, ValueError):
            path = path.rpartition('/')[0]
    return False


_importing_zipimport = set()  # idents of threads


def _zip_hook(path):
    """The place of zipimport.zipimporter in sys.path_hooks until there is something for it."""
    ident = _thread.get_ident()
    if ident in _importing_zipimport or not _is_in_file(path):
        raise ImportError('not a Zip file', path=path)
    _importing_zipimport.add(ident)
    try:
        from zipimport import zipimporter
    finally:
        _importing_zipimport.discard(ident)
        for entry, finder in list(sys.path_importer_cache.items()):  # what was refused meanwhile
            if finder is None and isinstance(entry, str) and _is_in_file(entry):
                sys.path_importer_cache.pop(entry, None)
    sys.path_hooks[:] = [zipimporter if hook is _zip_hook else hook for hook in sys.path_hooks]
    return zipimporter(path)


def _keep_library_apart():
    """Lets importlib keep the bytecode of the installed library where imports in C do: not in its own folders."""
    usual = _external.cache_from_source
    library = sys._stdlib_dir + '/'

    def cache_from_source(path, debug_override=None, *, optimization=None):
        cached = usual(path, debug_override, optimization=optimization)
        if sys.pycache_prefix is not None or not cached.startswith(library):
            return cached
        if _imp._library_cache is None:
            raise NotImplementedError('no place for bytecode of the installed library')
        folder, _, file = cached.rpartition('/__pycache__/')
        return f'{_imp._library_cache}{folder}/{file}'

    cache_from_source.__doc__ = usual.__doc__
    cache_from_source.__qualname__ = 'cache_from_source'
    _external.cache_from_source = cache_from_source


def adopt(name, attributes, is_loading):
    """Give a module that was imported in C the attributes that importlib's loaders give."""
    file, path = attributes.get('__file__'), attributes.get('__path__')
    if not isinstance(file, str):
        spec = _bootstrap.ModuleSpec(name, _bootstrap.BuiltinImporter, origin='built-in')
    elif file.startswith(EMBEDDED):
        spec = _embedded_spec(name)
    else:
        spec = _external.spec_from_file_location(name, file, loader=_external.SourceFileLoader(name, file),
                                                 submodule_search_locations=path)
    if spec is None:
        spec = _bootstrap.ModuleSpec(name, None)
    if path is not None:
        spec.submodule_search_locations = path
    if is_loading:
        spec._initializing = True
    if name != '__main__' or attributes.get('__package__') is not None:  # a script has none
        attributes['__spec__'] = spec
        if attributes.get('__package__') is None:
            attributes['__package__'] = spec.parent
        if '__cached__' in attributes:
            attributes['__cached__'] = spec.cached
    attributes['__loader__'] = spec.loader


def install(vars_of_sys):
    """Load importlib and make its lists in sys, where no program has put its own; the result is importlib._bootstrap."""
    global _bootstrap, _external
    sys.modules.pop(__name__, None)
    try:
        _bootstrap = _load('_frozen_importlib', '_bootstrap')
        for module in (_imp, sys, _thread, _warnings, _weakref):
            setattr(_bootstrap, module.__name__, module)
        _bootstrap._ModuleLockManager = _ModuleLockManager
        _bootstrap._lock_unlock_module = _lock_unlock_module
        _external = _load('_frozen_importlib_external', '_bootstrap_external')
        _external._set_bootstrap_module(_bootstrap)
        _external.MAGIC_NUMBER = marshal._fingerprint.to_bytes(4, 'little')  # bytecode of another build is out of date
        _keep_library_apart()
        _io.IncrementalNewlineDecoder = IncrementalNewlineDecoder  # for decode_source()
        _bootstrap._bootstrap_external = _external
    except:
        sys.modules.pop('_frozen_importlib', None)
        sys.modules.pop('_frozen_importlib_external', None)
        raise
    for module in (_bootstrap, _external):
        module.__spec__ = _bootstrap.ModuleSpec(module.__name__, _bootstrap.FrozenImporter, origin='frozen')
        module.__loader__ = _bootstrap.FrozenImporter
    _bootstrap.FrozenImporter.find_spec = staticmethod(_find_before_path)
    file_hook = _external.FileFinder.path_hook(*_external._get_supported_file_loaders())
    vars_of_sys.setdefault('path_hooks', [_zip_hook, EmbeddedFinder, file_hook])
    vars_of_sys.setdefault('path_importer_cache', {})
    vars_of_sys.setdefault('meta_path', [_bootstrap.BuiltinImporter, _bootstrap.FrozenImporter, _external.PathFinder])
    return _bootstrap
