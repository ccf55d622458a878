import types


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


attempt(types.MappingProxyType)
attempt(types.MappingProxyType, 1, 2)
attempt(types.MappingProxyType, None)
attempt(types.MappingProxyType, [1])
attempt(types.MappingProxyType, mapping={1: 2})
attempt(types.EllipsisType, 1)
attempt(types.NoneType, 1)
attempt(types.NotImplementedType, x=1)
attempt(types.TracebackType)
attempt(types.TracebackType, None, 1)
attempt(types.MethodType, 1, 2)
attempt(types.MethodType, print, None)
attempt(types.CellType, 1, 2)
attempt(types.ModuleType)
attempt(types.ModuleType, 1)
attempt(types.SimpleNamespace, 1)
attempt(types.GenericAlias, int)
attempt(types.GeneratorType)
attempt(types.FrameType)
attempt(types.BuiltinFunctionType)
attempt(types.UnionType)
attempt(AttributeError, bogus=1)
attempt(NameError, "x", bogus=1)
attempt(ImportError, bogus=1)
for v in types.SimpleNamespace(), types.MappingProxyType({}), [], {}, set(), bytearray(), slice(1), {}.keys(), {}.items():
    attempt(hash, v)


class Raises:
    def __get__(self, instance, owner):
        raise AttributeError("bound")


class E:
    __eq__ = Raises()
    __lt__ = Raises()
    __add__ = Raises()
    __len__ = Raises()


print(E() == E(), E() != E())
attempt(lambda: E() < E())
attempt(lambda: E() + 1)
attempt(lambda: len(E()))


def func4():
    def inner(s):
        return s

    return type(inner)(inner.__code__, {})


safe = {"None": None}
namespace = {"type": type, "__builtins__": safe}
exec("def f(s): pass\ng = type(f)(f.__code__, {})", namespace)
print(namespace["f"].__builtins__ is safe, namespace["g"].__builtins__ is safe, func4().__builtins__ is safe)
