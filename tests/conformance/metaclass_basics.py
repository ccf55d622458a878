def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class Meta(type):
    def __new__(meta, name, bases, namespace, **kwargs):
        print("new", name, [b.__name__ for b in bases], kwargs)
        return super().__new__(meta, name, bases, namespace)

    def __init__(cls, name, bases, namespace, **kwargs):
        print("init", name, kwargs)
        super().__init__(name, bases, namespace)

    def __call__(cls, *args):
        print("call", cls.__name__, args)
        return super().__call__(*args)

    def __getattr__(cls, name):
        return "meta " + name

    def __len__(cls):
        return 7

    def __iter__(cls):
        return iter("meta")

    def __contains__(cls, x):
        return x == 1

    @property
    def prop(cls):
        return cls.__name__ + " prop"

    def method(cls):
        return cls.__name__


class A(metaclass=Meta, tag=1):
    def __init__(self, x):
        self.x = x


class B(A):
    pass


a = A(5)
print(a.x, A.anything, len(A), list(B), 1 in A, B.prop, B.method(), type(B).__name__)
show(lambda: a.prop)
show(lambda: a.anything)


class Prepared(type):
    @classmethod
    def __prepare__(meta, name, bases, **kw):
        print("prepare", name, kw)
        return {"given": 1}


class Q(metaclass=Prepared):
    seen = given


print(Q.seen, Q.given)


def function_meta(name, bases, ns):
    return (name, bases, sorted(k for k in ns if not k.startswith("__")))


class F(metaclass=function_meta):
    x = 1


print(F)


class M1(type):
    pass


class M2(type):
    pass


show(lambda: type("Z", (M1("a", (), {}), M2("b", (), {})), {}))
show(lambda: M1("c", (M2("b", (), {}),), {}))
show(lambda: type("K", (), {}, k=1))
