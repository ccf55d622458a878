# sys: hooks that can be replaced, limits, and values that scripts read.
import io, sys
print(sys.byteorder, sys.maxsize == 2 ** 63 - 1, sys.maxunicode, sys.float_info.mant_dig, sys.int_info.default_max_str_digits, sys.hash_info.width, sys.hash_info.modulus, sys.version_info[:2], sys.version_info >= (3, 8), sys.platform, sys.getdefaultencoding(), sys.getfilesystemencoding(), sys.argv[0].endswith('.py'), sys.executable != '', sys.flags.optimize, sys.dont_write_bytecode, sys.hexversion >> 16 == 0x30b, sys.api_version > 1000, sys.getrecursionlimit(), sys.getswitchinterval(), sys.stdin.fileno(), sys.float_repr_style, sys.thread_info.name, sys.ps1 if hasattr(sys, 'ps1') else 'no prompt')
def hook(value): print('displayed', value)
old = sys.displayhook
sys.displayhook = hook
exec(compile('1 + 1; None; "a"', '', 'single'))
sys.displayhook = old
exec(compile('x = 5; x; None', '', 'single'))
import builtins
print(builtins._)
del builtins._
for value in (sys.setrecursionlimit, sys.setswitchinterval, sys.set_int_max_str_digits, sys.intern, sys.getsizeof, sys.exc_info, sys.exit, sys._getframe, sys.getrecursionlimit):
    for args in ((), ('a',), (-1,), (1, 2, 3)):
        if value is sys.exit and len(args) != 3 or value is sys.setswitchinterval and args == (10 ** 10,) or value is sys.getsizeof and args and args != (1, 2, 3) or value is sys._getframe and args in ((), (-1,)): continue
        try:
            print(value.__name__, args, value(*args))
        except (TypeError, ValueError, OverflowError, RecursionError) as e:
            print(value.__name__, args, '->', type(e).__name__, e)
sys.setrecursionlimit(1000)
sys.set_int_max_str_digits(4300)
def frames(): return sys._getframe().f_code.co_name, sys._getframe(1).f_code.co_name, sys._getframe(0).f_lineno, sys._getframe().f_back.f_back
print(frames())
try:
    raise KeyError
except KeyError:
    kind, value, tb = sys.exc_info()
    print(kind, tb.tb_lineno, sys.exception() is value if hasattr(sys, 'exception') else 'as in 3.11')
print(sys.exc_info(), sys.intern('abc') is sys.intern('a' + 'bc'), sys.getsizeof(1) > 0, sys.modules['sys'] is sys, sorted(sys.modules)[0] != '')
out, sys.stdout = sys.stdout, io.StringIO()
print('captured')
captured, sys.stdout = sys.stdout.getvalue(), out
print(repr(captured), sys.stdout is sys.__stdout__)
err, sys.stderr = sys.stderr, io.StringIO()
try:
    sys.excepthook(ValueError, ValueError('shown'), None)
    class Bad:
        def __del__(self): raise RuntimeError('in del')
    seen = []
    sys.unraisablehook = lambda u: seen.append((u.exc_type.__name__, u.err_msg))
    def make(): Bad()
    make()
    import gc
    for _ in range(3): gc.collect()
    sys.unraisablehook = sys.__unraisablehook__
    text = sys.stderr.getvalue()
finally:
    sys.stderr = err
print(repr(text), seen)
sys.audit('my.event', 1)
events = []
sys.addaudithook(lambda name, args: events.append((name, args)) if name.startswith('my.') else None)
sys.audit('my.other', 2, 3)
print(events)
