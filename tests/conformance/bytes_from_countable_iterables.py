# What is countable and iterable where bytes are wanted.
class E:
    def __init__(self, v): self.v = v
    def __index__(self): return self.v
    def __iter__(self): return iter(range(self.v))
class X:
    def __index__(self): return 3
class B:
    def __bytes__(self): return b'bb'
    def __index__(self): return 3
for v in (E(4), X(), B(), 5, True, 'ab', [1, 2], (300,), [b'a'], None, b'xy', bytearray(b'z'), memoryview(b'm'), {1: 2}, iter([1, 2]), range(3), 1.5, object()):
    for f in (lambda: bytearray(b'-').extend(v), lambda: (b := bytearray(b'-'), b.extend(v), b)[-1], lambda: int.from_bytes(v, 'big'), lambda: bytes(v), lambda: bytearray(v), lambda: (b := bytearray(b'-'), b.__setitem__(slice(0, 1), v), b)[-1], lambda: (b := bytearray(b'-'), b.__iadd__(v))[-1], lambda: b''.join(v), lambda: b'%b' % v, lambda: b'abc'.strip(v), lambda: b'abc'.startswith(v), lambda: b'abc' + v, lambda: v in b'abc', lambda: bytes.fromhex(v)):
        try: print(type(v).__name__, f())
        except Exception as e: print(type(v).__name__, type(e).__name__, e)
