# Slicing ranges gives ranges; every sign of start, stop and step.
CASES = [
    'range(10)[2:5]',
    'range(10)[::-1]',
    'range(10)[-3:]',
    'range(10)[:-3]',
    'range(10)[8:2:-2]',
    'range(0, 20, 3)[1:5]',
    'range(0, 20, 3)[::2]',
    'range(0, 20, 3)[::-2]',
    'range(20, 0, -3)[1:]',
    'range(20, 0, -3)[::-1]',
    'range(5)[10:]',
    'range(5)[-10:2]',
    'range(5)[3:1]',
    'range(0)[::-1]',
    'range(1, 1)[0:5]',
    'range(10)[1.5:]',
    "range(10)['a':]",
    'range(10)[True:]',
    'list(range(10)[::3])',
    'range(10)[::100]',
    'range(10)[::-100]',
    'range(2 ** 65)[2 ** 64:][0]',
    'range(10)[2:8][1:3][0]',
    'len(range(0, 100, 7)[3:])',
    'range(10)[slice(1, 3)]',
    'range(10)[:]',
    'range(10)[:] is range(10)',
    'range(10) == range(10)[:]',
    'range(3, -1, -1)[-1]',
    'range(3, -1, -1)[4]',
    '5 in range(0, 10, 5)',
    '6 in range(0, 10, 5)',
    '-5 in range(10, -10, -5)',
    'range(5, -5, -3).index(-1)',
    'range(5).index(5)',
    'range(5).count(True)',
]
for source in CASES:
    try:
        print(source, '=', ascii(eval(source)))
    except Exception as e:
        print(source, '->', type(e).__name__, ascii(str(e)))
