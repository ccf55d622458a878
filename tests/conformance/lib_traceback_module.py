# traceback: formatting of exceptions, stacks, chains and groups into text.
import sys
import traceback
def inner(x): return 1 / x
def outer():
    try:
        inner(0)
    except ZeroDivisionError as e:
        raise ValueError('outer failed') from e
try:
    outer()
except ValueError as e:
    err = e
text = ''.join(traceback.format_exception(err))
print(text.replace(__file__, 'FILE'))
print(traceback.format_exception_only(err), traceback.format_exception_only(KeyError, KeyError('k')), traceback.format_exception_only(SyntaxError('bad', ('f.py', 1, 3, 'a b\n'))))
te = traceback.TracebackException.from_exception(err, capture_locals=True)
print(te.exc_type.__name__, str(te), te.__cause__.exc_type.__name__, [(f.name, f.line, f.lineno > 0, f.locals and sorted(f.locals)[:1]) for f in te.stack][1:], te.stack[0].name)
print([f.name for f in traceback.extract_tb(err.__cause__.__traceback__)], [f.lineno for f in traceback.walk_tb(err.__traceback__) if False], len(traceback.extract_stack()), traceback.extract_stack()[-1].line)
print(''.join(traceback.format_exception(err, chain=False, limit=1)).replace(__file__, 'FILE'), ''.join(traceback.format_tb(err.__traceback__, -1)).replace(__file__, 'FILE'))
def f(n):
    if n: f(n - 1)
    else: raise ExceptionGroup('group', [ValueError(1), ExceptionGroup('nested', [TypeError('t'), KeyError('k')])])
try:
    f(6)
except ExceptionGroup as e:
    e.add_note('a note\nof two lines')
    e.exceptions[0].add_note('inner note')
    print(''.join(traceback.format_exception(e)).replace(__file__, 'FILE'))
class Bad(Exception):
    def __str__(self): raise RuntimeError
print(traceback.format_exception_only(Bad()), traceback.format_exception_only(None, None), traceback.format_exception(None))
stack = traceback.StackSummary.from_list([('file.py', 1, 'fn', 'text line'), ('file.py', 2, 'fn', None)] + [('r.py', 3, 'rec', 'rec()')] * 6)
print(''.join(stack.format()), stack[0], stack[0][2], traceback.FrameSummary('f', 1, 'n', line='l') == ('f', 1, 'n', 'l'))
try:
    raise Exception('printed')
except Exception:
    traceback.print_exc(file=sys.stdout, limit=0)
    print(repr(traceback.format_exc()).replace(__file__, 'FILE'))
