# BytesIO.getbuffer(): a view of the contents themselves; while there is one the length must not change.
import io
import operator
from array import array


def attempt(function, *arguments):
    try:
        return function(*arguments)
    except (ValueError, BufferError, TypeError) as error:
        return f'{type(error).__name__}: {error}'


file = io.BytesIO(b'abcdef')
view = file.getbuffer()
print(type(view.obj).__name__, type(view.obj).__module__, view.readonly, view.tobytes(), view.format, view.shape)
view[0] = ord('A')
part = view[2:4]
part[:] = b'CD'
print(file.getvalue(), file.read(3), file.tell(), file.seek(1))
for function, arguments in ((file.write, (b'x',)), (file.write, (b'',)), (file.truncate, (2,)), (file.truncate, ()), (file.writelines, ([b'x'],)), (file.close, ())):
    print(function.__name__, attempt(function, *arguments), file.getvalue())
view.release()
print(attempt(file.write, b'x'), part.tobytes())
part.release()
print(file.write(b'long' * 10), file.getvalue(), file.getbuffer().nbytes)
with file.getbuffer() as view:
    view[-1:] = b'!'
print(file.getvalue()[-3:], file.truncate(2), file.getvalue(), file.closed)
file.seek(5), file.write(b'z')
print(file.getvalue(), file.close(), attempt(file.getbuffer), attempt(file.write, b''), attempt(file.__setstate__, (b'', 0, None)))
empty = io.BytesIO().getbuffer()
print(empty.nbytes, empty.tolist(), attempt(memoryview, io.BytesIO(b'x')), attempt(type(empty.obj)))

a = array('i', [1, 2])
view = memoryview(a)
for function in lambda: operator.imul(a, 2), lambda: operator.iadd(a, a), lambda: operator.imul(*[a, 0]), lambda: operator.setitem(a, slice(1), a), lambda: operator.delitem(a, 0), lambda: array.append(a, 1), lambda: array.append(*[a, 1]):
    print(attempt(function), a)
