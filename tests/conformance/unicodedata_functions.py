"""unicodedata: properties, numbers, names, normal forms; the database of 3.2.0; what is refused."""
import unicodedata
from unicodedata import ucd_3_2_0 as old


def attempt(function, *args):
    try:
        return function(*args)
    except Exception as e:
        return type(e).__name__, str(e)


SAMPLE = 'aZ5 \n\u0301\u00bd\u0661\u2460\u4e00\uac01\u212b\ufb01\u0627<\u20ac\ud800\ue000\u0378\U0001f600\U0001d7d8\U0002f868\uf900\u3007'
for c in SAMPLE:
    print(ascii(c), *(getattr(unicodedata, f)(c) for f in
                      ('category', 'bidirectional', 'combining', 'east_asian_width', 'mirrored', 'decomposition')),
          *(getattr(unicodedata, f)(c, None) for f in ('decimal', 'digit', 'numeric', 'name')))
    print('   ', *(getattr(old, f)(c) for f in ('category', 'bidirectional', 'east_asian_width', 'decomposition')),
          *(getattr(old, f)(c, '-') for f in ('decimal', 'digit', 'numeric', 'name')))

for name in ('SNOWMAN', 'latin small letter a with acute', 'LINE FEED', 'HANGUL SYLLABLE GAG', 'CJK UNIFIED IDEOGRAPH-4E00',
             'CJK COMPATIBILITY IDEOGRAPH-F900', 'KEYCAP DIGIT ONE', 'LATIN SMALL LETTER R WITH TILDE', 'no such name',
             'CJK UNIFIED IDEOGRAPH-0041', '', 'x' * 300, 'SNOWMAN ', b'SNOWMAN', 5):
    print(name, ascii(attempt(unicodedata.lookup, name)))
print(sum(unicodedata.lookup(unicodedata.name(chr(c))) != chr(c) for c in range(0x20, 0x3000) if unicodedata.name(chr(c), '')))

for text in 'abc', 'caf\u00e9', 'cafe\u0301', '\u212b\ufb01\u00bd', '\uac01\u1100\u1161\u11a8', 'a\u0315\u0301\u0323', '\u1e9b\u0323', '\u0344':
    print(ascii(text), *(ascii(unicodedata.normalize(f, text)) for f in ('NFC', 'NFD', 'NFKC', 'NFKD')),
          *(unicodedata.is_normalized(f, text) for f in ('NFC', 'NFD', 'NFKC', 'NFKD')))
marks = 'a' + '\u0301\u0323\u0327' * 500 + 'b'
print(unicodedata.normalize('NFD', marks) == 'a' + '\u0327' * 500 + '\u0323' * 500 + '\u0301' * 500 + 'b')
print(ascii(old.normalize('NFD', '\U0002f868')), ascii(unicodedata.normalize('NFD', '\U0002f868')))

for function, *args in ((unicodedata.category, 'ab'), (unicodedata.category, 5), (unicodedata.name, ''), (unicodedata.name, '\n'),
                        (unicodedata.decimal, '\u00bd'), (unicodedata.digit, 'x'), (unicodedata.numeric, 'x'),
                        (unicodedata.numeric, 'xy'), (unicodedata.normalize, 'NFX', ''), (unicodedata.normalize, 1, ''),
                        (unicodedata.normalize, 'NFC', 1), (unicodedata.combining,), (unicodedata.decimal, 'a', 1, 2)):
    print(function.__name__, args, attempt(function, *args))
print(unicodedata.unidata_version, old.unidata_version, type(old) is unicodedata.UCD, attempt(unicodedata.UCD))
print('\u0391\N{SNOWMAN}\u212b'.encode('ascii', 'namereplace'), '\ud800'.encode('ascii', 'namereplace'))
print('b\u00fccher.example'.encode('idna'), b'xn--bcher-kva.example'.decode('idna'), attempt('a\u0378b'.encode, 'idna')[0])
