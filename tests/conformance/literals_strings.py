def bad(source):
    try:
        compile(source, "s", "exec")
        print("accepted", repr(source))
    except SyntaxError as error:
        print(f"{type(error).__name__}: {error.msg} ({error.lineno}, {error.offset})")


print('a' "b" '''c''' """d""", "it's", 'say "x"')
print("a\tb\\n\x41\u00e9\U0001F600\N{GREEK SMALL LETTER ALPHA}\101\0end".encode())
print(r"raw\n\'" R'\x', br"\x00", Rb'\1', b"a\x00\377\n\'")
print("""multi
line "quoted" ''
end""")
print('line \
continued', "a" \
    "b")
print(u"uni", "tab	inside", '\'', "\"", '\a\b\f\v\r'.encode())
print(len("\
"), len(r"\
"), "\7\08\400".encode(), '''a''b''')
print(repr("\x7f\x80\xa0\xad\u200b\ud800\U0010ffff\u0301"))
print("é" == "\xe9", ascii("é€😀"), "\N{DIGIT ONE}", b"\x80" b"\u00e9" if False else "")
for source in ('"abc', "'abc", '"""abc', r'"\x4"', r'"\u12"', r'"\U00110000"', r'"\N{NO SUCH NAME}"', r'"\N"', 'b"é"', r'b"\x1"', "ur''", "'a' b'b'", "bu''", "f'' b''", "'\n'"):
    bad(source)
print(__doc__)
