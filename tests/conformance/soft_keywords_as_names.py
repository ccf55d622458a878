def bad(source):
    try:
        compile(source, "s", "exec")
        print("accepted", repr(source))
    except SyntaxError as error:
        print(f"{type(error).__name__}: {error.msg} ({error.lineno}, {error.offset})")


match = 1
case = 2
_ = 3
type_ = "plain"
print(match, case, _, type_, match + case)
match[0] if False else print("match subscript")


def f(match, case=5):
    return match, case


print(f(match=1), f(case=2, match=3))
match = {"case": [1, 2]}
print(match["case"], match ["case"][0])
match = lambda *a: ("called", a)
print(match(1, 2), match (3))


class C:
    match = case = 1

    def case(self):
        return "method"


print(C.match, C().case())
print_ = print
bad("class = 1")
bad("None = 1")
bad("def for(): pass")
bad("x.if = 1")
bad("import def")
bad("lambda in: 1")
bad("async = 1")
