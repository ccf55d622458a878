"""Packages without __init__.py: from several places, which are looked up anew when sys.path changes."""
import os
import sys
import tempfile


def write(path, text=''):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w') as file:
        file.write(text)


with tempfile.TemporaryDirectory() as top:
    for place, name in ('one', 'a'), ('two', 'b'), ('three', 'c'):
        write(os.path.join(top, place, 'spread', name + '.py'), f'where = {place!r}\n')
    write(os.path.join(top, 'one', 'hidden', 'x.py'), 'where = "folder"\n')
    write(os.path.join(top, 'two', 'hidden.py'), 'where = "file"\n')
    sys.path[:0] = [os.path.join(top, 'one'), os.path.join(top, 'two')]
    import spread.a
    import spread.b
    print(spread.a.where, spread.b.where, type(spread.__path__).__name__, len(spread.__path__), list(spread.__path__) == spread.__path__)
    print(spread.__spec__.loader is None, spread.__spec__.origin, type(spread.__loader__).__name__, getattr(spread, '__file__', 'none'))
    print(repr(spread).partition(' at ')[0])
    try:
        import spread.c
    except ImportError as error:
        print(error)
    sys.path.insert(0, os.path.join(top, 'three'))
    import spread.c
    print(spread.c.where, [path.replace(top, '') for path in spread.__path__])
    import hidden
    print(hidden.where)
    spread.__path__ = []
    try:
        import spread.d
    except ImportError as error:
        print(error)
