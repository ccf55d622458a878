import sys


class Picky:
    def __getattribute__(self, name):
        print("asked for", name)
        return object.__getattribute__(self, name)

    def __sizeof__(self):
        return 1000


print(sys.getsizeof(Picky()) >= 1000)


class Wrong:
    def __init__(self, answer):
        self.answer = answer

    def __sizeof__(self):
        return self.answer


for answer in -1, "x", None, 2**100:
    try:
        print(sys.getsizeof(Wrong(answer)))
    except (TypeError, ValueError, OverflowError) as error:
        print(f"{type(error).__name__}: {error}")
print(sys.getsizeof(Wrong("x"), 17), sys.getsizeof(Wrong("x"), default=18))
print(object().__sizeof__() > 0, [].__sizeof__() < list(range(1000)).__sizeof__())
