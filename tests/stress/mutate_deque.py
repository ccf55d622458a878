# Random operations of several threads on one deque: values stay whole, single operations are atomic.
from collections import deque

from _attack import attack

numbers = deque(range(100))
last = deque(maxlen=7)


def is_ours(value):
    assert type(value) is int and 0 <= value < 1000, value


def append(dice):
    if len(numbers) < 500:
        numbers.append(dice(1000))
    last.append(dice(1000))
    assert len(last) <= 7


def append_left(dice):
    if len(numbers) < 500:
        numbers.appendleft(dice(1000))
    last.appendleft(dice(1000))
    assert len(last) <= 7


def extend(dice):
    if len(numbers) < 500:
        numbers.extend([dice(1000)] * dice(10))


def pop(dice):
    is_ours(numbers.pop())


def pop_left(dice):
    is_ours(numbers.popleft())


def index(dice):
    is_ours(numbers[dice(120)])


def store(dice):
    numbers[dice(120)] = dice(1000)


def delete(dice):
    del numbers[dice(100)]


def insert(dice):
    if len(numbers) < 500:
        numbers.insert(dice(150), dice(1000))


def remove(dice):
    numbers.remove(dice(1000))


def rotate(dice):
    numbers.rotate(dice(50) - 25)


def reverse(dice):
    numbers.reverse()


def copy(dice):
    for value in numbers.copy():
        is_ours(value)


def read(dice):
    for value in numbers:
        is_ours(value)


def search(dice):
    numbers.count(dice(1000))
    assert 'no' not in numbers


attack([append, append, append_left, extend, pop, pop_left, index, store, delete, insert, remove,
        rotate, reverse, copy, read, search], 3000, (IndexError, ValueError, RuntimeError))
