log = []


def note(v):
    log.append(v)
    return v


print(f"{note(1)} {note(2):{note(5)}} {note(3)!r:{note('>')}{note(4)}}", log)


class A:
    def __format__(self, spec):
        return f"format({spec!r})"

    def __str__(self):
        return "str"

    def __repr__(self):
        return "repr"


a = A()
print(f"{a} {a!s} {a!r} {a:x y} {a!s:>5} {a=} {a=:q} {a=!s}")
print([f"{i}{j}" for i in range(2) for j in "ab"], {f"k{i}": f"v{i}" for i in range(2)})


def f(x, y=f"{1 + 1}"):
    return f"{x}{y}{f'{x + 1}' + f'{y}'}"


print(f(5), (lambda v: f"{v:>{len(str(v)) + 2}}")(99))


class C:
    v = 5
    s = f"{v} {v + 1}"

    def __repr__(self):
        return f"{self.__class__.__name__}({self.v!r})"


print(C.s, C())
x = "outer"
g = [lambda: f"{x}"][0]
x = "changed"
print(g(), f"{x!r:^12}|{x[1:3]:>4}|{x.upper()}", f"{x:}", f"{x!s:}")
