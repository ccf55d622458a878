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


class A(Exception):
    pass


class B(A):
    pass


def f(error):
    try:
        raise error
    except (KeyError, B) as e:
        return "tuple", repr(e)
    except A:
        return "A"
    except ArithmeticError as e:
        return "arith", type(e).__name__
    except:
        return "bare"


for error in (A(), B("b"), KeyError("k"), ZeroDivisionError(), OverflowError, ValueError, B):
    print(f(error))


def dynamic():
    print("evaluated", end=" ")
    return ValueError


try:
    raise KeyError
except dynamic():
    print("no")
except (TypeError, (IndexError, (LookupError,))):
    print("nested tuple")
try:
    pass
except undefined_is_never_evaluated:
    pass


def wrong(spec):
    try:
        raise ValueError("v")
    except spec:
        return "caught"


show(wrong, 5)
show(wrong, (KeyError, "x"))
show(wrong, object)
show(wrong, ())
show(wrong, (ValueError, "never looked at"))
bad("try: pass\nexcept: pass\nexcept ValueError: pass\n")
bad("try: pass")
bad("try:\n    pass\nx = 1\n")
bad("try: pass\nexcept A, B: pass\n")
bad("try: pass\nelse: pass\n")
bad("try: pass\nexcept A as b.c: pass\n")
