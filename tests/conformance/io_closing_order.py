# What closing an outer file does to the inner ones, and what is raised if it fails.
import io


def watched(kind, name, *arguments, fail=''):
    class Watched(kind):
        def flush(self):
            print(name, 'flush')
            super().flush()
            if 'f' in fail:
                raise OSError(name + ' cannot flush')

        def close(self):
            if not self.closed:
                print(name, 'close')
            super().close()
            if 'c' in fail:
                raise OSError(name + ' cannot close')

    return Watched(*arguments)


for fail in '', 'f', 'c', 'fc':
    raw = watched(io.BytesIO, 'raw', fail=fail)
    buffer = watched(io.BufferedWriter, 'buffer', raw)
    text = watched(io.TextIOWrapper, 'text', buffer)
    text.write('hello')
    try:
        text.close()
    except OSError as error:
        print(error, '/', error.__context__)
    print(raw.closed, buffer.closed, text.closed)

buffer = io.BufferedReader(io.BytesIO(b'abc'))
buffer.flush = lambda: 1 / 0
try:
    buffer.close()
except ZeroDivisionError:
    print('flush is looked up on the object', buffer.closed)
for action in buffer.read, buffer.peek, buffer.readline, buffer.tell, buffer.__enter__:
    try:
        action()
    except ValueError as error:
        print(error)

pair = io.BufferedRWPair(io.BytesIO(b'in'), watched(io.BytesIO, 'writer', fail='c'))
try:
    pair.close()
except OSError as error:
    print(error, pair.closed)
