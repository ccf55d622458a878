# unicode_escape and raw_unicode_escape in both directions.
text = 'a\n\t\\\x07\x7f\xe9\u20ac\U0001f600\'"'
for codec in ('unicode_escape', 'raw_unicode_escape'):
    data = text.encode(codec)
    print(codec, data, data.decode(codec) == text)
print(rb'\x41\u00e9\U0001F600\101\q\
end\N{BULLET}'.decode('unicode_escape').encode('utf-8') if True else '')
for data in (rb'\x4', rb'\u12', rb'\U00110000', rb'\N{nothing}', rb'\N', b'\\', rb'\777'):
    try:
        print(data, ascii(data.decode('unicode_escape')))
    except UnicodeDecodeError as e:
        print(data, e.reason, e.start)
print(ascii(rb'\u20ac\x41 \\u0041'.decode('raw_unicode_escape')))
