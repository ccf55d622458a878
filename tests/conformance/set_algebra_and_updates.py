# set and frozenset: operators need sets, methods take anything iterable; results have the left operand's type.
a, b = {1, 2, 3}, frozenset({2, 3, 4})
for op in '|&-^':
    print(op, sorted(eval(f'a {op} b')), type(eval(f'a {op} b')).__name__, type(eval(f'b {op} a')).__name__, sorted(eval(f'b {op} a')))
print(a.union([9], 'x', ()) == {1, 2, 3, 9, 'x'}, a.intersection([2, 3], {3}), a.difference([1], [2]), a.symmetric_difference([3, 3, 5]) == {1, 2, 5}, a.union() is a, b.union() is b, frozenset(b) is b, b.copy() is b, a.copy() is a)
print(a < a, a <= a, a < {1, 2, 3, 4}, a > {1}, a >= b, a == {3, 2, 1}, a == frozenset(a), a != b, a.issubset(range(9)), a.issuperset([1]), a.isdisjoint([7]), set() <= set(), {1} < {2}, {1} > {2})
s = {1, 2}
s |= {3}; s &= {2, 3, 9}; s ^= {3, 5}; s -= {5}
print(s, s.add(7), s.discard(99), s.update([1], (2,)), sorted(s), s.remove(7), sorted(s), s.intersection_update({1}, [1, 2]), s, s.difference_update([1]), s, s.symmetric_difference_update('ab'), sorted(s), s.clear(), s)
t = {1}
u = t
t |= {2}
print(u is t, u, {1, 1.0, True}, {True, 1}, len({float('nan'), float('nan')}), {(1, 2), frozenset([1])} == {frozenset([1]), (1, 2)}, set('hello') == set('helo'), {frozenset(): 1}[frozenset()])
f = b
f |= {9}
print(f is b, type(f).__name__, sorted(b), {frozenset({1}), 'a'} & {'a'}, {1, 2} in [{2, 1}], {1} in {frozenset({1})}, {frozenset({1})}.__contains__({1}))
for source in ('{1} | [1]', '{1} + {2}', '{1} & None', '{[]}', '{1}.remove(2)', 'set().pop()', '{1} < [1]', '{1}.union(5)', 'set(5)', 'set(1, 2)', 'frozenset({1}).add(2)', 'hash({1})', '{{1}}', '{1}.remove({3})', '{1}.update(5)', '{1}.discard([])', '{1} |  {}', 'set(a=1)', '{1}[0]', '{1} == 1', '{1} <= {1: 2}.keys()', '{1: 2}.keys() >= {1}', '{1}.add()', '{1}.isdisjoint(5)', 'frozenset([[]])', '{1} - {1: 2}.keys()', '{*"a", *()}', 'set(map(abs, [-1, 1]))', 'repr(frozenset())', 'repr(set())', 'repr(frozenset({1}))', 'type("S", (set,), {})({1})', 'type("S", (set,), {})({1}) | {1}'):
    try:
        print(source, '=', eval(source))
    except Exception as e:
        print(source, '->', type(e).__name__, e)
