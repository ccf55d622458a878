# bytearray: append, extend, insert, pop, remove, reverse, clear, slice assignment and deletion.
def after(f):
    x = bytearray(b'abcdef')
    r = f(x)
    return x, r
def put(x, k, v): x[k] = v
def drop(x, k): del x[k]
CASES = [
    'after(lambda x: x.append(65))',
    'after(lambda x: x.append(256))',
    "after(lambda x: x.append('a'))",
    "after(lambda x: x.append(b'a'))",
    "after(lambda x: x.extend(b'xy'))",
    'after(lambda x: x.extend([1, 2]))',
    'after(lambda x: x.extend([1, 300]))',
    "after(lambda x: x.extend('ab'))",
    'after(lambda x: x.extend(5))',
    'after(lambda x: x.extend(x))',
    'after(lambda x: x.insert(0, 65))',
    'after(lambda x: x.insert(-1, 65))',
    'after(lambda x: x.insert(100, 65))',
    "after(lambda x: x.insert(0, 'a'))",
    'after(lambda x: x.pop())',
    'after(lambda x: x.pop(0))',
    'after(lambda x: x.pop(-7))',
    'after(lambda x: x.remove(97))',
    'after(lambda x: x.remove(65))',
    "after(lambda x: x.remove(b'a'))",
    'after(lambda x: x.reverse())',
    'after(lambda x: x.clear())',
    'after(lambda x: x.copy() is x)',
    'after(lambda x: put(x, 0, 65))',
    'after(lambda x: put(x, -1, 0))',
    'after(lambda x: put(x, 6, 0))',
    'after(lambda x: put(x, 0, 256))',
    "after(lambda x: put(x, 0, b'a'))",
    "after(lambda x: put(x, slice(1, 3), b'XYZ'))",
    "after(lambda x: put(x, slice(1, 3), b''))",
    'after(lambda x: put(x, slice(1, 3), [1, 2]))',
    'after(lambda x: put(x, slice(1, 3), 5))',
    "after(lambda x: put(x, slice(1, 3), 'ab'))",
    "after(lambda x: put(x, slice(None, None, 2), b'XYZ'))",
    "after(lambda x: put(x, slice(None, None, 2), b'XY'))",
    "after(lambda x: put(x, slice(None, None, -1), b'123456'))",
    "after(lambda x: put(x, slice(2, 2), b'--'))",
    'after(lambda x: put(x, slice(0, 0), x))',
    "after(lambda x: put(x, slice(None), (c for c in b'gen')))",
    "after(lambda x: put(x, 'a', 1))",
    'after(lambda x: drop(x, 0))',
    'after(lambda x: drop(x, slice(1, 4)))',
    'after(lambda x: drop(x, slice(None, None, 2)))',
    'after(lambda x: drop(x, slice(None, None, -3)))',
    'after(lambda x: drop(x, 10))',
    "after(lambda x: x.__iadd__(b'!'))",
    "after(lambda x: x.__iadd__('!'))",
    'after(lambda x: x.__iadd__(5))',
    'after(lambda x: x.__imul__(2))',
    'after(lambda x: x.__imul__(-1))',
    "after(lambda x: x.__imul__('a'))",
    "after(lambda x: x.__init__(b'again'))",
    'after(lambda x: [x.append(n) for n in range(3)])',
    'after(lambda x: memoryview(x).release())',
    'hash(bytearray())',
    "bytearray(b'a') == b'a'",
    "bytearray(b'a') is bytearray(b'a')",
    "{b'a': 1}.get(bytes(bytearray(b'a')))",
    'bytearray(b"it\'s")',
    "bytearray(b'a').__reduce__()[0].__name__",
]
for source in CASES:
    try:
        print(source, '=', ascii(eval(source)))
    except Exception as e:
        print(source, '->', type(e).__name__, ascii(str(e)))
