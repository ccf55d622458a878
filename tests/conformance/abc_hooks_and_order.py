import collections.abc as abc
import typing
from abc import ABC, ABCMeta

for cls in abc.Iterable, abc.Sized, abc.Callable, abc.Sequence, abc.Generator:
    print(cls.__name__, [base.__name__ for base in cls.__mro__])


class Hooked(ABC):
    @classmethod
    def __subclasshook__(cls, subclass):
        return answer


for answer in True, False, NotImplemented:
    print(issubclass(type(f"T{answer}", (), {}), Hooked))
answer = 1
try:
    issubclass(type("Other", (), {}), Hooked)
except AssertionError as error:
    print(error)


@typing.runtime_checkable
class Closes(abc.Iterable, typing.Protocol):
    def close(self): ...


class Plain(typing.Protocol):
    def close(self): ...


class File:
    def __iter__(self):
        return iter(())

    def close(self):
        pass


print(issubclass(File, Closes), issubclass(list, Closes), isinstance(File(), Closes))
for check in lambda: issubclass(File, Plain), lambda: isinstance(File(), Plain):
    try:
        check()
    except TypeError as error:
        print(error)


class Registered(metaclass=ABCMeta):
    pass


Registered.register(int)
print(issubclass(bool, Registered), issubclass(str, Registered))
Registered._abc_registry_clear()
Registered._abc_caches_clear()
print(issubclass(bool, Registered))


class Sub(abc.Sized):
    pass


print(issubclass(list, abc.Sized), issubclass(list, Sub))
