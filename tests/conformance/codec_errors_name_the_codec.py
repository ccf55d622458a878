"""What a codec raises is raised again with the codec's name, where the exception can carry it; names of codecs."""
import codecs
import warnings


class Own(RuntimeError):
    pass


class WithInit(RuntimeError):
    def __init__(self, a):
        self.a = a


class WithSlots(RuntimeError):
    __slots__ = ('x',)


attributed = Own('x')
attributed.attribute = 1
for e in (RuntimeError('m'), RuntimeError(), RuntimeError('a', 'b'), RuntimeError(5), KeyError('k'), OSError('x'), UnicodeError('u'), Own('z'),
          WithInit('a'), WithSlots('y'), attributed, StopIteration('s'), LookupError('l'), ZeroDivisionError, AssertionError('')):
    def fail(*args):
        raise e
    search = lambda name: codecs.CodecInfo(fail, fail, name='failing') if name == 'failing' else None
    codecs.register(search)
    for function in lambda: 'x'.encode('failing'), lambda: codecs.decode(b'', 'Failing'):
        try:
            function()
        except Exception as raised:
            print(type(raised).__name__, raised, raised.__cause__ is e)
    codecs.unregister(search)

for name in 'UTF 8', '  Utf---8 ', 'utf8\u20ac', 'L1', 'LATIN_1', 'aaa.8':
    try:
        print(ascii(name), codecs.lookup(name).name)
    except LookupError as e:
        print(ascii(str(e)))

for data in rb'\d\400\z', rb'\777', rb'\377\8', b'\\\xfa':
    for decode in codecs.unicode_escape_decode, codecs.escape_decode:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter('always')
            print(data, ascii(decode(data)), [ascii(str(w.message)) for w in caught])

for first in '\ud901', '\udc02':
    data = first.encode('utf-8', 'surrogatepass')
    decoder = codecs.getincrementaldecoder('utf-8')('surrogatepass')
    print(ascii([decoder.decode(data[:2]), decoder.decode(data[2:], True)]))
