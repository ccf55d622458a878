# match: order of evaluation, captures that stay, guards, classes, mappings and sequences.
class P:
    __match_args__ = ('x', 'y')
    def __init__(self, x, y): self.x, self.y = x, y
def f(v):
    match v:
        case None | True | False: return 'singleton'
        case 0 | -1 | 1.5 | 2 + 3j | 'text' | b'bytes': return f'literal {v!r}'
        case [] | (): return 'empty sequence'
        case [1, x, *rest] if x > 5: return f'guarded {x} {rest}'
        case [1, *_, last]: return f'ends {last}'
        case {'kind': 'a', **others} if others: return f'mapping {others}'
        case {'kind': str(k)}: return f'kind {k}'
        case {}: return 'any mapping'
        case P(0, y=yy): return f'P zero {yy}'
        case P(x=int(), y=P(a, b)): return f'nested {a} {b}'
        case P(): return 'some P'
        case int(n) | float(n): return f'number {n}'
        case str() as s: return f'str {s}'
        case (a, (b, [c, *d])): return f'deep {a} {b} {c} {d}'
        case [a, b]: return f'pair {a} {b}'
        case _: return f'default {type(v).__name__}'
for v in (None, True, 0, -1, 1.5, 2 + 3j, 'text', b'bytes', [], (), [1, 9, 8], (1, 2, 3), {'kind': 'a', 'z': 1}, {'kind': 'a'}, {'kind': 5}, {}, P(0, 3), P(1, P(2, 3)), P('a', 1), 7, 2.5, 'other', ['q', [1, [2, 3]]], [4, 5], {1}, bytearray(b'ab'), range(2), 'ab', iter([])):
    print(f(v))
match [1, [2, 3]]:
    case [a, [b, 9]]: pass
    case [c, _]: print('bound only on success', 'a' in globals(), c)
class Calls:
    def __getitem__(self, i): raise AssertionError
match Calls():
    case [x]: print('no sequence')
    case _: print('not a registered sequence')
from collections import OrderedDict, UserList, deque, UserDict
for obj in (deque([1]), UserList([1]), UserDict(a=1), OrderedDict(a=1), memoryview(b'\x01'), __import__('array').array('i', [1]) if False else range(1, 2)):
    match obj:
        case [1]: print(type(obj).__name__, 'sequence')
        case {'a': 1}: print(type(obj).__name__, 'mapping')
class Bad:
    __match_args__ = 'xy'
class Few:
    __match_args__ = ('x',)
    x = 1
class NotStr:
    __match_args__ = (1,)
for make, pattern in ((Bad, 'Bad(1)'), (Few, 'Few(1, 2)'), (NotStr, 'NotStr(1)'), (int, 'int(1, 2)'), (object, 'object(1)'), (Few, 'Few(1, x=1)')):
    try:
        exec(f'match {make.__name__}():\n case {pattern}: print("yes")\n case _: print("no")')
    except TypeError as e:
        print(e)
try:
    match 1:
        case f(): pass
except TypeError as e:
    print(e)
class NoAttr:
    __match_args__ = ('gone',)
match NoAttr():
    case NoAttr(1): print('?')
    case NoAttr(): print('missing attribute does not match')
import enum
class Color(enum.Enum):
    RED = 1
match Color.RED:
    case Color.RED: print('dotted name compares')
match = case = _ = 1
print(match, case, _)
