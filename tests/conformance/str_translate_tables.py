# maketrans in its three forms, and what a table may answer.
t = str.maketrans('abc', 'xyz', 'd')
print(sorted(t.items()), 'abcd'.translate(t), str.maketrans({'a': 'long', 98: None, 'c': 100}))
print('abc!'.translate(str.maketrans({'a': 'long', 98: None, 'c': 100})))

class Table:
    def __getitem__(self, code):
        if code == 97:
            raise LookupError
        if code == 98:
            raise IndexError
        return chr(code).upper() if code < 128 else code + 1
print('abcé'.translate(Table()), 'ab'.translate([]), 'a'.translate({97: '\U0001f600'}), 'é'.translate({233: 'e'}))
for call in ("str.maketrans('a', 'bc')", "str.maketrans('ab', 'c', 'd')", "str.maketrans(1)", "str.maketrans({'ab': 1})", "str.maketrans({1.5: 1})", "'a'.translate({97: 1.5})", "'a'.translate({97: 0x110000})", "'a'.translate(3)", "str.maketrans('a', 1)", "'a'.translate({97: -1})"):
    try:
        print(eval(call))
    except Exception as e:
        print(call, type(e).__name__, e)
