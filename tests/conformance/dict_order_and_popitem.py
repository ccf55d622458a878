# dict: insertion order through every change, popitem from the end, reversed views.
d = dict(a=1, b=2)
d['c'] = 3
d['a'] = 10
del d['b']
d['b'] = 20
print(d, list(reversed(d)), list(reversed(d.items())), d.popitem(), d, dict(reversed(d.items())))
d.update([('x', 1), ('a', 2)], y=5)
print(d, d.setdefault('x', 9), d.setdefault('new'), d)
print(d.pop('x'), d.pop('x', None), {**d, 'a': 0, **{'z': 1}}, d | {'a': 'right'}, {'a': 'left'} | d)
print(dict.fromkeys('ab', []), dict.fromkeys([1, 2]), dict([('k', 'v')], k='w'), dict(zip('ab', 'cd')), dict({'a': 1}, b=2))
for call in ("{}['x']", "{}.pop('x')", "{}.popitem()", "dict([1])", "dict(['abc'])", "dict([(1, 2, 3)])", "dict(1)", "dict({}, {})", "{} | [(1, 2)]", "{} < {}", "{[]: 1}", "dict.fromkeys(1)", "dict(**{1: 2})", "{}.update(5)", "{}.setdefault()", "hash({})", "{1: 2}.get()", "reversed({}.copy) "):
    try:
        print(eval(call))
    except Exception as e:
        print(call, type(e).__name__, e)
d = {1: 'int'}
d[True] = 'bool'
d[1.0] = 'float'
print(d, {0: 'a', False: 'b', 0.0: 'c', -0.0: 'd'})
d |= [(2, 'two')]
print(d)
