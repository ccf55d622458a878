class A:
    def __class_getitem__(cls, item):
        return cls.__name__, item


class B(A):
    pass


print(A[1], B["x"], A[1, 2], A[()], A[1:2], A[...])


class Meta(type):
    def __getitem__(cls, item):
        return "meta", item


class C(A, metaclass=Meta):
    pass


print(C[1], C.__class_getitem__(2))


class D:
    @staticmethod
    def __class_getitem__(item):
        return "static", item


class E:
    @classmethod
    def __class_getitem__(cls, item):
        return cls, item


class F:
    __class_getitem__ = None


class G:
    __class_getitem__ = 5


class H:
    def __init__(self):
        self.__class_getitem__ = lambda item: item


def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


attempt(lambda: D[1])
attempt(lambda: E[1][1])
attempt(lambda: F[1])
attempt(lambda: G[1])
attempt(lambda: H[1])
attempt(lambda: H()[1])
attempt(lambda: A()[1])
attempt(lambda: int[1])
attempt(lambda: list[int][str])
attempt(lambda: type[int])
print(type(vars(A)["__class_getitem__"]), type(vars(B).get("__class_getitem__")))


class I(A):
    def __class_getitem__(cls, item):
        return "I", super().__class_getitem__(item)


print(I[3])
