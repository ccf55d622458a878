"""A keyword that comes twice in a call: which one the error names, and that many keywords are no trouble."""
for source in ('f(a=1, b=2, a=3)', 'f(a=1, b=2, b=3, a=3)', 'f(b=1, a=2, a=3, b=4, b=5)', 'f(**x, a=1, **y, a=2)',
               'f(a=1, a=2, __debug__=3)', 'f(__debug__=3, a=1, a=2)', 'class A(x=1, y=2, x=3): pass'):
    try:
        compile(source, 'source', 'exec')
    except SyntaxError as error:
        print(source, error.args)
names = [f'a{i}' for i in range(2000)]
call = 'dict(' + ', '.join(name + '=1' for name in names) + ')'
print(len(eval(call)))
try:
    eval(call[:-1] + ', a1999=2)')
except SyntaxError as error:
    print(error.msg)
