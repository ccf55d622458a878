def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class K:
    def __init__(self, n, action=None):
        self.n, self.action = n, action

    def __hash__(self):
        return 7

    def __eq__(self, o):
        if self.action:
            self.action()
        return self.n == o.n


d = {}


def clear():
    d.clear()


d[K(1, clear)] = "one"
print(d.get(K(2)), len(d))
d = {K(1): 1}


def grow():
    for i in range(100):
        d[i] = i


probe = K(1, grow)
print(d.get(probe), len(d), d.get(K(1)))


def fail():
    raise ValueError("in eq")


d = {K(1, fail): "v"}
show(d.get, K(1))
show(d.__setitem__, K(1), 2)
show(d.pop, K(1))
show(lambda: K(1) in d)
show(lambda: d == {K(1): "v"})
print(len(d))
a = {1: "x", 2: [1]}
print(a == {2: [1], 1: "x"}, a == {1: "x"}, a == {1: "x", 3: [1]}, a != {}, a == 5)
show(lambda: a < {})
