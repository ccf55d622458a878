# bytes: searching for bytes and ints, replacing with counts, prefixes as tuples.
b = b'hello world'
print(b.find(b'o'), b.find(111, 5), b.rfind(b'o'), b.index(b'wor'), b.count(b'l'), b.count(108), b.find(b''), b.rfind(b''), b.find(b'zz'))
print(b.replace(b'l', b'LL'), b.replace(b'l', b'', 2), b.replace(b'', b'-', 3), b.startswith((b'x', b'he')), b.endswith(b'd', 0, 5), b.removeprefix(b'he'), b.removesuffix(b'he'))
print(b.partition(b'o'), b.rpartition(b'o'), b.partition(b'q'), b.split(b'o', 1), b.rsplit(None, 1), b' a  b '.split(), b.strip(b'hd'), b.translate(None, b'lo'), b.expandtabs())
print(104 in b, b'lo w' in b, 256 if False else '', b.hex(' ', 2), b.hex(':', -3), bytes.fromhex('68 65\n6c'), b.isalpha(), b'Ab'.swapcase(), b'ab cd'.title())
for call in ("b.find('o')", "b.find(256)", "b.index(b'q')", "300 in b", "'h' in b", "b.startswith('h')", "b.startswith(['h'])", "b.split(b'')", "b.replace('a', b'')", "bytes.fromhex('6')", "bytes.fromhex('zz')", "b.hex('ab')", "b.hex(1)", "b.join(['a'])", "b.translate(b'short')", "b + 'a'", "b % 1", "bytes('a')", "bytes([256])", "bytes(-1)", "b[0] + b[20]"):
    try:
        print(eval(call))
    except Exception as e:
        print(call, type(e).__name__, e)
