"""Random expressions: operators, built-in functions, formatting, methods with arguments of any kind."""

import random

SIZE = 300

PRELUDE = '''\
class C:
    def __init__(self, v=0):
        self.v = v

    def __repr__(self):
        return f'C({self.v!r})'


class S(str):
    pass


class I(int):
    pass


class L(list):
    pass


class D(dict):
    pass


class F(float):
    pass


class T(tuple):
    pass


class Index:
    def __init__(self, v):
        self.v = v

    def __index__(self):
        return self.v

    def __repr__(self):
        return f'Index({self.v})'


class Any:
    """Takes part in most operations."""

    def __init__(self, v):
        self.v = v

    def __eq__(self, o):
        return self.v == (o.v if isinstance(o, Any) else o)

    def __lt__(self, o):
        return self.v < (o.v if isinstance(o, Any) else o)

    def __add__(self, o):
        return Any((self.v, '+', o))

    def __radd__(self, o):
        return Any((o, '+', self.v))

    def __mul__(self, o):
        return NotImplemented

    def __bool__(self):
        return bool(self.v)

    def __len__(self):
        return 3

    def __getitem__(self, i):
        if isinstance(i, int) and i > 3:
            raise IndexError(i)
        return self.v, i

    def __contains__(self, x):
        return x == self.v

    def __call__(self, *args):
        return 'called', args

    def __hash__(self):
        return 7

    def __repr__(self):
        return f'Any({self.v!r})'


def f(*args, **kw):
    return args, kw


def clean(text):
    parts = text.split(' at 0x')
    return ' at ADDRESS'.join([parts[0]] + [part.lstrip('0123456789abcdef') for part in parts[1:]])


def items(iterator):
    found = []
    for item in iterator:
        found.append(item)
        if len(found) > 20:
            break
    return type(iterator).__name__, found


def show(n, source, evaluate):
    try:
        result = evaluate()
        if hasattr(type(result), '__next__'):
            result = items(result)
        text = 'nan' if result != result else clean(repr(result))
    except Exception as e:
        text = f'{type(e).__name__}: {clean(str(e))}'
    print(n, source, '->', ascii(text[:300]), len(text))


'''

INTS = ['0', '1', '-1', '2', '3', '-7', '10', '255', '256', '-128', '2**31', '-2**31', '2**62', '2**62-1', '-2**62', '2**63', '2**63-1',
        '-2**63', '2**64', '10**20', '-10**20', '10**40', '7**77', 'True', 'False', '(1<<61)-1', '(1<<30)', '5', '12345']
SMALL = ['0', '1', '-1', '2', '3', '-2', '5', '100', 'None', '-100', 'True', 'Index(1)', 'I(2)']
FLOATS = ['0.0', '-0.0', '1.0', '-1.5', '0.1', '1e16', '1e-7', '1e308', '5e-324', '1e22', '123456.789', 'float("inf")', '-float("inf")',
          'float("nan")', '2.5', '3.5', '-2.5', '1e15', '9007199254740993.0', '0.5', '1/3']
STRINGS = ['""', '"a"', '"abc"', '"hello world"', '"ABC"', '"  x y  "', '"a,b,,c"', '"\\u00e9t\\u00e9"', '"\\u4e2d\\u6587"', '"\\U0001f600x"',
           '"12"', '"-3.5"', '"0x1f"', '"tab\\there"', '"l1\\nl2\\r\\nl3"', '"%s"', '"{}"', '"{0!r:>5}"', '"%5d|%-5s"', '"\\x00\\x7f\\xad"',
           '"aaaa"', '"\\u0130\\xdf\\ufb01"', '"Hello There"', '"x"*50', '"_id1"', '"\\ud800"', '"None"', '"1_000"', '"\\u0661\\u0662"']
BYTES = ['b""', 'b"a"', 'b"abc"', 'b"hello world"', 'b"\\x00\\xff"', 'b"a,b,,c"', 'b"  x "', 'b"12"', 'b"l1\\nl2"', 'bytes(range(5))',
         'b"Aa1"']
BYTEARRAYS = ['bytearray(b"abc")', 'bytearray()', 'bytearray(b"hello")']
LISTS = ['[]', '[1]', '[1,2,3]', '[3,1,2]', '["a","b"]', '[1,"a",2.5]', '[[1],[2,3]]', 'list(range(10))', '[1.5,2]', '[None]',
         '[(1,2),(3,4)]', '[True,0]', 'list("hello")', '[3,1,2,1,3]']
TUPLES = ['()', '(1,)', '(1,2)', '(1,2,3)', '("a",1)', '((1,2),(3,))', '(None,)', 'tuple("abc")', '(1.0,2)', '(3,1,2)']
DICTS = ['{}', '{1:2}', '{"a":1,"b":2}', '{"x":[1]}', '{(1,2):3}', '{None:0}', '{1:"a",2:"b",3:"c"}', 'dict.fromkeys("ab")',
         '{"a":1,"z":5}', '{1.0:1}']
SETS = ['set()', '{1}', '{1,2,3}', '{2,3,4}', '{(1,2)}']
FROZEN = ['frozenset()', 'frozenset([1,2])', 'frozenset([3])']
RANGES = ['range(5)', 'range(1,20,3)', 'range(5,0,-1)', 'range(0)', 'range(10,0,-3)']
COMPLEX = ['1j', '2+3j', '0j', '-1.5-0j']
SLICES = ['slice(1,5,2)', 'slice(None)', 'slice(None,None,-1)']
VIEWS = ['memoryview(b"abcdef")', 'memoryview(bytearray(b"abc"))', 'memoryview(b"abcdef")[::2]']
OTHERS = ['None', '...', 'NotImplemented', 'int', 'str', 'list', 'len', 'ValueError("x")', '(lambda x:x)', 'C()', 'C(1)', 'S("sub")', 'I(5)',
          'L([1,2])', 'D(a=1)', 'iter([1,2])', '(i for i in (1,2,3))', 'zip([1,2],"ab")', 'enumerate("ab")', 'reversed([1,2])',
          'map(str,[1,2])', 'object', 'type', 'f', 'C', 'print', 'dict', 'bytes', 'float', 'Exception', '{}.keys()', '{1:2}.items()',
          '{1:2}.values()', 'F(2.5)', 'Any(3)', 'Index(2)', 'T((1,2))', 'list[int]', 'int|str']
POOLS = [INTS, FLOATS, STRINGS, BYTES + BYTEARRAYS + VIEWS, LISTS, TUPLES, DICTS, SETS + FROZEN, RANGES + COMPLEX + SLICES, OTHERS]
WEIGHTS = [5, 3, 5, 3, 4, 3, 3, 3, 2, 4]
TYPES = [(INTS, int), (FLOATS, float), (STRINGS, str), (BYTES, bytes), (BYTEARRAYS, bytearray), (LISTS, list), (TUPLES, tuple),
         (DICTS, dict), (SETS, set), (FROZEN, frozenset), (RANGES, range), (COMPLEX, complex), (VIEWS, memoryview), (SLICES, slice)]
OPERATORS = ['+', '-', '*', '/', '//', '%', '**', '<<', '>>', '&', '|', '^', '@', '<', '<=', '>', '>=', '==', '!=', 'in', 'not in', 'is',
             'is not', 'and', 'or']
DUNDERS = ['add', 'radd', 'mul', 'getitem', 'contains', 'len', 'eq', 'lt', 'repr', 'str', 'format', 'iter', 'bool', 'int', 'float', 'index',
           'neg', 'invert', 'floordiv', 'rmod', 'pow', 'divmod', 'round', 'setitem', 'delitem', 'iadd', 'or', 'and', 'sub', 'xor', 'reversed',
           'abs', 'trunc', 'floor', 'ceil', 'getattribute', 'init', 'new', 'matmul', 'rlshift', 'lshift', 'rsub', 'ne', 'ge', 'imul', 'ior',
           'class_getitem', 'length_hint', 'complex', 'getnewargs']
FUNCTIONS = ('abs all any ascii bin bool bytes bytearray callable chr complex divmod enumerate float format frozenset getattr hasattr hex '
             'int isinstance issubclass iter len list map max min next oct ord pow range repr reversed round set setattr slice sorted str sum '
             'tuple type zip filter dict memoryview delattr').split()
# Results that depend on where objects lie, or on the clock.
SKIPPED = {'__hash__', '__sizeof__', 'release'}


class Generator:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.pick = self.random.choice

    def chance(self, p):
        return self.random.random() < p

    def literal(self):
        return self.pick(self.random.choices(POOLS, WEIGHTS)[0])

    def value(self, d):
        return f'({self.expression(d + 1)})' if d < 2 and self.chance(0.15) else self.literal()

    def arguments(self, make=None):
        n = self.random.choices([0, 1, 2, 3], [2, 5, 3, 1])[0]
        return ', '.join((make or self.value_argument)() for _ in range(n))

    def value_argument(self):
        return self.value(1)

    def binary(self, d):
        operator = self.pick(OPERATORS)
        left, right = self.value(d), self.value(d)
        if operator in ('**', '<<', '*'):
            right = self.pick(SMALL + FLOATS + LISTS)  # or the result may fill the memory
        return f'{left} {operator} {right}'

    def unary(self, d):
        return f"{self.pick(['-', '+', '~', 'not '])}{self.value(d)}"

    def method_call(self, d):
        pool, kind = self.pick(TYPES)
        names = [name for name in dir(kind) if not name.startswith('_') and name not in SKIPPED]
        name = self.pick(names) if self.chance(0.8) else f'__{self.pick(DUNDERS)}__'
        related = BYTES + BYTEARRAYS if kind in (bytes, bytearray) else pool
        make = self.value_argument
        if self.chance(0.5):
            make = lambda: self.pick(related) if self.chance(0.6) else self.pick(SMALL)
        return f'({self.pick(pool)}).{name}({self.arguments(make)})'

    def function_call(self, d):
        return f'{self.pick(FUNCTIONS)}({self.arguments()})'

    def subscript(self, d):
        s = lambda: self.pick(SMALL)
        key = self.pick([s(), f'{s()}:{s()}', f'{s()}:{s()}:{s()}', ':', f'::{s()}', self.value(d)])
        return f'({self.literal()})[{key}]'

    def formatting(self, d):
        parts = (['', '>', '<', '^', '*^', '='], ['', '+', ' ', '-'], ['', '#'], ['', '0'], ['', '5', '12'], ['', ',', '_'],
                 ['', '.0', '.3', '.10'], ['', *'dfegsxbn%cGEoXF!'])
        return f"format({self.value(d)}, {''.join(map(self.pick, parts))!r})"

    def percent(self, d):
        parts = (['', '-', '+', '0', ' ', '#', '-+', '0#'], ['', '5', '*'], ['', '.2', '.0', '.*'], 'diouxXeEfFgGcrsa%')
        values = ', '.join(self.value(1) for _ in range(self.pick([1, 1, 2])))
        return f"{'%' + ''.join(map(self.pick, parts))!r} % ({values},)"

    def unpacking(self, d):
        return self.pick([f'[*{self.value(d)}], {{**{self.value(d)}}}', f'f(*{self.value(d)})', f'f(**{self.value(d)})', f'{{*{self.value(d)}}}'])

    def expression(self, d=0):
        kinds = [self.binary, self.unary, self.method_call, self.function_call, self.subscript, self.formatting, self.percent, self.unpacking]
        return self.random.choices(kinds, [25, 5, 30, 22, 10, 3, 3, 3])[0](d)

    def operation(self, n):
        source = self.expression()
        return f'show({n}, {source!a}, lambda: ({source}))'


def generate(seed, size):
    g, lines = Generator(seed), []
    for n in range(size):
        lines.append(g.operation(n))
    return PRELUDE + '\n'.join(lines) + '\n'
