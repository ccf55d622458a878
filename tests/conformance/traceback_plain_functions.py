def divide(a, b):
    return a / b


def outer(x):
    y = x + 1
    return divide(y, 0) + 1


print("before")
outer(1)
