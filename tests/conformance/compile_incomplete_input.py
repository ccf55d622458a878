# compile() with the flags of codeop: what may become right by another line is "incomplete input".
import code
import codeop

DONT_IMPLY_DEDENT, ALLOW_INCOMPLETE = 0x200, 0x4000


def attempt(source, flags):
    try:
        compile(source, 's', 'single', flags)
        print(repr(source), 'ok')
    except SyntaxError as e:
        print(repr(source), type(e).__name__, e.msg, e.lineno, e.offset, e.text)


for source in ["'''a", "a \\\n", "f'''x", "f'{1", "(", "(\n", "\n", "# c", "# c\n", "'a", "'a\n", "if 1: \\\n",
               "  x", "class A:\n  # c\n", "try:\n x\n", "try:\n x", "@a", "@a\n", "x = (", "if 1: pass", "f(",
               "def f", "def f\n", "if 1:", "if 1:\n", "x", "x=1\n", "def f():\n  return 1\n",
               "def f():\n  return 1", "if 1: pass\nelse: pass", "if 1: pass\nelse: pass\n", "x +", "x +\n",
               "x = = 1", "[1,\n\n2,"]:
    attempt(source, DONT_IMPLY_DEDENT | ALLOW_INCOMPLETE)
attempt("if 1: pass", 0)
attempt("if 1:\n  pass", 0)
attempt("if 1:\n  pass", DONT_IMPLY_DEDENT)

for source in ["x = 1", "if x:\n  2", "if x:\n  2\n", "'open", "'''open", "a b", "# only", "", "(1,\n\n2", "while 1:"]:
    try:
        print(repr(source), type(codeop.compile_command(source)))
    except SyntaxError as e:
        print(repr(source), e)


class Console(code.InteractiveConsole):
    def write(self, text):
        print(text, end='')


console = Console({'__name__': '__console__'}, 'console')
for line in ['n = 2', 'for i in range(n):', '    print(i)', '', 'n', 'n +', '1/0', '"open', 'def f(', '    a):', '  return a', '',
             'f(7)', 'nothing']:
    print('more' if console.push(line) else 'done')
attempt("class A:\n  def f(self):\n", DONT_IMPLY_DEDENT | ALLOW_INCOMPLETE)
attempt("class A:\n  def f(self):", DONT_IMPLY_DEDENT | ALLOW_INCOMPLETE)
attempt("class A:\n  def f(self):\n\n", DONT_IMPLY_DEDENT | ALLOW_INCOMPLETE)
