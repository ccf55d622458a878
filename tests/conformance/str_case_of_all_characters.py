# The methods of case in a sample of all characters, alone and beside letters of several widths; ignorable ones that are
# cased (\u02b0) begin words too.
def texts(c):
    yield c
    yield 'a' + c
    yield c + 'b'
    yield '\u042f' + c + '\u044f'
    yield '\U0001f600' + c


def digest(text, h):
    for c in text:
        h = (h * 131 + ord(c)) & 0xffffffffffff
    return h


h = 0
for code in list(range(0x600)) + list(range(0x600, 0x110000, 89)):
    if 0xd800 <= code < 0xe000:
        continue
    for text in texts(chr(code)):
        for done in (text.upper(), text.lower(), text.title(), text.capitalize(), text.swapcase(), text.casefold()):
            h = digest(done, h)
    if code % 256 == 255:
        print(hex(code), hex(h))
print(hex(h))
print(ascii('\u02b0b'.title()), ascii('a\u02b0b \u02b0 b'.title()), ascii('\u042f\u02b0\u044f'.title()))
