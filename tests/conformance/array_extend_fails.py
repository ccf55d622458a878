"""array.extend by an iterator that fails, and while the array's memory is exported."""
from array import array


def attempt(f):
    try:
        return f()
    except Exception as e:
        return f'{type(e).__name__}: {e}', type(e.__context__).__name__


def items(n, error=None):
    yield from range(n)
    if error:
        raise error


a = array('i', [1, 2])
print(attempt(lambda: a.extend(items(2, ValueError('stop')))), a)
print(attempt(lambda: a.extend([5, 'x', 6])), a)
view = memoryview(a)
print(attempt(lambda: a.extend(items(2))), a)
print(attempt(lambda: a.extend(items(2, ValueError('stop')))), a)
print(attempt(lambda: a.extend([7, 'x'])), a)
print(attempt(lambda: a.extend(items(0, ValueError('stop')))), a)
print(attempt(lambda: a.extend(['x'])), a)
print(attempt(lambda: a.extend(items(0))), a, view.tolist())
view.release()
print(attempt(lambda: a.extend(items(1))), a)
