# base64 in its variants, with and without validation, and quoted printable.
import base64
import quopri

for data in (b'', b'f', b'fo', b'foo', bytes(range(250, 256))):
    print(base64.b64encode(data), base64.urlsafe_b64encode(data), base64.b32encode(data), base64.b16encode(data), base64.a85encode(data), base64.b85encode(data))
    assert base64.b85decode(base64.b85encode(data)) == base64.a85decode(base64.a85encode(data)) == base64.b32decode(base64.b32encode(data)) == data
print(base64.b64decode('Zm9v\nIA=='), base64.b64decode(b'Zm9v!!'), base64.b64encode(b'\xfb\xff', altchars=b'-_'), base64.b32decode(b'mzxw6===', casefold=True), base64.encodebytes(b'x' * 60), base64.b32hexencode(b'foo'))
for source in ("base64.b64decode('Zm9')", "base64.b64decode('Zm9v!', validate=True)", "base64.b64decode('A')", "base64.b64encode('str')", "base64.b32decode('abc')", "base64.b16decode('0g')", "base64.b16decode('ab')", "base64.b85decode('~~~~~')", "base64.b64decode('é')", "base64.a85decode('<~abc')"):
    try:
        print(eval(source))
    except Exception as e:
        print(source, type(e).__name__, e)
print(quopri.encodestring('é = x '.encode()), quopri.decodestring(b'a=3D=\nb=E9'))
