def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class V:
    def __init__(self, n):
        self.n = n

    def __eq__(self, o):
        print("eq", end=" ")
        return self.n == o.n if isinstance(o, V) else NotImplemented

    def __lt__(self, o):
        print("lt", end=" ")
        return self.n < o.n if isinstance(o, V) else NotImplemented

    def __le__(self, o):
        return "anything"


a, b = V(1), V(2)
print(a == V(1), a != V(1), a == b, a != b)
print(a < b, a > b, a <= b, b >= a)
print(a == 1, 1 == a, a != 1)
show(lambda: a < 1)
show(lambda: 1 > a)
show(hash, a)
print(sorted([V(3), V(1), V(2)])[0].n)
print(min(V(3), V(1)).n)


class Sub(V):
    def __eq__(self, o):
        print("sub eq", end=" ")
        return True

    def __gt__(self, o):
        print("sub gt", end=" ")
        return "sub"


print(a == Sub(5), a < Sub(5), Sub(5) < a)


class Ne:
    def __ne__(self, o):
        return "ne called"


print(Ne() != 1, Ne() == 1)
x = Ne()
print(x == x, [x] == [x], x in [x], (x,) == (x,))


class Never:
    def __eq__(self, o):
        return False


n = Never()
print(n == n, n in [n], [n] == [n], [n].index(n), [n].count(n))
print(1 == "1", 1 != "1", [] == (), None == 0, {} == [])
