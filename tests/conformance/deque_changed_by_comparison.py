# A comparison that changes the deque is noticed by whatever compares.
from collections import deque


class Meddler:
    def __init__(self, d, change, answer):
        self.d = d
        self.change = change
        self.answer = answer

    def __eq__(self, other):
        self.change(self.d)
        return self.answer


for change in deque.clear, lambda d: d.append(0), deque.pop, lambda d: d.rotate(1):
    for answer in False, True:
        for action in deque.index, deque.count, deque.remove, deque.__contains__:
            d = deque('abc')
            d.extend([Meddler(d, change, answer), 'd'])
            try:
                print(action(d, 'd'), end=' ')
            except (RuntimeError, IndexError, ValueError) as error:
                print(type(error).__name__, error, end=' ')
            print(len(d))
d = deque('abcb')
print(d.index('b'), d.index('b', 2), d.count('b'), 'c' in d, d.index('b', -1), d.remove('b'), d)
for arguments in ('x',), ('b', 0, 1), ('a', 1):
    try:
        d.index(*arguments)
    except ValueError as error:
        print(error)
