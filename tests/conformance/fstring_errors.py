for source in ("f'{}'", "f'{ }'", "f'{a'", "f'}'", "f'{a!}'", "f'{a!x}'", "f'{a!rr}'", "f'{!r}'", "f'{:5}'", "f'{a b}'", "f'{lambda x: 1}'", "f'{a = !r:5}'", "f'{=}'", "f'{a['", "f'{(}'", "f'{)}'", "f'{a)}'", "f'{*}'", "f'{**a}'", "f'{yield}'", "f'{a $ b}'", "f'{1 +}'", "f'{x for x in y}'", "f'{(x for x in y)}'", "f'{a.}'", "f'{if}'", "f'{a := 5}'", "f'{(a := 5)}'"):
    try:
        compile(source, "s", "eval")
        print(source, "accepted")
    except SyntaxError as error:
        print(source, type(error).__name__)
