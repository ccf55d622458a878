def attempt(action):
    try:
        print(ascii(action()))
    except (UnicodeEncodeError, ValueError, TypeError) as error:
        print(f"{type(error).__name__}: {error}")


for name in "A", "Ä", "\U0001f40d", "", "42", "A\0B", "A\udcdcB", b"A":
    attempt(lambda: type(name, (), {}).__name__)
    A = type("A", (), {})
    attempt(lambda: setattr(A, "__name__", name))
    print(ascii(A.__name__), A.__qualname__)
for doc in "x", "x\0y", "x\udcdcy", b"x", 42, None:
    attempt(lambda: type("A", (), {"__doc__": doc}).__doc__)
    A = type("A", (), {})
    A.__doc__ = doc
    print(ascii(A.__doc__))
try:
    raise IndexError
except IndexError as error:
    print(dir(error.__traceback__))
