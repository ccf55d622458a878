def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class Letters:
    def __init__(self, text):
        self.text, self.asked = text, []

    def __getitem__(self, i):
        self.asked.append(i)
        return self.text[i]


l = Letters("abc")
print(list(l), l.asked)
l.asked.clear()
print("b" in l, l.asked, "z" in l, tuple(l), max(l), sorted(l, reverse=True), dict(enumerate(l)), [*zip(l, l)])
a, *b = l
print(a, b, "-".join(l), list(map(str.upper, l)), iter(l).__next__())
show(reversed, l)
show(len, l)


class KeyErr:
    def __getitem__(self, i):
        raise KeyError(i)


class Stops:
    def __getitem__(self, i):
        if i > 1:
            raise StopIteration
        return i


show(list, KeyErr())
show(list, Stops())
