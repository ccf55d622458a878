def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


log = []


def g():
    try:
        log.append("start")
        yield 1
        log.append("middle")
        yield 2
    finally:
        log.append("finally")
        log.append("done")


for x in g():
    log.append(x)
    if x == 1:
        pass
print(log)
log.clear()
it = g()
for x in it:
    break
it.close()
print(log)


def nested():
    try:
        try:
            yield "a"
        finally:
            yield "in finally"
            print("after yield in finally")
    finally:
        print("outer finally")


print(list(nested()))
n = nested()
next(n)
show(n.throw, ValueError("v"))
show(next, n)


def with_return():
    try:
        yield 1
        return "try"
    finally:
        return "finally"


w = with_return()
next(w)
show(w.throw, KeyError("swallowed"))
