# * and += with operands that are and are not sequences.
class I(int): pass
class C: pass
class L(list): pass
for a in (2, True, 1.5, None, {}, set(), I(2), C(), [1], 'a', L([1]), (1,), b'a', bytearray(b'a'), range(2), {}.keys(), len, int, lambda: 0, slice(1), 2j):
    for b in ([1], 'ab', 2, I(2), (), C(), L([1])):
        x = a if not isinstance(a, (list, bytearray)) else a[:]
        try: x *= b; r = repr(x)
        except TypeError as e: r = str(e)
        try: y = a * b; r2 = repr(y)
        except TypeError as e: r2 = str(e)
        x = a if not isinstance(a, (list, bytearray)) else a[:]
        try: x += b; r3 = repr(x)
        except TypeError as e: r3 = str(e)
        print(type(a).__name__, type(b).__name__, r, r2, r3)
