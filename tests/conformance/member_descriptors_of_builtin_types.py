import types

members = [
    (slice, "start"),
    (range, "step"),
    (complex, "real"),
    (property, "fget"),
    (type, "__mro__"),
    (type, "__base__"),
    (staticmethod, "__func__"),
    (super, "__self__"),
    (types.FunctionType, "__globals__"),
    (types.FunctionType, "__closure__"),
    (types.CodeType, "co_flags"),
    (types.MethodType, "__self__"),
    (types.ModuleType, "__dict__"),
    (types.TracebackType, "tb_frame"),
    (OSError, "errno"),
    (StopIteration, "value"),
    (SyntaxError, "text"),
    (types.GetSetDescriptorType, "__objclass__"),
    (type(int.__add__), "__name__"),
]
for owner, name in members:
    member = owner.__dict__[name]
    print(member, type(member) is types.MemberDescriptorType, member.__objclass__ is owner, member.__qualname__)
print(types.FunctionType.__dict__["__code__"], type(types.FunctionType.__dict__["__code__"]))


def attempt(action):
    try:
        print(action())
    except (AttributeError, TypeError) as error:
        print(f"{type(error).__name__}: {error}")


attempt(lambda: setattr(1j, "real", 2))
attempt(lambda: setattr(property(), "fget", 2))
attempt(lambda: delattr(slice(1), "stop"))
attempt(lambda: slice.start.__get__(range(3)))
attempt(lambda: slice.start.__get__(slice(4, 5)))
attempt(lambda: slice.start.__get__(None, slice) is slice.start)
error = OSError(2, "text")
error.errno = 3
del error.strerror
print(error.errno, error.strerror)
print("errno" in vars(FileNotFoundError), "errno" in vars(OSError))
