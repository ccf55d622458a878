def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


e = ValueError("a", 1)
print(e.args, str(e), repr(e))
e.args = ["x"]
print(e.args, str(e), repr(e))
print(str(ValueError()), repr(ValueError()), repr(ValueError("x")), str(ValueError(None)))
print(str(KeyError("k")), str(KeyError("a", "b")), str(KeyError()), KeyError("k").args)
e.extra = 5
print(e.__dict__, e.__traceback__, e.__context__, e.__cause__)
e.add_note("a note")
e.add_note("second")
print(e.__notes__)
show(e.add_note, 5)
s = StopIteration(1, 2)
print(s.value, s.args, StopIteration().value)
x = SystemExit(3)
print(x.code, SystemExit().code, SystemExit("m", 2).code)
o = OSError(2, "msg", "file")
print(type(o).__name__, o.errno, o.strerror, o.filename, o, repr(o), o.args)
print(repr(OSError(1)), OSError("only"), OSError(13, "no").errno, type(OSError(13, "no")).__name__)
print(type(OSError(11, "x")).__name__, type(OSError(32, "x")).__name__, type(OSError(9999, "x")).__name__)
n = NameError("m", name="nm")
print(n.name, n, AttributeError("a", name="b", obj=1).obj, ImportError("i", name="m", path="p").name)
u = UnicodeDecodeError("utf-8", b"ab\xff", 2, 3, "why")
print(u, u.start, u.end, u.reason, u.object, u.encoding)
print(UnicodeEncodeError("ascii", "aé", 1, 2, "why"))
print(UnicodeEncodeError("ascii", "éé", 0, 2, "why"))
show(ValueError, k=1)
show(UnicodeDecodeError, 1)
print(ValueError("t").with_traceback(None).__traceback__)
