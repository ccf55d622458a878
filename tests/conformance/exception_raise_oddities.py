# raise of classes, instances, things that are none; cause forms; what a constructor does.
class Loud(Exception):
    def __init__(self, *args):
        print('made', args)
        super().__init__(*args)
class Needs(Exception):
    def __init__(self, required): pass
class NotOne:
    pass
class BadNew(Exception):
    def __new__(cls, *args): return NotOne()
def attempt(source):
    try:
        exec(source)
    except BaseException as e:
        print(source, '->', type(e).__name__, e, '| cause', repr(e.__cause__), '| context', repr(e.__context__), e.__suppress_context__)
for source in ('raise Loud', 'raise Loud("x")', 'raise Needs', 'raise 5', 'raise "text"', 'raise NotOne', 'raise NotOne()', 'raise None', 'raise', 'raise ValueError from KeyError', 'raise ValueError from KeyError("k")', 'raise ValueError from None', 'raise ValueError from 5', 'raise ValueError from NotOne', 'raise BadNew', 'raise 1 / 0 from KeyError()', 'raise ValueError, 1', 'raise (ValueError, KeyError)', 'raise ValueError from Needs', 'raise StopIteration', 'raise SystemExit(3)', 'raise KeyboardInterrupt', 'raise GeneratorExit', 'raise Exception.__new__(ValueError)', 'raise type("Own", (ValueError, KeyError), {})("two bases")'):
    attempt(source)
e = ValueError('same')
try:
    try:
        raise e
    except ValueError:
        raise e
except ValueError as x:
    print(x is e, x.__context__)
a, b = ValueError('a'), ValueError('b')
try:
    try:
        raise a
    except ValueError:
        try:
            raise b
        except ValueError:
            raise a
except ValueError as x:
    print(repr(x), repr(x.__context__), repr(b.__context__))
try:
    try:
        raise KeyError
    finally:
        raise
except BaseException as e:
    print(type(e).__name__)
for source in ('except* with return', ):
    pass
try:
    try: 1 / 0
    except (5, ZeroDivisionError): pass
except TypeError as e:
    print(e, repr(e.__context__))
try:
    try: 1 / 0
    except (ValueError, (ZeroDivisionError,)): pass
except TypeError as e:
    print(e)
