samples = ["", "abc", "ABC", "Abc Def", "a1", "123", "½", "²", "٣", " \t\n", "é", "1.5", "_x", "class", "9a", "a b", "\u2003", "Ⅷ", "\x7f", "aB", "中", "ª", "\x1c", "x\n"]
names = ["isalpha", "isdigit", "isdecimal", "isnumeric", "isalnum", "isspace", "isupper", "islower", "istitle", "isidentifier", "isprintable", "isascii"]
for s in samples:
    print(repr(s), [n[2:] for n in names if getattr(s, n)()])
