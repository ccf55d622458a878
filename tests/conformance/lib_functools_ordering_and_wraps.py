# total_ordering fills in the other comparisons; wraps copies what describes a function.
from functools import cmp_to_key, total_ordering, update_wrapper, wraps, WRAPPER_ASSIGNMENTS

@total_ordering
class V:
    def __init__(self, n):
        self.n = n
    def __eq__(self, other):
        return self.n == other.n if isinstance(other, V) else NotImplemented
    def __lt__(self, other):
        return self.n < other.n if isinstance(other, V) else NotImplemented

print(V(1) <= V(1), V(1) > V(0), V(1) >= V(2), V(3) != V(3))
try:
    V(1) <= 3
except TypeError as e:
    print(type(e).__name__)
try:
    total_ordering(type('Nothing', (), {}))
except ValueError as e:
    print(type(e).__name__)

def decorate(f):
    @wraps(f)
    def inner(*args):
        """Inner."""
        return f(*args)
    return inner

@decorate
def outer(a: int) -> str:
    """Outer."""
outer.mark = 1
print(outer.__name__, outer.__doc__, outer.__annotations__, outer.__wrapped__.__name__, outer.__qualname__)
print(WRAPPER_ASSIGNMENTS)
key = cmp_to_key(lambda a, b: (a % 3 > b % 3) - (a % 3 < b % 3))
print(sorted(range(9), key=key), key(1) < key(2), key(4) == key(1))
try:
    hash(key(1))
except TypeError as e:
    print(type(e).__name__)
