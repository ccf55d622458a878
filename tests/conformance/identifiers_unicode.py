def bad(source):
    try:
        compile(source, "s", "exec")
        print("accepted", repr(source))
    except SyntaxError as error:
        print(f"{type(error).__name__}: {error.msg} ({error.lineno}, {error.offset})")


é = 1
变量 = 2
_ñ = 3
ﬁ = "ligature"
print(é + 变量 + _ñ, fi, "fi" in globals(), "ﬁ" in globals())
class Größe:
    ß = 5
print(Größe.ß, Größe.__name__)
𝔘 = 7
print(U, ªº if "ªº" in globals() else "ao")
def f(ﬀ): return ff
print(f(1), f(ﬀ=2), "a·b".isidentifier())
bad("a€ = 1")
bad("x = “quoted”")
bad("a‐b = 1")
bad("²x = 1")
bad("é\u200b = 1")
