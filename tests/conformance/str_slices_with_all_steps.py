# Slices with every small start, stop and step agree with picking the indices one by one.
def naive(s, i):
    return ''.join(s[k] for k in range(*i.indices(len(s))))
bad = 0
values = [None, -9, -4, -2, -1, 0, 1, 2, 4, 9]
for s in ('', 'a', 'abcd', 'aébc\u2603', 'x\U0001f600yz'):
    for start in values:
        for stop in values:
            for step in (None, 1, 2, 3, -1, -2, -5, 9):
                i = slice(start, stop, step)
                if s[i] != naive(s, i) or list(s)[i] != list(naive(s, i)) or tuple(s)[i] != tuple(naive(s, i)) or s.encode('utf-32-le', 'surrogatepass')[i] is None:
                    bad += 1
                    print(ascii(s), i)
print(bad, 'abcdef'[::-2], 'abc'[5:], 'abc'[-100:2], 'abc'[::10 ** 30], 'abc'[-10 ** 30:10 ** 30])
for i in ("'abc'[::0]", "'abc'['a']", "'abc'[1.0]", "'abc'[3]", "'abc'[-4]", "'abc'[:'x']", "''[0]", "'abc'[10 ** 30]", "'abc'[None]", "'abc'[0, 1]"):
    try:
        print(eval(i))
    except Exception as e:
        print(i, type(e).__name__, e)
