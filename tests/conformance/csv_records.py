"""csv: reading, writing, dialects, errors."""
import csv
import io


def attempt(f, *args, **keywords):
    try:
        return f(*args, **keywords)
    except Exception as e:
        return f'{type(e).__name__}: {e}'


def read(lines, **options):
    return attempt(lambda: list(csv.reader(lines, **options)))


def write(rows, **options):
    file = io.StringIO(newline='')
    result = attempt(lambda: csv.writer(file, **options).writerows(rows))
    return file.getvalue(), result


for lines in (['a,b,c\n', '1,2,3\r\n', '\n', '', ',', 'x'], ['"a,b",c\n', '"a""b"\n', '"a\n', 'b",c\n'], ['"a"b,c', 'a"b"'], ['"open\n', 'more'],
              ['a\rb'], ['a\n\n'], ['a\nb'], [' a, "b"'], ['1,"2",x'], ['1,"2",-3.5\n'], ['a\\,b,c\\\n', 'd'], ['"a\\"b",c'], ['a;b\tc'], ["'a,b',c"], ['"a" ,b'],
              ['\0,a'], [b'a'], [5], [',,\n', '"",""\n'], ['"'], ['a,"'], ['é,"ü",日本\n']):
    print(lines, read(lines), read(lines, strict=True), read(lines, skipinitialspace=True), read(lines, escapechar='\\'),
          read(lines, quoting=csv.QUOTE_NONNUMERIC), read(lines, quoting=csv.QUOTE_NONE), read(lines, quotechar="'"),
          read(lines, doublequote=False), read(lines, delimiter=';'), read(lines, dialect='excel-tab'), read(lines, dialect=csv.unix_dialect))
rows = [['a', 'b c', 'd,e'], [1, 2.5, None, True], ['q"q', "s's", 'n\nl', 'c\rr'], [], [''], [None], ['', ''], [' x ', 'a\\b', '\t;'], ['é', b'x', 1j]]
for row in rows:
    for options in ({}, {'quoting': csv.QUOTE_ALL}, {'quoting': csv.QUOTE_NONNUMERIC}, {'quoting': csv.QUOTE_NONE}, {'quoting': csv.QUOTE_NONE, 'escapechar': '\\'},
                    {'doublequote': False}, {'doublequote': False, 'escapechar': '\\'}, {'lineterminator': '\n'}, {'lineterminator': '!x'}, {'delimiter': ';'},
                    {'dialect': 'excel-tab'}, {'dialect': 'unix'}, {'quotechar': "'"}, {'escapechar': '\\'}):
        print(row, options, write([row], **options))
print(write([5]), attempt(csv.writer, 5), attempt(csv.reader, 5), attempt(csv.reader, [], 'nope'))
for options in ({'delimiter': ''}, {'delimiter': 'ab'}, {'delimiter': None}, {'delimiter': 5}, {'quotechar': ''}, {'quotechar': 'ab'}, {'quotechar': 5}, {'quotechar': None},
                {'quotechar': None, 'quoting': 0}, {'escapechar': ''}, {'escapechar': 'ab'}, {'escapechar': 5}, {'quoting': 4}, {'quoting': -1}, {'quoting': 'x'}, {'quoting': None},
                {'lineterminator': None}, {'lineterminator': 5}, {'lineterminator': ''}, {'nope': 1}, {'strict': 5}, {'doublequote': ''}):
    print(options, attempt(lambda: [getattr(csv.reader([], **options).dialect, n) for n in ('delimiter', 'doublequote', 'escapechar', 'lineterminator', 'quotechar', 'quoting', 'skipinitialspace', 'strict')]))
csv.register_dialect('mine', delimiter=':', quoting=csv.QUOTE_ALL)
print(csv.list_dialects(), csv.get_dialect('mine').delimiter, write([['a']], dialect='mine'), attempt(csv.register_dialect, 5), attempt(csv.get_dialect, 'no'))
csv.unregister_dialect('mine')
print(attempt(csv.unregister_dialect, 'mine'), attempt(setattr, csv.get_dialect('excel'), 'delimiter', 'x') is None, csv.field_size_limit(), csv.field_size_limit(5), read(['abcdef']), read(['"abcdef"']), read(['abcde,f']), csv.field_size_limit(131072))
r = csv.reader(['a\n', '"b\n', 'c"\n'])
print(next(r), r.line_num, next(r), r.line_num, attempt(next, r), iter(r) is r)
print(list(csv.DictReader(['x,y\n', '1,2\n', '3\n', '4,5,6\n'])), csv.Sniffer().sniff('a;b\n1;2\n').delimiter, csv.Error.__module__)
file = io.StringIO()
w = csv.DictWriter(file, ['a', 'b'], restval='-')
print(w.writeheader(), w.writerow({'a': 1}), attempt(w.writerow, {'c': 1}), file.getvalue(), csv.writer(file).writerow([1]))

# One character with two meanings.
print(list(csv.reader(['a  b', ' c,d ', '   '], delimiter=' ', skipinitialspace=True)))
print(list(csv.reader(['""a""b"', "'a,b'"], delimiter='"', quotechar="'")), list(csv.reader(['x,y', ',a,,b'], quotechar=',', delimiter=';')))
print(list(csv.reader(['a|b,c', '|"a,b'], delimiter='|', escapechar='|')))
print(list(csv.reader(['"a""b"', '"c"d"'], escapechar='"')))
file = io.StringIO(newline='')
writer = csv.writer(file, escapechar='"')
writer.writerows([['a"b', 1, None], ['"'], ['a,b']])
print(repr(file.getvalue()))
