"""Format strings: %, str.format, format(), f-strings' specifications; of str and bytes."""

import datetime
import re
import time
import warnings

from decisions import Decisions

VALUES = (0, 1, -1, 255, 10**30, True, 0.0, -0.0, 1.5, 1e300, 1e-300, float('inf'), float('nan'), 1j, 2 - 0.5j, '', 'text',
          '\u20ac\U0001f40d', b'bytes', None, [1, [2]], {'k': 'v'}, (1, 2), datetime.date(2024, 2, 29))
warnings.simplefilter('ignore')


def without_large_numbers(text):
    """A width or a precision of more than three digits would only fill the memory, unless that is refused at once."""
    return re.sub('(?<![0-9])[0-9]{4,15}(?![0-9])', lambda match: match[0][:3], text)


def attempt(function, *args, **kwargs):
    try:
        function(*args, **kwargs)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError, MemoryError,
            SyntaxError, NameError):
        pass


def one_input(data):
    d = Decisions(data)
    values = tuple(d.pick(VALUES) for _ in range(1 + d.below(3)))
    text = without_large_numbers(data[d.at:].decode('utf-8', 'replace'))
    attempt(lambda: text % values)
    attempt(lambda: text % values[0])
    attempt(lambda: text % {'k': values[0], '': 1})
    attempt(lambda: text.encode() % values)
    attempt(text.format, *values, k=values[0])
    attempt(text.format_map, {'k': values[0]})
    for value in values:
        attempt(format, value, text)
    attempt(eval, 'f' + repr('{v:' + text + '}'), {'v': values[0]})
    attempt(time.strftime, text, (2024, 2, 29, 1, 2, 3, 4, 60, 0))
