# bytes and bytearrays made of each kind of iterable, and joined with each kind of buffer.
a=b'ab'; e=b''
class B(bytes): pass
print(a+a, a+e is a, e+a is a, type(B(b'x')+e), type(e+B(b'x')), B(b'x')+a, a+B(b'y'), a+bytearray(b'z'), bytearray(b'z')+a, a+memoryview(b'q'))
try: a+'x'
except TypeError as x: print(x)
try: a+5
except TypeError as x: print(x)
print(bytes([1,2,3]), bytes(range(255))==bytes(list(range(255))), len(bytes(i%256 for i in range(5000))), sum(bytes(i%256 for i in range(5000))), bytearray([7]*300)[-3:], bytes(()), bytes({5}))
for bad in [256],[-1],['x'],[2**70],[1.5]:
    for T in bytes,bytearray:
        try: T(bad)
        except (ValueError,TypeError) as x: print(type(x).__name__,x)
def g():
    yield 1
    raise KeyError(2)
try: bytes(g())
except KeyError as x: print(x)
print(bytes(range(1000))[:3] if 0 else bytes(i & 255 for i in range(257))[-2:], bytearray(i & 255 for i in range(1025))[-2:])
