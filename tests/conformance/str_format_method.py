def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


print("{} {}".format(1, 2), "{1} {0} {1}".format("a", "b"), "{a} {b!r}".format(a=1, b="x"), "{0[1]} {0[0]}".format([5, 6]), "{d[key]} {o.real}".format(d={"key": "v"}, o=5), "{{}} {{{}}}".format(1), "{:>5}|{:<5}|{:^5}".format(1, 2, 3), "{:{}}|{:{w}.{p}f}".format("x", 4, 2.5, w=6, p=2), "{!s} {!r} {!a}".format("é", "é", "é"), "{0.__class__.__name__}".format(1), "{[a]} {0[-1]}".format({"a": 1, "-1": "neg"}) if False else "", "{0[-1]}".format({"-1": "neg"}), "{:%}".format(0.5))
for f in (lambda: "{}".format(), lambda: "{1}".format(1), lambda: "{a}".format(), lambda: "{".format(), lambda: "}".format(), lambda: "{} {0}".format(1), lambda: "{0} {}".format(1), lambda: "{!x}".format(1), lambda: "{!}".format(1), lambda: "{0.nope}".format(1), lambda: "{0[5]}".format([1]), lambda: "{0[a]}".format([1]), lambda: "{:d}".format("a"), lambda: "{:q}".format(1), lambda: "{0[}".format(1), lambda: "{a.}".format(a=1), lambda: "{a[]}".format(a=1), lambda: "{:{}}".format(1), lambda: "{:{:{}}}".format(1, 2, 3), lambda: "{0!r".format(1), lambda: "{:".format(1), lambda: "{!rr}".format(1), lambda: "{0[0]x}".format([1])):
    show(f)
print("{x[0][1]}".format(x=[[1, 2]]), "{}".format("{}"), "{:}".format(None), "{:10}|".format("s"), "{:10}|".format(5), "{} {}".format(*"ab"), "{a}".format(**{"a": 1}), "{a} {b}".format_map({"a": 1, "b": 2}))
show("{:5}".format, None)
show("{:5}".format, [1])
show("{x}".format_map, {})
