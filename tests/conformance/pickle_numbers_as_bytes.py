# The bytes of ints in pickles: shortest two's complement, and through pickletools.
import io
import pickle
import pickletools
for x in (0, 1, 127, 128, 255, 256, 32767, 32768, -1, -128, -129, -32768, -32769, 2 ** 63, -2 ** 63, 2 ** 70, -2 ** 71):
    print(x, pickle.encode_long(x), pickle.decode_long(pickle.encode_long(x)) == x, pickle.dumps(x, 2))
out = io.StringIO()
pickletools.dis(pickle.dumps([1, 300, -2 ** 40, 'a', b'b', None, (1.5, True)], 2), out)
print(out.getvalue())
print(pickle.bytes_types)
