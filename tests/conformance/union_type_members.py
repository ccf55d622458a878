import types
import typing

print(list[int] | list[int], (list[int] | list[str]).__args__ == (list[int], list[str]))
print((int | str) == (str | int), hash(int | str) == hash(str | int) == hash(typing.Union[int, str]))
print((int | str) == typing.Union[str, int], (int | str).__module__, {int | str: 1}[str | int])
T = typing.TypeVar("T")
S = typing.TypeVar("S")
print((list[T] | list[S])[int, int], (list[T] | list[S])[int, T].__parameters__)


class Bad(type):
    def __eq__(self, other):
        raise ZeroDivisionError("compared")

    __hash__ = type.__hash__


bad = Bad("bad", (), {})
for action in [
    lambda: list[int] | list[bad],
    lambda: isinstance(1, list[str] | int),
    lambda: isinstance(1, int | list[str]),
    lambda: issubclass(int, int | dict[str, int]),
    lambda: 1 in (int | str),
    lambda: (int | str)[0],
    lambda: iter(int | str),
    lambda: int | 1,
    lambda: isinstance(1, int | None),
    lambda: issubclass(type(None), int | None),
]:
    try:
        print(action())
    except (TypeError, ZeroDivisionError) as error:
        print(f"{type(error).__name__}: {error}")
print(type(int | str) is types.UnionType, isinstance(int | str, types.UnionType))
