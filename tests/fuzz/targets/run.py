"""Small generated programs are run: statements by ../programs.py, which draws its decisions from the input."""

import io
import os
import sys
import warnings

from decisions import Decisions

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import programs

warnings.simplefilter('ignore')

PRELUDE = compile(programs.PRELUDE.replace('sys.setrecursionlimit(150)', ''), 'prelude', 'exec')
MOST_STATEMENTS = 12


class Generator(programs.Generator):
    def __init__(self, data):
        super().__init__(0, 0)
        self.random = Decisions(data)
        self.budget = MOST_STATEMENTS


def generate(data):
    g = Generator(data)
    while g.budget > 0 and not g.random.is_over:
        g.budget -= 1
        programs.top_level(g)
    return '\n'.join(g.lines) + '\n'


def one_input(data):
    source = generate(data)
    stdout, limit = sys.stdout, sys.getrecursionlimit()
    sys.stdout = io.StringIO()
    sys.setrecursionlimit(200)
    try:
        namespace = {'__name__': 'program'}
        exec(PRELUDE, namespace)
        exec(source, namespace)
    except (Exception, SystemExit, namespace['Stop']):
        pass
    finally:
        sys.setrecursionlimit(limit)
        sys.stdout = stdout
