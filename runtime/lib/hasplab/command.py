"""The command line of the laboratory.

Status 0: done, and explore found nothing. 1: a script failed, explore found a failure, or a page cannot be written.
2: the command line is wrong.
"""

import argparse
import os
import sys

LAST_SEED = 2**64 - 1


class UsageError(Exception):
    """What the user asked for cannot be done; the text says why."""


class ScriptFailed(Exception):
    """The user's script ended otherwise than it should; the text says how."""


class OutputFailed(Exception):
    """What was found cannot be written where it should be; the text says why."""


def positive(text):
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f'{text!r} is no whole number of at least 1')
    return int(text)


def seconds(text):
    try:
        number = float(text)
    except ValueError:
        number = 0
    if not 0 < number < 1e9:
        raise argparse.ArgumentTypeError(f'{text!r} is no number of seconds')
    return number


def script(parser):
    parser.add_argument('script', metavar='SCRIPT', help='the program to run')
    arguments = parser.add_argument('arguments', metavar='ARGS', nargs=argparse.REMAINDER, help='what it finds in sys.argv')
    arguments.required = False      # argparse would name it with the script where both are missing


def add_compare(commands):
    parser = commands.add_parser(
        'compare', help='run a script under several policies and say which limits it',
        description='Runs a script under several policies of the global lock, in turns, and tells what limits it. '
                    'Its output is not shown, but compared. Its input is read once and given to every run.')
    parser.add_argument('--policies', default='on,off', metavar='LIST',
                        help='separated by commas, as for --gil: on,ticks:every=50,off (default: on,off)')
    parser.add_argument('--runs', type=positive, default=5, metavar='N', help='runs under each policy (default: 5)')
    parser.add_argument('--python', action='append', default=[], metavar='PATH', help='another Python; repeatable')
    parser.add_argument('--cpus', type=positive, metavar='N', help='use so many processors only')
    parser.add_argument('--html', metavar='FILE', help='write a page with the figures and timelines')
    script(parser)
    parser.set_defaults(module='measure')


def whole(text):
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f'{text!r} is no whole number')
    return int(text)


def seed(text):
    number = whole(text)
    if number > LAST_SEED:
        raise argparse.ArgumentTypeError(f'{text!r} is above the last seed, {LAST_SEED}')
    return number


def add_explore(commands):
    parser = commands.add_parser(
        'explore', help='run a script under one schedule after the other until it fails',
        description='Runs a script under schedules that are drawn from seeds until it fails: by an exception that nobody '
                    'catches, in any thread, a deadlock, an exit status, a signal or another output than the expected one. '
                    'Tells how to see that again, and the shortest schedule that leads there. Status 1 then, else 0.')
    length = parser.add_mutually_exclusive_group()
    length.add_argument('--runs', type=positive, default=1000, metavar='N', help='at most (default: 1000)')
    length.add_argument('--seconds', type=seconds, metavar='S', help='for so long, instead')
    parser.add_argument('--seed', type=seed, default=0, metavar='N', help='the first one; the next follow (default: 0)')
    parser.add_argument('--strategy', default='mixed', metavar='NAME[:KEY=VALUE,...]',
                        help='random, pct, pos or, in turns, all of them (mixed, the default); '
                             'hasp --gil=help tells their parameters')
    parser.add_argument('--expect-output', metavar='FILE', help='the output that is right')
    parser.add_argument('--limit', type=seconds, default=20.0, metavar='S',
                        help='a run that takes longer has failed (default: 20 seconds)')
    script(parser)
    parser.set_defaults(module='explore')


def add_replay(commands):
    parser = commands.add_parser(
        'replay', help='run a script under a schedule that explore has told',
        description='Runs a script under a schedule, then tells its last switches. The status is that of the script.')
    parser.add_argument('--dis', action='store_true', help='tell the bytecode at which each thread stood')
    parser.add_argument('token', metavar='TOKEN', help='the schedule: seeded:SEED or seeded:KEY=VALUE,...')
    script(parser)
    parser.set_defaults(module='replay')


def parse(words):
    parser = argparse.ArgumentParser(
        prog='hasp -m hasplab', description='The lock laboratory: swap the lock, see the lock, replay the lock.')
    commands = parser.add_subparsers(dest='command', required=True, metavar='COMMAND')
    add_compare(commands)
    add_explore(commands)
    add_replay(commands)
    return parser.parse_args(words)


def check_script(path):
    """Raises UsageError unless the file can be read."""
    try:
        with open(path, 'rb'):
            pass
    except OSError as error:
        raise UsageError(f'cannot read {path}: {error.strerror}') from None


def main(words=None):
    options = parse(words)
    try:
        check_script(options.script)
        module = __import__(f'hasplab.{options.module}', fromlist=['main'])
        return module.main(options)
    except UsageError as error:
        print(f'hasplab: {error}', file=sys.stderr)
        return 2
    except (ScriptFailed, OutputFailed) as error:
        print(f'hasplab: {error}', file=sys.stderr)
        return 1
    except BrokenPipeError:
        # Whoever read the output has seen enough; nothing is left to be flushed at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 1
    except KeyboardInterrupt:
        print('hasplab: interrupted', file=sys.stderr)
        return 130
