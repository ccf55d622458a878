# While a view of it is there a bytearray keeps its size, whoever asks; items of views are whole.
from _trial import attack

data = bytearray(range(64)) * 4


def view(i):
    with memoryview(data) as seen:
        assert len(seen) == 256 and bytes(seen[:64]) == bytes(range(64))
        words = seen.cast('I')
        words[i % 64] = words[i % 64]


def resize(i):
    try:
        data.append(0)
        data.pop()
    except BufferError as error:
        assert str(error) == 'Existing exports of data: object cannot be re-sized', error


attack(view, view)
attack(resize, resize, rounds=200)
pinned = memoryview(data)
refused = []


def refuse(i):
    try:
        data.append(0)
    except BufferError:
        refused.append(i)


attack(refuse, refuse, lambda i: pinned[5], rounds=200)
print(len(data), len(pinned), len(refused))
