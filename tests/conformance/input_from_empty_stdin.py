import sys


def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


show(input)
show(input, "prompt ")
show(lambda: input(1, 2))
show(lambda: input(prompt="x"))
show(sys.stdin.read)
print([line for line in sys.stdin])


class Fake:
    def __init__(self, lines):
        self.lines = lines

    def readline(self):
        return self.lines.pop(0) if self.lines else ""

    def flush(self):
        pass


sys.stdin = Fake(["first\n", "no newline", "\n"])
print(repr(input()), repr(input("> ")), repr(input()))
show(input)
del sys.stdin
show(input)
