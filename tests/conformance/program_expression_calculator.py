# A tokenizer by re and a recursive descent parser with operator tables.
import operator
import re

TOKEN = re.compile(r'\s*(?:(?P<number>\d+(?:\.\d*)?)|(?P<name>[a-z]\w*)|(?P<op>\*\*|//|[-+*/%()=,]))')
LEVELS = [{'+': operator.add, '-': operator.sub}, {'*': operator.mul, '/': operator.truediv, '//': operator.floordiv, '%': operator.mod}]

class Calculator:
    def __init__(self):
        self.names = {'pi': 3.25, 'max': max, 'abs': abs}

    def tokens(self, text):
        at = 0
        text = text.rstrip()
        while at < len(text):
            m = TOKEN.match(text, at)
            if not m:
                raise SyntaxError(f'bad character {text[at]!r} at {at}')
            at = m.end()
            yield m.lastgroup, m[m.lastgroup]
        yield 'end', ''

    def __call__(self, text):
        self.stream = list(self.tokens(text))
        if len(self.stream) > 2 and self.stream[0][0] == 'name' and self.stream[1][1] == '=':
            name = self.stream[0][1]
            del self.stream[:2]
            self.names[name] = value = self.level(0)
        else:
            value = self.level(0)
        if self.stream[0][0] != 'end':
            raise SyntaxError(f'unexpected {self.stream[0][1]!r}')
        return value

    def next(self):
        return self.stream.pop(0)

    def level(self, n):
        if n == len(LEVELS):
            return self.unary()
        value = self.level(n + 1)
        while self.stream[0][1] in LEVELS[n]:
            value = LEVELS[n][self.next()[1]](value, self.level(n + 1))
        return value

    def unary(self):
        if self.stream[0][1] == '-':
            self.next()
            return -self.unary()
        base = self.atom()
        if self.stream[0][1] == '**':
            self.next()
            return base ** self.unary()
        return base

    def atom(self):
        kind, text = self.next()
        if kind == 'number':
            return float(text) if '.' in text else int(text)
        if kind == 'name':
            value = self.names[text]
            if self.stream[0][1] == '(':
                self.next()
                args = [self.level(0)]
                while self.stream[0][1] == ',':
                    self.next()
                    args.append(self.level(0))
                self.next()
                return value(*args)
            return value
        if text == '(':
            value = self.level(0)
            if self.next()[1] != ')':
                raise SyntaxError('missing )')
            return value
        raise SyntaxError(f'unexpected {text!r}')

calc = Calculator()
for line in ('1 + 2 * 3', '-2 ** 2', '2 ** 3 ** 2', '(1 + 2) * -3', '7 // 2 % 2', 'x = 10 / 4', 'x * pi', 'max(1, x, abs(-9))', '1.5.2', '1 +', '(1', '$', 'y', '1 / 0', '2 ** 100'):
    try:
        print(line, '=', calc(line))
    except (SyntaxError, KeyError, ZeroDivisionError, TypeError) as e:
        print(line, '->', type(e).__name__, e)
