"""Tracebacks of failing imports show the program's frames alone, unless importlib was called by name."""
import importlib
import os
import sys
import tempfile
import traceback

FILES = {
    'raises.py': '\nraise ValueError("body")\n',
    'outer.py': 'import raises\n',
    'lacks.py': 'import not_to_be_found\n',
    'syntax.py': 'x = (\n',
    'pack/__init__.py': 'from . import inner\n',
    'pack/inner.py': '1 / 0\n',
}


def show(error):
    for frame in traceback.extract_tb(error.__traceback__)[1:]:
        print('   ', os.path.basename(frame.filename), frame.lineno, frame.name)


with tempfile.TemporaryDirectory() as top:
    for name, text in FILES.items():
        path = os.path.join(top, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'w') as file:
            file.write(text)
    sys.path.insert(0, top)
    for name in 'raises', 'outer', 'lacks', 'syntax', 'pack', 'pack.inner', 'nope.x', 'os.nope':
        try:
            __import__(name)
        except Exception as error:
            print(name, type(error).__name__)
            show(error)
    try:
        importlib.import_module('nope')
    except ImportError as error:
        print([frame.name for frame in traceback.extract_tb(error.__traceback__)])
