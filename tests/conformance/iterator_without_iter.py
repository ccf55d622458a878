"""What __iter__ returns needs __next__ alone; nobody asks it for an iterator again."""


class Numbers:
    def __init__(self):
        self.n = 0

    def __next__(self):
        self.n += 1
        if self.n > 3:
            raise StopIteration
        return self.n


class Counted(Numbers):
    def __iter__(self):
        print('iter() of the iterator')
        return self


class Source:
    def __init__(self, kind):
        self.kind = kind

    def __iter__(self):
        print('iter()', end=' ')
        return self.kind()


for kind in Numbers, Counted:
    source = Source(kind)
    extended = [0]
    extended.extend(source)
    print(extended)
    print(list(source), tuple(source), sorted(source, reverse=True))
    print([*source], {*source}, 2 in source, 7 in source)
    print(*source)
    print(sum(source), max(source), dict.fromkeys(source))
