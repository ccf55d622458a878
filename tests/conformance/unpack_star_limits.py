"""At most 255 targets or patterns before a star."""
for n in 255, 256, 300:
    names = ', '.join(f'a{i}' for i in range(n))
    for text in (names + ', *rest = x', names + ', *rest, b = x', f'[{names}, *rest] = x', f'for {names}, *rest in x: pass',
                 f'*rest, {names} = x', f'match x:\n case [{names}, *rest]: pass', f'match x:\n case [*rest, {names}]: pass'):
        try:
            compile(text, '<text>', 'exec')
            print(n, 'ok')
        except SyntaxError as e:
            print(n, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset)
