def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


d = {"a": 1, "b": 2}
print(d.get("a"), d.get("z"), d.get("z", 0), d.setdefault("a", 9), d.setdefault("c", 3), d.setdefault("n"), d.pop("n"), d.pop("z", "dflt"), d)
d.update({"a": 10}, e=5)
d.update([("f", 6), ["g", 7]])
d.update(h=8)
d.update(zip("ij", (9, 10)))
print(d, len(d), d.popitem(), "a" in d, 1 in d, list(d), d.copy() == d, d.copy() is d)
print(dict(), dict(a=1), dict([(1, 2)]), dict({1: 2}, b=3), dict(["ab", "cd"]), dict.fromkeys("ab"), dict.fromkeys([1, 2], 0), dict(zip("xy", [1, 2])))
for f in (lambda: d["z"], lambda: d.pop("z"), lambda: {}.popitem(), lambda: d.get(), lambda: d.pop(), lambda: dict(5), lambda: dict([1]), lambda: dict(["abc"]), lambda: dict([(1, 2, 3)]), lambda: dict(1, 2), lambda: d.update(5), lambda: d.update([5]), lambda: d.get([]), lambda: d.setdefault([]), lambda: dict.fromkeys(5), lambda: d.pop("a", 1, 2), lambda: d.keys(1), lambda: d.__delitem__("z"), lambda: d.nope, lambda: d.update([("a",)])):
    show(f)
d.clear()
print(d, {1: 2} == {1: 2.0}, {1: 2} != {1: 3}, {"a": 1, "b": 2} == {"b": 2, "a": 1})
