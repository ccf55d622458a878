def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


def note(tag, value):
    print(tag, end=" ")
    return value


print({note("k", 1): note("v", 2) for _ in range(2)})
print([note("e", i) for i in note("it", range(3)) if note("c", i != 1)])
gen = (note("late", i) for i in note("early", [1, 2]))
print("made")
print(list(gen))
try:
    g = (i for i in 5)
except TypeError as error:
    print(error)
g = (j for i in [1] for j in 5)
print("inner iterable is evaluated late")
show(next, g)
show(next, g, "done")
