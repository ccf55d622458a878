"""Random programs: statements, functions, closures, classes, generators, coroutines, exceptions, patterns.

A program never runs long: loops go through limit(), recursion is cut by the recursion limit, and show() counts. It
catches what each top-level statement raises and prints the traceback, so that places and marks are compared, too.
"""

import random

SIZE = 60

PRELUDE = '''\
import sys
import traceback
sys.setrecursionlimit(150)
n_shown = 0


class Stop(BaseException):
    pass


class Err(Exception):
    pass


def clean(text):
    parts = text.split(' at 0x')
    return ' at ADDRESS'.join([parts[0]] + [part.lstrip('0123456789abcdef') for part in parts[1:]])


def show(*values):
    global n_shown
    n_shown += 1
    if n_shown > 300:
        raise Stop
    try:
        print(n_shown, *[clean(repr(v))[:200] for v in values])
    except Exception as e:
        print(n_shown, 'repr failed:', type(e).__name__)


def report(e):
    print('!', type(e).__name__, type(e.__context__).__name__, type(e.__cause__).__name__, e.__suppress_context__)
    if not isinstance(e, RecursionError):
        print(clean(''.join(traceback.format_exception(e))))


def limit(iterable):
    n = 0
    for item in iterable:
        n += 1
        if n > 4:
            return
        yield item


class Base:
    x = 1

    def m(self, a=2):
        return ('Base.m', a)

    def __repr__(self):
        return type(self).__name__ + '-object'


class Context:
    def __init__(self, value, swallows):
        self.value, self.swallows = value, swallows

    def __enter__(self):
        print('enter')
        return self.value

    def __exit__(self, kind, value, tb):
        print('exit', kind and kind.__name__)
        return self.swallows

    async def __aenter__(self):
        return self.__enter__()

    async def __aexit__(self, *args):
        return self.__exit__(*args)


class Descriptor:
    def __get__(self, instance, owner):
        return ('got', type(instance).__name__, owner.__name__)

    def __set__(self, instance, value):
        print('set', clean(repr(value))[:60])


class Later:
    """What `await` gives back to run()."""

    def __init__(self, value):
        self.value = value

    def __await__(self):
        got = yield self.value
        return got


async def each(iterable):
    for item in limit(iterable):
        yield item


def run(coroutine):
    sent = None
    for _ in range(20):
        try:
            sent = ('sent', clean(repr(coroutine.send(sent)))[:60])
        except StopIteration as e:
            return e.value
    coroutine.close()
    return 'closed'


def wrapped(function):
    def wrapper(*args, **kw):
        print('call', function.__name__, len(args), sorted(kw))
        return function(*args, **kw)
    return wrapper


def drain(generator, *sent):
    """All of a generator: what it yields, and what it returns."""
    got = []
    try:
        for value in (None,) + sent:
            got.append(generator.send(value))
        got += limit(generator)
        got.append(generator.throw(Err('thrown')))
    except StopIteration as e:
        got.append(('returned', e.value))
    return got


a, b, c, d, e = 1, 'two', [3, 4], {'k': 5}, (6.5, None)
'''

NAMES = 'abcde'
ATTRIBUTES = ['x', 'y', 'z']
CONSTANTS = ['0', '1', '2', '-1', '3', '7', '10', '100', '2**40', '-2**63', '1.5', '0.1', '-0.0', '1e10', "''", "'ab'", "'xyz'",
             "b'q'", 'None', 'True', 'False', '()', '[]', '{}', '(1, 2)', '[1, 2, 3]', "{'k': 1}", '{1, 2}', 'range(4)', '...',
             "'%s'", '1j', "{'a': [1], 'b': None}", "'a' 'b'"]
EXCEPTIONS = ['ValueError', 'TypeError', 'KeyError', 'IndexError', 'ZeroDivisionError', 'Err', 'LookupError', 'Exception',
              'ArithmeticError', '(KeyError, TypeError)', 'AttributeError', 'NameError']
FUNCTIONS = ['len', 'str', 'repr', 'int', 'list', 'tuple', 'sorted', 'bool', 'abs', 'type', 'sum', 'min', 'max', 'float', 'dict',
             'any', 'all', 'iter', 'next', 'callable', 'hash', 'bytes', 'complex', 'round', 'reversed', 'enumerate', 'set', 'divmod']
METHODS = ['append({})', 'pop()', 'get({})', 'keys()', 'items()', 'upper()', 'count({})', 'index({})', 'split()', 'copy()',
           'extend({})', 'join({})', 'update({})', 'add({})', 'sort()', 'insert(0, {})', 'setdefault({}, 1)', 'strip()',
           'remove({})', 'union({})', 'values()', 'm({})', 'x', 'format({})', 'clear()', 'reverse()', '__len__()']
BINARY = ['+', '-', '*', '//', '%', '/', '&', '|', '^', '@', '+', '-', '*', '<<', '>>']
COMPARE = ['<', '<=', '>', '>=', '==', '!=', 'is', 'is not', 'in', 'not in', '==', '<']
SPECIAL = ['__init__(self, *args)', '__repr__(self)', '__eq__(self, other)', '__add__(self, other)', '__radd__(self, other)',
           '__getitem__(self, a)', '__len__(self)', '__getattr__(self, a)', '__call__(self, *args)', '__iter__(self)',
           '__bool__(self)', '__contains__(self, a)', '__lt__(self, other)', '__hash__(self)', 'm(self, a=1)', 'p(self)',
           '__setattr__(self, a, b)', '__iadd__(self, other)', '__index__(self)', 's()', 'k(cls)', '__set_name__(self, a, b)',
           '__format__(self, a)', '__str__(self)', '__init_subclass__(cls, **kw)', '__class_getitem__(cls, a)',
           '__new__(cls, *args)', '__getattribute__(self, a)', '__delattr__(self, a)', '__setitem__(self, a, b)', '__neg__(self)',
           '__missing__(self, a)', '__enter__(self)', '__exit__(self, *args)', '__next__(self)', '__mul__(self, other)']
SPECIAL_RESULTS = {
    '__repr__': "'<object>'", '__str__': "'text'", '__format__': "'formatted'", '__iter__': 'iter((1, 2))',
    '__new__': 'super().__new__(cls)', '__getattribute__': 'object.__getattribute__(self, a)',
    '__setattr__': "object.__setattr__(self, a, (b, 'set'))", '__delattr__': 'object.__delattr__(self, a)',
    '__init__': 'None', '__init_subclass__': 'print(cls.__name__, sorted(kw))',
}


class Generator:
    def __init__(self, seed, size):
        self.random = random.Random(seed)
        self.budget = size
        self.lines = []
        self.depth = 0
        self.counter = 0
        self.functions = []  # names that can be called here
        self.classes = []
        self.n_loops = 0
        self.where = 'module'  # 'function', 'generator', 'coroutine', 'class'
        self.in_comprehension = False

    # --- choices ---

    def chance(self, p):
        return self.random.random() < p

    def pick(self, items):
        return self.random.choice(items)

    def below(self, n):
        return self.random.randrange(n)

    def name(self):
        return self.pick(NAMES)

    def fresh(self, prefix):
        self.counter += 1
        return f'{prefix}{self.counter}'

    def is_top_level(self):
        """Directly in a `try` of the module: what is defined here can be used everywhere below."""
        return self.depth <= 1 and self.where == 'module'

    def emit(self, line):
        self.lines.append('    ' * self.depth + line)

    # --- expressions ---

    def expression(self, d=0):
        if d > 3 or self.chance(0.15):
            return self.name() if self.chance(0.65) else self.pick(CONSTANTS)
        return self.pick(EXPRESSIONS)(self, d + 1)

    def binary(self, d):
        return f'({self.expression(d)} {self.pick(BINARY)} {self.expression(d)})'

    def comparison(self, d):
        operators = [self.pick(COMPARE) for _ in range(self.pick([1, 1, 1, 2]))]
        return '(' + self.expression(d) + ''.join(f' {op} {self.expression(d)}' for op in operators) + ')'

    def boolean(self, d):
        return f"({self.expression(d)} {self.pick(['and', 'or'])} {self.expression(d)})"

    def unary(self, d):
        return f"({self.pick(['not ', '-', '+', '~'])}{self.expression(d)})"

    def conditional(self, d):
        return f'({self.expression(d)} if {self.expression(d)} else {self.expression(d)})'

    def sequence(self, d):
        items = [self.pick(['', '', '*']) + self.expression(d) for _ in range(self.below(4))]
        kind = self.below(3)
        if kind == 0:
            return '[' + ', '.join(items) + ']'
        if kind == 1:
            return '(' + ''.join(item + ', ' for item in items) + ')'
        return '{' + ', '.join(items or ['1']) + '}'

    def mapping(self, d):
        items = [self.pick([f'{self.expression(d)}: {self.expression(d)}', f'**{self.expression(d)}'])
                 for _ in range(self.below(3))]
        return '{' + ', '.join(items) + '}'

    def subscript(self, d):
        e = self.expression
        key = self.pick([e(d), '0', '-1', '1:', ':-1', '::2', '::-1', f'{e(d)}:{e(d)}', '0, 1'])
        return f'{self.primary(d)}[{key}]'

    def primary(self, d):
        return self.name() if self.chance(0.7) else f'({self.expression(d)})'

    def comprehension(self, d):
        saved, self.in_comprehension = self.in_comprehension, True
        e = self.expression
        source = self.pick([self.name(), 'range(3)', "'ab'", f'limit({self.name()})'])
        clauses = f' for {self.name()} in {source}'
        if self.chance(0.3):
            clauses += f' for {self.name()}, {self.name()} in [(1, 2), (3, 4)]'
        for _ in range(self.pick([0, 0, 1, 2])):
            clauses += f' if {e(d)}'
        made = self.pick([f'[{e(d)}{clauses}]', f'{{{e(d)}{clauses}}}', f'{{{e(d)}: {e(d)}{clauses}}}', f'list({e(d)}{clauses})',
                          f'sum({e(d)}{clauses})'])
        self.in_comprehension = saved
        return made

    def builtin_call(self, d):
        return f'{self.pick(FUNCTIONS)}({self.expression(d)})'

    def arguments(self, d):
        args = [self.pick(['', '', '', '*']) + self.expression(d) for _ in range(self.below(4))]
        for name in self.random.sample(NAMES, self.pick([0, 0, 1, 2])):
            args.append(f'{name}={self.expression(d)}')
        if self.chance(0.1):
            args.append('**' + self.expression(d))
        return ', '.join(args)

    def user_call(self, d):
        if not self.functions:
            return self.builtin_call(d)
        return f'{self.pick(self.functions)}({self.arguments(d)})'

    def attribute(self, d):
        return f'{self.primary(d)}.{self.pick(ATTRIBUTES)}'

    def method_call(self, d):
        return f'{self.name()}.{self.pick(METHODS).format(self.expression(d))}'

    def function_literal(self, d):
        name = self.name()
        parameters = self.pick([name, f'{name}={self.pick(CONSTANTS)}', f'*{name}', f'**{name}', f'*, {name}=1', ''])
        arguments = self.pick(['', self.expression(d), f'{self.expression(d)}, {self.expression(d)}', f'{name}={self.expression(d)}'])
        saved, self.where = self.where, 'function'
        body = self.expression(d)
        self.where = saved
        return f'(lambda {parameters}: {body})({arguments})'

    def formatted(self, d):
        inner = self.pick([self.name(), self.name() + '[0]', f'{self.name()} + 1', f'({self.name()}, 1)'])
        spec = self.pick(['', ':>5', '!r', ':{' + self.name() + '}', '=', ':<8', '!s:^7', '=!r:>12'])
        return f"f'{self.pick(['', 't'])}{{{inner}{spec}}}'"

    def assignment_expression(self, d):
        if self.in_comprehension or self.where == 'class':
            return self.expression(d)
        return f'({self.name()} := {self.expression(d)})'

    def class_use(self, d):
        if not self.classes:
            return self.name()
        kind = self.pick(self.classes)
        return self.pick([f'{kind}({self.arguments(d)})', f'isinstance({self.expression(d)}, {kind})', f'{kind}.{self.pick(ATTRIBUTES)}',
                          f'{kind}[{self.expression(d)}]'])

    def suspension(self, d):
        if self.in_comprehension:
            return self.expression(d)
        if self.where == 'generator':
            return f'(yield {self.expression(d)})'
        if self.where == 'coroutine':
            return self.pick([f'(await Later({self.expression(d)}))', f'(await {self.expression(d)})',
                              f'[{self.name()} async for {self.name()} in each({self.name()})]'])
        return self.expression(d)

    # --- statements ---

    def block(self, n=None):
        self.depth += 1
        before = len(self.lines)
        for _ in range(n or self.below(3) + 1):
            if self.budget > 0 and self.depth < 7:
                self.statement()
        if len(self.lines) == before:
            self.emit(self.pick(['pass', f'show({self.name()})']))
        self.depth -= 1

    def statement(self):
        self.budget -= 1
        self.pick(STATEMENTS)(self)

    def target(self):
        simple = self.name()
        return self.pick([simple] * 8 + [f'{simple}, {self.name()}', f'{simple}, *{self.name()}', f'[{simple}, ({self.name()}, *{self.name()})]',
                                         f'{simple}[0]', f'{simple}[{self.expression(2)}]', f'{simple}.{self.pick(ATTRIBUTES)}', f'{simple}[:1]'])

    def assign(self):
        self.emit(f'{self.target()} = {self.expression()}')

    def assign_chain(self):
        self.emit(f'{self.target()} = {self.target()} = {self.expression(1)}')

    def assign_annotated(self):
        self.emit(f"{self.name()}{self.pick(['', '.x', '[0]'])}: {self.pick(['int', 'list[int]', 'Base'])} = {self.expression(1)}")

    def augment(self):
        target = self.name() + self.pick(['', '', '', '.x', '[0]', '[-1]'])
        self.emit(f"{target} {self.pick(['+=', '-=', '*=', '|=', '//=', '&=', '%=', '@='])} {self.expression(1)}")

    def show(self):
        self.emit(f'show({self.expression()})')

    def evaluate(self):
        self.emit(self.expression())

    def branch(self):
        self.emit(f'if {self.expression()}:')
        self.block()
        if self.chance(0.3):
            self.emit(f'elif {self.expression()}:')
            self.block()
        if self.chance(0.5):
            self.emit('else:')
            self.block()

    def loop_body(self, n_else=0.25):
        self.n_loops += 1
        self.block()
        self.n_loops -= 1
        if self.chance(n_else):
            self.emit('else:')
            self.block(1)

    def loop(self):
        target = self.pick([self.name(), self.name(), f'{self.name()}, {self.name()}', f'{self.name()}, *{self.name()}', f'{self.name()}.x'])
        source = self.pick(['range(3)', self.expression(1), "enumerate('abc')", '[(1, 2), (3, 4)]'])
        if self.where == 'coroutine' and self.chance(0.4):
            self.emit(f'async for {target} in each({source}):')
        else:
            self.emit(f'for {target} in limit({source}):')
        self.loop_body()

    def repeat(self):
        counter = self.fresh('i')
        self.emit(f'{counter} = 0')
        self.emit(f"while {counter} < {self.below(3) + 1} and {self.pick(['True', self.expression(2)])}:")
        self.depth += 1
        self.emit(f'{counter} += 1')
        self.depth -= 1
        self.loop_body()

    def jump(self):
        if self.n_loops:
            self.emit(self.pick(['break', 'continue', 'continue']))
        elif self.where in ('function', 'coroutine', 'generator'):
            self.emit(self.pick([f'return {self.expression()}', 'return']))
        else:
            self.show()

    def protect(self):
        self.emit('try:')
        self.block()
        kind = self.below(4)
        if kind:
            star = '*' if self.chance(0.15) else ''
            saved = self.n_loops, self.where
            if star:
                self.n_loops, self.where = 0, 'module'
            for _ in range(self.pick([1, 1, 2])):
                self.emit(f"except{star} {self.pick(EXCEPTIONS)}{self.pick(['', ' as ' + self.name()])}:")
                self.block()
            self.n_loops, self.where = saved
            if self.chance(0.3):
                self.emit('else:')
                self.block(1)
        if kind < 2:
            self.emit('finally:')
            self.block()

    def throw(self):
        kind = self.pick(['ValueError', 'Err', 'KeyError', 'ExceptionGroup'])
        arguments = self.expression(2) if kind != 'ExceptionGroup' else "'g', [Err(1), ValueError(2)]"
        self.emit(f"raise {kind}({arguments}){self.pick(['', '', ' from None', ' from ' + self.name()])}")

    def check(self):
        self.emit(f'assert {self.expression(1)}, {self.expression(2)}')

    def delete(self):
        self.emit(f"del {self.name()}{self.pick(['', '', '[0]', '.x', '[:1]'])}")

    def use_context(self):
        items = [f"Context({self.expression(2)}, {self.pick(['False', 'False', 'True'])}){self.pick(['', ' as ' + self.name()])}"
                 for _ in range(self.pick([1, 1, 2]))]
        prefix = 'async ' if self.where == 'coroutine' and self.chance(0.5) else ''
        self.emit(f"{prefix}with {', '.join(items)}:")
        self.block()

    def pattern(self, d=0):
        if d > 2:
            return self.pick(['_', '1', "'ab'", 'None'])
        kinds = ['_', '1', "'two'", 'None', '-1', '1.5', f'[{self.pattern(d + 1)}, *_]', f'({self.pattern(d + 1)}, {self.pattern(d + 1)})',
                 f"{{'k': {self.pattern(d + 1)}}}", 'int()', 'str()', f'list() | {self.pattern(d + 1)}', 'Base()', f'int({self.pattern(d + 1)})',
                 'bool()', "{'k': _, **_rest}", '[]', '()', '{}', 'float(1.5)', '[_, _, *_]', 'Base(x=1)', 'ValueError()']
        return self.pick(kinds)

    def choose(self):
        self.emit(f'match {self.expression(1)}:')
        self.depth += 1
        for _ in range(self.below(3) + 1):
            capture = f' as {self.name()}' if self.chance(0.3) else ''
            guard = f' if {self.expression(2)}' if self.chance(0.3) else ''
            pattern = self.pattern()
            self.emit(f"case ({'int()' if pattern == '_' else pattern}){capture}{guard}:")
            self.block(1)
        if self.chance(0.5):
            self.emit(f"case {self.pick(['_', self.name()])}:")
            self.block(1)
        self.depth -= 1

    def scope_statement(self):
        if self.depth == 0 or self.where == 'module':
            return self.show()
        self.emit(f"exec({self.pick(['a = 5', 'show(a)', 'b = [c]', 'del d', 'raise Err(1)', 'x ='])!r})")

    def suspend(self):
        e = self.expression(1)
        if self.where == 'generator':
            self.emit(self.pick([f'yield {e}', f'{self.name()} = yield {e}', f'yield from limit({e})', f'{self.name()} = yield from {e}']))
        elif self.where == 'coroutine':
            self.emit(self.pick([f'await Later({e})', f'{self.name()} = await Later({e})', f'await {e}']))
        else:
            self.show()

    def parameters(self):
        made, keyword_only, has_default = [], False, False
        for name in self.random.sample(NAMES, self.below(4)):
            if not keyword_only and made and '/' not in made and self.chance(0.15):
                made.append('/')
            if not keyword_only and self.chance(0.15):
                made.append(self.pick(['*', '*args']))
                keyword_only = True
            if self.chance(0.35) or (has_default and not keyword_only):
                made.append(f'{name}={self.pick(CONSTANTS)}')
                has_default = True
            else:
                made.append(name + self.pick(['', '', ': int']))
        if made and made[-1] == '*':
            made.append('key=1')
        if self.chance(0.15):
            made.append('**kw')
        return ', '.join(made)

    def function(self):
        if self.depth > 3 or self.where == 'class':
            return self.show()
        name, kind = self.fresh('f'), self.pick(['function', 'function', 'generator', 'coroutine'])
        if self.chance(0.15):
            self.emit('@wrapped')
        self.emit(f"{'async ' if kind == 'coroutine' else ''}def {name}({self.parameters()}):")
        saved = self.n_loops, self.where, self.functions
        self.n_loops, self.where, self.functions = 0, kind, list(self.functions)
        self.depth += 1
        if self.chance(0.2):
            self.emit(f"global {self.fresh('g')}")
        if kind == 'generator':
            self.emit(f'yield {self.pick(CONSTANTS)}')
        self.depth -= 1
        self.block(self.below(5) + 1)
        if self.chance(0.5):
            self.depth += 1
            self.emit(f'return {self.expression()}')
            self.depth -= 1
        self.n_loops, self.where, self.functions = saved
        call = f'{name}({self.arguments(1)})'
        self.emit('show(' + {'function': call, 'generator': f'drain({call}, {self.name()})', 'coroutine': f'run({call})'}[kind] + ')')
        if self.is_top_level() and kind == 'function':
            self.functions.append(name)

    def closure(self):
        """A function that changes a variable of the one around it."""
        if self.where == 'class' or self.depth > 3:
            return self.show()
        outer, inner, name = self.fresh('f'), self.fresh('f'), self.name()
        self.emit(f'def {outer}({name}={self.pick(CONSTANTS)}):')
        self.depth += 1
        self.emit(f"def {inner}({self.pick(['', 'x=0', '*args'])}):")
        self.depth += 1
        self.emit(f'nonlocal {name}')
        saved = self.n_loops, self.where
        self.n_loops, self.where = 0, 'function'
        self.depth -= 1
        self.block(2)
        self.emit(f'    {name} = {self.expression(1)}')
        self.n_loops, self.where = saved
        self.emit(f'{inner}()')
        self.emit(f"return {name}, {self.pick([inner + '()', '[' + inner + ' for _ in (1, 2)]', 'lambda: ' + name])}")
        self.depth -= 1
        self.emit(f'show({outer}())')

    def method(self, header):
        name = header.partition('(')[0]
        decorator = {'p': '@property', 's': '@staticmethod', 'k': '@classmethod'}.get(name)
        if decorator:
            self.emit(decorator)
        self.emit(f'def {header}:')
        saved, self.where = self.where, 'function'
        self.depth += 1
        if name == '__getattr__':
            self.emit("if a[:2] == '__': raise AttributeError(a)")
        if name == '__init__':
            self.emit(self.pick(['self.x = args', 'pass', 'super().__init__()', 'self.y = len(args)']))
        for _ in range(self.below(2)):
            self.emit(self.pick([f'{self.name()} = {self.expression(2)}', f'show({self.pick(CONSTANTS)})']))
        if name in ('__hash__', '__len__', '__index__'):
            result = self.pick(['1', '0', '5', '-1', "'a'"])
        else:
            result = SPECIAL_RESULTS.get(name) or self.pick(['NotImplemented', self.expression(2), self.pick(CONSTANTS)])
        self.emit(f'return {result}')
        self.depth -= 1
        self.where = saved

    def define_class(self):
        if self.depth > 2:
            return self.show()
        name = self.fresh('C')
        bases = ['', '', '(Base)', '(list)', '(dict)', '(int)', '(str)', '(tuple)', '(Exception)', '(Base, list)']
        if self.classes:
            bases += [f'({self.pick(self.classes)})', f'({self.pick(self.classes)}, Base)', f'({self.pick(self.classes)}, key=1)']
        base = self.pick(bases) if self.is_top_level() else ''
        self.emit(f'class {name}{base}:')
        saved = self.n_loops, self.where
        self.n_loops, self.where = 0, 'class'
        self.depth += 1
        if self.chance(0.2) and not base:
            self.emit(f"__slots__ = {self.pick(['(%r, %r)' % ('x', 'y'), '()', repr('z')])}")
        elif self.chance(0.5):
            self.emit(f"{self.pick(ATTRIBUTES)} = {self.pick(CONSTANTS + ['Descriptor()'] * 6 + [self.name()] * 4)}")
        if self.chance(0.2):
            self.statement()
        for header in self.random.sample(SPECIAL, self.below(4) + 1):
            self.method(header)
        self.depth -= 1
        self.n_loops, self.where = saved
        if self.is_top_level():
            self.classes.append(name)
        self.emit(f"{self.name()} = {name}({', '.join(self.expression(2) for _ in range(self.below(2)))})")


G = Generator
EXPRESSIONS = [G.binary] * 5 + [G.comparison] * 3 + [G.boolean, G.unary, G.unary, G.conditional, G.sequence, G.sequence, G.mapping,
               G.subscript, G.subscript, G.comprehension, G.comprehension, G.builtin_call, G.builtin_call, G.user_call, G.attribute,
               G.method_call, G.method_call, G.function_literal, G.formatted, G.assignment_expression, G.class_use, G.suspension]
STATEMENTS = [G.assign] * 8 + [G.augment] * 3 + [G.show] * 4 + [G.branch] * 3 + [G.loop] * 3 + [G.protect] * 5 + [G.jump] * 3 + [
    G.repeat, G.throw, G.function, G.function, G.closure, G.define_class, G.use_context, G.delete, G.check, G.suspend, G.suspend,
    G.assign_chain, G.assign_annotated, G.evaluate, G.choose, G.choose, G.scope_statement]


def top_level(g):
    """Statements whose exceptions are caught and shown."""
    g.emit('try:')
    kind = g.random.random()
    if kind < 0.3:
        g.depth += 1
        (g.function if kind < 0.15 else g.define_class)()
        g.depth -= 1
    else:
        g.block(3)
    g.emit('except Stop:')
    g.emit('    sys.exit(3)')
    g.emit('except BaseException as error:')
    g.emit('    report(error)')
    if g.chance(0.2):
        g.emit("a, b, c, d, e = 5, 'bb', [1, 2], {'a': 1}, (1, 2)")


def generate(seed, size):
    g = Generator(seed, size)
    while g.budget > 0:
        g.budget -= 1
        top_level(g)
    g.emit("show([globals().get(name) for name in 'abcde'])")
    return PRELUDE + '\n'.join(g.lines) + '\n'
