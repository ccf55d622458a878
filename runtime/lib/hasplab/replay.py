"""replay: runs a script under a schedule once more, and tells its last switches."""

import os
import subprocess
import sys
import tempfile

from hasplab import schedule_log
from hasplab.command import UsageError
from hasplab.launch import status_text
from hasplab.measure import try_out
from hasplab.runs import Runs
from hasplab.story import PLACE, tell

PREFIXES = '--gil=', 'seeded:'


def schedule_of(token):
    """What follows seeded: in a token that may have --gil= before it; a number is a seed."""
    for prefix in PREFIXES:
        token = token.removeprefix(prefix)
    if token.isdecimal():
        return f'seed={token}'
    if '=' not in token:
        raise UsageError(f'{token!r} is no schedule: seeded:SEED or seeded:KEY=VALUE,... is meant')
    return token


class Bytecode:
    """The instructions of files, as hasp --dis lists them."""

    def __init__(self):
        self.files = {}         # a file's name to {(line, word): instruction}

    def __call__(self, place):
        found = PLACE.fullmatch(place)
        if found is None:
            return ''
        if found['file'] not in self.files:
            self.files[found['file']] = self.read(found['file'])
        return self.files[found['file']].get((found['line'], found['word']), '')

    def read(self, path):
        done = subprocess.run([sys.executable, '--dis', path], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, text=True, errors='replace')
        instructions = {}
        number = ''
        for line in done.stdout.splitlines():
            before, bar, _ = line.partition(' | ')
            if bar and before.strip().isdecimal():
                number = before.strip()
                continue
            word, _, instruction = line.strip().partition('  ')
            if word.isdecimal():
                instructions[number, word] = ' '.join(instruction.split())
        return instructions


def main(options):
    schedule = schedule_of(options.token)
    try_out([sys.executable, f'--gil=seeded:{schedule}'], options.token)
    with tempfile.TemporaryDirectory(prefix='hasplab-') as directory:
        path = os.path.join(directory, 'log')
        with Runs([options.script, *options.arguments], schedule, None) as runs:
            run = runs.one(f'{schedule},log={path}')
        log = schedule_log.read(path)
    print(f'\nhasplab: {status_text(run.status)} after {schedule_log.count(log)}', file=sys.stderr)
    print(*tell(log, Bytecode() if options.dis else None), sep='\n', file=sys.stderr)
    return run.status if run.status >= 0 else 128 - run.status
