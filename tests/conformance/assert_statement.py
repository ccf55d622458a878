def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


def bad(source):
    try:
        compile(source, "s", "exec")
        print("accepted", repr(source))
    except SyntaxError as error:
        print(f"{type(error).__name__}: {error.msg} ({error.lineno}, {error.offset})")


def check(*args):
    if len(args) == 1:
        assert args[0]
    else:
        assert args[0], args[1]
    return "passed"


show(check, 1)
show(check, 0)
show(check, [], "message")
show(check, None, {"k": 1})
show(check, "", ValueError("inner"))
show(check, 1, 1)
try:
    assert False, (1, 2)
except AssertionError as error:
    print(error.args, repr(error))


def note():
    print("message evaluated")
    return "m"


assert True, note()
try:
    assert False, note()
except AssertionError as error:
    print(error)
AssertionError_saved = AssertionError
AssertionError = ValueError
try:
    assert 0
except AssertionError_saved as error:
    print("the real one", type(error).__name__)
bad("assert")
bad("assert x = 1")
print(__debug__)
bad("__debug__ = 1")
