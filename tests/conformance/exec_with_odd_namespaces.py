import builtins


def attempt(source, *namespaces, mode="exec"):
    try:
        print(eval(compile(source, "s", mode), *namespaces))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class Frozen(dict):
    def __setitem__(self, key, value):
        raise ValueError(f"no {key}")


class Silent(dict):
    def __getitem__(self, key):
        raise LookupError(f"asked for {key}")


class Counting(dict):
    def __getitem__(self, key):
        print("get", key, end="; ")
        return super().__getitem__(key)

    def __setitem__(self, key, value):
        print("set", key, end="; ")
        super().__setitem__(key, value)

    def __delitem__(self, key):
        print("del", key, end="; ")
        super().__delitem__(key)


attempt("x = 1", Frozen())
attempt("x", Silent(x=1))
attempt("y", {"__builtins__": Silent(y=1)})
attempt("y", {"__builtins__": Counting(y=5)}, mode="eval")
attempt("print(1)", {"__builtins__": {}})
attempt("print(1)", {"__builtins__": 123})
attempt("print('module')", {"__builtins__": builtins})
attempt("class A: pass", {"__builtins__": {}})
attempt("class A: pass", {"__builtins__": Frozen(vars(builtins))})
attempt("__builtins__['added'] = 2", {"__builtins__": Frozen(vars(builtins))})
attempt("import sys", {"__builtins__": {}})
attempt("a = 1; b = a; del a", Counting())
attempt("nothing", Counting())


class Mapping:
    def __getitem__(self, key):
        if key == "a":
            return 12
        raise KeyError(key)

    def keys(self):
        return ["z", "y", "x"]


class Sub(dict):
    def keys(self):
        return ["q", "p"]


attempt("a", {}, Mapping(), mode="eval")
attempt("b", {}, Mapping(), mode="eval")
attempt("dir()", {}, Mapping(), mode="eval")
attempt("dir()", {}, Sub(), mode="eval")
attempt("locals()['a']", {}, Mapping(), mode="eval")
