# isinstance and issubclass: hooks on the metaclass, tuples, unions, and things that are no classes.
class Meta(type):
    def __instancecheck__(cls, obj):
        print('instancecheck', cls.__name__, obj)
        return obj == 5
    def __subclasscheck__(cls, sub):
        print('subclasscheck', cls.__name__, sub.__name__)
        return sub is int
class M(metaclass=Meta): pass
m = M()
print(isinstance(5, M), isinstance(6, M), isinstance(m, M), issubclass(int, M), issubclass(str, M), isinstance(5, (str, (M,))), issubclass(M, M))
print(isinstance(True, int), isinstance(1, (str, int)), isinstance(1, ()), isinstance(1, int | str), isinstance(None, int | None), issubclass(bool, int | str), isinstance([], list | dict), isinstance(1, object), issubclass(type, object), isinstance(int, type), isinstance(object, object))
class Fake:
    __bases__ = (int,)
class FakeInstance:
    __class__ = Fake
class Truthy(type):
    def __instancecheck__(cls, obj): return 'yes'
class T(metaclass=Truthy): pass
print(isinstance(1, T), isinstance(FakeInstance(), Fake))
class BadTruth(type):
    def __instancecheck__(cls, obj):
        class B:
            def __bool__(self): raise ValueError('no truth')
        return B()
class BT(metaclass=BadTruth): pass
for source in ('isinstance(1, 5)', 'isinstance(1, "int")', 'isinstance(1, (int, 5))', 'isinstance("a", (int, 5))', 'issubclass(5, int)', 'issubclass(int, 5)', 'issubclass(int, (str, "a"))', 'isinstance(1)', 'isinstance(1, list[int])', 'issubclass(list, list[int])', 'isinstance(1, [int])', 'isinstance(1, int | list[int])', 'isinstance(1, BT)', 'isinstance(1, None)', 'issubclass(Fake(), int)', 'isinstance(1, int, str)', 'issubclass(list[int], list)', 'isinstance(list[int], type)', 'isinstance(1, {int: 1})', 'int in (int | str)', '(int | str) == (str | int)', 'hash(int | str) == hash(str | int)', 'int | 5', '5 | int', 'int | None | str', 'None | int', 'int | int', 'list[int] | str', 'int | "str"', 'repr(int | list[str] | None)', '(int | str).__args__', 'type(int | str).__name__', '(int | str)[0]'):
    try:
        print(source, '=', eval(source))
    except Exception as e:
        print(source, '->', type(e).__name__, e)
deep = int
for _ in range(50): deep = (deep,)
print(isinstance(1, deep), isinstance('a', deep))
