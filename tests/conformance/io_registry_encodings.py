# Text files in encodings that are not one of the usual.
import codecs
import os

name = os.path.join(os.environ.get('TMPDIR', '/tmp'), 'encoded')
for encoding in 'cp1252', 'koi8-r', 'unicode_escape', 'raw_unicode_escape':
    text = 'Äh\nzwei\nдва' if encoding != 'cp1252' else '€äh\nzwei\ndrei'
    if encoding == 'koi8-r':
        text = text[1:]
    with open(name, 'w', encoding=encoding) as file:
        print(file.write(text), file.encoding, file.mode)
    with open(name, encoding=encoding) as file:
        file.readline()
        place = file.tell()
        print(ascii(file.readline()), ascii(file.read(2)), file.newlines)
        file.seek(place)
        print(ascii(file.read()), ascii(file.readline()))
    with open(name, 'rb') as file:
        print(file.read() == text.encode(encoding))
try:
    with open(name, 'r+', encoding='cp1252') as file:
        file.seek(0, 2)
        file.write('€')
        file.seek(0)
        print(file.read()[-1] == '€')
finally:
    os.unlink(name)


class Decoder(codecs.IncrementalDecoder):
    def decode(self, data, final=False):
        return '<' + data.decode('ascii').upper() + '>' if data else ''


def find(name):
    if name == 'loud_brackets':
        return codecs.CodecInfo(codecs.latin_1_encode, codecs.latin_1_decode, incrementaldecoder=Decoder,
                                incrementalencoder=codecs.getincrementalencoder('latin-1'), name=name)


codecs.register(find)
import io
print(list(io.TextIOWrapper(io.BytesIO(b'a\nb'), encoding='loud_brackets')))
