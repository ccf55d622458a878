"""The parts of importing: specs, finders and loaders. Modules are in C or in source files; there are no other kinds."""
import sys
from _imp import is_builtin
from os.path import isdir, isfile, join

SOURCE_SUFFIXES = ['.py']
BYTECODE_SUFFIXES = DEBUG_BYTECODE_SUFFIXES = OPTIMIZED_BYTECODE_SUFFIXES = []
EXTENSION_SUFFIXES = []


def all_suffixes():
    """The endings of files that are modules."""
    return SOURCE_SUFFIXES + BYTECODE_SUFFIXES + EXTENSION_SUFFIXES


class ModuleSpec:
    """What is known of a module before it is loaded."""

    def __init__(self, name, loader, *, origin=None, loader_state=None, is_package=None):
        self.name = name
        self.loader = loader
        self.origin = origin
        self.loader_state = loader_state
        self.submodule_search_locations = [] if is_package else None
        self.has_location = False
        self.cached = None

    @property
    def parent(self):
        """The package that relative imports of the module start from."""
        return self.name.rpartition('.')[0] if self.submodule_search_locations is None else self.name

    def __repr__(self):
        parts = [f'name={self.name!r}', f'loader={self.loader!r}']
        if self.origin is not None:
            parts.append(f'origin={self.origin!r}')
        if self.submodule_search_locations is not None:
            parts.append(f'submodule_search_locations={self.submodule_search_locations}')
        return f'{type(self).__name__}({", ".join(parts)})'

    def __eq__(self, other):
        names = ('name', 'loader', 'origin', 'submodule_search_locations', 'cached', 'has_location')
        try:
            return all(getattr(self, name) == getattr(other, name) for name in names)
        except AttributeError:
            return NotImplemented


class SourceFileLoader:
    """Loads a module from a source file."""

    def __init__(self, fullname, path):
        self.name, self.path = fullname, path

    def __eq__(self, other):
        return type(self) is type(other) and vars(self) == vars(other)

    def __hash__(self):
        return hash(self.name) ^ hash(self.path)

    def is_package(self, fullname):
        name = self.path.rpartition('/')[2].rpartition('.')[0]
        return name == '__init__' and fullname.rpartition('.')[2] != '__init__'

    def get_filename(self, fullname=None):
        return self.path

    def get_data(self, path):
        with open(path, 'rb') as file:
            return file.read()

    def get_source(self, fullname=None):
        from tokenize import detect_encoding
        with open(self.path, 'rb') as file:
            encoding = detect_encoding(file.readline)[0]
        with open(self.path, encoding=encoding) as file:
            return file.read()

    def get_code(self, fullname=None):
        return compile(self.get_data(self.path), self.path, 'exec', dont_inherit=True)

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        exec(self.get_code(module.__name__), module.__dict__)

    def load_module(self, fullname=None):
        __import__(self.name)
        return sys.modules[self.name]


class FileFinder:
    """Finds modules in one directory."""

    def __init__(self, path, *loader_details):
        self.path = path or '.'
        self._details = loader_details or ((SourceFileLoader, SOURCE_SUFFIXES),)

    def __repr__(self):
        return f'FileFinder({self.path!r})'

    def invalidate_caches(self):
        pass

    def find_spec(self, fullname, target=None):
        from importlib.util import spec_from_file_location
        base = join(self.path, fullname.rpartition('.')[2])
        for loader, suffixes in self._details:
            for suffix in suffixes:
                file = join(base, '__init__' + suffix)
                if isfile(file):
                    return spec_from_file_location(fullname, file, loader=loader(fullname, file),
                                                   submodule_search_locations=[base])
                if isfile(base + suffix):
                    return spec_from_file_location(fullname, base + suffix, loader=loader(fullname, base + suffix))
        if isdir(base):
            spec = ModuleSpec(fullname, None, is_package=True)
            spec.submodule_search_locations = [base]
            return spec
        return None


class BuiltinImporter:
    """Finds the modules in C."""

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        if path is None and is_builtin(fullname):
            return ModuleSpec(fullname, cls, origin='built-in')
        return None

    @staticmethod
    def is_package(fullname):
        return False

    @staticmethod
    def get_source(fullname):
        return None

    get_code = get_source

    @staticmethod
    def load_module(fullname):
        __import__(fullname)
        return sys.modules[fullname]


class PathFinder:
    """Finds modules along sys.path."""

    @staticmethod
    def invalidate_caches():
        pass

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        namespace = []
        for entry in sys.path if path is None else path:
            spec = FileFinder(entry).find_spec(fullname) if isinstance(entry, str) else None
            if spec is not None:
                if spec.loader is not None:
                    return spec
                namespace += spec.submodule_search_locations
        if not namespace:
            return None
        spec = ModuleSpec(fullname, None, is_package=True)
        spec.submodule_search_locations = namespace
        return spec
