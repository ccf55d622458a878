# splitlines knows every line boundary of Unicode; keepends keeps them.
boundaries = ['\n', '\r', '\r\n', '\v', '\f', '\x1c', '\x1d', '\x1e', '\x85', '\u2028', '\u2029']
for b in boundaries:
    print(ascii(b), ('a' + b + 'b').splitlines(), ascii(('a' + b + 'b').splitlines(True)), (b * 2).splitlines().__len__())
print(''.splitlines(), '\n'.splitlines(), 'a\n\nb\n'.splitlines(), 'a\x1fb'.splitlines(), 'a\n\rb'.splitlines(keepends=True))
print(b'a\nb\rc\r\nd\x0be\x85'.splitlines(), b'\n'.splitlines(True), bytearray(b'x\ny').splitlines())
