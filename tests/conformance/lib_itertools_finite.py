# The finite iterators of itertools.
from itertools import (accumulate, chain, compress, dropwhile, filterfalse, groupby, islice, pairwise, starmap, takewhile,
                       zip_longest)
import operator

print(list(accumulate([3, 1, 4])), list(accumulate([3, 1, 4], max)), list(accumulate([], initial=5)), list(accumulate([2, 3], operator.mul, initial=10)))
print(list(chain('ab', [], (1,))), list(chain.from_iterable(['ab', 'c'])), list(compress('abcdef', [1, 0, True, '', 'x'])))
print(list(dropwhile(lambda x: x < 3, [1, 3, 1])), list(takewhile(lambda x: x < 3, [1, 3, 1])), list(filterfalse(None, [0, 1, '', 'a'])))
print([(k, list(g)) for k, g in groupby('aabbbc')], [(k, len(list(g))) for k, g in groupby([1, 3, 2, 4], lambda n: n % 2)])
print(list(islice('abcdef', 2)), list(islice('abcdef', 1, None, 2)), list(islice('abcdef', 4, 2)))
print(list(pairwise('abcd')), list(pairwise('a')), list(starmap(pow, [(2, 3), (3, 2)])), list(zip_longest('abc', 'x', fillvalue='-')))
for call in ("islice('a', -1)", "islice('a', 0, 1, 0)", "islice('a', 'b')", "list(starmap(pow, [1]))", "zip_longest('a', fill=1)", "accumulate()"):
    try:
        print(eval(call))
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
groups = groupby('aab')
_, first = next(groups)
_, second = next(groups)
print(list(first), list(second))
it = iter(range(10))
print(list(islice(it, 3)), next(it), list(islice(it, 2, 4)), next(it))
