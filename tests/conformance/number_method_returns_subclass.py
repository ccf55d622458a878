# __int__, __index__, __float__, __complex__, __trunc__ that give a subclass or something else: warnings and errors.
import math
import warnings


class I(int):
    pass


class F(float):
    pass


class X(complex):
    pass


class Text(str):
    def __float__(self):
        return 9.0

    def __int__(self):
        return 8


class All:
    def __int__(self):
        return I(3)

    def __float__(self):
        return F(2)

    def __complex__(self):
        return X(1)


class Index:
    def __init__(self, result):
        self.result = result

    def __index__(self):
        return self.result


class Trunc:
    def __trunc__(self):
        return Index(5)


class Own(int):
    def __int__(self):
        return True


warnings.simplefilter('always')
for name, function in (('int', lambda: int(All())), ('float', lambda: float(All())), ('complex', lambda: complex(All())), ('sin', lambda: math.sin(All())),
                       ('index', lambda: bin(Index(I(2)))), ('subscript', lambda: 'abcd'[Index(True)]), ('int of index', lambda: int(Index(I(4)))),
                       ('trunc', lambda: int(Trunc())), ('own', lambda: int(Own(7))), ('text', lambda: (float(Text('1')), int(Text('1')))), ('float of index', lambda: float(Index(I(1)))),
                       ('wrong', lambda: bin(Index('x'))), ('range', lambda: range(Index(I(2)))), ('bool', lambda: (int(True), float(True), complex(True)))):
    with warnings.catch_warnings(record=True) as caught:
        try:
            result = function()
            print(name, repr(result), type(result).__name__)
        except TypeError as error:
            print(name, error)
    for warning in caught:
        print('   ', warning.category.__name__, warning.message)
warnings.simplefilter('error')
for function in lambda: int(All()), lambda: float(All()), lambda: complex(All()), lambda: [1][Index(False)], lambda: int(Trunc()):
    try:
        function()
    except DeprecationWarning as error:
        print(error)
