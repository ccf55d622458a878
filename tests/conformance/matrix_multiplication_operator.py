def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class M:
    def __init__(self, rows):
        self.rows = rows

    def __matmul__(self, o):
        return M([[sum(a * b for a, b in zip(r, c)) for c in zip(*o.rows)] for r in self.rows])

    def __rmatmul__(self, o):
        return f"{o} @ M"

    def __imatmul__(self, o):
        self.rows = "in place"
        return self


a, b = M([[1, 2], [3, 4]]), M([[0, 1], [1, 0]])
print((a @ b).rows, (a @ b @ b).rows, 5 @ a)
a @= b
print(a.rows)
show(lambda: 1 @ 2)
show(lambda: [1] @ [2])
print((b @ b).rows, 2 * 3 if b else 0)
