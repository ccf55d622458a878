# The order of a set of ints follows from what was added and removed when.
numbers = set()
numbers.add(0)
numbers.add(8)
numbers.discard(0)
numbers.add(16)
print(list(numbers))

numbers = set([8, 9, 1, 2, 3, 4, 5, 6])
for n in range(1, 7):
    numbers.discard(n)
print(list(numbers), list(numbers | {2, 99}), list(numbers ^ {2, 99}))
numbers.add(2)
numbers.add(99)
print(list(numbers))

numbers = set(range(10))
numbers.discard(3)
numbers.add(35)
print(list(numbers), list(numbers.copy()), list(numbers - {1}))
print(set(list(range(100, 0, -7))))

numbers = set(range(40))
numbers -= set(range(38))
numbers.update([70, 6])
print(list(numbers), numbers.pop(), list(numbers))

keys = dict.fromkeys([9, 1, 17, 33, 2])
print(keys.keys() & {33, 17, 9, 1, 2, 50}, keys.keys() & {17, 9}, {17, 33} & keys.keys())
print(keys.keys() | {4}, keys.keys() ^ {9, 10}, keys.keys() - [1])
