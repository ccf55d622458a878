# The attributes of a UnicodeError can be changed afterwards; its text follows them.
def show(e):
    print(repr(str(e)))


def attempt(f, *args):
    try:
        print(repr(f(*args)))
    except Exception as e:
        print(type(e).__name__, e)


e = UnicodeEncodeError('baz', 'xx\xe4\u20ac\U0001f40d', 1, 5, 'foo')
show(e)
for start, end in (0, 1), (2, 3), (3, 4), (4, 5), (1, 3):
    e.start, e.end = start, end
    show(e)
e.reason, e.encoding, e.start = 10**20, 4000, 1000
show(e)
d = UnicodeDecodeError('baz', bytearray(b'a\xff'), 1, 2, 'foo')
show(d)
print(d.object, d.args)
d.end = 7
show(d)
t = UnicodeTranslateError('xy', 0, 1, 'foo')
show(t)
t.start = 5
show(t)
for name, value in ('start', 'x'), ('end', 2.5), ('start', 10**30):
    attempt(setattr, e, name, value)
attempt(delattr, e, 'start')
attempt(UnicodeEncodeError, 'a', b'b', 1, 2, 'c')
attempt(UnicodeEncodeError, 1, 'b', 1, 2, 'c')
attempt(UnicodeEncodeError, 'a', 'b', 'x', 2, 'c')
attempt(UnicodeDecodeError, 'a', 'b', 1, 2, 'c')
attempt(UnicodeDecodeError, 'a', b'b', 1, 2, 5)
attempt(UnicodeTranslateError, 'a', 1, 2)
show(UnicodeEncodeError.__new__(UnicodeEncodeError))
