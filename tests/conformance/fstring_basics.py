def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


name, n, x = "world", 42, 3.14159
print(f"hello {name}", f"{n} {n:5}|{n:<5}|{n:05d}", f"{x:.2f} {x:10.3e}", f"{name!r} {name!s:>8} {name!a}", f"{{}} {{{n}}}", f"{n + 1} {n * 2 if n else 0}", F"{n}", fr"\n{n}\t", rf"{name}\d", f"", f"plain", f"{'nested'}", f"{f'{n}'}")
print(f"{n=} {n = } {n=:>5} {name=!s} {name=} { n + 1 = }", f"{x:{n - 35}.{2}f}|{name:{'*'}^{11}}", f"{[i for i in range(3)]} {({1: 2})} { {1: 2} } {(lambda: 5)()} {(1, 2)} {1, 2}", f"{n:#x} {n!r:>5} {n:,}", f"{n}{n}" "plain {n}" f"{n}")
print(f"""multi {
    n
    + 1
} line
{name}""", f'{"double"} {name["a" == "b":]}', f"{'a' 'b'} {name[0]} {name[-1:]}", f"{n!r}" f"{{", f"{True and 'yes' or 'no'}", f"{n:{'>'}{8}}", f"{(n := 7)} {n:=5}", f"{'{'} {'}'}")
d = {"k": {"j": [1, 2]}}
print(f"{d['k']['j'][0]} {d!r:.5} {d['k']=}", f"{None} {...} {print}"[:9], f"{'é€😀':>6}|", f"{n:>{n}}", f"{not n} {-n} {n or 0} {*[1, 2], 3}", f"{1 == 1} {1 != 2} {1 < 2} {n!=5}")
show(lambda: f"{undefined_thing}")
show(lambda: f"{n:q}")
show(lambda: f"{1 / 0}")
