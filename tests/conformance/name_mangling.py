def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class Spam:
    __private = 1
    __dunder__ = 2
    _single = 3

    def __init__(self):
        self.__x = 10
        self.__y__ = 11

    def __secret(self, __arg=5):
        __local = __arg
        return sorted(locals().keys() - {"self"})

    def call(self):
        return self.__secret(), self.__x, Spam.__private

    def foreign(self, other):
        return other.__x


s = Spam()
print(s.call(), sorted(vars(s)))
print(s._Spam__x, Spam._Spam__private, Spam.__dunder__)


class _Under(Spam):
    __x = 20

    def mine(self):
        return self.__x


class __(Spam):
    __x = 30


print(_Under._Under__x, _Under().mine(), __._ if hasattr(__, "_") else __.__dict__["__x"])
show(s.foreign, object())
show(lambda: s.__nothing)


class Imp:
    def f(self):
        global __g
        __g = 1
        return "_Imp__g" in globals()


print(Imp().f())


class K:
    def f(self, *, __k=1):
        return __k


print(K().f(_K__k=7))
show(lambda: K().f(__k=7))
