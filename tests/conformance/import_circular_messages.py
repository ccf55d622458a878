"""Modules that import each other: what works, and the messages where it does not."""
import os
import sys
import tempfile

FILES = {
    'attribute_a.py': 'import attribute_b\nvalue = 1\n',
    'attribute_b.py': 'import attribute_a\nattribute_a.value\n',
    'name_a.py': 'from name_b import other\nvalue = 1\n',
    'name_b.py': 'from name_a import value\nother = 1\n',
    'works_a.py': 'import works_b\nvalue = 1\n',
    'works_b.py': 'import works_a\ndef f():\n    return works_a.value\n',
    'pack/__init__.py': '',
    'pack/one.py': 'import pack.two as two\n',
    'pack/two.py': 'import pack.one as one\n',
    'part/__init__.py': 'from . import one\n',
    'part/one.py': 'import part.two\n',
    'part/two.py': 'import part\npart.one\n',
    'itself.py': 'import itself\nitself.x\n',
}
with tempfile.TemporaryDirectory() as top:
    for name, text in FILES.items():
        path = os.path.join(top, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'w') as file:
            file.write(text)
    sys.path.insert(0, top)
    for name in 'attribute_a', 'name_a', 'works_a', 'pack.one', 'part', 'itself':
        try:
            module = __import__(name)
        except Exception as error:
            print(name, type(error).__name__, str(error).replace(top, ''), getattr(error, 'name', None))
            print(sorted(key for key in sys.modules if key.partition('_')[0] == name.partition('_')[0]))
        else:
            print(name, 'imported')
    print(sys.modules['works_b'].f(), sys.modules['pack.two'].one is sys.modules['pack.one'])
