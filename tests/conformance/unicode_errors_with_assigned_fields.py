# The fields of Unicode errors can be assigned; their text is made of whatever is there.
for make in (lambda: UnicodeEncodeError('baz', 'xxxxx', 1, 5, 'foo'), lambda: UnicodeDecodeError('baz', b'xxxxx', 1, 5, 'foo'), lambda: UnicodeTranslateError('xxxxx', 1, 5, 'foo')):
    for name, value in (('end', 2), ('end', 1), ('end', 6), ('start', 4), ('start', 1000), ('reason', 0x345345345345345345), ('reason', None), ('reason', ['a'])):
        e = make()
        setattr(e, name, value)
        print(type(e).__name__, name, value, '|', e, '|', e.start, e.end)
    e = make()
    e.start, e.end = 1000, 1001
    print(e)
    if not isinstance(e, UnicodeTranslateError):
        e.encoding = 4000
        print(e)
    for name, value in (('start', 'a'), ('end', None), ('start', 2 ** 70)):
        try:
            setattr(e, name, value)
            print('set', name)
        except (TypeError, OverflowError) as x:
            print(type(x).__name__, x)
print(repr(str(UnicodeEncodeError.__new__(UnicodeEncodeError))))
