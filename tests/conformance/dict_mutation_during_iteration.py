def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


def attempt(make_iter, mutate):
    d = {i: i for i in range(5)}
    seen = []
    try:
        for x in make_iter(d):
            seen.append(x)
            if len(seen) == 2:
                mutate(d)
        print("finished", seen)
    except RuntimeError as error:
        print(error, seen)


def swap(d):
    del d[0]
    d["new"] = 1


for view in (iter, dict.keys, dict.values, dict.items, reversed):
    attempt(view, lambda d: d.__setitem__("x", 1))
    attempt(view, lambda d: d.pop(4))
    attempt(view, lambda d: d.clear())
    attempt(view, lambda d: d.__setitem__(3, "value only"))
    attempt(view, lambda d: d.update({1: 5}))
d = {1: 1}
it = iter(d)
d[2] = 2
show(next, it)
show(next, it)
del d[2]
show(next, it)
d = {1: 1, 2: 2}
for k in list(d):
    del d[k]
print(d)
for k in d.copy():
    pass
it = iter({1: 2})
print(next(it), next(it, "end"), it.__length_hint__())
