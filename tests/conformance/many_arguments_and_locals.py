def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


def f(a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, *rest, k0=0, k1=1, **more):
    return a0 + a9 + len(rest) + k0 + k1 + len(more)


print(f(*range(300)), f(*range(10), **{f"x{i}": i for i in range(300)}))
source = "def big(" + ", ".join(f"p{i}" for i in range(300)) + "): return " + " + ".join(f"p{i}" for i in range(300))
exec(source)
print(big(*range(300)), big(**{f"p{i}": 1 for i in range(300)}))
show(big, *range(299))
exec("def wide():\n" + "".join(f"    v{i} = {i}\n" for i in range(600)) + "    return " + "+".join(f"v{i}" for i in range(600)))
print(wide())
exec("total = [" + ",".join(str(i) for i in range(5000)) + "]")
print(len(total), sum(total))
exec("d = {" + ",".join(f"'k{i}': {i}" for i in range(2000)) + "}")
print(len(d), d["k1999"])
exec("def chain(x):\n    return " + "(" * 50 + "x" + " + 1)" * 50)
print(chain(1))
exec("def branches(x):\n" + "".join(f"    {'el' if i else ''}if x == {i}: return {i * i}\n" for i in range(500)))
print(branches(499), branches(500))
exec("x = " + "+".join(["1"] * 2000))
print(x)
exec("s = 0\nfor i in range(10):\n" + "    s += i\n" * 3000)
print(s)
