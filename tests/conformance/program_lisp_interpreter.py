# A small Lisp: environments by ChainMap, closures, tail of lists, and errors.
import math
import operator as op
from collections import ChainMap
from functools import reduce

def parse(text):
    tokens = text.replace('(', ' ( ').replace(')', ' ) ').split()
    def read():
        if not tokens: raise SyntaxError('unexpected end')
        t = tokens.pop(0)
        if t == '(':
            out = []
            while tokens[0] != ')':
                out.append(read())
                if not tokens: raise SyntaxError('unexpected end')
            tokens.pop(0)
            return out
        if t == ')': raise SyntaxError('unexpected )')
        for kind in (int, float):
            try: return kind(t)
            except ValueError: pass
        return {'#t': True, '#f': False}.get(t, t)
    while tokens:
        yield read()
class Lambda:
    def __init__(self, params, body, env): self.params, self.body, self.env = params, body, env
    def __call__(self, *args):
        if len(args) != len(self.params): raise TypeError(f'wants {len(self.params)}, got {len(args)}')
        return run(self.body, self.env.new_child(dict(zip(self.params, args))))
top = ChainMap({'+': lambda *a: sum(a), '*': lambda *a: math.prod(a), '-': lambda a, *b: a - sum(b) if b else -a, '/': op.truediv, '<': op.lt, '=': op.eq, 'list': lambda *a: list(a), 'car': lambda l: l[0], 'cdr': lambda l: l[1:], 'cons': lambda a, l: [a] + l, 'null?': lambda l: l == [], 'map': lambda f, l: list(map(f, l)), 'fold': reduce})
def run(x, env):
    while True:
        if isinstance(x, str):
            return env[x]
        if not isinstance(x, list):
            return x
        match x:
            case ['quote', v]: return v
            case ['if', c, a, b]: x = a if run(c, env) is not False else b
            case ['define', [name, *params], body]:
                env[name] = Lambda(params, body, env)
                return name
            case ['define', str(name), v]:
                env[name] = run(v, env)
                return name
            case ['lambda', params, body]: return Lambda(params, body, env)
            case ['let', pairs, body]:
                env, x = env.new_child({n: run(v, env) for n, v in pairs}), body
            case ['set!', name, v]:
                next(m for m in env.maps if name in m)[name] = run(v, env)
                return None
            case [f, *args]:
                f, args = run(f, env), [run(a, env) for a in args]
                if isinstance(f, Lambda):
                    env, x = f.env.new_child(dict(zip(f.params, args))), f.body
                else:
                    return f(*args)
program = '''
(define (fact n) (if (< n 2) 1 (* n (fact (- n 1)))))
(fact 30)
(define (loop n acc) (if (= n 0) acc (loop (- n 1) (+ acc n))))
(loop 5000 0)
(map (lambda (x) (* x x)) (list 1 2.5 3))
(define (compose f g) (lambda (x) (f (g x))))
((compose car cdr) (quote (a b c)))
(let ((x 2) (y 3)) (let ((x 10)) (+ x y)))
(define counter (let ((n 0)) (lambda () (let ((unused (set! n (+ n 1)))) n))))
(counter) (counter)
(fold + (list 1 2 3))
(undefined 1)
(car (list))
(/ 1 0)
'''
for form in parse(program):
    try:
        print(run(form, top))
    except Exception as e:
        print(type(e).__name__, e)
for bad in ('(', ')', '(a'):
    try:
        list(parse(bad))
    except (SyntaxError, IndexError) as e:
        print(type(e).__name__, e)
