# At the end __del__ runs although a library keeps a function, and so the variables, of the main module.
import functools


class Owner:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('del', self.name)


def keeper():
    return first


functools.kept_for_good = keeper
first = Owner('first')
nested = [{'second': Owner('second')}]
print('end', keeper().name)
