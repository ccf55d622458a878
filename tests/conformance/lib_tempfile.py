# tempfile: names, deletion, spooled files and the errors.
import os, tempfile
with tempfile.TemporaryDirectory(prefix='pre-', suffix='-suf') as d:
    print(os.path.basename(d).startswith('pre-'), d.endswith('-suf'), os.path.isdir(d))
    with tempfile.NamedTemporaryFile('w+', dir=d, suffix='.txt', prefix='n') as f:
        print(f.write('text'), f.seek(0), f.read(), os.path.exists(f.name), os.path.basename(f.name)[0], f.name.endswith('.txt'), f.mode if isinstance(f.mode, str) else '')
        name = f.name
    print(os.path.exists(name), f.closed)
    kept = tempfile.NamedTemporaryFile(dir=d, delete=False)
    kept.close()
    print(os.path.exists(kept.name))
    fd, path = tempfile.mkstemp(dir=d, text=True)
    print(os.write(fd, b'x'), oct(os.stat(path).st_mode), os.close(fd))
    sub = tempfile.mkdtemp(dir=d)
    print(oct(os.stat(sub).st_mode), os.path.dirname(sub) == d)
    with tempfile.TemporaryFile(dir=d) as t: print(t.write(b'abc'), t.seek(1), t.read(), isinstance(t.name, int))
    s = tempfile.SpooledTemporaryFile(max_size=5, mode='w+')
    print(s.write('abc'), s._rolled, s.write('defg'), s._rolled, s.seek(0), s.read(), s.close())
    print(sorted(len(os.path.basename(p)) for p in (path, sub)))
print(os.path.exists(d), tempfile.gettempprefix(), os.path.isdir(tempfile.gettempdir()))
for action in (lambda: tempfile.NamedTemporaryFile(dir='/no/such'), lambda: tempfile.mkdtemp(dir='/no/such'), lambda: tempfile.mkstemp(suffix=b'a', prefix='b'), lambda: tempfile.TemporaryDirectory(dir='/no/such')):
    try: action()
    except Exception as e: print(type(e).__name__, str(e).split("'")[0])
