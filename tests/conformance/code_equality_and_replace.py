source = "a + b\ndef ff(x): return x + 1.0, (1, 2)"
one, two = compile(source, "f", "exec"), compile(source, "f", "exec")
others = [source.replace("a + b", "a - b"), source.replace("1.0", "1"), "\n" + source, source.replace("x", "y")]
print(one == two, one != two, hash(one) == hash(two), one is two)
for other in others:
    print(one == compile(other, "f", "exec"), end=" ")
print(one == 1)
a = b = 1
for _ in range(100):
    exec(one)
    ff(2)
print(one == two, hash(one) == hash(two), {one: "found"}[two])
try:
    one < two
except TypeError as error:
    print(error)
print(sorted({line for _, _, line in one.co_lines() if line}))
print(all(position[0] is None or position[0] >= 0 for position in one.co_positions()))


def add(x):
    return x + 1000


constants = tuple(2000 if c == 1000 else c for c in add.__code__.co_consts)
new = add.__code__.replace(co_consts=constants, co_name="sum", co_argcount=1)
print(new == add.__code__, new.co_name, type(add)(new, {})(1))
print(add.__code__.replace() == add.__code__, add.__code__.replace() is add.__code__)


def outer(a, b=1, *args, c, d=2, **kw):
    x = 1

    def inner():
        return a, kw, x, y

    y = 2
    return locals(), inner


print(outer.__code__.co_cellvars, outer.__code__.co_varnames)
print(list(outer(1, c=2, z=3)[0]))


# A cell as an ordinary value is not looked into.
def holds(cell):
    copy = cell
    return locals()


cell = outer(1, c=2)[1].__closure__[0]
print(all(v is cell for v in holds(cell).values()))
