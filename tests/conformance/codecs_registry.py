"""Codecs that are not in C, error handlers, incremental decoding, escapes."""
import os
PATH = os.path.join(os.environ.get("TMPDIR", "/tmp"), "codecs_test.txt")
import codecs
print('é€'.encode('cp1252'), b'\x80'.decode('cp1252'), 'abc'.encode('rot13') if 0 else '')
for f in [lambda: b'x'.decode('nope'), lambda: 'é'.encode('ascii','zzz'), lambda: b'\xff'.decode('utf-8','zzz'), lambda: 'x'.encode('nope'), lambda: '\u0100'.encode('cp1252'), lambda: b'\x81'.decode('cp1252'), lambda: codecs.lookup('zzz'), lambda: codecs.lookup_error('q')]:
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
codecs.register_error('mine', lambda e: ('<%s:%d-%d>'%(e.reason,e.start,e.end), e.end))
print('aé€b'.encode('ascii','mine'), b'a\xff\xfeb'.decode('utf-8','mine'), 'a€é'.encode('cp1252','mine'), b'a\x81b'.decode('cp1252','mine'))
codecs.register_error('back', lambda e: ('', 0))
codecs.register_error('bytes', lambda e: (b'\xfe', e.end))
codecs.register_error('bad1', lambda e: 5)
codecs.register_error('bad2', lambda e: ('x', 100))
codecs.register_error('neg', lambda e: ('x', -1))
codecs.register_error('uni', lambda e: ('€', e.end))
print('aéb'.encode('ascii','bytes'), 'aéb'.encode('ascii','neg'))
for h in ['bad1','bad2','uni']:
    for f in [lambda: 'aéb'.encode('ascii',h), lambda: b'a\xffb'.decode('utf-8',h)]:
        try: print(ascii(f()))
        except Exception as e: print(type(e).__name__, e)
for enc in ['utf-8','utf-16','utf-16-le','utf-16-be','utf-32','utf-32-be','latin-1','ascii','utf-8-sig','cp437','unicode_escape','raw_unicode_escape','iso8859-15','koi8-r','mac-roman']:
    s='aé€\U0001F600' if enc.startswith(('utf','uni','raw','puny')) else 'a'
    b=s.encode(enc); print(enc, b, ascii(b.decode(enc)), codecs.lookup(enc).name)
    d=codecs.getincrementaldecoder(enc)() if codecs.lookup(enc).incrementaldecoder else None
    if d:
        out=[]
        for i in range(len(b)): out.append(d.decode(b[i:i+1]))
        out.append(d.decode(b'', True)); print([ascii(x) for x in out])
print(codecs.encode(b'abc','hex') if 0 else '', codecs.encode('abc','rot13'), codecs.decode('nop','rot13'))
print(codecs.utf_16_ex_decode(b'\xff\xfea\0'), codecs.utf_8_decode(b'a\xe2\x82'), codecs.utf_8_decode(b'a\xe2\x82', 'ignore', True))
for h in ['strict','ignore','replace','xmlcharrefreplace','backslashreplace','surrogateescape','surrogatepass']:
    f=codecs.lookup_error(h)
    for e in [UnicodeEncodeError('ascii','aé\udc80b',1,3,'r'), UnicodeDecodeError('utf-8',b'a\xff\xed\xa0\x80',1,2,'r'), UnicodeTranslateError('aéb',1,2,'r'), ValueError('v')]:
        try: print(h, ascii(f(e)))
        except Exception as x: print(h, type(x).__name__, ascii(str(x)))
print(codecs.escape_decode(rb'a\x41\101\n\\'), codecs.escape_encode(b"a'\n\xff"), codecs.unicode_escape_decode(r'\x41\u20ac\N{EURO SIGN}\101\n'), codecs.raw_unicode_escape_decode(rb'\u20ac\x41'))
for bad in [rb'\x4', rb'\u12', rb'\U00110000', rb'\N{xx}', rb'\N', b'a\\']:
    for h in ['strict','replace']:
        try: print(bad, ascii(bad.decode('unicode_escape', h)))
        except Exception as e: print(bad, e)
import io
w=codecs.getwriter('utf-16')(io.BytesIO()); w.write('ab'); print(w.getvalue() if 0 else w.stream.getvalue())
r=codecs.getreader('utf-8')(io.BytesIO('é\nb'.encode())); print(r.readline(), r.read())
print(codecs.charmap_build('ab\ufffe') if 0 else '', codecs.BOM_UTF8, codecs.charmap_decode(b'ab','strict',{97:'x',98:None}) if 0 else '', codecs.charmap_encode('a','strict',{97:b'xy'}))
print(codecs.iterencode(['a','é'],'utf-8').__next__(), list(codecs.iterdecode([b'\xc3',b'\xa9'],'utf-8')))
with codecs.open(PATH,'w','utf-16') as f: f.write('hé')
print(codecs.open(PATH,'r','utf-16').read())
os.remove(PATH)


class Place(int):
    """Where to go on may be an int of a derived class."""


codecs.register_error('place', lambda e: ('?', Place(e.end)))
print(b'a\xffb'.decode('ascii', 'place'), 'a\xffb'.encode('ascii', 'place'))
