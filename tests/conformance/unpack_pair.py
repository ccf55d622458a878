# Pairs taken apart in assignments and loops: all or nothing, in order; literal subscripts of both signs.
def f():
    a = b = None
    try:
        for a, b in [(1, 2), (3, 4, 5)]: pass
    except ValueError as e: print(a, b, e)
    try:
        a, b = iter([7])
    except ValueError as e: print(a, b, e)
    try:
        a, b = 5
    except TypeError as e: print(a, b, e)
    l = [0, 1]
    i = 0
    i, l[i] = 1, 5
    print(i, l)
    l[i], i = 0, 0   # parallel
    p = (9, 1)
    l = [0, 1]; i = 0
    l[i], i = p
    print(l, i)
    i, l[i] = (1, 8)
    print(l, i)
    a, a = (1, 2); print(a)
    a = (3, 4); a, b = a; print(a, b)
    b = (5, 6); a, b = b; print(a, b)
    for k, v in {'x': 1, 'y': 2}.items(): print(k, v)
    for n, (k, v) in enumerate({'x': 1}.items()): print(n, k, v)
    for a, b in zip([1, 2], 'ab'): print(a, b)
    for a, b in zip([1, 2], 'ab', strict=True): print(a, b)
    try:
        for a, b in zip([1, 2], 'ab', [3, 4]): print(a, b)
    except ValueError as e: print(e)
    try:
        for a, b in zip([1]): print(a, b)
    except ValueError as e: print(e)
    d = {'x': 1, 'y': 2}
    try:
        for k, v in d.items(): d[k + 'z'] = 1
    except RuntimeError as e: print(e)
    for i, x in enumerate('abc', 2**62 - 2): print(i, x)
    for a, b in reversed({'x': 1, 'y': 2}.items()): print(a, b)
    l = [1, 2, 3]; l[-1] += 5; l[-3] = 9; l[0] += 1; print(l, l[-1], l[-2])
    try: l[-4] = 0
    except IndexError as e: print(e)
    try: l[7] += 0
    except IndexError as e: print(e)
    d = {-1: 'm', 0: 'z'}; d[-1] += 'x'; d[0] += 'y'; print(d, d[-1])
    for a, b in ('ab', [1, 2], {3: 0, 4: 0}): print(a, b)
    class E:
        def __iter__(self): return self
        def __next__(self): raise KeyError('q')
    try:
        for a, b in E(): pass
    except KeyError as e: print('KE', e)
    print([x + y for x, y in zip(range(3), range(3)) if x != 1])
    print({x: y for x, y in enumerate('ab')})
    for x, in [(1,), (2,)]: print(x)
    for self_x, l[0] in enumerate('pq'): print(l)
f()
