functions = []
for i in range(3):
    functions.append(lambda: i)
print([f() for f in functions])
i = 10
print([f() for f in functions])
print([f() for f in [lambda: n for n in range(3)]])
print([f() for f in [lambda n=n: n for n in range(3)]])


def outer():
    def inner():
        return value

    value = 1
    first = inner()
    value = 2
    return first, inner()


print(outer())
