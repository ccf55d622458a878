# Conditional expressions as conditions, with assignments inside.
def f(c):
    if (1 if c else (z := 2)) and 1: pass
    try: return z
    except UnboundLocalError as e: return str(e)
def g(c):
    if ((y := 1) if c else (z := 0)): return y
    try: return y
    except UnboundLocalError as e: return str(e)
def h(a, b, c):
    r = []
    if (a if b else c): r.append(1)
    if not (a if b else c): r.append(2)
    while (a if b else c) and len(r) < 3: r.append(3)
    if (a if b else c) or (b if c else a): r.append(4)
    if (a if (b if a else c) else c): r.append(5)
    r.append([x for x in (1, 2) if (a if x == 1 else c)])
    assert (a if b else 1), r
    return r
for c in (0, 1):
    print(f(c), g(c))
    for a in (0, 1):
        for b in (0, 1):
            try: print(a, b, c, h(a, b, c))
            except AssertionError as e: print('assert', e)
