# One reader and one writer of csv used by several threads: each line goes into one record, each record is written whole.
import csv
import itertools
import threading

THREADS, ROWS = 4, 400

source = (f'{n},"a ""{n}""",b\r\n' for n in itertools.count())
lock = threading.Lock()


class Lines:
    """An iterator that several threads may use."""

    def __iter__(self):
        return self

    def __next__(self):
        with lock:
            return next(source)


class File:
    def __init__(self):
        self.lines = []

    def write(self, text):
        self.lines.append(text)


reader, file = csv.reader(Lines()), File()
writer = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC)
failures = []


def work():
    for _ in range(ROWS):
        row = next(reader)
        if row[1:] != [f'a "{row[0]}"', 'b']:
            failures.append(row)
        writer.writerow([int(row[0]), *row[1:]])
        if csv.get_dialect('excel').delimiter != ',':
            failures.append('dialect')


threads = [threading.Thread(target=work) for _ in range(THREADS)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
numbers = sorted(int(row[0]) for row in csv.reader(file.lines))
print(failures, reader.line_num, len(file.lines), numbers == list(range(THREADS * ROWS)))
