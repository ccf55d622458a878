"""What the runs of CPython's test modules say: counted beside python3's, explained, and written into docs/compatibility.md.

Of the methods that pass under python3, those are left out that Hasp skips by a guard of the tests' own for what is not CPython.
Any other skip, a module that does not load, a crash and a hang are failures.
"""

import fnmatch
import re

GUARDS = re.compile(r'implementation detail|refcount|reference count|_testcapi|_testinternalcapi|CPython|cpython'
                    r'|is internal|an internal kind of|error message from implementation')
BEGIN, END = '<!-- begin: make cpython-tests -->\n', '<!-- end: make cpython-tests -->\n'


def read(path, trouble):
    """{ID: (outcome, text)} from a worker's file. trouble: how its process ended, or None."""
    outcomes = {}
    try:
        with open(path) as file:
            for line in file:
                outcome, *rest = line.rstrip('\n').split(' ', 2)
                if outcome not in ('start', 'end'):
                    outcomes[rest[0]] = (outcome, rest[1] if len(rest) > 1 else '')
    except FileNotFoundError:
        pass
    if not outcomes:
        outcomes[None] = ('fail', trouble or 'no tests')
    return outcomes


class Differences:
    """differences.txt: `= SENTENCE` begins a group; then a pattern of test IDs on each line (`test_x.Class.method`)."""

    def __init__(self, path):
        self.groups = []
        with open(path) as file:
            for line in file:
                line = line.strip()
                if line.startswith('= '):
                    self.groups.append((line[2:], []))
                elif line and not line.startswith('#'):
                    self.groups[-1][1].extend(('test.' + line, line))

    def group_of(self, test):
        for sentence, patterns in self.groups:
            if any(fnmatch.fnmatchcase(test, pattern) for pattern in patterns):
                return sentence
        return None


def compare(python3, hasp):
    """(counted, passed, left out, [(ID, outcome, text) of what failed])."""
    passed, left_out, failed = 0, 0, []
    for test, (outcome, _) in python3.items():
        if outcome != 'pass' or test is None:
            continue
        got, text = hasp.get(test, ('missing', 'not run'))
        if got == 'pass':
            passed += 1
        elif got == 'skip' and GUARDS.search(text):
            left_out += 1
        else:
            failed.append((test, got, text))
    return passed + len(failed), passed, left_out, failed


def percent(passed, counted):
    return 100.0 if not counted else 100.0 * passed / counted


class Comparison:
    def __init__(self, modules, policies, results, differences):
        self.modules, self.policies, self.results = modules, policies, results
        self.differences = Differences(differences)
        self.counts, self.failed = {}, {}
        for module in modules:
            for way in policies:
                *self.counts[way, module], self.failed[way, module] = compare(results['python3', module], results[way, module])

    def table(self):
        yield '| module | python3 passes, fails, skips | ' + ' | '.join(
            f'lock {way}: passes | fails | skips | of python3\'s' for way in self.policies) + ' | left out |'
        yield '|---' * (3 + 4 * len(self.policies)) + '|'
        for module in self.modules:
            cells = [f'`{module}`', ', '.join(map(str, self.ends('python3', module)))]
            for way in self.policies:
                counted, passed, left_out = self.counts[way, module]
                cells += [*map(str, self.ends(way, module)), f'{percent(passed, counted):.0f} %']
            yield '| ' + ' | '.join(cells) + f' | {left_out} |'

    def ends(self, way, module):
        """How many methods passed, failed, were skipped, whatever python3 does."""
        outcomes = [outcome for test, (outcome, _) in self.results[way, module].items() if test is not None]
        passed, skipped = outcomes.count('pass'), outcomes.count('skip')
        return passed, len(outcomes) - passed - skipped, skipped

    def totals(self):
        for way in self.policies:
            counted, passed, left_out = (sum(self.counts[way, module][i] for module in self.modules) for i in range(3))
            crashed = sum(got == 'crash' for module in self.modules for _, got, _ in self.failed[way, module])
            yield (f'Lock {way}: {passed} of {counted} methods that pass under python3 pass ({percent(passed, counted):.1f} %); '
                   f'{left_out} left out, {crashed} crashed or hung.')

    def reasons(self):
        """A bullet for each group of failures, whichever policy they failed under; then what has no reason yet."""
        of_group = {sentence: {} for sentence, _ in self.differences.groups}
        unexplained = {}
        for module in self.modules:
            for test in sorted({test for way in self.policies for test, _, _ in self.failed[way, module]}):
                group = self.differences.group_of(test)
                methods = (unexplained if group is None else of_group[group]).setdefault(module, [])
                methods.append(test.removeprefix(f'test.{module}.'))
        for sentence, by_module in of_group.items():
            if by_module:
                where = ', '.join(f'`{module}` {len(methods)}' for module, methods in by_module.items())
                yield f'- {sentence} ({where})'
        if unexplained:
            yield ''
            yield 'Bugs, or not yet looked into:'
            yield ''
            for module, methods in unexplained.items():
                yield f'- `{module}`: ' + ', '.join(f'`{method}`' for method in methods)

    def write(self, path):
        with open(path) as file:
            text = file.read()
        head, _, rest = text.partition(BEGIN)
        _, _, tail = rest.partition(END)
        part = '\n'.join([*self.totals(), '', *self.table(), '', 'What fails, and why:', '', *self.reasons()])
        with open(path, 'w') as file:
            file.write(f'{head}{BEGIN}\n{part}\n\n{END}{tail}')
