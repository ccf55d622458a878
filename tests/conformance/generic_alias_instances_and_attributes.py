import collections
import copy
import types
import weakref
from collections.abc import Callable, Iterable

Alias = types.GenericAlias


class Box(list):
    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


class Slotted:
    __slots__ = ()
    __class_getitem__ = classmethod(Alias)


box = Alias(Box, int)([1, 2])
print(box, type(box).__name__, box.__orig_class__)
print(list[int]("ab"), hasattr(Slotted[int](), "__orig_class__"))
print(Alias(dict, (str, int))(a=1))
for alias in list[int], Alias(Box, int), *tuple[int, str]:
    again = copy.deepcopy(alias), copy.copy(alias)
    print(again == (alias, alias), again[0].__args__)
names = set(dir(list[int]))
print(names >= set(dir(list)), sorted(names - set(dir(list))))
print(list[int].append is list.append, list[int].__class__, list[int].__doc__ == list.__doc__)
for name in "__deepcopy__", "__copy__", "nothing":
    try:
        getattr(list[int], name)
    except AttributeError as error:
        print(error)
print(weakref.ref(list[int])() is None or True, weakref.ref[int], types.AsyncGeneratorType[int, str])
print(collections.deque[int], Iterable[int], Callable[[int], str])
