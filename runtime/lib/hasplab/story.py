"""The last switches of a run, as a story of two columns: the thread, and where it stood when another went on."""

import _imp
import linecache
import os
import re

EMBEDDED = '<hasp>/'    # how the files of such modules are called
LAST = 12               # switches that are told
SOURCE_WIDTH = 60
PLACE = re.compile(r'(?P<file>.*):(?P<line>\d+) (?P<function>.*) (?P<word>\d+)')

REASONS = {'step': '', 'call': ' (in a call)', 'wait': ' (waits)', 'outside': ' (waits for what is outside)',
           'end': ' (ends)'}


def thread_name(number):
    return 'main' if number == 1 else f'thread {number}'


def source_line(path, number):
    """A line of a file, or of a module that the interpreter carries."""
    if path.startswith(EMBEDDED) and path not in linecache.cache:
        name = path.removeprefix(EMBEDDED).removesuffix('.py').removesuffix('/__init__').replace('/', '.')
        found = _imp._find_embedded(name)
        if found is not None:
            source = found[0]
            linecache.cache[path] = len(source), None, source.splitlines(True), path
    return linecache.getline(path, number).strip()


def source_of(place):
    """'FILE:LINE' with a short file name, and the text of the line."""
    found = PLACE.fullmatch(place)
    if found is None:
        return place, ''
    return f'{os.path.basename(found["file"])}:{found["line"]}', source_line(found['file'], int(found['line']))


def tell(log, bytecode=None):
    """Yields lines. `bytecode` is a function from a place to the instruction there, or None."""
    rows = []
    for switch in log.switches[-LAST:]:
        place, line = source_of(switch.place)
        what = line[:SOURCE_WIDTH]
        if bytecode is not None:
            what = f'{bytecode(switch.place):30}{what}'
        reason = REASONS.get(switch.reason, '')
        rows.append((thread_name(switch.source), place, what + reason) if place
                    else (thread_name(switch.source), reason.strip(), ''))
    if not rows:
        return
    if len(log.switches) > LAST:
        yield f'    ... {len(log.switches) - LAST} switches before'
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    for thread, place, what in rows:
        yield f'    {thread:{widths[0]}}  {place:{widths[1]}}  {what}'.rstrip()
    yield f'    {thread_name(log.switches[-1].target)} then goes on'
