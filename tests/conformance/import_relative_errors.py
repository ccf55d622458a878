"""Relative imports: what they start from, and what is wrong with it."""
import sys
import types
import warnings

warnings.simplefilter('always')


def attempt(statement, **names):
    names.setdefault('__builtins__', __builtins__)
    try:
        exec(statement, names)
    except Exception as error:
        print(type(error).__name__, error, getattr(error, 'name', '-'))
    else:
        print('ok', [name for name in names if not name.startswith('__')])


def spec(parent):
    return types.SimpleNamespace(parent=parent)


with warnings.catch_warnings(record=True) as caught:
    attempt('from . import x')
    attempt('from . import x', __name__='__main__')
    attempt('from . import x', __name__='__main__', __package__='')
    attempt('from . import x', __name__='a.b', __package__=None)
    attempt('from .. import x', __name__='json.b')
    attempt('from .. import x', __name__='json', __package__='json')
    attempt('from . import decoder', __name__='json', __path__=[])
    attempt('from . import decoder', __package__='json')
    attempt('from .decoder import JSONDecoder', __package__='json', __spec__=spec('json'))
    attempt('from .decoder import JSONDecoder', __package__='json', __spec__=spec('other'))
    attempt('from . import decoder', __spec__=spec('json'))
    attempt('from . import decoder', __spec__=spec(1))
    attempt('from . import decoder', __package__=1)
    attempt('from . import decoder', __name__=1)
    attempt('from .nope import x', __package__='json')
    attempt('from . import nope', __package__='json')
    attempt('from . import x', __package__='nope')
for warning in caught:
    print(warning.category.__name__, warning.message)
for arguments in ('',), ('a', None, None, (), -1), ('', {}, None, (), 1), ('x', 5, None, (), 1), (b'x',), ('x', None, None, (), 1):
    try:
        __import__(*arguments)
    except Exception as error:
        print(type(error).__name__, error)
print(__import__('json.decoder').__name__, __import__('json.decoder', fromlist=['x']).__name__)
print(__import__('decoder', {'__package__': 'json'}, None, ['x'], 1).__name__, __import__('decoder', {'__package__': 'json'}, level=1).__name__)
