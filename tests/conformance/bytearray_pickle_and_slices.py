# bytearray: __reduce_ex__ of subclasses, __alloc__, extended slices, exhausted iterators.
import copy
import pickle


class Attributes(bytearray):
    __slots__ = ('y', '__dict__')


a = Attributes(b'a\xff')
a.x, a.y = 1, [2]
for protocol in range(6):
    print(protocol, bytearray(b'\xe9').__reduce_ex__(protocol), bytearray().__reduce_ex__(protocol))
    if protocol > 1:
        b = pickle.loads(pickle.dumps(a, protocol))
        print(b, b.x, b.y, type(b).__name__)
print(bytearray(b'a').__reduce__(), copy.deepcopy(a).y is a.y, copy.copy(a).y is a.y)
b = bytearray()
for i in range(100):
    b.append(i)
    assert b.__alloc__() > len(b)
b[1:90:2] = b''
print(b)
b[::7] = bytearray(8)
del b[::-3]
print(b, b[5:1:-2], b[100:], b[-3:])
try:
    b[::2] = b'x'
except ValueError as error:
    print(error)
for source in b'ab', bytearray(b'ab'):
    steps = iter(source)
    steps.__setstate__(2)
    print(steps.__reduce__(), list(steps), steps.__reduce__()), steps.__setstate__(0)
    print(list(steps), steps.__length_hint__())
