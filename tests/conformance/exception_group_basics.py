def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


g = ExceptionGroup("many", [ValueError(1), TypeError(2)])
print(g, repr(g), g.message, g.exceptions, g.args)
print(repr(g.subgroup(ValueError)), g.subgroup(KeyError), g.split(TypeError))
nested = ExceptionGroup("outer", [g, KeyError("k")])
print(nested.split(lambda e: isinstance(e, ValueError)))
print(repr(nested.derive([OSError()])))
show(ExceptionGroup, "x", [])
show(ExceptionGroup, "x", [1])
show(ExceptionGroup, 1, [ValueError()])
show(ExceptionGroup, "x", 5)
show(ExceptionGroup, "x", [KeyboardInterrupt()])
print(type(BaseExceptionGroup("x", [ValueError()])).__name__)
print(type(BaseExceptionGroup("x", [KeyboardInterrupt()])).__name__)
print(ExceptionGroup("s", [ValueError()]), ExceptionGroup.__mro__[1].__name__)
try:
    raise nested
except ExceptionGroup as caught:
    print(caught is nested)
