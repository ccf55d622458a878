def f(n):
    raise ValueError(n)


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
    errors.append(e)
try:
    raise ExceptionGroup("outer", [*errors, TypeError("bare"), ExceptionGroup("no traceback", [OSError(5, "text")])])
except* OSError as o:
    raise KeyError("new")
