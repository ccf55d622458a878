# os.path on strings, bytes and paths.
import os, os.path as p
from pathlib import PurePath
home = os.environ['HOME'] = '/home/me'
CASES = [
    "p.join('a', 'b', 'c')",
    "p.join('a', '/b', 'c')",
    "p.join('a/', 'b')",
    "p.join('a', '')",
    "p.join('')",
    'p.join()',
    "p.join('a', b'b')",
    "p.join(b'a', b'b')",
    "p.join('a', 5)",
    "p.join(PurePath('a'), 'b')",
    "p.split('/a/b')",
    "p.split('/a/b/')",
    "p.split('a')",
    "p.split('/')",
    "p.split('//a')",
    "p.split('')",
    "p.basename('/a/b.c'), p.basename('a/'), p.dirname('/a/b.c'), p.dirname('a'), p.dirname('/')",
    "p.splitext('a.b.c'), p.splitext('.bashrc'), p.splitext('a/.b'), p.splitext('a.'), p.splitext('..a'), p.splitext('a.b/c'), p.splitext('')",
    "p.splitdrive('/a/b'), p.splitdrive('c:/a')",
    "p.normpath('a//b/./c/..'), p.normpath('/../a'), p.normpath(''), p.normpath('../../a'), p.normpath('//a'), p.normpath('///a'), p.normpath('a/../..')",
    "p.isabs('/a'), p.isabs('a'), p.isabs('')",
    "p.commonprefix(['/usr/lib', '/usr/local']), p.commonprefix([]), p.commonprefix(['a']), p.commonprefix(['abc', 'xyz'])",
    "p.commonpath(['/usr/lib', '/usr/local/lib']), p.commonpath(['a/b', 'a/c']), p.commonpath(['/a'])",
    "p.commonpath(['/a', 'b'])",
    'p.commonpath([])',
    "p.relpath('/a/b', '/a/c'), p.relpath('/a', '/a'), p.relpath('/a/b/c', '/a'), p.relpath('/x', '/a/b')",
    "p.relpath('')",
    "p.abspath('/a/../b'), p.abspath('x') == p.join(os.getcwd(), 'x')",
    "p.expanduser('~'), p.expanduser('~/x'), p.expanduser('a~'), p.expanduser('~no_such_user/x')",
    "p.expandvars('$HOME/x'), p.expandvars('${HOME}y'), p.expandvars('$NO_SUCH_VAR'), p.expandvars('$'), p.expandvars('${HOME')",
    "p.exists('/'), p.exists('/no/such'), p.lexists('/no/such'), p.isdir('/'), p.isfile('/'), p.islink('/'), p.ismount('/')",
    "p.exists('a\\0b'), p.exists(5 * 10 ** 8)",
    'p.exists(None)',
    "p.getsize('/no/such')",
    "p.samefile('/', '/..'), p.realpath('/..'), p.realpath('/no/./such')",
    'p.basename(5)',
    "p.basename(b'/a/b')",
    "p.splitext(b'a.b')",
    "os.fspath('a'), os.fspath(b'a'), os.fspath(PurePath('a'))",
    'os.fspath(5)',
    "os.fsencode('é'), os.fsdecode(b'\\xff'), os.fsencode('\\udcff')",
    "p.normcase('A/b'), p.sep, p.pardir, p.extsep, p.altsep, p.pathsep, p.curdir, p.defpath, p.devnull",
    "p.supports_unicode_filenames in (True, False), p is __import__('posixpath')",
]
for source in CASES:
    try:
        print(source, '=', ascii(eval(source)))
    except Exception as e:
        print(source, '->', type(e).__name__, ascii(str(e)))
