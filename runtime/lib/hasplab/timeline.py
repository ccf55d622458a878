"""The picture of a trace: one row a thread, who ran when.

    hasp --gil-trace=FILE.svg SCRIPT                    or FILE.txt: draws at the end of the run
    hasp -m hasplab.timeline EVENTS.csv FILE            draws a trace in rows, also one that a kill has cut short

Rows are grouped by process, in the order in which they began. A moment that is narrower than a column shows what the thread
did for the most part of it.
"""

import csv
import os
import sys
from xml.sax.saxutils import escape

# The state that an event begins; the others change nothing. `release` begins none: the next event says what the thread
# does then.
STATES = {'request': 'wait', 'acquire': 'run', 'block': 'blocked', 'unblock': 'wait', 'stopped': 'stopped',
          'release': None, 'end': None}
LETTERS = {'run': '*', 'wait': '-', 'blocked': '.', 'stopped': 's', None: ' '}
COLOURS = {'run': '#2a7f3f', 'wait': '#d9534f', 'blocked': '#d0d4d9', 'stopped': '#8e6bbf'}
MEANINGS = {'run': 'ran', 'wait': 'waited for the lock', 'blocked': 'in a call that blocks',
            'stopped': 'stood still: the world was stopped'}


class Thread:
    """One row: [start, end, state] in nanoseconds, one after the other."""

    def __init__(self, process, tid):
        self.process = process
        self.name = tid
        self.spans = []
        self.state = None
        self.since = 0

    def change(self, time, state):
        if self.state is not None and time > self.since:
            if self.spans and self.spans[-1][2] == self.state and self.spans[-1][1] == self.since:
                self.spans[-1][1] = time
            else:
                self.spans.append([self.since, time, self.state])
        self.state, self.since = state, time


class Process:
    def __init__(self, pid):
        self.pid = pid
        self.name = f'process {pid}'
        self.policy = ''
        self.threads = {}

    @property
    def rows(self):
        """The threads that did anything, the eldest first."""
        threads = [thread for thread in self.threads.values() if thread.spans]
        return sorted(threads, key=lambda thread: thread.spans[0][0])


class Timeline:
    """A trace in rows as it was read: processes with their threads, and the time from `start` to `end`."""

    def __init__(self, rows):
        self.processes = {}
        last = {}
        for row in rows:
            try:
                time, pid, tid, event, detail = int(row[0]), row[1], row[2], row[3], row[4]
            except (ValueError, IndexError):
                continue    # the heading, or a line that a kill has cut
            last[pid] = max(time, last.get(pid, 0))
            self.take(time, pid, tid, event, detail)
        for process in self.processes.values():
            for thread in process.threads.values():
                thread.change(last[process.pid], None)
        spans = [span for thread in self.threads for span in thread.spans]
        self.start = min((span[0] for span in spans), default=0)
        self.end = max((span[1] for span in spans), default=1)

    def take(self, time, pid, tid, event, detail):
        process = self.processes.get(pid) or self.processes.setdefault(pid, Process(pid))
        if event == 'process':
            process.name = detail
        elif event == 'policy':
            process.policy = detail.rstrip('*')
        else:
            thread = process.threads.get(tid) or process.threads.setdefault(tid, Thread(process, tid))
            if event == 'thread':
                thread.name = detail
            elif event in STATES:
                thread.change(time, STATES[event])

    @property
    def threads(self):
        return [thread for process in self.ordered() for thread in process.rows]

    def ordered(self):
        processes = [process for process in self.processes.values() if process.rows]
        return sorted(processes, key=lambda process: process.rows[0].spans[0][0])

    @property
    def seconds(self):
        return (self.end - self.start) / 1e9

    def title(self):
        policies = sorted({process.policy for process in self.processes.values()} - {''})
        return f'--gil={", ".join(policies)}, {self.seconds:.3f} s'


def read(path):
    """The Timeline of a trace that --gil-trace=FILE.csv has written."""
    with open(path, newline='', encoding='utf-8', errors='replace') as file:
        return Timeline(csv.reader(file))


def columns(timeline, thread, n):
    """What the thread mostly did in each of n equal parts of the time; None: it was not there."""
    width = max(timeline.end - timeline.start, 1) / n
    shares = [{} for _ in range(n)]
    for start, end, state in thread.spans:
        first = (start - timeline.start) / width
        after = (end - timeline.start) / width
        for i in range(int(first), min(int(after) + 1, n)):
            share = min(after, i + 1) - max(first, i)
            if share > 0:
                shares[i][state] = shares[i].get(state, 0) + share
    return [max(share, key=share.get) if share else None for share in shares]


def tick(seconds):
    """A round step of a scale that is so many seconds long, with about five steps."""
    step = 1e-9
    while step * 5 < seconds:
        step *= 10
    for divisor in (5, 2, 1):
        if seconds / (step / divisor) <= 10:
            return step / divisor
    return step


def label(seconds):
    if seconds == 0:
        return '0'
    for unit, size in ('s', 1), ('ms', 1e-3), ('us', 1e-6):
        if seconds >= size * 0.9999:
            return f'{round(seconds / size, 3):g} {unit}'
    return f'{seconds * 1e9:.0f} ns'


def ticks(timeline):
    """(part of the whole, text) of each mark of the axis."""
    step = tick(timeline.seconds)
    n = int(timeline.seconds / step + 1e-9)
    return [(i * step / timeline.seconds, label(i * step)) for i in range(n + 1)]


def name_of(thread, timeline):
    several = len(timeline.ordered()) > 1
    return f'{thread.process.name}, {thread.name}' if several else thread.name


# --- Text ---

def as_text(timeline, width=100):
    """The timeline in lines of `width` characters."""
    threads = timeline.threads
    names = [name_of(thread, timeline) for thread in threads]
    room = min(max(map(len, names), default=0), width // 3)
    n = max(width - room - 3, 10)
    lines = [timeline.title()]
    for name, thread in zip(names, threads):
        cut = name if len(name) <= room else name[:room - 1] + '~'
        row = ''.join(LETTERS[state] for state in columns(timeline, thread, n))
        lines.append(f'{cut:{room}} |{row}|')
    axis, marks = [' '] * n, ['-'] * n
    for part, text in ticks(timeline):
        at = min(int(part * n), n - 1)
        marks[at] = '+'
        if at + len(text) <= n:
            axis[at:at + len(text)] = text
    lines.append(f'{"":{room}} +{"".join(marks)}+')
    lines.append(f'{"":{room}}  {"".join(axis)}'.rstrip())
    lines.append('* ran   - waited for the lock   . in a call that blocks   s stood still')
    return '\n'.join(lines) + '\n'


# --- SVG ---

ROW, GAP, LEFT, RIGHT, TOP, WIDTH = 18, 5, 200, 20, 34, 1000


def runs_of(states):
    """Yields (start, end, state) for each run of equal ones."""
    start = 0
    for i in range(1, len(states) + 1):
        if i == len(states) or states[i] != states[start]:
            yield start, i, states[start]
            start = i


def rectangles(timeline, thread, y, n):
    """Neighbouring columns of one state as one rectangle."""
    for start, end, state in runs_of(columns(timeline, thread, n)):
        if state is not None:
            x, width = LEFT + start * WIDTH / n, (end - start) * WIDTH / n
            yield f'<rect x="{x:.1f}" y="{y}" width="{width:.1f}" height="{ROW}" fill="{COLOURS[state]}"/>'


def as_svg(timeline, n=1000):
    """The timeline as a picture that needs nothing else; n: so many moments are told apart."""
    threads = timeline.threads
    bottom = TOP + len(threads) * (ROW + GAP)
    height, width = bottom + 60, LEFT + WIDTH + RIGHT
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
             f'height="{height}" font-family="sans-serif" font-size="12">',
             f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
             f'<text x="{LEFT}" y="20" font-size="14">{escape(timeline.title())}</text>']
    for i, thread in enumerate(threads):
        y = TOP + i * (ROW + GAP)
        name = name_of(thread, timeline)
        short = name if len(name) <= 30 else name[:29] + '…'
        parts.append(f'<g><title>{escape(name)}</title><text x="{LEFT - 8}" y="{y + 13}" text-anchor="end">'
                     f'{escape(short)}</text>')
        parts += rectangles(timeline, thread, y, n)
        parts.append('</g>')
    for part, text in ticks(timeline):
        x = LEFT + part * WIDTH
        parts.append(f'<line x1="{x:.1f}" y1="{TOP}" x2="{x:.1f}" y2="{bottom + 4}" stroke="#000000" '
                     f'stroke-opacity="0.25"/><text x="{x:.1f}" y="{bottom + 18}" text-anchor="middle">{text}</text>')
    x = LEFT
    for state, colour in COLOURS.items():
        parts.append(f'<rect x="{x}" y="{bottom + 32}" width="14" height="14" fill="{colour}"/>'
                     f'<text x="{x + 20}" y="{bottom + 44}">{MEANINGS[state]}</text>')
        x += 40 + 7 * len(MEANINGS[state])
    return '\n'.join(parts) + '\n</svg>\n'


# --- Files ---

def terminal_width():
    try:
        return os.get_terminal_size(2).columns
    except OSError:
        return 100


def write(events, path):
    """Draws the trace in rows `events` to the file `path`, whose ending says how."""
    timeline = read(events)
    text = as_svg(timeline) if path.endswith('.svg') else as_text(timeline, terminal_width())
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text)


def draw(events, path):
    """What --gil-trace=FILE.svg and FILE.txt do at the end: the rows have served their purpose then."""
    try:
        write(events, path)
    except OSError as error:
        sys.stderr.write(f'hasp: cannot write {path}: {error.strerror}; the events are in {events}\n')
    else:
        os.unlink(events)


def main(arguments):
    if len(arguments) != 2:
        sys.exit('usage: hasp -m hasplab.timeline EVENTS.csv FILE.svg|FILE.txt')
    try:
        write(*arguments)
    except OSError as error:
        sys.exit(f'hasplab.timeline: {error.filename}: {error.strerror}')


if __name__ == '__main__':
    main(sys.argv[1:])
