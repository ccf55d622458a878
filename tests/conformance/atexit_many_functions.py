# Any number of functions can be registered, and any of them taken back.
import atexit

order = []


class Equal:
    """Equal to whatever has the same number."""

    def __init__(self, number):
        self.number = number

    def __eq__(self, other):
        return isinstance(other, Equal) and self.number == other.number

    def __call__(self, *args, **kwargs):
        order.append((self.number, args, kwargs))


def show():
    print(len(order), order[:3], order[-1])


atexit.register(show)
for i in range(4000):
    atexit.register(Equal(i % 5), i, key=i)
atexit.unregister(Equal(7))
atexit.unregister(Equal(1))
atexit.unregister(Equal(3))


class Failing(Equal):
    def __eq__(self, other):
        raise ValueError('not to be compared')


try:
    atexit.unregister(Failing(0))
except ValueError as error:
    print(error)
