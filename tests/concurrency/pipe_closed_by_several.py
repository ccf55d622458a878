# A connection that several threads close at once is closed once: nobody's descriptor goes with it, and nobody gets an error.
import multiprocessing
import os
import threading

N_THREADS, N_ROUNDS = 3, 1500
begin, end = threading.Barrier(N_THREADS + 1), threading.Barrier(N_THREADS + 1)
errors = []
connection = None


def close():
    for _ in range(N_ROUNDS):
        begin.wait()
        try:
            connection.close()
        except OSError as error:
            errors.append(error)
        end.wait()


threads = [threading.Thread(target=close) for _ in range(N_THREADS)]
for thread in threads:
    thread.start()
for _ in range(N_ROUNDS):
    connection, other = multiprocessing.Pipe(False)
    begin.wait()
    end.wait()
    other.close()
    other.close()
    assert connection.closed and other.closed
for thread in threads:
    thread.join()
print(len(errors))
reader, writer = multiprocessing.Pipe()
with reader:
    writer.send('message')
    print(reader.recv(), reader.closed, reader.fileno() == reader._handle)
try:
    reader.fileno()
except OSError as error:
    print(error, reader.closed)
os.close(writer.fileno())
try:
    writer.close()
except OSError as error:
    print(error.strerror, writer.closed)
