def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


for s in ("hello World", "ÀÉß", "ǆ ŉ", "", "123abc", "they're bill's", "ﬁ", "İ", "ΑΣ Σ", "ὈΔΥΣΣΕΎΣ"):
    print([s.upper(), s.lower(), s.title(), s.capitalize(), s.swapcase(), s.casefold()], len(s.upper()), len(s.lower()))
print("ß".upper(), "ß".casefold() == "SS".casefold(), "ſ".upper(), "µ".upper(), "ÿ".upper(), "K".lower())
show("a".upper, 1)
show(lambda: str.title(5))
