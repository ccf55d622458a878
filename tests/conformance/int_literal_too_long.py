"""A decimal literal with more digits than int() takes is a syntax error; other bases have no limit."""
import ast
import sys


def attempt(compile_it, source):
    try:
        compile_it(source)
        print('ok')
    except SyntaxError as e:
        print(type(e).__name__, e.msg, e.filename, e.lineno, e.offset, e.end_lineno, e.end_offset)


SOURCES = ['x = ' + '1' * 5000, 'a = (\n  1 +' + '2_' * 2500 + '22 + 1)', 'a = (\n  1 +' + '2_' * 4500 + '22 + 1)',
           'f(' + '9' * 5000 + 'j)', 'x = 1\ny = -' + '3' * 4301, '4' * 4300, '0' * 5000, '0_' * 5000 + '0',
           '1' * 5000 + '.0', '0x' + 'f' * 9000, '0o' + '7' * 9000, '0b' + '1' * 9000]
for source in SOURCES:
    attempt(lambda s: compile(s, 'name', 'exec'), source)
    attempt(ast.parse, source)
attempt(eval, '1' * 5000)
attempt(ast.literal_eval, '1' * 5000)
sys.set_int_max_str_digits(5000)
attempt(eval, '1' * 5000)
attempt(eval, '1' * 5001)
sys.set_int_max_str_digits(0)
attempt(eval, '1' * 50001)
