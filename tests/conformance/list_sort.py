def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


l = [5, 2, 9, 1]
print(l.sort(), l)
l.sort(reverse=True)
print(l)
pairs = [(i % 3, i) for i in range(12)]
pairs.sort(key=lambda p: p[0])
print(pairs)
pairs.sort(key=lambda p: p[0], reverse=True)
print(pairs)
words = "the quick brown fox jumps over the lazy dog".split()
words.sort(key=len)
print(words)
x = [(i * 7919) % 1009 for i in range(1000)]
print(sorted(x) == sorted(x, key=lambda v: v), sorted(x)[:5], sorted(x, key=lambda v: -v)[:5], sorted(sorted(x), reverse=True)[:3])
m = [3, "a", 1]
try:
    m.sort()
except TypeError as error:
    print(error, sorted(map(str, m)))


def grow(v):
    l.append(v)
    return v


try:
    l.sort(key=grow)
except ValueError as error:
    print(error, l)


class Bad:
    def __lt__(self, o):
        raise KeyError("lt")


show([Bad(), Bad()].sort)
show(lambda: [1, 2].sort(lambda a: a))
show(lambda: [1].sort(cmp=1))
show(lambda: [1, 2].sort(key=1))
a = [2**70, 1.5, -(2**65), True, 3]
a.sort()
print(a)
a.sort(key=str)
print(a)
n = [0.5, float("inf"), -1, -float("inf")]
n.sort()
print(n, [[2, 1], [1, 5], [1]].sort(), sorted([(1, [2]), (1, [1])]), sorted(["b", "ab", "a"], key=lambda s: (len(s), s)))
