# What csv reads and writes under every combination of options (checksums of it: print `text` to see what differs), and what it
# refuses: errors, limits, odd iterators and files.
import csv
import io
import itertools
import zlib

lines = ['a,b c,"d,e"\r\n', '"x""y", z ,\'q\',\\,w\n', '"open\n', 'still",end\n', '\n', ',,\n', '"",\n', '1,2.5,-3e2\n', 'a"b,"c"d,"e" \n', 'é,日本,😀\n',
         '\\"a,"\\""\n', 'tail\\\n', 'x;y;z']
seen = {}
for quoting, double, escape, quote, strict, skip, delimiter in itertools.product(
        range(4), (True, False), (None, '\\'), ('"', "'"), (False, True), (False, True), ',; é'):
    options = dict(quoting=quoting, doublequote=double, escapechar=escape, quotechar=quote, strict=strict, skipinitialspace=skip,
                   delimiter=delimiter)
    result = []
    for first in range(len(lines)):
        reader = csv.reader(lines[first:], **options)
        try:
            result.append(next(reader))
        except (csv.Error, ValueError) as e:
            result.append(f'{type(e).__name__}: {e}')
        result.append(reader.line_num)
    seen.setdefault(repr(result), []).append(''.join(str(int(v)) if isinstance(v, (bool, int)) else str(v) for v in options.values()))
for text, names in seen.items():
    print(len(names), names[0], zlib.crc32(text.encode()))

rows = [['a', 'b c', 'd,e'], ['x"y', "it's", 'a\\b'], [''], [], [None], [None, ''], [1, 2.5, True, 1j], ['two\nlines', '\r', '\r\n'], [' ', 'é;', '😀"'],
        ('t', b'bytes'), 'str', {1: 2}, (c for c in 'gen')]
seen = {}
for quoting, double, escape, quote, end, delimiter in itertools.product(
        range(4), (True, False), (None, '\\', 'é'), ('"', "'"), ('\r\n', '!', ''), ',; é'):
    options = dict(quoting=quoting, doublequote=double, escapechar=escape, quotechar=quote, lineterminator=end, delimiter=delimiter)
    result = []
    for row in rows:
        file = io.StringIO(newline='')
        try:
            csv.writer(file, **options).writerow(list(row) if hasattr(row, 'gi_frame') else row)
            result.append(file.getvalue())
        except csv.Error as e:
            result.append(str(e))
    seen.setdefault(repr(result), []).append(options)
for text, names in seen.items():
    print(len(names), list(names[0].values()), zlib.crc32(text.encode()))


def attempt(function, *args, **options):
    try:
        print(repr(function(*args, **options)))
    except Exception as e:
        print(type(e).__module__, type(e).__name__, e)


class File:
    def write(self, text):
        return ['wrote', text]


class Bad:
    def __str__(self):
        raise KeyError('str')


writer = csv.writer(File())
for row in (['a', 1], 5, None, [Bad()], iter(['x']), [['nested', 'list']]):
    attempt(writer.writerow, row)
attempt(writer.writerows, [['a'], ['b']])
attempt(writer.writerows, [['a'], 5])
attempt(writer.writerows, 5)
for source in ([b'x'], [1], ['a\rb'], ['a\nb'], ['a\0b'], ['a', 5], [''], ['\r\n'], []):
    attempt(lambda: list(csv.reader(source)))
reader = csv.reader(['a,b', 'c'])
print(reader.line_num, next(reader), reader.line_num, iter(reader) is reader, list(reader), reader.line_num)
attempt(setattr, reader, 'line_num', 5)
print(csv.field_size_limit(3), csv.field_size_limit())
for text in ('abc,d', 'abcd', '"abc"', '"abcd"', '"ab""c",1', '"ab""cd",1', 'ab\ncd', '"ab\n', 'abc\\d'):
    attempt(lambda: list(csv.reader([text + '\n'], escapechar='\\')))
csv.field_size_limit(128 * 1024)
for args in ((5.0,), (1, 2), (2 ** 80,), ('x',)):
    attempt(csv.field_size_limit, *args)
for options in (dict(delimiter=''), dict(delimiter=None), dict(delimiter=5), dict(quotechar='ab'), dict(escapechar=5), dict(quoting=9), dict(quoting='x'),
                dict(lineterminator=None), dict(lineterminator=5), dict(quotechar=None, quoting=1), dict(nonsense=1), dict(dialect='none')):
    attempt(csv.reader, [], **options)
d = csv.get_dialect('excel')
print(d.delimiter, d.doublequote, d.escapechar, repr(d.lineterminator), d.quotechar, d.quoting, d.skipinitialspace, d.strict, csv.reader([], 'excel').dialect is d)
print(list(csv.DictReader(['a,b', '1,2', '', '3', '4,5,6'])))
