# What a mro() of a metaclass may do with the class that is being made.
def attempt(action, cls):
    try:
        return action(cls)
    except (TypeError, AttributeError) as error:
        return f"{type(error).__name__}: {error}"


actions = [
    lambda cls: cls.__mro__,
    lambda cls: cls(),
    lambda cls: object.__new__(cls),
    lambda cls: cls.__subclasses__(),
    lambda cls: issubclass(cls, int),
    lambda cls: repr(cls),
    lambda cls: type.mro(cls),
    lambda cls: cls.__base__,
]

for base in object, list, Exception:
    for action in actions:

        class Meta(type):
            def mro(cls):
                print(attempt(action, cls), end=" ")
                return type.mro(cls)

        class C(base, metaclass=Meta):
            pass

        print(C.__mro__)


class B:
    pass


for result in [(B,), (), [1], 5]:

    class Meta(type):
        def mro(cls):
            return result

    try:

        class A(metaclass=Meta):
            pass

        print(A.__mro__)
    except TypeError as error:
        print(error)
