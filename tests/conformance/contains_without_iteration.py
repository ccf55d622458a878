import re
import types


class Raises:
    def __iter__(self):
        raise TypeError("own words")


class Other:
    def __iter__(self):
        raise ValueError("kept")


class Old:
    def __getitem__(self, i):
        if i == 3:
            raise IndexError
        return i * 10


values = [int | str, Raises(), Other(), Old(), 5, re.match("a", "a"), types.SimpleNamespace(), print, int]
for value in values:
    for action in (lambda: 20 in value), (lambda: list(value)), (lambda: iter(value) and "iterator"):
        try:
            print(action(), end="; ")
        except (TypeError, ValueError) as error:
            print(error, end="; ")
    print()
