# Compiling deep in a thread's C stack: less of it is left, so errors come earlier, but always errors.
import threading

N = 5000
CASES = {
    "unary": "-" * N + "x",
    "not": "not " * N + "x",
    "attributes": "a" + ".b" * N,
    "calls": "a" + "()" * 2500,
    "conditional": "x if x else " * N + "x",
    "elif": "if x: pass\n" + "elif x: pass\n" * 2500,
    "sum": "+".join(["x"] * 2500),
    "power": "**".join(["x"] * N),
    "lambda": "lambda: " * N + "1",
    "lists": "[" * 190 + "]" * 190,
    "arguments": "f(" * 190 + ")" * 190,
    "comprehensions": "[" * 150 + "x" + " for x in y]" * 150,
    "functions": "".join(" " * i + "def f():\n" for i in range(95)) + " " * 95 + "pass\n",
    "annotation": "from __future__ import annotations\nx: " + "-" * 2500 + "1",
    "fstring": "f'{x:{y}}' " * 1000,
}
ERRORS = (MemoryError, RecursionError, SyntaxError)


def compile_all():
    outcomes = []
    for text in CASES.values():
        try:
            compile(text, "<deep>", "exec")
        except ERRORS as e:
            outcomes.append(type(e).__name__)
        else:
            outcomes.append("ok")
    return outcomes


def by_python(depth):
    return by_python(depth - 1) if depth else compile_all()


def by_sorting(depth):
    """Each level is a call from C."""
    if depth == 0:
        return compile_all()
    found = []

    def key(x):
        if not found:
            found.append(by_sorting(depth - 1))
        return x

    sorted([1, 2], key=key)
    return found[0]


finished = 0
lock = threading.Lock()


def work(function, depth):
    global finished
    try:
        outcomes = function(depth)
    except RecursionError:
        outcomes = ["too deep to begin"] * len(CASES)
    if len(outcomes) == len(CASES):
        with lock:
            finished += 1


WORK = [(by_python, depth) for depth in (0, 300, 900)] + [(by_sorting, depth) for depth in range(0, 320, 20)]
n_started = 0
for size in (0, 256 * 1024, 4 << 20):
    threading.stack_size(size)
    threads = [threading.Thread(target=work, args=item) for item in WORK]
    n_started += len(threads)
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
print(finished == n_started, n_started)
