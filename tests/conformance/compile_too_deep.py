# Source that nests too deeply, or is long: an error of the right kind, never a crash.
N = 100000

CASES = {
    "open": "(" * (1 << 20),
    "lists": "[" * N + "]" * N,
    "lists 190": "[" * 190 + "]" * 190,
    "unary": "-" * N + "1",
    "unary 900": "-" * 900 + "x",
    "unary 5000": "-" * 5000 + "x",
    "not": "not " * N + "1",
    "not 2000": "not " * 2000 + "x",
    "invert": "~" * N + "1",
    "attributes": "a" + ".b" * N,
    "attributes 2500": "a" + ".b" * 2500,
    "calls": "a" + "()" * N,
    "subscripts": "a" + "[0]" * N,
    "conditional": "x if x else " * 10000 + "x",
    "conditional 900": "x if x else " * 900 + "x",
    "elif": "if x: pass\n" + "elif x: pass\n" * N,
    "elif 2000": "if x: pass\n" + "elif x: pass\n" * 2000,
    "sum": "+".join(["1"] * N),
    "sum names": "+".join(["x"] * N),
    "sum 2500": "+".join(["x"] * 2500),
    "power": "**".join(["x"] * N),
    "power 1000": "**".join(["x"] * 1000),
    "and": " and ".join(["x"] * N),
    "compare": "<".join(["x"] * N),
    "strings": " ".join(['"a"'] * N),
    "fstrings": " ".join(['f"{x}"'] * N),
    "nested functions": "".join(" " * i + "def f():\n" for i in range(95)) + " " * 95 + "pass\n",
    "nested classes": "".join(" " * i + "class C:\n" for i in range(95)) + " " * 95 + "pass\n",
    "nested if": "".join(" " * i + "if x:\n" for i in range(95)) + " " * 95 + "pass\n",
    "nested try": "".join(" " * i + "try:\n" for i in range(15)) + " " * 15 + "pass\n" + "".join(" " * i + "finally: pass\n" for i in reversed(range(15))),
    "nested with": "with " + ", ".join(["x"] * 3000) + ": pass",
    "lambda": "lambda: " * N + "1",
    "lambda 900": "lambda: " * 900 + "1",
    "decorators": "@d\n" * N + "def f(): pass",
    "decorated": "@" + "d" + ".e" * N + "\ndef f(): pass",
    "parens call": "f(" * N + ")" * N,
    "parens call 190": "f(" * 190 + ")" * 190,
    "dicts": "{1:" * N + "1" + "}" * N,
    "comprehension": "[x " + "for x in y " * 1000 + "]",
    "comprehension ifs": "[x for x in y " + "if x " * N + "]",
    "nested comprehension": "[" * 150 + "x" + " for x in y]" * 150,
    "walrus": "(x := " * 190 + "1" + ")" * 190,
    "star": "*" * N + "a",
    "yield": "def f(): " + "(yield " * 190 + "1" + ")" * 190,
    "await": "async def f(): " + "await " * N + "x",
    "assign": "x = " * N + "1",
    "annotated": "x: " + "a[" * 190 + "]" * 190,
    "statements": "x\n" * N,
    "semicolons": ";".join(["x"] * N),
    "slices": "a[" + ":" * N + "]",
    "del": "del " + "(" * 190 + "x" + ")" * 190,
    "targets": "(" * 190 + "x" + ",)" * 190 + " = y",
    "import relative": "from " + "." * N + " import a",
    "string binop": "('a' + " * 190 + "'b'" + ")" * 190,
    "ternary nest": "(x if " * 190 + "x" + " else x)" * 190,
    "global": "global " + ",".join(f"a{i}" for i in range(N)),
    "arguments": "f(" + ",".join(["x"] * N) + ")",
    "keywords": "f(" + ",".join(f"a{i}=x" for i in range(20000)) + ")",
    "parameters": "def f(" + ",".join(f"a{i}" for i in range(20000)) + "): pass",
    "backslashes": "\\\n" * N + "x",
    "unclosed strings": "'" * N,
}


def outcome(text):
    try:
        compile(text, "<deep>", "exec")
    except Exception as e:
        return f"{type(e).__name__}: {e}"
    return "ok"


if __name__ == "__main__":
    for name, text in CASES.items():
        print(name, "->", outcome(text))
