def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


x = 1


def read_before():
    print(x)
    x = 2


def augmented():
    x += 1


def deleted():
    y = 1
    del y
    return y


def delete_twice():
    y = 1
    del y
    del y


def branch(flag):
    if flag:
        z = 1
    return z


def loop():
    for i in []:
        pass
    return i


def handler():
    try:
        1 / 0
    except ZeroDivisionError as e:
        pass
    return e


for f in (read_before, augmented, deleted, delete_twice, loop, handler):
    show(f)
show(branch, True)
show(branch, False)
show(lambda: undefined_name)
