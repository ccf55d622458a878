# list: insert, pop, remove and index over all positions, and their errors.
for i in (-9, -2, -1, 0, 1, 2, 9):
    x = [1, 2]
    x.insert(i, 'n')
    print(i, x, end='; ')
print()
x = list('abcabc')
print(x.pop(), x.pop(0), x.pop(-2), x, x.index('b'), x.index('b', 1), x.count('b'))
x.remove('b')
print(x, x.copy() is x)
for call in ("[].pop()", "[1].pop(1)", "[1].pop(-2)", "[1].remove(2)", "[1].index(2)", "[1, 1].index(1, 2)", "[1].insert('a', 1)", "[1].pop('a')", "[1].extend(1)", "[1].insert(1)", "[1].sort(1)", "[1][2]", "[1]['a']", "[1] + (2,)", "[1] * 'a'", "[1] * [2]", "hash([])", "[].__setitem__(0, 1)", "[1] < (1,)", "[1].index(1, 'a')"):
    try:
        print(eval(call))
    except Exception as e:
        print(call, type(e).__name__, e)
nan = float('nan')
print([nan].index(nan), nan in [nan], [nan] == [nan], [float('nan')] == [nan], [1, nan].count(nan))
