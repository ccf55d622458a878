# The is... predicates over characters that differ between them.
chars = ['a', '1', '\u0660', '²', '½', '一', '_', ' ', '\u2003', 'ª', 'ǅ', 'é', '\u0301', '٣', 'Ⅷ', '\x1c', '\x7f', '\u200b', '€', '\U0001d7d8', '\ud800', '']
names = ['isalpha', 'isalnum', 'isdecimal', 'isdigit', 'isnumeric', 'isidentifier', 'islower', 'isupper', 'istitle', 'isspace', 'isprintable', 'isascii']
print(names)
for c in chars:
    print(ascii(c), ''.join('+' if getattr(c, n)() else '-' for n in names))
print('a1'.isidentifier(), '1a'.isidentifier(), 'def'.isidentifier(), 'ªb'.isidentifier(), 'a b'.isidentifier(), 'aé²'.isidentifier(), 'AB1'.isupper(), 'a1B'.islower())
