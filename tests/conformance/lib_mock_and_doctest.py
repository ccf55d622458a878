# unittest.mock records calls; doctest compares what examples print.
import doctest
from unittest.mock import ANY, MagicMock, Mock, call, mock_open, patch, sentinel, create_autospec
m = Mock(return_value=3, name='m')
print(m(1, a=2), m.called, m.call_args, m.call_count, m.method.return_value is m.method(), m.mock_calls)
m.side_effect = [1, ValueError('side'), 3]
print(m(), end=' ')
for _ in range(3):
    try:
        print(m(), end=' ')
    except (ValueError, StopIteration) as e:
        print(repr(e), end=' ')
print()
for check in (lambda: m.assert_called_once(), lambda: m.assert_called_with(9), lambda: Mock().assert_called(), lambda: m.assert_has_calls([call(7)]), lambda: Mock(spec=['a']).b, lambda: Mock(spec=int).nope, lambda: create_autospec(lambda x: 0)(1, 2)):
    try:
        check()
    except (AssertionError, AttributeError, TypeError) as e:
        print(type(e).__name__, str(e).splitlines()[0])
mm = MagicMock()
mm.__getitem__.return_value = 'item'
mm.__len__.return_value = 4
print(mm['k'], len(mm), mm.__getitem__.call_args, int(mm), bool(mm), list(mm), call(1).foo(2) == call(1).foo(2), ANY == object(), sentinel.x, call(ANY) == call(3))
import os
with patch('os.getcwd', return_value='/patched') as g, patch.dict(os.environ, {'NEW': 'v'}), patch.object(os, 'sep', '!'):
    print(os.getcwd(), os.environ['NEW'], os.sep, g.call_count)
print(os.sep, 'NEW' in os.environ)
with patch('builtins.open', mock_open(read_data='line 1\nline 2\n')) as o:
    with open('nothing') as f: print(f.readlines())
print(o.mock_calls[0])
def examples():
    """
    >>> 1 + 1
    2
    >>> print('a\\n\\nb')
    a
    <BLANKLINE>
    b
    >>> 1 / 0
    Traceback (most recent call last):
    ZeroDivisionError: division by zero
    >>> [1,   2] # doctest: +NORMALIZE_WHITESPACE
    [1,
     2]
    >>> list(range(30)) # doctest: +ELLIPSIS
    [0, 1, ..., 29]
    >>> 2 + 2
    5
    """
out = []
runner = doctest.DocTestRunner(verbose=False)
for test in doctest.DocTestFinder().find(examples, 'examples'): print(runner.run(test, out=out.append))
print(''.join(out).split('Failed example:')[1])
