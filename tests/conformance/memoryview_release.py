# memoryview: what release() leaves, and who may not be resized.
from array import array
import copy
import pickle


def attempt(function, *arguments):
    try:
        return function(*arguments)
    except (TypeError, ValueError, BufferError) as error:
        return f'{type(error).__name__}: {error}'


b = bytearray(b'abcdef')
m = memoryview(b)
part = m[1:4]
cached = hash(memoryview(b'k'))
print(attempt(b.append, 1), attempt(b.__delitem__, 0), attempt(b.__setitem__, slice(0, 1), b''), b)
with m as same:
    print(same is m, attempt(pickle.dumps, m), attempt(copy.copy, m))
print(repr(m).startswith('<released memory at 0x'), m == m, m == b'abcdef', m != b'abcdef', m.release())
for function in (len, bytes, bytearray, hash, memoryview, list, lambda m: m[0], lambda m: m.tolist(), lambda m: m.obj, lambda m: m.format,
                 lambda m: m.shape, lambda m: m.cast('B'), lambda m: m.toreadonly(), lambda m: m.__enter__(), lambda m: m.__setitem__(0, 1),
                 lambda m: m.hex(), lambda m: m.tobytes(), lambda m: b''.join([m]), lambda m: m.contiguous):
    print(attempt(function, m))
print(part.tolist(), attempt(b.append, 1), part.release(), attempt(b.append, 1), b)
k = memoryview(b'k')
print(hash(k) == cached, k.release(), hash(k) == cached)

a = array('i', [1, 2])
view = memoryview(a)
for function, arguments in ((a.append, [1]), (a.pop, []), (a.extend, [[1]]), (a.frombytes, [b'']), (a.frombytes, [b'abcd']), (a.insert, [0, 1]),
                            (a.fromlist, [[1]]), (a.fromlist, [[]]), (a.remove, [1]), (a.__delitem__, [0]), (a.__delitem__, [slice(1)]),
                            (a.__setitem__, [slice(1), a]), (a.__setitem__, [slice(2), array('i', [7, 8])]), (a.__imul__, [2]), (a.__imul__, [1]),
                            (a.byteswap, []), (a.reverse, []), (a.__setitem__, [0, 1])):
    print(function.__name__, attempt(function, *arguments), view.tolist())
view.release()
a.append(5)
print(a)
steps = iter(memoryview(b'abc'))
print(next(steps), type(steps), list(steps), list(steps))
