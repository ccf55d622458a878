# name of a raw file and mode of a text file can be set; what tempfile and tokenize do with it.
import io, tempfile, os
f = io.FileIO(os.devnull); f.name = 'other'; br = io.BufferedReader(f); print(f.name, f, br.name)
f.name = 5; print(f.name, f.mode)
t = open(os.devnull); print(t.mode, t.name); t.mode = 'rw+'; print(t.mode, t)
for s in ("t.name = 1", "br.name = 3", "t.buffer.mode = 'x'", "f.mode = 'x'", "f.closed = 1"):
    try: exec(s); print('ok', s)
    except AttributeError as e: print(s, e)
with tempfile.NamedTemporaryFile('w+', suffix='.x') as g: g.write('abc'); g.seek(0); print(g.read(), g.name.endswith('.x'), os.path.exists(g.name)); n = g.name
print(os.path.exists(n))
with tempfile.TemporaryFile() as g: g.write(b'x'); print(type(g.name))
import tokenize
with tokenize.open(__file__) as g: print(g.mode, g.encoding)
