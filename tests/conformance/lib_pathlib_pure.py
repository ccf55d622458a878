# Pure paths: parts, joining, suffixes, matching and comparison, for both flavours.
from pathlib import PurePosixPath as P, PureWindowsPath as W, Path
p = P('/usr/local/lib/python3.11.tar.gz')
print(p.parts, p.name, p.stem, p.suffix, p.suffixes, p.parent, list(p.parents)[:2], p.root, p.anchor, p.drive)
print(p / 'x' / '../y', P('a') / '/abs', P('a//b/./c/'), P(), P('a', 'b', P('c')), 'pre' / P('post'), P('a/..'), repr(P('x')))
print(p.with_name('new'), p.with_suffix('.zip'), p.with_stem('s'), P('a').with_suffix('.t'), p.relative_to('/usr'), p.is_relative_to('/opt'), p.is_absolute(), p.as_uri())
print(p.match('*.gz'), p.match('/usr/*/*/*'), P('a/b.py').match('b.*'), P('a') < P('b'), P('a') == P('a/'), hash(P('a')) == hash(P('a')), P('a') == W('a'), sorted([P('b'), P('a/c'), P('a')]))
w = W('c:\\Users\\me\\..\\file.TXT')
print(w, w.drive, w.root, w.parts, w.as_posix(), w == W('C:/users/ME/../FILE.txt'), w.match('*.txt'), W('//host/share/x').parts, W('c:x').is_absolute(), w.is_reserved(), W('nul').is_reserved())
for source in ("P('a').with_name('')", "P('').with_name('x')", "P('a').relative_to('b')", "P('a').with_suffix('x')", "P('a') < W('a')", "P(5)", "P('a') / 5", "P('a').as_uri()", "P('a').match('')", "P('/').with_stem('x')"):
    try:
        print(eval(source))
    except Exception as e:
        print(source, '->', type(e).__name__, e)
import os
print(os.fspath(P('x')), str(Path('.')), Path('a').__class__.__name__, Path.cwd() == Path(os.getcwd()), Path('~x').parts)
