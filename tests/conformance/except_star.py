# except*: clauses that take parts of exception groups (PEP 654).
import sys
import traceback


def shown(e, depth=3):
    if depth == 0:
        return "..."
    if e is None or not isinstance(e, BaseException):
        return repr(e)
    text = f"{type(e).__name__}({e.args[0]!r}" if e.args else f"{type(e).__name__}("
    if isinstance(e, BaseExceptionGroup):
        text += ", [" + ", ".join(shown(x, depth) for x in e.exceptions) + "]"
    text += ")"
    if e.__cause__ is not None:
        text += f" from {shown(e.__cause__, depth - 1)}"
    elif e.__context__ is not None and not e.__suppress_context__:
        text += f" while {shown(e.__context__, depth - 1)}"
    return text


def attempt(f, *args):
    try:
        print(f.__name__, "->", f(*args))
    except BaseException as e:
        print(f.__name__, "raised", shown(e), "| depth", len(list(traceback.walk_tb(e.__traceback__))))


def G(*exceptions):
    return ExceptionGroup("g", exceptions)


def plain(e):
    log = []
    try:
        raise e
    except* ValueError as v:
        log.append(("V", shown(v), shown(sys.exc_info()[1])))
    except* (TypeError, KeyError) as t:
        log.append(("T", shown(t)))
    else:
        log.append("else")
    finally:
        log.append("finally")
        print("   ", log, shown(sys.exc_info()[1]))
    return log


attempt(plain, ValueError(1))
attempt(plain, TypeError(2))
attempt(plain, OSError(3))
attempt(plain, G(ValueError(1)))
attempt(plain, G(ValueError(1), TypeError(2)))
attempt(plain, G(ValueError(1), TypeError(2), OSError(3)))
attempt(plain, G(ValueError(1), G(ValueError(2), KeyError(3), OSError(4)), TypeError(5)))
attempt(plain, BaseExceptionGroup("b", [KeyboardInterrupt(), ValueError(1)]))
attempt(plain, KeyboardInterrupt())


def no_exception():
    try:
        x = 1
    except* ValueError:
        x = "never"
    else:
        x = 2
    return x


attempt(no_exception)


def raises_new(e):
    try:
        raise e
    except* ValueError as v:
        raise OSError("new")
    except* TypeError as t:
        raise LookupError("other") from t


attempt(raises_new, G(ValueError(1)))
attempt(raises_new, G(ValueError(1), KeyError(2)))
attempt(raises_new, G(ValueError(1), TypeError(2)))
attempt(raises_new, ValueError(1))


def reraises(e, which):
    try:
        raise e
    except* ValueError as v:
        if which == "bare":
            raise
        if which == "same":
            raise v
        if which == "from":
            raise v from None
        if which == "part":
            raise v.exceptions[0]
    except* TypeError:
        pass


for which in "bare", "same", "from", "part", "none":
    attempt(reraises, G(ValueError(1), TypeError(2), KeyError(3)), which)
    attempt(reraises, G(ValueError(1)), which)
    attempt(reraises, ValueError(1), which)


def both_reraise(e):
    try:
        raise e
    except* ValueError:
        raise
    except* TypeError:
        raise


attempt(both_reraise, G(ValueError(1), G(TypeError(2), ValueError(3)), OSError(4)))


def named(e):
    v = "before"
    try:
        raise e
    except* ValueError as v:
        pass
    try:
        return v
    except UnboundLocalError as u:
        return str(u)


attempt(named, G(ValueError(1)))
attempt(named, G(ValueError(1), KeyError(2)))


def named_raising():
    try:
        try:
            raise G(ValueError(1))
        except* ValueError as v:
            1 / 0
    except ZeroDivisionError as z:
        return "v" in locals(), shown(z)


attempt(named_raising)


def nested():
    log = []
    try:
        try:
            raise G(ValueError(1), TypeError(2), KeyError(3))
        except* ValueError:
            log.append("inner V")
        except* TypeError as t:
            try:
                raise G(OSError(4), *t.exceptions)
            except* OSError:
                log.append("innermost O")
    except* TypeError as t:
        log.append(("outer T", shown(t)))
    except* KeyError as k:
        log.append(("outer K", shown(k)))
    return log


attempt(nested)


def in_loop():
    log = []
    for e in G(ValueError(1)), ValueError(2), None:
        try:
            if e:
                raise e
        except* ValueError as v:
            for x in range(5):
                if x == 2:
                    break
                if x == 1:
                    continue
                log.append(x)
            log.append(len(v.exceptions))
    return log, sys.exc_info()


attempt(in_loop)


def handled_after():
    try:
        raise KeyError("outer")
    except KeyError:
        try:
            raise G(ValueError(1))
        except* ValueError:
            inside = shown(sys.exc_info()[1])
        return inside, shown(sys.exc_info()[1])


attempt(handled_after)


def wrong(classes):
    try:
        raise G(ValueError(1))
    except* classes:
        pass


for classes in (ExceptionGroup, BaseExceptionGroup, (ValueError, ExceptionGroup), 5, (ValueError, "x"), int, ()):
    attempt(wrong, classes)


def wrong_unused():
    try:
        pass
    except* ExceptionGroup:
        pass
    return "ok"


attempt(wrong_unused)


def type_raises():
    try:
        raise G(ValueError(1))
    except* ValueError:
        pass
    except* undefined:
        pass


attempt(type_raises)


class Split(ExceptionGroup):
    result = None

    def split(self, condition):
        return self.result(condition) if callable(self.result) else self.result

    def derive(self, exceptions):
        return Split(self.message, exceptions)


def overridden(result):
    e = Split("s", [ValueError(1), TypeError(2)])
    e.result = result
    try:
        raise e
    except* ValueError as v:
        return_value = shown(v)
    return return_value


attempt(overridden, lambda c: ExceptionGroup.split(Split("t", [ValueError(3), TypeError(4)]), c))


class Derived(ExceptionGroup):
    def __new__(cls, message, exceptions, code):
        self = super().__new__(cls, message, exceptions)
        self.code = code
        return self

    def derive(self, exceptions):
        return Derived(self.message, exceptions, self.code + 1)


def derived():
    try:
        try:
            raise Derived("d", [ValueError(1), TypeError(2), OSError(3)], 10)
        except* ValueError as v:
            print("   ", type(v).__name__, v.code)
        except* TypeError as t:
            print("   ", type(t).__name__, t.code)
            raise
    except Derived as d:
        return d.code, shown(d)


attempt(derived)


def with_notes():
    e = G(ValueError(1), TypeError(2))
    e.add_note("note")
    try:
        try:
            raise e
        except* ValueError as v:
            print("   ", v.__notes__, v.__notes__ is e.__notes__)
            v.add_note("more")
            raise
    except ExceptionGroup as g:
        return shown(g), g.__notes__, e.__notes__


attempt(with_notes)


def generator():
    try:
        yield 1
    except* ValueError as v:
        yield shown(v)
        raise KeyError("after")
    finally:
        print("    finally")


def drive():
    g = generator()
    next(g)
    return g.throw(G(ValueError(1), TypeError(2))), attempt(lambda: next(g))


attempt(drive)


def finally_returns():
    try:
        raise G(ValueError(1))
    except* TypeError:
        pass
    finally:
        return "finally"


attempt(finally_returns)
try:
    raise G(ValueError("module"))
except* ValueError as module_level:
    print(shown(module_level))
print("module_level" in globals())


class C:
    try:
        raise G(ValueError("class"))
    except* ValueError as c:
        found = shown(c)
    print("c" in locals(), found)


def cells():
    try:
        raise G(ValueError(1))
    except* ValueError as v:
        f = lambda: v
        inside = shown(f())
    try:
        f()
    except NameError as e:
        return inside, str(e)


attempt(cells)
SOURCES = ["def f():\n try: pass\n except* A: return", "for x in y:\n try: pass\n except* A: break", "for x in y:\n try: pass\n except* A: continue",
           "for x in y:\n try: pass\n except* A:\n  for z in y: break", "def f():\n try: pass\n except* A:\n  def g(): return 1", "try: pass\nexcept*: pass",
           "try: pass\nexcept* A: pass\nexcept B: pass", "try: pass\nexcept A: pass\nexcept* B: pass", "try: pass\nexcept* A, B: pass",
           "try: pass\nexcept* A as b.c: pass", "try: pass\nexcept* (A, B) as c: pass\nelse: pass\nfinally: pass", "try: pass\nexcept *A: pass",
           "try: pass\nexcept * A: pass\nfinally: pass", "while 1:\n try: pass\n except* A:\n  try: pass\n  finally: break",
           "def f():\n try: pass\n except* A:\n  try: return\n  except B: pass"]
for source in SOURCES:
    try:
        compile(source, "<star>", "exec")
        print(repr(source), "ok")
    except SyntaxError as e:
        print(repr(source), e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset)
