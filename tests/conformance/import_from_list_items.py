"""The names behind `from x import`: submodules, __all__, and what is refused."""
import os
import sys
import tempfile
import types

FILES = {
    'listed/__init__.py': "__all__ = ['part', 'value']\nvalue = 1\n",
    'listed/part.py': '',
    'wrong/__init__.py': '__all__ = [1]\n',
    'missing/__init__.py': "__all__ = ['nope']\n",
    'breaks/__init__.py': '',
    'breaks/part.py': 'import really_not_there\n',
    'plain.py': "__all__ = ['a', 'b']\na = 1\n",
}


def attempt(statement):
    names = {}
    try:
        exec(statement, names)
    except Exception as error:
        print(type(error).__name__, str(error).replace(top, ''), getattr(error, 'name', '-'), getattr(error, 'path', None) is None)
    else:
        print(statement, sorted(name for name in names if name[0] != '_'))


with tempfile.TemporaryDirectory() as top:
    for name, text in FILES.items():
        path = os.path.join(top, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'w') as file:
            file.write(text)
    sys.path.insert(0, top)
    attempt('from listed import *')
    attempt('from listed import part, value')
    attempt('from listed import nope')
    attempt('from wrong import *')
    attempt('from missing import *')
    attempt('from breaks import part')
    attempt('from plain import *')
    attempt('from plain import c')
    attempt('from plain import a as x')
    attempt('import plain.x')
    attempt('import listed.nope')
    attempt('from sys import nope')
    sys.modules['blocked'] = None
    attempt('import blocked')
    attempt('from blocked import x')
    sys.modules['listed.gone'] = None
    attempt('from listed import gone')
    sys.modules['odd'] = types.SimpleNamespace(a=1)
    attempt('from odd import a')
    attempt('from odd import b')
    attempt('import odd.part')
    for names in ['x', 1], 1:
        try:
            __import__('listed', fromlist=names)
        except TypeError as error:
            print(error)
