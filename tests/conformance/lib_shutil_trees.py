# shutil: copying, moving and removing trees, and what it refuses.
import os, shutil, tempfile
with tempfile.TemporaryDirectory() as d:
    at = lambda *p: os.path.join(d, *p)
    def write(p, text):
        os.makedirs(os.path.dirname(at(p)), exist_ok=True)
        with open(at(p), 'w') as f: f.write(text)
    def tree(p): return sorted(os.path.relpath(os.path.join(r, f), at(p)) for r, ds, fs in os.walk(at(p)) for f in fs + [x + '/' for x in ds])
    write('src/a.txt', 'A'), write('src/sub/b.txt', 'B'), write('src/sub/c.pyc', 'C')
    os.symlink('a.txt', at('src/link'))
    print(os.path.basename(shutil.copytree(at('src'), at('copy'))), tree('copy'), os.path.islink(at('copy/link')))
    shutil.copytree(at('src'), at('copy2'), symlinks=True, ignore=shutil.ignore_patterns('*.pyc'))
    print(tree('copy2'), os.readlink(at('copy2/link')))
    print(os.path.basename(shutil.copy(at('src/a.txt'), at('copy/sub'))), os.path.basename(shutil.copyfile(at('src/a.txt'), at('new.txt'))), os.path.basename(shutil.move(at('new.txt'), at('copy'))), tree('copy'))
    os.chmod(at('src/a.txt'), 0o640)
    shutil.copymode(at('src/a.txt'), at('copy/new.txt')), shutil.copystat(at('src/a.txt'), at('copy/a.txt'))
    print(oct(os.stat(at('copy/new.txt')).st_mode), int(os.stat(at('copy/a.txt')).st_mtime) == int(os.stat(at('src/a.txt')).st_mtime))
    for action in (lambda: shutil.copytree(at('src'), at('copy')), lambda: shutil.copyfile(at('src/a.txt'), at('src/a.txt')), lambda: shutil.copyfile(at('nope'), at('x')), lambda: shutil.rmtree(at('nope')), lambda: shutil.rmtree(at('src/a.txt')), lambda: shutil.move(at('nope'), at('x')), lambda: shutil.move(at('src/a.txt'), at('copy')), lambda: shutil.copy(at('src'), at('z'))):
        try:
            action()
            print('fine')
        except Exception as e:
            print(type(e).__name__, str(e).replace(d, 'DIR')[:90])
    shutil.copytree(at('src'), at('copy'), dirs_exist_ok=True)
    shutil.rmtree(at('copy')), shutil.rmtree(at('nope'), ignore_errors=True)
    print(os.path.exists(at('copy')), shutil.which('sh') is not None, shutil.which('no-such-command'), shutil.disk_usage('/').total > 0)
    archive = shutil.make_archive(at('arch'), 'tar', at('src'))
    shutil.unpack_archive(archive, at('out'))
    print(os.path.basename(archive), tree('out'))
