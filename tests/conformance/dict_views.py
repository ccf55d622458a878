def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


d = {"a": 1, "b": 2, "c": 3}
k, v, i = d.keys(), d.values(), d.items()
print(k, v, i, len(k), "a" in k, 2 in v, ("a", 1) in i, ("a", 2) in i, "a" in i, list(reversed(k)), list(reversed(v)), list(reversed(i)))
d["d"] = 4
print(k, len(v), sorted(k & {"a", "z"}), sorted(k | ["q"]), sorted(k - {"a"}), sorted(k ^ {"a", "z"}), sorted(i & {("a", 1)}), k == {"a", "b", "c", "d"}, k >= {"a"}, {"a"} < k, k.isdisjoint("xyz"), i.isdisjoint([("a", 1)]))
print(type(k).__name__, type(v).__name__, type(i).__name__, type(iter(k)).__name__, type(iter(i)).__name__, k.mapping["a"], v == d.values(), i == d.items(), {}.keys(), {}.values(), {1: {}}.items())
for f in (lambda: k[0], lambda: hash(k), lambda: v & {1}, lambda: k + k, lambda: k < 5, lambda: k & 5, lambda: next(k), lambda: d.keys().append, lambda: d.items().mapping.update({1: 1}), lambda: k == ["a"]):
    show(f)
print(sorted({"x": 1}.keys() | {"y": 2}.keys()), {1: [1]}.items() == {1: [1]}.items(), ("a", [1]) in {"a": [1]}.items(), sorted({1: 2}.items() | {3: 4}.items()))
