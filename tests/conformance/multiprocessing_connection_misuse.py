# What connections, listeners and wait() say to arguments that make no sense.
import multiprocessing
from multiprocessing import connection


class Wrong:
    def __repr__(self):
        return '<wrong>'

    def fileno(self):
        return 'x'


def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(type(error).__name__, error)


for waited in (5.5,), (None,), (Wrong(),), (-1,):
    attempt(connection.wait, waited, 0)
reader, writer = multiprocessing.Pipe(False)
attempt(connection.wait, [], 0)
attempt(connection.wait, [reader], 0)
writer.send(1)
print(connection.wait([reader], 0) == [reader], connection.wait([reader.fileno()]) == [reader.fileno()])
attempt(reader.send, 1)
attempt(writer.recv)
attempt(writer.send_bytes, b'abc', 5)
attempt(writer.send_bytes, b'abc', 1, 5)
attempt(writer.send_bytes, b'abc', -1)
reader.close()
attempt(connection.wait, [reader], 0)
attempt(reader.recv)
attempt(connection.Connection, -1)
attempt(connection.Connection, 0, False, False)
attempt(connection.Listener, family='x')
attempt(connection.Listener, 'name', 'x')
attempt(connection.Listener, 5)
attempt(connection.Listener, authkey='text')
attempt(connection.Client, 5)
attempt(connection.Client, '/nowhere', 'x')
attempt(connection.Client, '/nowhere', 'AF_PIPE')
attempt(connection.Listener, 'name', 'AF_PIPE')
attempt(connection.Client, '/nowhere')
