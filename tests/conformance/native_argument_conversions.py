# Arguments of built-in methods that are converted or refused in C.
class S(str):
    def __len__(self):
        return 5


print(bool(S('')), bool(S('a')), 'yes' if S('') else 'no', not S(''), hasattr('', '__bool__'))
calls = '''bytearray("a", 2.5)
bytearray("a", "ascii", [1])
bytearray(5, 2.5)
bytes({}, (1.0, 2))
bytes("a", "ascii", 5)
str(b"a", 5)
str(b"a", "ascii", 5)
"a".encode(5)
"a".encode("ascii", 5)
b"a".decode(5)
b"a".decode("ascii", 5)
[1.5].index(2.5, b"12")
(1, 2).index(0, None)
(1, 2).index(0, 0, 1.5)
[1, 2].index(2, True)
"12".count(2, "a")
"12".count(2)
"12".find("1", None, "x")
b"12".find(1.5, "x")
b"12".find("1", 1, 2)
float.fromhex(2)
int.from_bytes(5, "big")
int.from_bytes(True, "big")
int.from_bytes("a", "big")
int.from_bytes([1, 2], "big")
"a\\nb".splitlines(frozenset())
"a\\nb".splitlines(2)
"a\\nb".splitlines(2**40)
b"a\\nb".splitlines(1.5)
b"a\\nb".splitlines(keepends=True)
sorted([2, 1], reverse="a")
[].sort(reverse=2**40)
chr(2**40)
chr("a")
b"abc".hex(None)
b"abc".hex(range(0))
b"abc".hex(range(1))
b"abc".hex(bytearray(b"-"))
b"abc".hex(3, "x")
b"abc".hex("-", -2)
b"abc".hex(":", 2**40)
b"abc".hex("\\xe9")
bytearray(b"abc").hex(b"-", True)
memoryview(b"abc").hex("-")
memoryview(b"abc").hex(None)
memoryview(b"abc").tobytes([])
memoryview(b"abc").tobytes("x")
memoryview(b"abc").tobytes(None)
memoryview(b"abc").tobytes("F")
memoryview(b"abc").cast(-1)
memoryview(b"abc").suboffsets
hasattr(memoryview, "__iter__")
enumerate[int]'''
for source in calls.splitlines():
    try:
        print(source, '->', eval(source))
    except Exception as error:
        print(source, '!!', type(error).__name__, error)
proxy = type.__dict__
try:
    proxy |= {3: 4}
except TypeError as error:
    print(error)
