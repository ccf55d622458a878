# f-strings: nested formats, conversions, = and what each part evaluates to.
import datetime
name, width, value = 'Ann', 10, 3.14159
d = {'k': 1, "it's": 2}
print(f'{name!r:>{width}}|{name!s:^{width}}|{value:{width}.{width // 4}f}|{value!r:.3}|{name!a}')
print(f'{d["k"]} {d["it" + chr(39) + "s"]} {{}} {{{name}}} {name=} {name = } {value=:.2f} {name=!s} {1+1=}')
print(f'{lambda_ if (lambda_ := 5) else 0} {(lambda x: x * 2)(3)} {[i for i in range(3)]} {"a" "b"} {*[1, 2],} {d | {"z": 0}}')
print(f'{datetime.date(2020, 1, 2):%Y/%m/%d} {5:#06x} {1234567:,} {0.5:%} {"x":*<3} {True:d} {-5:+} {1e10:g} {None} {3!r:^5}')
print(f'{name}' f'{1}' 'plain' rf'\{name}' fr'\n{name}')
print(f'{"{"}' f'{"}"}' f'{"nested " + f"{name}"}' f"{'a' if name else 'b'}" f'{name:{"<"}{5}}|' f'{name:{"<"}{5}}|')
class F:
    def __format__(self, spec): return f'<{spec}>'
    def __repr__(self): return 'repr F'
print(f'{F()} {F():abc} {F()!r:>8} {F()=} {F()!s} {F():{name}x{width}}')
print(f'{1!r}{2!s}{3!a}', f'{"é"!a}', f'{3:{"0"}{"5"}}', f'{chr(10)!r}', f'{[1, 2][0]}', f'{d!r}', f'{{{{}}}}', f'{"a":}', f'{ 1 }', f'{1 ,}')
for source in ("f'{}'", "f'{ }'", "f'{a b}'", "f'{a'", "f'}'", "f'{a!x}'", "f'{a!}'", "f'{1:{'", "f'{lambda x: 1}'", "f'{yield}'", "f'{!r}'", "f'{=}'", "f'{*a}'", "f'{**a}'", "f'{a = b = c}'", "b'' f''", "f'{a $ b}'", "f'{await x}'"):
    try:
        compile(source, '', 'eval')
        print('fine:', source)
    except SyntaxError as e:
        print(source, '-> SyntaxError')
