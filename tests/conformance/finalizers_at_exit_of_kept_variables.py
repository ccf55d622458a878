# At the end __del__ runs although a library keeps the object, or a function and so the variables of the main module.
import functools


class Owner:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('del', self.name)


def keeper():
    return first


def steps():
    try:
        yield 1
    finally:
        print('steps are over')


first = Owner('first')
functools.kept_for_good = keeper
functools.object_kept = Owner('kept by functools')
functools.steps = steps()
next(functools.steps)
print('end', keeper().name)
