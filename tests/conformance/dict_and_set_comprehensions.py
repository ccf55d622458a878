def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


print({x: x * x for x in range(4)}, {k: v for k, v in zip("ab", [1, 2])}, {v: k for k, v in {"a": 1}.items()}, {x % 3 for x in range(9)} == {0, 1, 2})
print({x: {y: x * y for y in range(2)} for x in range(2)}, {i: i for i in [1, 1.0, True]}, {len(w): w for w in ["a", "b", "cc"]}, {(a, b): a + b for a in (1, 2) for b in (3,) if a > 1})
show(lambda: {x: 1 for x in [[]]})
show(lambda: {x for x in [{}]})
show(lambda: {k: v for k, v in [(1,)]})
print({k: v for d in [{"a": 1}, {"a": 2, "b": 3}] for k, v in d.items()}, {**{i: i for i in range(2)}, **{2: 2}})
