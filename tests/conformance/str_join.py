def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


print(",".join(["a", "b"]), "".join([]), "-".join("abc"), ",".join(("x",)), ", ".join(str(i) for i in range(3)), "é".join(["€", "😀", "a"]), "ab".join({"k": 1}), "".join(["a"] * 5))
for f in (lambda: ",".join([1]), lambda: ",".join(["a", None, "b"]), lambda: ",".join(5), lambda: ",".join(), lambda: ",".join([b"a"]), lambda: ",".join(["a", ["b"]]), lambda: "".join([1.5])):
    show(f)
parts = ["p%d" % i for i in range(1000)]
print(len("".join(parts)), "".join(parts)[:12], len("::".join(parts)))


class S(str):
    pass


x = S("sub")
print(type("".join([x])).__name__, "".join([x]), ",".join([x, x]))
