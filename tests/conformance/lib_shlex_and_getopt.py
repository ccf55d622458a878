# shlex splits as a shell; getopt reads short and long options.
import getopt
import shlex

for text in ("a 'b c' d", 'x "y \\" z" w', "it\\'s", 'a # b', "''", 'a"b"c', 'a\\\nb'):
    print(repr(text), shlex.split(text), shlex.split(text, comments=True), shlex.split(text, posix=False) if text.count("'") % 2 == 0 and '\\"' not in text else '')
for text in ("'open", '"open', 'end\\'):
    try:
        shlex.split(text)
    except ValueError as e:
        print(e)
print(shlex.quote('a b'), shlex.quote("it's"), shlex.quote(''), shlex.quote('safe-1.2/x'), shlex.join(['a b', 'c']))
print(list(shlex.shlex('a=b;c && d|e', punctuation_chars=True)), list(shlex.shlex('a-b.c "q"')))
print(getopt.getopt('-a -bval -c val --long=1 --flag x -d'.split(), 'ab:c:', ['long=', 'flag']))
print(getopt.gnu_getopt('x -a y --lo 3 -- -z'.split(), 'a', ['long=']))
for args in (['-x'], ['-b'], ['--nope'], ['--long'], ['--flag=3'], ['--l']):
    try:
        print(getopt.getopt(args, 'ab:', ['long=', 'flag', 'lower']))
    except getopt.GetoptError as e:
        print(args, e, e.opt)
