"""Runs one of CPython's test modules in this interpreter and says how each method ends.

    _worker.py MODULE RESULTS

RESULTS is appended to, line by line: "start ID", then "pass ID", "fail ID TEXT" or "skip ID REASON". IDs that have a line
already are not run: after a crash the driver starts the worker again, and it goes on behind the method that crashed.

`ssl` is out of scope and cannot be imported in any interpreter here: what needs it is skipped on both sides.
"""

import os
import sys
import unittest

# Wants the resource as a whole, though it talks to nobody but itself.
LOCAL_NETWORK = {'test_socketserver'}


def done_before(path):
    done = set()
    try:
        with open(path) as file:
            for line in file:
                done.add(line.split(' ', 2)[1].rstrip('\n'))
    except FileNotFoundError:
        pass
    return done


def one_line(text):
    return ' '.join(str(text).split())[-300:]


class Result(unittest.TestResult):
    """Writes each outcome at once."""

    def __init__(self, file):
        super().__init__()
        self.file = file

    def say(self, outcome, test, text=''):
        self.file.write(f'{outcome} {test_id(test)} {one_line(text)}'.rstrip() + '\n')
        self.file.flush()

    def startTest(self, test):
        self.has_failed = False
        self.say('start', test)

    def fail(self, test, error):
        kind, value, _ = error
        self.has_failed = True
        self.say('fail', test, f'{kind.__name__}: {value}')

    addError = addFailure = fail

    def addSuccess(self, test):
        if not self.has_failed:
            self.say('pass', test)

    def addSkip(self, test, reason):
        method = getattr(test, 'test_case', test)   # of a sub-test: unittest does not count its method as passed
        if not self.has_failed:
            self.has_failed = method is not test
            self.say('skip', method, reason)

    def addExpectedFailure(self, test, error):
        self.say('pass', test)

    def addUnexpectedSuccess(self, test):
        self.has_failed = True
        self.say('fail', test, 'unexpected success')

    def addSubTest(self, test, subtest, error):
        if error is not None and not self.has_failed:
            if issubclass(error[0], unittest.SkipTest):
                return
            self.fail(test, error)


def test_id(test):
    return test.id().replace(' ', '_')


def without(suite, done):
    """The suite without what has been run, in its structure: classes keep their fixtures."""
    rest = unittest.TestSuite()
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            part = without(test, done)
            if part.countTestCases():
                rest.addTest(part)
        elif test_id(test) not in done:
            rest.addTest(test)
    return rest


def main():
    module, path = sys.argv[1:]
    sys.argv = ['worker']
    sys.modules['ssl'] = sys.modules['_ssl'] = None
    done = done_before(path)
    with open(path, 'a') as file:
        result = Result(file)
        from test import support
        support.use_resources = ['network'] if module in LOCAL_NETWORK else []
        suite = unittest.defaultTestLoader.loadTestsFromName('test.' + module)
        without(suite, done).run(result)
        file.write('end\n')
    sys.stdout.flush()
    os._exit(0)  # a test may have left threads


if __name__ == '__main__':     # not when a child of multiprocessing imports its parent's script
    main()
