# fnmatch patterns and glob over a real folder.
import fnmatch, glob, os, tempfile
for name, pattern in (('a.py', '*.py'), ('A.PY', '*.py'), ('a.py', '?.py'), ('ab.py', '?.py'), ('x1', 'x[0-9]'), ('xa', 'x[!0-9]'), ('a[b', 'a[[]b'), ('a]', 'a[]]'), ('', '*'), ('.hidden', '*'), ('a\nb', 'a*b'), ('a', '[a'), ('x-y', 'x[-a]y'), ('abc', 'a**c'), ('é', '?')):
    print(repr(name), pattern, fnmatch.fnmatch(name, pattern), fnmatch.fnmatchcase(name, pattern))
print(fnmatch.filter(['a.py', 'b.txt', 'c.py'], '*.py'), fnmatch.translate('a*[!b]?.c'), glob.escape('a[b]*?'))
with tempfile.TemporaryDirectory() as d:
    for p in ('a.txt', 'b.txt', '.hid.txt', 'sub/c.txt', 'sub/deep/d.txt', 'sub/e.py', 'x[1].txt'):
        os.makedirs(os.path.join(d, os.path.dirname(p)), exist_ok=True)
        open(os.path.join(d, p), 'w').close()
    for pattern in ('*.txt', '**/*.txt', '**', 'sub/*', '*/*/*', '.*', 'nope*', '[ab].txt', glob.escape('x[1].txt'), 'sub/', '**/d*', '*'):
        for recursive in (False, True):
            print(pattern, recursive, sorted(glob.glob(pattern, root_dir=d, recursive=recursive)))
    print(sorted(glob.glob('*', root_dir=d, include_hidden=True)), len(list(glob.iglob(os.path.join(d, '*.txt')))), glob.glob('x', root_dir='/no/such'), glob.has_magic('a*'))
