"""Small generated programs are run: the generators of ../fuzz.py draw their decisions from the input.

The first byte says which: statements (programs.py), expressions, or containers that are changed during an operation on
them (callbacks.py). What runs too long is interrupted by the harness.
"""

import io
import os
import sys
import warnings

from decisions import Decisions

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import callbacks
import expressions
import programs

warnings.simplefilter('ignore')

MOST_STATEMENTS, MOST_OPERATIONS = 12, 8
RECURSION_LIMIT = 200


class Statements(programs.Generator):
    def __init__(self, decisions):
        super().__init__(0, 0)
        self.random = decisions
        self.budget = MOST_STATEMENTS


class Expressions(expressions.Generator):
    def __init__(self, decisions):
        self.random = decisions
        self.pick = decisions.choice

    def function_call(self, d):
        """No ranges and iterators without an end: sum() of one is not heard of again, in CPython neither."""
        name = self.pick(expressions.FUNCTIONS)
        if name == 'range':
            return f'range({self.pick(expressions.SMALL)}, {self.pick(expressions.SMALL)})'
        return f'iter({self.value(1)})' if name == 'iter' else f'{name}({self.arguments()})'


def statements(decisions):
    g = Statements(decisions)
    while g.budget > 0 and not decisions.is_over:
        g.budget -= 1
        programs.top_level(g)
    return g.lines


def operations(decisions, make):
    for n in range(MOST_OPERATIONS):
        if decisions.is_over:
            return
        yield make(n)


def generate(data):
    """The module whose prelude the program needs, and the program."""
    decisions = Decisions(data)
    kind = decisions.pick((programs, programs, expressions, callbacks))
    if kind is programs:
        lines = statements(decisions)
    elif kind is expressions:
        lines = operations(decisions, Expressions(decisions).operation)
    else:
        lines = operations(decisions, lambda n: '\n'.join(callbacks.operation(n, decisions.choice)))
    return kind, '\n'.join(lines) + '\n'


PRELUDES = {kind: compile(kind.PRELUDE.replace('sys.setrecursionlimit(150)', ''), 'prelude', 'exec')
            for kind in (programs, expressions, callbacks)}


def one_input(data):
    kind, source = generate(data)
    stdout, limit = sys.stdout, sys.getrecursionlimit()
    sys.stdout = io.StringIO()
    sys.setrecursionlimit(RECURSION_LIMIT)
    namespace = {'__name__': 'program'}
    exec(PRELUDES[kind], namespace)
    try:
        exec(source, namespace)
    except (Exception, SystemExit, KeyboardInterrupt, namespace.get('Stop', SystemExit)):
        pass
    finally:
        sys.setrecursionlimit(limit)
        sys.stdout = stdout
