# array.array as a sequence: subscripts, slices, operators, searching.
from array import array


def attempt(function, *arguments):
    try:
        return function(*arguments)
    except (TypeError, ValueError, IndexError, OverflowError) as error:
        return f'{type(error).__name__}: {error}'


a = array('i', range(10))
print(a[0], a[-1], a[2:5], a[::-3], a[7:2], a[20:], a[::2 ** 70])
for key in 10, -11, 'x', 1.5, 2 ** 80:
    print(key, attempt(a.__getitem__, key), attempt(a.__setitem__, key, 1), attempt(a.__delitem__, key))
a[2:4] = array('i', [70, 71, 72])
a[::4] = array('i', [-1, -2, -3])
print(a)
del a[0], a[-2:], a[1::3], a[::-4]
print(a)
a[1:1] = a
print(a, attempt(a.__setitem__, slice(0, 1), [1]), attempt(a.__setitem__, slice(0, 1), array('b')))
print(attempt(a.__setitem__, slice(None, None, 2), array('i', [1])))
print(a + a, a * 2, 2 * a, a * 0, a * -1, array('i') * 100)
print(attempt(a.__add__, [1]), attempt(a.__add__, array('b')), attempt(a.__iadd__, (1,)), attempt(a.__imul__, 'x'))
b = a
b += array('i', [5])
b *= 2
print(a is b, a)
a.insert(1, 99), a.insert(-1, 98), a.insert(1000, 97), a.insert(-1000, 96)
print(a, a.index(5), a.index(5, -3), attempt(a.index, 5, 0, 2), attempt(a.index, 'x'), a.count(5), a.count(None), 98 in a, None in a)
print(a.pop(), a.pop(0), a.pop(-2), attempt(a.pop, 100), attempt(array('d').pop))
a.remove(5), a.reverse()
print(a, attempt(a.remove, 12345))
a.extend(array('i', [1])), a.extend(range(2)), a.extend(a)
print(a, attempt(a.extend, 5), attempt(a.extend, array('l', [1])), attempt(a.extend, [3, 'x']), a[-2:])
print(array('i', [1, 2]) < array('d', [1, 2.5]), array('b', [1]) == array('q', [1]), array('b', [1, 2]) > array('b', [1]), array('b') == [])
print(attempt(lambda: array('b') < [1]), attempt(hash, a))
nan = float('nan')
print(nan in array('d', [nan]), array('d', [nan]) == array('d', [nan]))
steps = iter(array('u', 'xyz'))
print(next(steps), steps.__reduce__(), list(steps), list(steps), steps.__reduce__())
