import types


def outer():
    z, a, m = 1, 2, 3

    def inner():
        nonlocal m
        m = z * 100 + a * 10 + m
        return m

    return inner


inner = outer()
print(inner.__code__.co_freevars, [cell.cell_contents for cell in inner.__closure__])
exec(inner.__code__, {}, closure=inner.__closure__)
print(inner.__closure__[1].cell_contents)
mine = tuple(types.CellType(i) for i in (7, 8, 9))
exec(inner.__code__, {}, closure=mine)
print([cell.cell_contents for cell in mine])


def plain():
    pass


for source, closure in [
    (inner.__code__, None),
    (inner.__code__, mine[:2]),
    (inner.__code__, list(mine)),
    (inner.__code__, (1, 2, 3)),
    (inner.__code__, mine + mine),
    (plain.__code__, mine),
    (plain.__code__, ()),
    ("pass", mine),
    ("pass", None),
]:
    try:
        exec(source, {}, closure=closure)
        print("ran")
    except TypeError as error:
        print(error)
try:
    eval(inner.__code__)
except TypeError as error:
    print(error)
