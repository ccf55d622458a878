# code and codeop look at source as the prompt does.
import code, codeop, io, contextlib
for text in ('1', 'if x:', 'if x:\n  y', 'if x:\n  y\n', 'def f():', '(1,', 'x = (', '"""abc', "'abc", '1 +', 'x y', 'for', '', '# comment', '@dec', 'class A: pass', 'try:\n  x\n', 'else:', 'a\\', 'return'):
    try:
        print(repr(text), codeop.compile_command(text) is not None)
    except (SyntaxError, ValueError, OverflowError) as e:
        print(repr(text), '->', type(e).__name__, e)
out, err = io.StringIO(), io.StringIO()
i = code.InteractiveInterpreter({'x': 5})
with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
    print(i.runsource('x + 1'), i.runsource('y = x * 2'), i.runsource('y'), i.runsource('if y:'), i.runsource('1 / 0'), i.runsource('x y'))
print(out.getvalue(), [l for l in err.getvalue().splitlines() if not l.startswith('  ')])
c = code.InteractiveConsole()
with contextlib.redirect_stdout(out := io.StringIO()): print([c.push(l) for l in ('for i in range(2):', '    print(i)', '', 'i')])
print(out.getvalue())
