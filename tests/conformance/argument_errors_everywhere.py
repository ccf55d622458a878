# Every method of the built-in types and every built-in function: what it says to no, few and many arguments, to None as
# each of them, to an object of another type, and to keywords. A line holds the checksum of the messages of one of them;
# with the name of a method as the argument the script shows its messages.
import builtins
import re
import sys

samples = {
    object: lambda: object(), int: lambda: 5, bool: lambda: True, float: lambda: 2.5, complex: lambda: 1j,
    str: lambda: "abc", bytes: lambda: b"abc", bytearray: lambda: bytearray(b"abc"), list: lambda: [1, 2],
    tuple: lambda: (1, 2), dict: lambda: {1: 2}, set: lambda: {1}, frozenset: lambda: frozenset({1}),
    range: lambda: range(3), slice: lambda: slice(1, 2), memoryview: lambda: memoryview(b"abc"),
    enumerate: lambda: enumerate("a"), zip: lambda: zip("a"), map: lambda: map(len, "a"),
    filter: lambda: filter(len, "a"), reversed: lambda: reversed([1]), property: lambda: property(),
    staticmethod: lambda: staticmethod(len), classmethod: lambda: classmethod(len), super: lambda: super(int, 5),
    BaseException: lambda: BaseException(1), type: lambda: type("T", (), {}), type(None): lambda: None,
    type(len): lambda: len, type(lambda: 0): lambda: lambda: 0, type((lambda: (yield))()): lambda: (lambda: (yield))(),
}
counts = (0, 1, 2, 3, 4, 10)
shown = sys.argv[1] if len(sys.argv) > 1 else None
messages = []


def text(error):
    return f"{type(error).__name__}: {re.sub('0x[0-9a-f]+', '0x', str(error))}"


def attempt(label, function, *args, **kwargs):
    try:
        function(*args, **kwargs)
    except Exception as error:
        messages.append(f"{label}: {text(error)}")
    else:
        messages.append(f"{label}: ok")


def checksum(text):
    value = 0
    for byte in text.encode():
        value = (value * 16777619 ^ byte) & 0xFFFFFFFF
    return value


def finish(name):
    if shown is None:
        print(name, f"{checksum('|'.join(messages)):08x}")
    elif shown == name:
        print(*messages, sep="\n")
    messages.clear()


def sweep_method(make, name):
    method = getattr(type(make()), name)
    attempt("unbound", method)
    attempt("of another", method, NotImplemented)
    for n in counts:
        attempt(f"{n}", getattr(make(), name), *[None] * n)
    attempt("x=", getattr(make(), name), x=None)
    attempt("None, x=", getattr(make(), name), None, x=None)


def sweep_function(function, counts):
    for n in counts:
        attempt(f"{n}", function, *[None] * n)
    attempt("x=", function, x=None)
    attempt("None, x=", function, None, x=None)


# Hasp's types have fewer of these in their own dictionaries, and cast() knows no shapes.
elsewhere = {"__getattribute__", "__setattr__", "__delattr__", "__class_getitem__", "__alloc__", "__reduce_ex__"}
skipped = elsewhere | {"__init_subclass__", "__subclasshook__", "__class__", "__doc__", "__sizeof__", "__dir__"}
skipped_of = {memoryview: {"cast", "__iter__"}, str: {"__bool__"}}
for kind, make in samples.items():
    sweep_function(kind, [n for n in counts if kind is not type or n > 3])
    finish(kind.__name__ + "()")
    for name in sorted(vars(kind)):
        if name not in skipped | skipped_of.get(kind, set()) and callable(getattr(kind, name, None)):
            sweep_method(make, name)
            finish(f"{kind.__name__}.{name}")

aside = {"input", "breakpoint", "print", "open", "exit", "quit", "__build_class__"}
for name, function in sorted(vars(builtins).items()):
    if type(function) is type(len) and name not in aside:
        sweep_function(function, counts)
        finish(name)
