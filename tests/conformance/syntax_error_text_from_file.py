"""The line in an error of the passes behind the parser is the file's, whatever was compiled."""
import os
import tempfile

path = os.path.join(tempfile.mkdtemp(), 'module.py')
with open(path, 'w') as file:
    file.write('first line\nsecond line\n  third line')
for text in ('return', '\nbreak', '\n\nnonlocal x', '\n\n\nreturn', 'x x', '1 +'):
    for name in path, '<string>', 'no such file':
        try:
            compile(text, name, 'exec')
        except SyntaxError as e:
            print(repr(text), os.path.basename(name), e.msg, e.lineno, e.offset, repr(e.text))
os.unlink(path)
