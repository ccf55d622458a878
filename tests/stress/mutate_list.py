# Random operations of several threads on one list: values stay whole, indices stay in bounds.
from _attack import attack

numbers = list(range(100))


def is_ours(value):
    assert value is None or (type(value) is int and 0 <= value < 1000), value


def read(dice):
    for value in numbers:
        is_ours(value)


def index(dice):
    is_ours(numbers[dice(120)])


def store(dice):
    numbers[dice(120)] = dice(1000)


def append(dice):
    if len(numbers) < 500:
        numbers.append(dice(1000))


def insert(dice):
    if len(numbers) < 500:
        numbers.insert(dice(150), dice(1000))


def extend(dice):
    if len(numbers) < 500:
        numbers.extend([dice(1000)] * dice(10))


def pop(dice):
    is_ours(numbers.pop())


def pop_middle(dice):
    is_ours(numbers.pop(dice(100)))


def remove(dice):
    numbers.remove(dice(1000))


def delete_slice(dice):
    start = dice(100)
    del numbers[start:start + dice(5)]


def assign_slice(dice):
    start = dice(100)
    numbers[start:start + 3] = [dice(1000) for _ in range(dice(6))]


def copy(dice):
    for value in numbers[dice(20):] + list(numbers):
        is_ours(value)


def reverse(dice):
    numbers.reverse()


def sort(dice):
    if dice(20) == 0:
        numbers.sort()


def search(dice):
    numbers.count(dice(1000))
    assert 'no' not in numbers


attack([read, index, store, append, append, insert, extend, pop, pop_middle, remove, delete_slice,
        assign_slice, copy, reverse, sort, search], 3000, (IndexError, ValueError))
