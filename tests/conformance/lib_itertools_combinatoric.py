# Products, permutations and combinations come in the order of positions, not of values.
from itertools import combinations, combinations_with_replacement, permutations, product

print(list(product('ab', [1, 2])), list(product('ab', repeat=2)), list(product()), list(product('a', [])))
print(list(permutations('abc', 2)), list(permutations([])), list(permutations('ab', 3)))
print(list(combinations('abcd', 2)), list(combinations('ab', 3)), list(combinations('ab', 0)))
print(list(combinations_with_replacement('abc', 2)), list(combinations_with_replacement('', 1)))
print(list(combinations([3, 1, 3], 2)))
for call in ("combinations('a', -1)", "permutations('a', -1)", "product('a', repeat=-1)", "combinations('a')", "permutations(3)", "permutations('a', 'b')"):
    try:
        print(list(eval(call)))
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
print(sum(1 for _ in permutations(range(7))), len(list(combinations(range(12), 6))))
