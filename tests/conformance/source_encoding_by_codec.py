"""Source in an encoding that only a codec knows: compiled, and shown in tracebacks."""
import os
import subprocess
import sys
import tempfile


def run(encoding, text):
    with tempfile.TemporaryDirectory() as directory:
        path = os.path.join(directory, 'script.py')
        with open(path, 'w', encoding=encoding) as file:
            file.write(f'# -*- coding: {encoding} -*-\nprint({text!r})\nraise RuntimeError({text!r})\n')
        done = subprocess.run([sys.executable, path], capture_output=True, encoding='utf-8',
                              env={**os.environ, 'PYTHONIOENCODING': 'utf-8'})
        print(encoding, done.stdout, done.stderr.replace(directory, ''), sep='\n')


run('koi8-r', '\u0434\u0430')
run('cp1252', '\u20ac')
run('iso-8859-15', 'h\xe9 \u20ac')
run('latin-1', '\xfc')

namespace = {}
exec(compile('# coding: cp437\nx = "\xe9\u2502"\n'.encode('cp437'), 'x.py', 'exec'), namespace)
print(ascii(namespace['x']))
for source in (b'# coding: no-such\nx = 1\n', b'# coding: cp1252\nx = "\x81"\n', b'# coding: cp1252\nx = (1\n'):
    try:
        compile(source, 'x.py', 'exec')
    except SyntaxError as error:
        print(error.args)
