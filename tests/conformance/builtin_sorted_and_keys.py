def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


print(sorted([3, 1, 2]), sorted("hello"), sorted({"b": 1, "a": 2}), sorted((3, 1), reverse=True), sorted([]), sorted(range(5), key=lambda x: -x))
people = [("bob", 3), ("al", 3), ("cy", 1), ("di", 2), ("ed", 1)]
print(sorted(people, key=lambda p: p[1]), sorted(people, key=lambda p: p[1], reverse=True))
print(sorted(["b", "A", "c"], key=str.lower), sorted([[2], [1, 2], [1]]), sorted([(1, "b"), (1, "a")]), sorted([True, 0, 0.5]), sorted("bca", reverse=1))
for f in (lambda: sorted([1, "a"]), lambda: sorted(5), lambda: sorted([1], key=5), lambda: sorted([1, None, 2]), lambda: sorted(), lambda: sorted([1], None), lambda: sorted([3, 1], key=lambda: 0), lambda: sorted([{}, {}]), lambda: sorted([1j, 2j]), lambda: sorted([1], reverse="x")):
    show(f)
calls = []
sorted([5, 4, 6], key=lambda x: calls.append(x) or x)
print(calls)
print(sorted([10, 9, 100, 1], key=str), sorted([-3, 2, -1], key=abs), sorted([0.0, -0.0, 0]), sorted(["é", "z", "e"]), sorted([b"b", b"a"]))
