# Generic aliases and unions: parameters, substitution, stars, callables; what typing makes of them.
import typing as t, types, collections, collections.abc
T = t.TypeVar('T'); K = t.TypeVar('K'); P = t.ParamSpec('P'); Ts = t.TypeVarTuple('Ts')
A = list[T]
def tr(s):
    try: print(s, '->', eval(s))
    except Exception as e: print(s, '!!', type(e).__name__, e)
for s in '''A[int]
A.__parameters__
dict[K, list[T]].__parameters__
dict[K, list[T]][int, str]
dict[K, T][int]
list[int][str]
list[int].__parameters__
A.__origin__
A.__args__
list[int] == list[int]
hash(list[int]) == hash(list[int])
list[int] is list[int]
isinstance([], list[int])
issubclass(list, list[int])
list[int]()
list[int]([1, 2])
type(list[int])
repr(list[int])
list[int] | None
(list[T] | None)[int]
(int | T)[str]
(int | T).__parameters__
(int | str)[int]
int | str == str | int
(int | str).__args__
int | list[int]
int | "x"
list | T
T | int
isinstance(1, int | str)
isinstance(1, int | list[int])
issubclass(bool, int | str)
int | None | str | int
tuple[int, ...]
tuple[()]
tuple[T, ...][int]
tuple[*Ts]
tuple[*Ts][int, str]
tuple[int, *Ts][str, bytes]
[*tuple[int, str]]
collections.deque[int]
collections.abc.Callable[[int, str], T]
collections.abc.Callable[[int, T], K][str, bytes]
collections.abc.Callable[..., int]
collections.abc.Callable[P, int][[int, str]]
t.Callable[P, T][[int], str]
list[int].append
list[int].__name__
list[int].__class__
list[int].__doc__ == list.__doc__
list[int].foo
list["x"]
list[[1]]
list[1, 2]
type[int]
t.List[T][int]
t.Dict[K, T][int, str]
t.Union[int, T][str]
t.Optional[T][int]
t.List[int] == list[int]
t.get_origin(t.List[int])
t.get_args(collections.abc.Callable[[int], str])
list[int].__reduce__()
list[int].__mro_entries__((list[int],))
type("X", (list[int],), {})
types.new_class("X", (list[int],))
types.resolve_bases((list[int], dict))
set[T] | frozenset[T]
(set[T] | frozenset[T])[int]
"__origin__" in dir(list[int])
list[int].__unpacked__
next(iter(list[int]))
next(iter(tuple[int])).__unpacked__
t.Unpack[tuple[int]]
t.Annotated[int, 5]
t.Annotated[list[T], 5][int]
t.ClassVar[list[int]]
int.__or__(5)
None | int
list[int] | list[str]
bool(list[int])
copy.copy(list[int])
pickle.loads(pickle.dumps(list[int]))
types.GenericAlias(list, (int,))
types.GenericAlias(list, int)
types.UnionType
type(int | str)
(int | str).__class__
(int | str).__hash__() == (str | int).__hash__()
t.Generic[T]
t.Generic[int]
t.Protocol[T]
Box[int]
Box[int]().x
Box[int].__parameters__
Box[T][str]
Box[int, str]
Sub.__orig_bases__
Sub.__mro__
Sub.__parameters__'''.splitlines():
    import copy, pickle
    class F:
        a: list[T]
        b: 'int | None'
    class Box(t.Generic[T]):
        x = 1
    class Sub(Box[int], list[str]): pass
    tr(s)
for s in '''collections.abc.Callable[int]
collections.abc.Callable[int, str]
collections.abc.Callable[[], None]
collections.abc.Callable[[int], str].__args__
collections.abc.Callable[..., T][int]
pickle.loads(pickle.dumps(collections.abc.Callable[[int], str]))
copy.deepcopy(list[int])
t.Callable[[int, T], K][str, bytes]
t.get_args(t.Callable[[int], str])
t.get_type_hints(g)
collections.abc.Callable[[int], str] == collections.abc.Callable[[int], str]
collections.abc.Callable[[int], str] | None
isinstance(print, collections.abc.Callable[[int], str])
t.Concatenate[int, P]
collections.abc.Callable[t.Concatenate[int, P], T]
collections.abc.Callable[t.Concatenate[int, P], T][[str], bytes]
collections.abc.Callable[P, T][int, str]
collections.abc.Callable[P, int][int, str]
pickle.loads(pickle.dumps(next(iter(tuple[int]))))
tuple[*tuple[int, ...]]
tuple[*tuple[int, str], bytes]
dict[T, T][int]
list[int][int]
list[T][int, str]
list[T][()]
type(list[T][int])
(list[T] | dict[K, T])[int, str]
t.Union[list[T], int][str]
list["T"].__parameters__
type("Y", (int, list[int]), {})
type("Y", (5,), {})'''.splitlines():
    import copy, pickle
    def g(a: collections.abc.Callable[[int], str], *b: int | None) -> list['int']: ...
    tr(s)
