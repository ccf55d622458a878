"""Tab sizes are C ints; what is no such number is refused before anything is built."""
for text in '\t', 'a\t\tb', b'\t', bytearray(b'a\tb'):
    for size in 2 ** 63 - 1, 10 ** 10, 2 ** 63, 2 ** 31, -2 ** 31 - 1, -2 ** 70, -2 ** 31, -1, 0, 3, True, 1.5:
        try:
            print(repr(text), size, repr(text.expandtabs(size)))
        except (OverflowError, TypeError) as e:
            print(repr(text), size, type(e).__name__, e)
