# import forms and global in functions and classes.
SNIPPETS = [
    '''import os.path as p, sys as s
print(p.__name__, s.__name__)
''',
    '''from os.path import join as j, split
print(j('a', 'b'), split('a/b'))
''',
    '''import os.path
print(os.__name__, os.path.__name__)
''',
    '''from math import *
print(floor(1.5), 'floor' in globals())
''',
    '''import nope
''',
    '''from math import nope
''',
    '''import math.nope
''',
    '''from . import x
''',
    '''from .x import y
''',
    '''import os as os, os as o2
print(os is o2)
''',
    '''def f():
    import math
    return math.pi > 3, 'math' in globals()
print(f())
''',
    '''class A:
    import math
    from os import sep
print(A.math.__name__, A.sep)
''',
    '''def f():
    global g_made
    g_made = 1
f()
print(g_made)
''',
    '''def f():
    global sys
    import sys
f()
print(sys.__name__)
''',
    '''x = 1
def f():
    global x
    del x
f()
print('x' in globals())
''',
    '''def f():
    global never
    never
f()
''',
    '''class A:
    global cls_made
    cls_made = 2
print(cls_made, hasattr(A, 'cls_made'))
''',
    '''def f():
    x = 1
    def g():
        global x
        x = 5
    g()
    return x
print(f(), x)
''',
    '''import sys
sys.modules['fake'] = 'anything'
import fake
print(fake)
from fake import upper
print(upper())
''',
    '''import importlib
print(importlib.import_module('os.path').__name__)
''',
    '''__import__('os').sep
print(__import__('os.path').__name__, __import__('os.path', fromlist=['x']).__name__)
''',
    '''from __future__ import annotations
def f(x: undefined): pass
print(f.__annotations__)
''',
    '''from __future__ import nope
''',
    '''x = 1
from __future__ import division
''',
]
def run(source):
    try:
        exec(source, {'__name__': 'snippet'})
    except Exception as e:
        print('->', type(e).__name__, ascii(str(e)))
for source in SNIPPETS:
    print('>>>', source.strip().splitlines()[0])
    run(source)
