"""UTF-7: both ways, its errors, pieces of a stream."""
import codecs


def attempt(function, *args):
    try:
        return ascii(function(*args))
    except UnicodeError as e:
        return type(e).__name__, e.start, e.end, e.reason


for text in 'abc', 'a+b', 'Hi Mom \u263a!', '\u65e5\u672c\u8a9e', '1 + 1 = 2;', '~\\', '\U0001f600x', '\u20acA', '\u20ac-', '\u20ac+', '\ud800', '':
    data = text.encode('utf-7')
    print(ascii(text), data, data.decode('utf-7') == text)
for data in (b'+', b'+-', b'+AGE-', b'+AGE', b'+AGEb', b'+AG', b'+A-', b'+AH-x', b'+!', b'a\xff', b'+2AA-', b'+2ADcAA-', b'+2ABh', b'+AGE+AGI-',
             b'~\\', b'+AGEAYg-z', b'+IKwA'):
    print(data, attempt(data.decode, 'utf-7'), ascii(data.decode('utf-7', 'replace')), ascii(codecs.utf_7_decode(data, 'ignore', False)))
whole = 'caf\u00e9 \U0001f600\u20ac+-x'.encode('utf-7') * 2
for size in range(1, 6):
    decoder = codecs.getincrementaldecoder('utf-7')()
    print(ascii([decoder.decode(whole[i:i + size]) for i in range(0, len(whole), size)]), ascii(decoder.decode(b'', True)))
