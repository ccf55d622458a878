# The state of files in memory: pickled, copied, set by hand.
import copy
import io
import pickle


class Bytes(io.BytesIO):
    pass


class Text(io.StringIO):
    pass


file = Bytes(b'abcdef')
file.seek(4)
file.tag = 'x'
print(file.__getstate__())
for protocol in range(2, 6):
    again = pickle.loads(pickle.dumps(file, protocol))
    print(type(again).__name__, again.read(), again.getvalue(), again.tag)
twin = copy.copy(file)
print(twin.tell(), twin.getvalue(), twin is file)
for newline in None, '', '\n', '\r', '\r\n':
    file = Text('a\r\nb\rc\n', newline)
    file.readline()
    state = file.__getstate__()
    again = pickle.loads(pickle.dumps(file))
    print(state, again.newlines, file.newlines, repr(again.read()), repr(again.getvalue()))

file = io.BytesIO()
file.__setstate__((b'no error', 3, {'attribute': 1}, 'more'))
print(file.attribute, file.read())
for state in (b'', (), (b'',), ('', 0, None), (b'', -1, None), (b'', 'x', None), (b'', 0, 7)):
    try:
        file.__setstate__(state)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
file = io.StringIO()
for state in ('', ('', None, 0), (b'', None, 0, None), ('', 'x', 0, None), ('', '', -2, None), ('', '', '', None), ('', '', 0, 7)):
    try:
        file.__setstate__(state)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
file = io.StringIO(newline=None)
for text in 'a', '\n', 'b\r', '\r\n':
    file.write(text)
    print(file.newlines, end=' ')
print(ascii(file.getvalue()))
file.close()
for closed in io.BytesIO(), file:
    closed.close()
    try:
        closed.__getstate__()
    except ValueError as error:
        print(error)
