"""Whether a run has failed, and how."""

import os
from typing import NamedTuple

from hasplab.launch import status_text
from hasplab.runs import DEADLOCK_STATUS

# What a thread's end by an exception looks like on stderr; its process ends as if nothing had been.
THREAD_DIED = 'Exception in thread ', 'Exception ignored in thread started by'


class Failure(NamedTuple):
    kind: str           # equal for runs that fail in the same way
    text: str           # one line
    errors: str         # what the run wrote to stderr


def read(path):
    with open(path, errors='replace') as file:
        return file.read()


def last_exception(lines):
    """The line that names the exception of the last traceback among the lines, or ''."""
    named = ''
    in_traceback = False
    for line in lines:
        if line.startswith('Traceback (most recent call last)'):
            in_traceback = True
        elif in_traceback and line and not line[0].isspace():
            named, in_traceback = line, False
    return named


def of_status(run, errors):
    if run.status == DEADLOCK_STATUS:
        return Failure('deadlock', 'deadlock: no thread can run', errors)
    named = last_exception(errors.splitlines())
    if run.status == 1 and named:
        return Failure(named.partition(':')[0], named, errors)
    text = status_text(run.status)
    return Failure(text, f'the script ended with {text}', errors)


def find(run, expected):
    """The Failure of a run, None if it has not failed. `expected` is the right output as bytes, or None."""
    errors = read(run.errors) if os.stat(run.errors).st_size else ''
    if run.timed_out:
        return Failure('no end', 'the script did not end in time', errors)
    if run.status != 0:
        return of_status(run, errors)
    lines = errors.splitlines()
    if any(line.startswith(THREAD_DIED) for line in lines):
        named = last_exception(lines)
        return Failure(named.partition(':')[0], f'{named} (in a thread)', errors)
    if expected is not None:
        with open(run.output, 'rb') as file:
            if file.read() != expected:
                return Failure('output', 'the output is not the expected one', errors)
    return None
