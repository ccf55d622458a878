import sys


def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


print(sys.argv == [sys.argv[0]], sys.argv[0].endswith("sys_module_basics.py"), sys.byteorder, sys.maxsize, sys.maxunicode, sys.version_info[:2] >= (3, 11), sys.version_info.major, sys.platform, isinstance(sys.path, list), "sys" in sys.modules, sys.getdefaultencoding(), sys.getrecursionlimit())
print(sys.exc_info(), type(sys.flags).__name__, sys.float_info.max, sys.float_info.epsilon, sys.float_info.dig, sys.hexversion >= 0x030B0000, isinstance(sys.executable, str), sys.stdin.name, sys.stderr.name, sys.getswitchinterval())
try:
    raise ValueError("v")
except ValueError as error:
    info = sys.exc_info()
    print(info[0].__name__, info[1] is error, info[2] is error.__traceback__, sys.exception() is error)


def frames():
    f = sys._getframe()
    return f.f_code.co_name, f.f_back.f_code.co_name, f.f_lineno > 0, f.f_locals is not None, f.f_globals is globals()


print(frames())
show(sys._getframe, 10**6)
show(sys.setswitchinterval, 0)
show(sys.setswitchinterval, "x")
sys.setswitchinterval(0.001)
print(sys.getswitchinterval())
show(sys.exit.__call__, 1) if False else None
saved = sys.displayhook
sys.displayhook(None)
sys.displayhook(5)
print(_)
