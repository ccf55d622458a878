# title, capitalize, swapcase and casefold where one character becomes several or depends on its neighbours.
for s in ("they're bill's", 'ǆ ǅ Ǆ', 'ß', 'ﬁne ﬁ', 'ΑΣ ΑΣΑ Σ', 'İi', 'ŉ', 'x1y2', 'ÀÉ', "l'été", 'ᾳ', '\u0345'):
    print(ascii(s), ascii(s.title()), ascii(s.capitalize()), ascii(s.swapcase()), ascii(s.casefold()), ascii(s.lower()), ascii(s.upper()), s.istitle())
