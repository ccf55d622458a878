def early():
    def inner():
        return later

    try:
        inner()
    except NameError as error:
        print(type(error).__name__, error)
    later = 1
    print(inner())
    del later
    try:
        inner()
    except NameError as error:
        print(type(error).__name__, error)
    try:
        later
    except UnboundLocalError as error:
        print(type(error).__name__, error)


early()


def argument_cell(a, *rest, k=3, **more):
    def inner():
        return a, rest, k, more

    a += 1
    return inner


print(argument_cell(1, 2, 3, z=4)())
