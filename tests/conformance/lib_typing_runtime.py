# typing at run time: what is shown, subscripted, inspected and refused.
import typing
from typing import *
T = TypeVar('T')
K = TypeVar('K', bound=int)
P = ParamSpec('P')
Ts = TypeVarTuple('Ts')
print(List[int], Dict[str, List[T]], Optional[int], Union[int, str, int], Union[int], Callable[[int, str], bool], Callable[..., T], Tuple[()], Tuple[int, ...], Type[int], Literal[1, 'a', None], Annotated[int, 'meta'], Final[int], ClassVar[str], Any, NoReturn, T, K, P, Callable[P, int], Tuple[Unpack[Ts]])
print(Dict[str, T][int], Union[T, int][str], Callable[[T], T][int], Optional[T][int], List[List[T]][str], get_origin(List[int]), get_args(Dict[str, int]), get_args(Callable[[int], str]), get_origin(Union[int, str]), get_args(Literal[1, 2]), get_origin(int), Optional[None])
print(List[int] == List[int], Union[int, str] == Union[str, int], hash(List[int]) == hash(List[int]), List[int] == list[int], Union[int, bool], int | None == Optional[int], Annotated[Annotated[int, 1], 2], Literal[1] == Literal[True], Literal[1, 1])
class Node(Generic[T]):
    value: T
    next: 'Optional[Node[T]]' = None
class Pair(Node[int], Generic[K]): pass
print(Node[int], Node.__parameters__, Pair.__parameters__, Pair.__orig_bases__, Node[int]().__orig_class__, Pair.__mro__[1].__name__, get_type_hints(Node), Node[int]() .value if hasattr(Node, 'value') else 'no value')
class Point(NamedTuple):
    x: int
    y: int = 0
class Movie(TypedDict, total=False):
    name: Required[str]
    year: int
print(Point(1), Point._field_defaults, Point.__annotations__, Movie(name='a'), Movie.__required_keys__, Movie.__optional_keys__, Movie.__total__, NewType('U', int)(5), NewType('U', int))
@runtime_checkable
class Sized2(Protocol):
    def __len__(self) -> int: ...
class Proto(Protocol):
    x: int
print(isinstance([], Sized2), isinstance(5, Sized2), issubclass(list, Sized2), cast(int, 'a'), typing.TYPE_CHECKING, overload(lambda: 0).__name__)
def f(a: 'int', b: Optional['Node[str]'] = None, *c: T, **d: List['str']) -> None: ...
print(get_type_hints(f), get_type_hints(Point), get_overloads(f), is_typeddict(Movie), reveal_type.__name__, assert_never.__name__)
for source in ('List[int, str]', 'Dict[int]', 'Union[()]', 'Optional[int, str]', 'Callable[int]', 'Literal[()]', 'isinstance([], List[int])', 'isinstance(1, Union)', 'Generic[int]', 'Node[int, str]', 'TypeVar("X", int)', 'TypeVar("X", int, str, bound=int)', 'class_ := type("C", (List[int],), {})', 'Any()', 'issubclass(int, Proto)', 'isinstance(1, Proto)', 'Proto()', 'List[5]', 'Union[5, int]', 'Annotated[int]', 'ClassVar[ClassVar[int]]', 'get_type_hints(5)', 'Node[int][str]', 'assert_never(1)', 'NamedTuple("N", [("class", int)])', 'Movie(1)', 'isinstance({}, Movie)', 'Final()', 'T()', 'NoReturn[int]', 'Unpack[int, str]'):
    try:
        print(source, '=', eval(source))
    except Exception as e:
        print(source, '->', type(e).__name__, e)
