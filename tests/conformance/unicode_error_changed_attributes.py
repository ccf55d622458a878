"""The text of a UnicodeError whose attributes have been changed to anything."""
for e in (UnicodeEncodeError('baz', 'xé\u20ac\U0001f600x', 1, 5, 'foo'), UnicodeDecodeError('baz', b'x\xffxxx', 1, 5, 'foo'),
          UnicodeTranslateError('x\u20acxx', 1, 5, 'foo')):
    print(type(e).__name__, e)
    for start in 0, 1, 2, 3:
        e.start, e.end = start, start + 1
        print(e)
    e.end = 5
    e.reason = 1 << 100
    print(e)
    e.start = 1000
    print(e)
    e.end = 1001
    print(e)
    if hasattr(e, 'encoding'):
        e.encoding = 4000
        print(e)
    e.start, e.end = 0, 0
    print(e)
