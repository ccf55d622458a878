# Identity comes first in containers; comparisons may return anything; chains evaluate each operand once.
class Odd:
    def __eq__(self, other): return False
    def __hash__(self): return 1
o = Odd()
print(o == o, o in [o], [o] == [o], (o,) == (o,), {o: 1} == {o: 1}, [o].count(o), [o].index(o), o in {o}, {o} == {o}, o in (x for x in [o]))
class Weird:
    def __init__(self, value): self.value = value
    def __lt__(self, other): return self.value
    def __eq__(self, other): return self.value
    def __bool__(self): raise ValueError('no truth')
    __hash__ = None
w = Weird([1, 2])
print(w < 1, w == 1, w != 1, (w < 1) is w.value)
try:
    w and 1
except ValueError as e:
    print(e)
try:
    [Weird(Weird(0))] == [Weird(1)]
except ValueError as e:
    print(e)
def show(x):
    print('eval', x)
    return x
print(show(1) < show(2) < show(3), show(3) < show(2) < show(1), show(1) == show(1) != show(2) is not show(None))
print(1 < 2 > 1, 1 in [1] == True, not 1 in [2], (1, 2) < (1, 2, 0) < (1, 3), 'a' < 'b' in 'abc')
try:
    1 < 'a' < 2
except TypeError as e:
    print(e)
