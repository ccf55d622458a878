# optparse and cmd: the older ways to read options and commands.
import cmd, io, optparse
p = optparse.OptionParser(prog='tool', usage='%prog [options] file', version='1.2')
p.add_option('-n', '--num', type='int', default=3, help='a number [default: %default]')
p.add_option('-v', action='store_true', dest='verbose')
p.add_option('--item', action='append')
p.add_option('-c', type='choice', choices=['x', 'y'])
print(vars(p.parse_args(['-n', '5', 'file', '-v', '--item=a', '--item', 'b', '-cx'])[0]), p.parse_args([])[0], p.get_usage())
print(p.format_help())
import contextlib
for args in (['-n', 'x'], ['--nope'], ['-c', 'z'], ['-n']):
    err = io.StringIO()
    try:
        with contextlib.redirect_stderr(err): p.parse_args(args)
    except SystemExit as e: print(e.code, err.getvalue().splitlines()[-1])
class Shell(cmd.Cmd):
    prompt = '> '
    def do_greet(self, arg):
        "greet NAME: says hello"
        print('hello', arg or 'you')
    def do_quit(self, arg): return True
    def emptyline(self): print('(empty)')
    def default(self, line): print('unknown:', line)
out = io.StringIO()
sh = Shell(stdin=io.StringIO('greet Ann\n\nnope x\nhelp greet\nquit\n'), stdout=out)
sh.use_rawinput = False
sh.cmdloop('intro')
print(out.getvalue(), sh.completenames('g'), sh.parseline('greet  a b'), sh.onecmd('greet direct'))
