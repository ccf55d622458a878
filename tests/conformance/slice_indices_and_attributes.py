# slice objects: indices for any length, comparison, and use as keys of __getitem__.
print(slice(5), slice(1, 2), slice(None, None, -1), slice(1, 2, 3).start, slice(1, 2, 3).stop, slice('a', [], {}).step, slice(1) == slice(None, 1), slice(1, 2) < slice(1, 3), slice(1).__reduce__())
for s in (slice(None), slice(2, None), slice(-3, None), slice(None, None, -1), slice(10, 2, -2), slice(-100, 100, 7), slice(5, 2), slice(0, -1), slice(-1, -9, -3), slice(2 ** 70), slice(-2 ** 70, None), slice(None, None, 2 ** 70)):
    print(s, [s.indices(n) for n in (0, 1, 5)])
class K:
    def __getitem__(self, k): return k
k = K()
print(k[1:2], k[:], k[::], k[1, 2:3], k[...], k[..., 1:], k[()], k[1:2:3, ::4], k[lambda: 0] is not None, k['a':'b'], k[*[1, 2]], k[1:2, *[3]], k[[]], k[a := 5], a, k[True:None])
class I:
    def __index__(self): return 2
print('abcdef'[I():], 'abcdef'[:I():I()], [1, 2, 3][I()], slice(I(), None).indices(5), (1, 2, 3)[:I()])
for source in ('slice()', 'slice(1, 2, 3, 4)', 'slice(1).indices(-1)', 'slice(1).indices()', 'slice(1).indices("a")', 'slice("a").indices(5)', 'slice(1, 2, 0).indices(5)', '[][::0]', '"a"["b":]', '[1][1.5:]', 'hash(slice(1))', 'slice(1).indices(2 ** 80)', 'slice(a=1)', '5[1]', 'None[1:2]', '{}[1:2]', '{1, 2}[0]', '(i for i in "")[0]', 'len[0]', 'int[0]', 'list[0]', 'k[1:2].start', 'range(5)[1:2:0]', 'b"abc"[1:"x"]', 'slice(1) < 5', 'slice(1j) == slice(1j)'):
    try:
        print(source, '=', eval(source))
    except Exception as e:
        print(source, '->', type(e).__name__, e)
try:
    slice(1).start = 2
except AttributeError as e:
    print(e)
