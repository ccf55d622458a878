def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


print([x for x in range(10) if x % 2 if x > 3], [x if x % 2 else -x for x in range(5)], [[y for y in range(x)] for x in range(4)])
print([(x, y) for x in range(3) for y in "ab" if x], [y for x in [[1], [2, 3]] for y in x], [a + b for a, (b, c) in [(1, (2, 3))]])
print([lambda x=x: x for x in range(3)][1](), [*(i for i in range(2)), *[3]], [x for x in "hello" if x not in "l"], [i for i, in [(1,), (2,)]])
matrix = [[1, 2, 3], [4, 5, 6]]
print([[row[i] for row in matrix] for i in range(3)], [x for row in matrix for x in row if x % 2 == 0], [sum(r) for r in matrix])
show(lambda: [1 / x for x in [1, 0]])
show(lambda: [x for x, y in [(1, 2, 3)]])
