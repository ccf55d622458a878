x = "global"


class C:
    x = "class"
    y = x

    def method(self):
        return x

    listed = [x for _ in range(1)]
    iterated = [c for c in x]
    default = lambda self, v=x: v
    inner_reads = (lambda: x)()


print(C.y, C().method(), C.listed, C.iterated, C().default(), C.inner_reads)


def f():
    x = "f"

    class D:
        print(x)
        x = "D"
        print(x)
        del x
        print(x)

    class E:
        y = x

    return E.y


try:
    print(f())
except NameError as error:
    print(error)


class G:
    print(x)
    x = x + "!"
    print(x)
    z = [y for y in (1, 2)]
    try:
        y
    except NameError as e:
        print(e)
