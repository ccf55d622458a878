# keys and items behave as sets; values do not.
a, b = {'x': 1, 'y': 2}, {'y': 2, 'z': 3}
for op in ('&', '|', '-', '^'):
    r = eval(f'a.keys() {op} b.keys()')
    s = eval(f'a.items() {op} b.items()')
    print(op, type(r).__name__, sorted(r), sorted(s), sorted(eval(f'a.keys() {op} ["x", "q"]')))
print(a.keys() == {'x', 'y'}, a.keys() <= {'x', 'y', 'z'}, a.keys() < a.keys(), a.items() >= {('x', 1)}, a.keys().isdisjoint('pq'), a.items().isdisjoint(b.items()))
print(a.values() == a.values(), ('x', 1) in a.items(), ('x', 2) in a.items(), ('x',) in a.items(), 'x' in a.keys(), 2 in a.values())
print(a.keys(), a.values(), a.items(), a.keys().mapping, len(a.items()), list(reversed(a.values())))
k = a.keys()
a['new'] = 0
print(k, len(k))
for call in ("a.keys()[0]", "a.values() & b.values()", "a.keys() + b.keys()", "hash(a.keys())", "a.keys() & 5", "{'u': []}.items() & {1}", "a.keys() < 5", "a.keys().mapping.__setitem__(1, 2)"):
    try:
        print(call, eval(call))
    except Exception as e:
        print(call, type(e).__name__, e)
