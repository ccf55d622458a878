# What the built-in exceptions carry, and how they print.
def caught(f):
    try:
        f()
    except BaseException as e:
        return e
e = caught(lambda: open('/no/such/file'))
print(repr(e), str(e), e.errno, e.strerror, e.filename, e.filename2, e.args)
for args in ((2, 'msg'), (2, 'msg', 'file'), (2, 'msg', 'f1', None, 'f2'), ('only',), (), (13, 'denied'), (17, 'x'), (999, 'unknown'), (1, 2, 3, 4, 5, 6)):
    e = OSError(*args)
    print(type(e).__name__, repr(e), '|', str(e), '|', e.errno, e.strerror, e.filename, e.args)
e = caught(lambda: {}['key'])
print(repr(e), str(e), e.args, str(KeyError('a', 'b')), str(KeyError()), repr(KeyError("it's")))
e = caught(lambda: [].nope)
print(e.name, e.obj, repr(e))
e = caught(lambda: undefined_name)
print(e.name, repr(e))
e = caught(lambda: __import__('no.such.module'))
print(e.name, e.path, repr(e), e.msg)
e = UnicodeDecodeError('utf-8', b'abc', 1, 2, 'why')
print(e.encoding, e.object, e.start, e.end, e.reason, str(e), repr(e))
e.start, e.end, e.reason = 0, 3, 'changed'
print(str(e), str(UnicodeEncodeError('ascii', 'é\u20ac', 0, 1, 'r')), str(UnicodeTranslateError('a', 0, 1, 'r')), str(UnicodeEncodeError('ascii', 'ab', 0, 2, 'r')))
e = SyntaxError('bad', ('file.py', 3, 7, 'source text', 3, 9))
print(e.msg, e.filename, e.lineno, e.offset, e.text, e.end_lineno, e.end_offset, str(e), repr(e), e.print_file_and_line)
e = StopIteration(5)
print(e.value, StopIteration().value, StopIteration(1, 2).value, SystemExit(3).code, SystemExit().code, SystemExit(1, 2).code)
e = ImportError('text', name='n', path='p')
print(e, e.name, e.path, repr(e), NameError('x', name='q').name, AttributeError('x', name='q', obj=3).obj)
for call in ('UnicodeDecodeError()', 'ImportError(nope=1)', 'KeyError(x=1)', 'Exception(a=1)', 'SyntaxError("a", 5)', 'NameError(1, nme=2)', 'BaseException.__new__(int)', 'StopIteration(value=1)'):
    try:
        print(repr(eval(call)))
    except Exception as e:
        print(call, '->', type(e).__name__, e)
e = ValueError(1, [2])
e.args = ('new',)
print(e, e.args, repr(e), ValueError().args, str(ValueError()), str(ValueError(None)), str(ValueError('a', 1)))
for statement in ('e.args = 5', 'e.__cause__ = 5', 'e.__context__ = "a"', 'e.__traceback__ = 1', 'del e.args', 'e.__suppress_context__ = "x"', 'e.with_traceback(5)', 'e.add_note(5)', 'e.__cause__ = ValueError'):
    try:
        exec(statement)
        print('fine', statement)
    except Exception as x:
        print(statement, '->', type(x).__name__, x)
