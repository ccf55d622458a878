"""issubclass() with an abstract class whose __subclasses__ is not what it should be."""
import abc


def attempt(function):
    class Odd(metaclass=abc.ABCMeta):
        __subclasses__ = function
    try:
        print(issubclass(int, Odd))
    except Exception as error:
        print(type(error).__name__, error)


def fails():
    raise ValueError('asked')


attempt(lambda: 42)
attempt(lambda: [42])
attempt(lambda: [])
attempt(lambda: [bool])
attempt(lambda: [float, int])
attempt(fails)
