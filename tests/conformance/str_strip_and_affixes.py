def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


print([" a ".strip(), " a ".lstrip(), " a ".rstrip(), "xxaxx".strip("x"), "abcba".strip("ab"), "abc".strip(""), "".strip(), "\t\n\x0b\u2003a\x1f".strip(), "éaé".strip("é"), "a".strip("a"), " a ".strip(None), "mississippi".rstrip("ip"), "www.x.com".lstrip("w.")])
print("TestHook".removeprefix("Test"), "TestHook".removeprefix("x"), "MiscTests".removesuffix("Tests"), "a".removesuffix(""), "aa".removeprefix("a"), "a".removeprefix("ab"))
for f in (lambda: "a".strip(5), lambda: "a".removeprefix(5), lambda: "a".removeprefix(("a",)), lambda: "a".strip("a", "b"), lambda: "a".removesuffix()):
    show(f)
