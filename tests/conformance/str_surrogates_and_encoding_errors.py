# Lone surrogates: encoders refuse them unless told otherwise; the exceptions carry the place.
s = 'a\ud800b\udcff'
for encoding in ('utf-8', 'utf-16-le', 'utf-32-be', 'latin-1', 'ascii', 'cp1252'):
    for errors in ('strict', 'ignore', 'replace', 'backslashreplace', 'xmlcharrefreplace', 'surrogatepass', 'surrogateescape'):
        try:
            print(encoding, errors, s.encode(encoding, errors))
        except UnicodeEncodeError as e:
            print(encoding, errors, e.start, e.end, e.reason, e)
print(b'a\xff\xfeb'.decode('utf-8', 'surrogateescape').encode('utf-8', 'surrogateescape'), ascii(b'\xed\xa0\x80'.decode('utf-8', 'surrogatepass')))
try:
    'a'.encode('utf-8', 'no such handler')
    '\ud800'.encode('utf-8', 'no such handler')
except LookupError as e:
    print(e)
try:
    'a'.encode('no-such-codec')
except LookupError as e:
    print(e)
