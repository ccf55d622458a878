def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class Default(dict):
    def __missing__(self, key):
        self[key] = value = [key]
        return value


d = Default()
d["a"].append(1)
print(d, d.get("b"), "b" in d, d.pop("c", None), len(d))


class Upper(dict):
    def __setitem__(self, k, v):
        super().__setitem__(k.upper(), v)

    def __getitem__(self, k):
        return super().__getitem__(k.upper())

    def __contains__(self, k):
        return super().__contains__(k.upper())


u = Upper(a=1)
u["b"] = 2
u.update(c=3)
u.setdefault("d", 4)
print(u, u["b"], "b" in u, "a" in u, u.get("a"), u.get("b"))
show(lambda: u["a"])


class Bad(dict):
    def __missing__(self, key):
        raise LookupError("nope " + key)


show(lambda: Bad()["k"])
print(Bad(a=1)["a"], "%(a)s" % Bad(a=1), "{a}".format_map(Default()), {**u}, dict(u), Bad().get("k", 0))


class Len(dict):
    def __len__(self):
        return 0

    def __bool__(self):
        return True


print(bool(Len()), len(Len(a=1)), Len(a=1) == {"a": 1})
