"""PEP 695: the objects that type parameters and type aliases are."""
import copy
import inspect
import pickle
import types
import typing


def refuse(function):
    try:
        print('no error:', function())
    except Exception as e:
        print(type(e).__name__, e)


type Plain = int
type Pair[T, *Ts, **P] = tuple[T, *Ts] | typing.Callable[P, int]
print(Plain, repr(Plain), type(Plain), Plain.__name__, Plain.__module__, Plain.__value__, Plain.__type_params__)
print(Pair, Pair.__type_params__, Pair.__parameters__, Pair.__value__)
print(Pair[int, str, ...], typing.get_origin(Pair[int]), typing.get_args(Pair[int]), Pair[int].__value__)
print(Plain | None, None | Plain, Plain | str, list[Plain])
print(isinstance(Plain, typing.TypeAliasType), callable(Plain), Plain == Plain, len({Plain, Plain}))
refuse(lambda: Plain[int])
refuse(lambda: setattr(Plain, '__name__', 'x'))
refuse(lambda: setattr(Plain, '__value__', 'x'))
refuse(lambda: setattr(Plain, 'other', 'x'))
refuse(lambda: isinstance(3, Plain))
refuse(lambda: type('Sub', (typing.TypeAliasType,), {}))
print(copy.copy(Plain) is Plain, copy.deepcopy(Plain) is Plain, pickle.loads(pickle.dumps(Plain)) is Plain)
made = typing.TypeAliasType('made', list[int], type_params=(Pair.__type_params__[0],))
print(made, made.__value__, made.__type_params__, made.__module__, made[int])

# The value is evaluated when asked for, once
count = []
type Late = count.append(1) or Undefined
refuse(lambda: Late.__value__)
Undefined = 'defined'
print(Late.__value__, Late.__value__, count)
type Recursive = list[Recursive] | int
print(Recursive.__value__)
type Left = Right
type Right = Left
print(Left.__value__, Right.__value__)


def function[T, U: int, V: (int, str), *Ts, **P](a: T, b: U = 1, *args: *Ts, **more: P.kwargs) -> V:
    """A doc."""
    return T, U


t, u, v, ts, p = function.__type_params__
print(function.__type_params__, function.__name__, function.__qualname__, function.__doc__, function(1))
print(function.__annotations__, function.__defaults__)
print([type(x) for x in (t, u, v, ts, p)])
print([isinstance(x, k) for x, k in ((t, typing.TypeVar), (ts, typing.TypeVarTuple), (p, typing.ParamSpec))])
print(t.__bound__, t.__constraints__, u.__bound__, u.__constraints__, v.__bound__, v.__constraints__)
print(t.__covariant__, t.__contravariant__, t.__infer_variance__, t.__name__, t.__module__)
print(p.args, p.kwargs, list(ts), typing.List[t], typing.Dict[t, u][int, str], t | None)
print(inspect.signature(function))
print(copy.copy(t) is t, copy.deepcopy([t])[0] is t)
refuse(lambda: pickle.dumps(t))
refuse(lambda: isinstance(3, t))


class Base:
    def __init_subclass__(cls, **keywords):
        print('subclass', cls.__name__, cls.__dict__.get('__type_params__'), keywords)
        super().__init_subclass__()


class Generic[T, *Ts](Base, option=1):
    """A doc."""
    x: T
    parameters = T, Ts

    def method[U](self, x: T, y: U) -> U:
        return super().__repr__ is not None, __class__, U

    class Inner[V](list[V]):
        pass


print(Generic.__mro__, Generic.__bases__, Generic.__orig_bases__)
print(Generic.__type_params__, Generic.__parameters__, Generic.__annotations__, Generic.__doc__, Generic.parameters)
print(Generic[int, str, float], Generic[int, str]().method(1, 2), Generic.method.__qualname__)
print(Generic.Inner.__qualname__, Generic.Inner.__orig_bases__, Generic.Inner.__type_params__)
print(sorted(name for name in vars(Generic) if 'type' in name or 'dict' in name or '.' in name))


class Child[K](Generic[K, int]):
    pass


print(Child[str], Child.__orig_bases__, Child.__parameters__, Child[str].__origin__)


class Stars[**P](*(dict,), metaclass=type):
    pass


print(Stars.__bases__, Stars[[int, str]], Stars.__type_params__)


class Closing[T](typing.Protocol):
    def close(self) -> T: ...


print(Closing.__mro__, Closing.__parameters__)


def decorator(n):
    def decorate(what):
        print('decorate', n, what.__name__, what.__type_params__)
        return what
    print('decorator', n)
    return decorate


@decorator(1)
@decorator(2)
def decorated[T](a=print('default'), *, b: T = print('keyword default')): pass


@decorator(3)
class Decorated[T]: pass


async def coroutine[T](x: T): return x, T
async def asynchronous[T](x: T): yield T
def generator[T](x: T): yield T


print(coroutine.__type_params__, [*generator(1)], inspect.iscoroutinefunction(coroutine), inspect.isasyncgenfunction(asynchronous))
try:
    coroutine(1).send(None)
except StopIteration as e:
    print(e.value)
print(types.get_original_bases(Child) if hasattr(types, 'get_original_bases') else Child.__orig_bases__)
