def bad(source):
    try:
        compile(source, "s", "exec")
        print("accepted", repr(source))
    except SyntaxError as error:
        print(f"{type(error).__name__}: {error.msg} ({error.lineno}, {error.offset})")


print("a" 'b' """c""", ("x"
      "y"), "a" "b" * 2, "%s" "%d" % (1, 2), b"a" b"b", r"\n" "\n".strip())
x = ["a" "b", "c"]
print(x, len("a" "b"), "a" "b".upper(), {"k" "1": "v" "2"}, f"{1}" "b" f"{2}", f"{x}" r"\d")
bad("'a' b'b'")
bad("b'a' f'b'")
print("a"
      + "b", "tab\t" "é", u"a" "b", "" "" == "")
