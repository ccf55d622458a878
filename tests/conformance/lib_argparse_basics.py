# argparse: positionals, options, types, choices, actions and the help text.
import argparse

p = argparse.ArgumentParser(prog='tool', description='What it does.', epilog='The end.')
p.add_argument('files', nargs='+', help='what to read')
p.add_argument('-n', '--number', type=int, default=3, metavar='N', help='how many (default: %(default)s)')
p.add_argument('-v', action='count', default=0)
p.add_argument('--mode', choices=['fast', 'slow'])
p.add_argument('--flag', action=argparse.BooleanOptionalAction)
p.add_argument('--tag', action='append')
group = p.add_mutually_exclusive_group()
group.add_argument('--left', action='store_const', const='L', dest='side')
group.add_argument('--right', action='store_const', const='R', dest='side')
print(p.parse_args('a b -n 5 -vv --mode fast --tag x --tag=y --left --no-flag'.split()))
print(p.parse_args(['one']))
print(p.parse_known_args(['one', '--what', 'two']))
p.print_help()
import contextlib, io
for args in ([], ['a', '-n', 'x'], ['a', '--mode', 'medium'], ['a', '--left', '--right'], ['a', '--nope'], ['a', '-n'], ['a', '--m']):
    err = io.StringIO()
    try:
        with contextlib.redirect_stderr(err):
            print(p.parse_args(args))
    except SystemExit as e:
        print(e.code, err.getvalue().splitlines()[-1])
sub = argparse.ArgumentParser(prog='git')
commands = sub.add_subparsers(dest='command', required=True)
add = commands.add_parser('add', help='adds')
add.add_argument('path')
add.set_defaults(run=len)
print(sub.parse_args(['add', 'x']))
try:
    with contextlib.redirect_stderr(io.StringIO()) as err:
        sub.parse_args(['bad'])
except SystemExit:
    print(err.getvalue())
