def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


l = [3, 1, 2]
l.append(4)
l.extend((5, 6))
l.extend("ab")
l.insert(0, "first")
l.insert(100, "last")
l.insert(-1, "before last")
print(l, l.pop(), l.pop(0), l.pop(-2), l)
l.remove("before last")
print(l.index(2), l.count(1), l.index(1, 1), l.copy() == l, l.copy() is l)
l.reverse()
print(l)
l.clear()
print(l, [].append(1), [1, 1.0, True].count(1), [[1], [2]].index([2]), [0, 1, 2, 3].index(2, -3, -1))
for f in (lambda: [].pop(), lambda: [1].pop(5), lambda: [1].remove(2), lambda: [1].index(2), lambda: [1, 2].index(1, 1), lambda: [].extend(5), lambda: [].append(), lambda: [].insert(0), lambda: [].insert("a", 1), lambda: [1].pop("a"), lambda: [1].pop(1.0), lambda: list(5), lambda: list(1, 2), lambda: [].sort(1), lambda: [].index(), lambda: [].foo, lambda: [1][2], lambda: [1][-2]):
    show(f)
x = [1, 2]
x.extend(x)
print(x, list("abc"), list(), list({1: 2}), list((1,)), list(range(3)), [1, 2] + [3], [1] * 3, 2 * [0, 1], [1] * -1, [] * 5, [1, 2] == [1, 2], [1, 2] < [1, 3], [1] < [1, 0], [] < [0], 1 in [1], [1] != [2])
for f in (lambda: [1] + (2,), lambda: [1] * 1.5, lambda: [1] + None, lambda: [1] < (1,), lambda: [1] < [None], lambda: -[1], lambda: [1] * [2], lambda: [1] - [1]):
    show(f)
