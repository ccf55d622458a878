# defaultdict: when the factory is asked and what it is given.
from collections import defaultdict
d = defaultdict(list, {'k': [1]})
n = defaultdict(None)
def boom(): raise RuntimeError('factory')
CASES = [
    "d['k'], d['new'], d",
    "d.get('zz'), 'zz' in d, d.setdefault('s', 5), d['s']",
    'd.default_factory',
    "defaultdict(int)['x']",
    "defaultdict(lambda: 'v')[1]",
    "n['x']",
    'n.default_factory, n',
    "defaultdict(boom)['x']",
    "defaultdict(len)['x']",
    'defaultdict(5)',
    'defaultdict()',
    'defaultdict(list, a=1)',
    "defaultdict(list, [('a', 1)], b=2)",
    'defaultdict(list, 5)',
    'defaultdict(list, {}, {})',
    'repr(defaultdict(int, a=1))',
    'd.copy(), type(d.copy()).__name__, d.copy() is d',
    "d == {'k': [1], 'new': [], 's': 5}",
    "d | {'z': 1}",
    "{'z': 1} | d",
    'type({} | d).__name__',
    "d.__missing__('direct'), d['direct']",
    "n.__missing__('x')",
    "d.pop('gone')",
    "setattr(d, 'default_factory', int)",
    "d['i']",
    "setattr(d, 'default_factory', None)",
    "d['j']",
    "(lambda x: (x['a'].append(1), x['a'].append(2), dict(x)))(defaultdict(list))",
    "(lambda x: ([x.__setitem__(c, x[c] + 1) for c in 'hello'], dict(x))[1])(defaultdict(int))",
    "(lambda x: (x['a']['b']['c'], x))(defaultdict(lambda: defaultdict(dict)))[1].keys()",
    "dict.fromkeys('ab', 0), defaultdict.fromkeys('ab', 0), defaultdict.fromkeys('a').default_factory",
    'isinstance(d, dict), bool(defaultdict(int)), len(d)',
    "__import__('copy').copy(d) == d, __import__('copy').deepcopy(defaultdict(list, a=[1]))",
    "'%(k)s' % d",
    "'{k}'.format_map(defaultdict(lambda: '?'))",
    'defaultdict(int).__reduce__()[1]',
    'sorted(defaultdict(int, b=1, a=2))',
]
for source in CASES:
    try:
        print(source, '=', ascii(eval(source)))
    except Exception as e:
        print(source, '->', type(e).__name__, ascii(str(e)))
