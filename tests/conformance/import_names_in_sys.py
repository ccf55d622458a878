"""The lists of module names in sys, and what is found there."""
import sys

print(type(sys.builtin_module_names).__name__, list(sys.builtin_module_names) == sorted(sys.builtin_module_names))
print({'sys', 'builtins', 'gc', 'posix', 'marshal', 'errno', '_imp', 'time', 'itertools'} <= set(sys.builtin_module_names))
print(type(sys.stdlib_module_names).__name__, len(sys.stdlib_module_names))
print(sorted(name for name in sys.stdlib_module_names if name[:3] in ('str', 'zip', '_im')), 'test' in sys.stdlib_module_names)
finders = [finder for finder in sys.meta_path if isinstance(finder, type)]
print([finder.__name__ for finder in finders], type(sys.path_hooks).__name__, type(sys.path_importer_cache).__name__)
print(finders[0].find_spec('sys').origin, finders[0].find_spec('argparse'), finders[1].find_spec('nope'))
