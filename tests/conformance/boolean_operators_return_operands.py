def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


def note(x):
    print("(%r)" % (x,), end=" ")
    return x


print(note(0) or note([]) or note("x") or note("unused"))
print(note(1) and note("a") and note([]) and note("unused"))
print(note(0) and note(1) or note(2))
print(not note(""), not not note("a"), not None, not [0])
print(1 or 1 / 0, 0 and 1 / 0)
print(None or (), "" or None, [] and 1)
print(1 if [] else 2 if "" else 3, (1, 2) if 1 else 0)


class B:
    def __init__(self, v):
        self.v = v

    def __bool__(self):
        print("bool", end=" ")
        return self.v


b = B(False)
print((b or "other"), (b and "other") is b)
if B(True) and not B(False):
    print("taken")
while B(False):
    print("never")
else:
    print("else")
show(lambda: not B(1))
show(bool, B(None))
