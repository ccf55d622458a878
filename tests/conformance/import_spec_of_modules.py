"""What import tells of a module: __spec__, __loader__, __package__, __file__, whoever loads it."""
import json.decoder
import os.path
import sys
import tempfile


def show(module):
    spec = module.__spec__
    print(spec.name, spec.parent, module.__package__, type(module.__loader__).__name__, spec.loader is module.__loader__,
          spec.has_location, spec.origin == getattr(module, '__file__', spec.origin), spec.submodule_search_locations is None)


show(json)
show(json.decoder)
print(sys.__spec__.origin, sys.__loader__.__name__, hasattr(sys, '__file__'), repr(sys), sys.__spec__.cached)
print(json.__spec__ is json.__spec__, json.__path__ is json.__spec__.submodule_search_locations)
print(__spec__, __package__, __cached__, type(__loader__).__name__, __name__)
print('__loader__' in globals(), globals()['__spec__'], vars()['__loader__'] is __loader__)
with tempfile.TemporaryDirectory() as top:
    sys.path.insert(0, top)
    with open(os.path.join(top, 'asks_itself.py'), 'w') as file:
        file.write('found = __spec__.name, __loader__.name, __file__ == __spec__.origin, __cached__ == __spec__.cached\n')
    import asks_itself
    print(asks_itself.found, '__spec__' in vars(asks_itself), [name for name in dir(asks_itself) if name > '__'])
    print(repr(asks_itself).replace(top, ''))
    del asks_itself.__spec__
    try:
        asks_itself.__spec__
    except AttributeError as error:
        print(error)
    asks_itself.__loader__ = None
    print(repr(asks_itself).replace(top, ''))
