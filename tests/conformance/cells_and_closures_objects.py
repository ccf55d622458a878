import types


def outer(x):
    def get():
        return x

    def set(v):
        nonlocal x
        x = v

    def delete():
        nonlocal x
        del x

    return get, set, delete


get, set_, delete = outer(1)
cell = get.__closure__[0]
print(cell is set_.__closure__[0], cell.cell_contents, type(cell) is types.CellType)
cell.cell_contents = 2
print(get())
set_(3)
print(cell.cell_contents)
delete()
for action in (lambda: cell.cell_contents), get, delete:
    try:
        action()
    except (ValueError, NameError) as error:
        print(type(error).__name__, error)
del cell.cell_contents
print(repr(cell).split(" at ")[0], repr(cell).endswith("empty>"))
cell.cell_contents = [1]
print(repr(cell).split(":")[1].split(" object")[0], get())
empty, one, two = types.CellType(), types.CellType(1), types.CellType(2)
print(one < two, one == types.CellType(1), one != two, empty < one, empty == types.CellType(), one >= two)
try:
    hash(one)
except TypeError as error:
    print(error)
try:
    types.CellType(1) < types.CellType("a")
except TypeError as error:
    print(error)
print(one == 1, sorted([two, one, empty]) == [empty, one, two])


def loop():
    return [lambda: i for i in range(3)]


print([f() for f in loop()], len({f.__closure__[0] for f in []}))
f = types.FunctionType(get.__code__, {}, "renamed", None, (types.CellType("given"),))
print(f(), f.__name__, f.__qualname__)


class C:
    def method(self):
        return __class__


print(C.method.__closure__[0].cell_contents is C, C.method.__code__.co_freevars)
