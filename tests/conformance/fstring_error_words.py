"""What an f-string that is none is told: the words that 3.11 and PEP 701 share."""
for source in ("f'{}'", "f'{!r}'", "f'{:x}'", "f'{=}'", "f'{**a}'", "f'{*a}'", "f'{((}'", "f'{a[4)}'", "f'{a(4]}'", "f'{a)}'",
               r"f'\N{'", r"f'\N{GREEK'", r"f'\N'", "f'a{a $ b}'", "f'{3!x}'", "f'{3! r}'", "f'{3!ss}'", "f'{3!}'", "f'{'", "f'a}'",
               "f'{lambda x:x}'", "f'{a!r x}'"):
    try:
        eval(source)
    except SyntaxError as error:
        print(source, error.args[0])
    else:
        print(source, 'is right')
print(f'{3!r:>4}', f'{"a"!s}', f'\N{LATIN SMALL LETTER A}', rf'\N{3}')
