# Paths on disk: making, writing, reading, listing, globbing, renaming and removing.
import tempfile
from pathlib import Path
with tempfile.TemporaryDirectory() as name:
    root = Path(name)
    d = root / 'a' / 'b'
    d.mkdir(parents=True)
    print((d / 'one.txt').write_text('line 1\nline é\n', encoding='utf-8'), (d / 'two.bin').write_bytes(b'\0\1'), (root / 'a' / 'three.txt').touch())
    print((d / 'one.txt').read_text(encoding='utf-8').splitlines(), (d / 'two.bin').read_bytes(), (d / 'one.txt').stat().st_size, d.is_dir(), d.exists(), (d / 'no').exists(), (d / 'one.txt').is_file())
    show = lambda paths: sorted(str(p.relative_to(root)) for p in paths)
    print(show(root.iterdir()), show(root.rglob('*')), show(root.glob('**/*.txt')), show(root.glob('a/*/t*')), show(root.glob('*')), show((root / 'a').glob('*.txt')))
    with (d / 'one.txt').open('a', encoding='utf-8') as f:
        f.write('more')
    (d / 'one.txt').rename(root / 'moved.txt')
    (root / 'link').symlink_to('moved.txt')
    print(show(root.iterdir()), (root / 'link').is_symlink(), (root / 'link').readlink(), (root / 'link').resolve().name, (root / 'link').read_text(encoding='utf-8')[-4:], (root / 'link').samefile(root / 'moved.txt'))
    (root / 'moved.txt').chmod(0o600)
    print(oct((root / 'moved.txt').stat().st_mode), (root / 'link').lstat().st_mode != (root / 'link').stat().st_mode)
    for action in (lambda: d.mkdir(), lambda: d.rmdir(), lambda: (root / 'x' / 'y').mkdir(), lambda: (root / 'no').read_text(), lambda: (root / 'no').unlink(), lambda: root.read_text(), lambda: (root / 'moved.txt').iterdir().__next__(), lambda: d.mkdir(exist_ok=True), lambda: (root / 'no').unlink(missing_ok=True), lambda: list(root.glob('')), lambda: list(root.glob('/x'))):
        try:
            print(action())
        except (OSError, ValueError, NotImplementedError) as e:
            print(type(e).__name__, str(e).replace(name, 'ROOT'))
print(root.exists())
