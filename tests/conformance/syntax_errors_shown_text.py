# The text of a SyntaxError ends with a newline unless CPython's lexer raised it, or had gone past the line.
def show(source):
    try:
        compile(source, "<s>", "exec")
        print(ascii(source), "compiles")
    except SyntaxError as error:
        print(ascii(source), type(error).__name__, ascii(error.args))


for source in ["a b", "a b\n", "a b\nc", "f(a b)\nc", "'abc", "'abc\n", "x = 1\n'abc\ny", '"""abc', "0777", "1a\n", "0b2", "a)",
               "(]", "x = $", "x = \u20ac\n", "(1", "(1\n", "(1\n2", "((1)\nx y", "f(a,\n b c)", "if x:", "if x:\n", "if x:\ny",
               "if x:\n  y\n z", "try: x", "try: x\n", "def f():\n\n\n", "class A:\n  def f(self):\n", "x = [1,\n 2 3]\n", "for x in y:\n\tz\n        w"]:
    show(source)

# Mistakes in the order of clauses and parameters.
for source in ["try: pass\nexcept: pass\nexcept A: pass", "try: pass\nexcept A: pass\nexcept: pass\nexcept B: pass\nfinally: pass",
               "def f(/, a): pass", "def f(/): pass", "lambda /, a: 1", "lambda /: 1", "def f(a, /, b, /): pass", "def f(*, /): pass"]:
    show(source)

# A name that begins as "match" or "case" do is not asked about a comma.
for source in ["f(a b)", "f(c d)", "f(m n)", "f(mat n)", "f(matches n)", "f(_ x)", "f(__ x)", "[case x]", "[cases x]", "{x c}"]:
    show(source)
