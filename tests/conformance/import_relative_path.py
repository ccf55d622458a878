"""Modules found along relative entries of sys.path have absolute names."""
import os
import sys
import tempfile

with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    os.mkdir('lib')
    os.mkdir('lib/package')
    for path in 'here.py', 'lib/there.py', 'lib/package/__init__.py', 'lib/package/inner.py':
        with open(path, 'w') as file:
            file.write('def where(): return __file__\n')
    sys.path[:0] = ['', 'lib']
    import here
    import there
    import package.inner
    os.chdir('/')
    root = os.path.realpath(folder)
    for module in here, there, package, package.inner:
        print(os.path.relpath(module.where(), root), os.path.isabs(module.__file__),
              module.where.__code__.co_filename == module.__file__)
    print([os.path.relpath(p, root) for p in package.__path__])
