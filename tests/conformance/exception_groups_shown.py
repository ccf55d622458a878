# How the module traceback shows exception groups.
import traceback, sys


def f(n):
    raise ValueError(n)


def group():
    errors = []
    for n in range(3):
        try:
            f(n)
        except ValueError as e:
            errors.append(e)
    try:
        raise ExceptionGroup("inner", errors[:2])
    except ExceptionGroup as e:
        e.add_note("a note\nof two lines")
        inner = e
    raise ExceptionGroup("outer", [inner, errors[2], TypeError("bare"), ExceptionGroup("empty tb", [OSError(5, "text")])]) from errors[0]


def show():
    print(traceback.format_exc(), end="")
    shown = traceback.TracebackException(*sys.exc_info(), max_group_width=2, max_group_depth=3)
    print("".join(shown.format()), end="")


try:
    group()
except ExceptionGroup:
    show()
try:
    try:
        group()
    except* ValueError as v:
        raise KeyError("new")
except ExceptionGroup:
    show()
try:
    try:
        raise ValueError(1)
    except* ValueError as v:
        raise
except BaseException:
    show()
try:
    raise ExceptionGroup("many", [ValueError(i) for i in range(20)])
except ExceptionGroup:
    show()
e = ValueError("deep")
for i in range(15):
    e = ExceptionGroup(f"level {i}", [e])
try:
    raise e
except ExceptionGroup:
    show()
try:
    try:
        raise ExceptionGroup("first", [ValueError(1)])
    except ExceptionGroup:
        raise ExceptionGroup("second", [ValueError(2)])
except ExceptionGroup:
    show()
try:
    raise BaseExceptionGroup("base", [KeyboardInterrupt()])
except BaseExceptionGroup:
    show()
