# Iterating a set that changes: elements that were added, or the RuntimeError of CPython.
from _trial import attack, each

numbers = set(range(50))


def changer(k):
    def change(i):
        numbers.add((k, i))
        numbers.discard((k, i - 5))
    return change


def look():
    try:
        for element in numbers:
            assert type(element) in (int, tuple)
    except RuntimeError as error:
        assert str(error) == 'Set changed size during iteration', error
    assert 7 in numbers and 'absent' not in numbers
    numbers & {1}, numbers == {1}, numbers <= {1}, len(numbers)


attack(*each(changer), rounds=400, watch=[look, look])
print(set(range(50)) <= numbers)
