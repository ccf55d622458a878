e = "before"
try:
    raise ValueError("x")
except ValueError as e:
    print(repr(e))
try:
    e
except NameError as error:
    print(error)


def rebind():
    try:
        raise ValueError
    except ValueError as e:
        e = "rebound"
    return "e" in locals()


def deleted():
    try:
        raise ValueError
    except ValueError as e:
        del e
    return "fine"


def kept():
    try:
        raise ValueError("kept")
    except ValueError as e:
        saved = e
    return saved


def captured():
    try:
        raise ValueError("cell")
    except ValueError as e:
        f = lambda: e
        print(repr(f()))
    try:
        f()
    except NameError as error:
        return str(error)


def leaves_by_return():
    global g
    try:
        raise ValueError
    except ValueError as g:
        return "g" in globals()


print(rebind(), deleted(), repr(kept()))
print(captured())
print(leaves_by_return(), "g" in globals())
for i in range(2):
    try:
        raise KeyError(i)
    except KeyError as k:
        if i == 0:
            continue
print("k" in globals())
