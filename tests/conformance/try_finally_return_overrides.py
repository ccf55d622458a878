def a():
    try:
        return "try"
    finally:
        return "finally"


def b():
    try:
        1 / 0
    finally:
        return "swallowed"


def c():
    x = "before"
    try:
        return x
    finally:
        x = "after"


def d():
    try:
        raise ValueError
    except ValueError:
        return "except"
    else:
        return "else"
    finally:
        print("d finally")


def e():
    try:
        pass
    except ValueError:
        return "except"
    else:
        return "else"
    finally:
        print("e finally")


def f():
    for i in range(3):
        try:
            return i
        finally:
            continue
    return "after loop"


def g():
    while True:
        try:
            return "returned"
        finally:
            break
    return "broken out"


def h():
    try:
        try:
            return 1
        finally:
            print("inner")
    finally:
        print("outer")


for function in (a, b, c, d, e, f, g, h):
    print(function.__name__, function())
