"""importlib: modules by name, relative names, specs, modules from files, reload."""
import importlib
import importlib.machinery
import importlib.util
import os
import sys
import tempfile


def attempt(f, *args, **keywords):
    try:
        return f(*args, **keywords)
    except Exception as e:
        return f'{type(e).__name__}: {e}'


print(importlib.import_module('json.decoder').__name__, importlib.import_module('.encoder', 'json').__name__)
for name, package in (('.x', None), ('...x', 'a'), ('nope', None), ('json.nope', None)):
    print(name, attempt(importlib.import_module, name, package))
print(importlib.util.resolve_name('.x', 'a.b'), importlib.util.resolve_name('..x', 'a.b'), importlib.util.resolve_name('x', None),
      attempt(importlib.util.resolve_name, '..x', 'a'), attempt(importlib.util.resolve_name, '.x', ''))
print(importlib.util.find_spec('nope'), importlib.util.find_spec('sys').origin, attempt(importlib.util.find_spec, 'nope.x'), attempt(importlib.reload, 5))
spec = importlib.util.find_spec('xml.dom')
print(spec.name, spec.parent, spec.has_location, os.path.basename(spec.origin), 'xml.dom' in sys.modules, len(spec.submodule_search_locations))
spec = importlib.machinery.ModuleSpec('a.b', None, origin='x')
print(spec, spec.parent, spec == importlib.machinery.ModuleSpec('a.b', None, origin='x'), importlib.machinery.ModuleSpec('a', None, is_package=True))
with tempfile.TemporaryDirectory() as top:
    path = os.path.join(top, 'fresh.py')
    with open(path, 'w') as file:
        file.write('count = globals().get("count", 0) + 1\n')
    spec = importlib.util.spec_from_file_location('fresh', path)
    module = importlib.util.module_from_spec(spec)
    print(hasattr(module, 'count'), module.__spec__ is spec, module.__file__ == path, spec.loader.is_package('fresh'), spec.loader.get_source('fresh'))
    spec.loader.exec_module(module)
    print(module.count)
    sys.path.insert(0, top)
    os.mkdir(os.path.join(top, 'package'))
    with open(os.path.join(top, 'package', '__init__.py'), 'w') as file:
        file.write('def f(): return 1\n')
    importlib.invalidate_caches()
    print([importlib.util.find_spec(name) is not None for name in ('fresh', 'package', 'package.nope')])
    import package
    import fresh
    print(package.f(), fresh.count, importlib.reload(fresh) is fresh, fresh.count, importlib.util.spec_from_file_location('x', 'x.txt'))
