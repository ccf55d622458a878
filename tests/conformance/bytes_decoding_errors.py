# Invalid UTF-8 of every kind: where the error is, how long it is, and what replaces it.
samples = [b'\x80', b'a\xc2', b'\xc0\x80', b'\xe2\x82', b'\xe2\x28\xa1', b'\xf0\x9f\x98', b'\xf4\x90\x80\x80', b'\xed\xa0\x80', b'\xf8\x88\x80\x80\x80', b'\xe0\x9f\xbf', b'ok\xffok\xfe', b'\xf0\x80\x80\x80', b'\xc3(']
for data in samples:
    try:
        data.decode()
    except UnicodeDecodeError as e:
        print(data, e.start, e.end, e.reason, '|', e)
    print(ascii(data.decode('utf-8', 'replace')), ascii(data.decode('utf-8', 'ignore')), data.decode('utf-8', 'backslashreplace'))
for encoding, data in (('utf-16', b'\xff\xfea'), ('utf-16-le', b'\x00\xd8a\x00'), ('utf-16-be', b'\xdc\x00'), ('utf-32-le', b'\x00\x00\x11\x00'), ('utf-32', b'abc'), ('ascii', b'a\x80'), ('cp1252', b'\x81'), ('utf-16', b''), ('utf-16', b'\xfe\xff\x00a'), ('utf-32', b'\xff\xfe\x00\x00a\x00\x00\x00')):
    try:
        print(encoding, ascii(data.decode(encoding)))
    except UnicodeDecodeError as e:
        print(encoding, e.start, e.end, e)
    print(ascii(data.decode(encoding, 'replace')))
