# A method of a built-in type taken as a value is a built-in method, however often one place takes it.
def take(s):
    return s.discard, s.__len__, s.__contains__


class Own(set):
    def own(self):
        pass


for i in range(3):
    for s in ({1}, Own()):
        print(i, [type(f).__name__ for f in take(s)], [f.__self__ is s for f in take(s)], [f.__name__ for f in take(s)])
append = [x.append for x in ([], [1], [2])]
print([type(f).__name__ for f in append], [f.__qualname__ for f in append], [repr(f).split(' at ')[0] for f in append])
print([type(f).__name__ for f in (o.own for o in (Own(), Own(), Own()))], [type(f).__name__ for f in (x.upper for x in 'abc')])
