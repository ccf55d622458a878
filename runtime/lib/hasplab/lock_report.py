"""What --gil-stats and --gil-trace say of a run (docs/lock-laboratory.md tells their formats)."""

import csv
import json
from typing import NamedTuple

from hasplab.timeline import STATES

COLUMNS = 560           # of a timeline: as many moments are told apart


class Thread(NamedTuple):
    """Seconds."""
    name: str
    run: float
    wait: float
    blocked: float
    stopped: float


class Timeline(NamedTuple):
    """For each thread its name and, for each of COLUMNS, what it mostly did then (None: it was not there)."""
    seconds: float
    threads: list


class Report(NamedTuple):
    """Of the script's first process, but for the timeline, which shows all."""
    wall: float
    threads: list               # of Thread
    processor_time: float       # seconds, of all threads together
    waiting_share: float        # of the wall time: a thread waited for the lock, and could have run
    collector_share: float      # of the wall time: the world stood still for the collector
    n_switches: int             # times that the lock went to another thread
    timeline: Timeline


def options(stem):
    return [f'--gil-stats={stem}.json', f'--gil-trace={stem}.csv']


def read(stem):
    """The Report of a run that had the options; None if it ended without leaving one (os._exit)."""
    try:
        with open(f'{stem}.json') as file:
            process = json.load(file)['processes'][0]
    except (OSError, ValueError, IndexError):
        return None
    trace = Trace(f'{stem}.csv')
    threads = [Thread(thread['name'], thread['run'], thread['wait'], thread['blocked'], thread['stopped'])
               for thread in process['threads']]
    wall = process['wall'] or 1e-9
    return Report(wall, threads, process['user'] + process['system'], process['contended_share'],
                  process['collector']['total'] / wall, trace.n_switches, trace.timeline())


class Track:
    """One thread of a trace."""

    def __init__(self, name):
        self.name = name
        self.state = None
        self.since = 0
        self.columns = [{} for _ in range(COLUMNS)]

    def add(self, start, end):
        """The thread was in its state from start to end, in columns."""
        if self.state is None:
            return
        column = int(start)
        while column < end and column < COLUMNS:
            share = min(end, column + 1) - max(start, column)
            states = self.columns[column]
            states[self.state] = states.get(self.state, 0) + share
            column += 1

    def shown(self):
        return [max(states, key=states.get) if states else None for states in self.columns]


class Trace:
    """Reads a trace twice, since it may be longer than memory: first for its limits, then for what lies between."""

    def __init__(self, path):
        self.path = path
        self.began = self.ended = None
        self.n_switches = 0
        for fields in self.lines():
            time = int(fields[0])
            if self.began is None or time < self.began:
                self.began = time
            if self.ended is None or time > self.ended:
                self.ended = time
            if fields[3] == 'acquire' and not fields[4].rstrip().endswith(','):
                self.n_switches += 1

    def lines(self):
        """Yields time, process, thread, event and the rest of each line."""
        with open(self.path, errors='replace') as file:
            next(file, None)
            for line in file:
                fields = line.split(',', 4)
                if len(fields) == 5 and fields[0].isdecimal():
                    yield fields

    def timeline(self):
        tracks = {}
        processes = {}
        span = max((self.ended or 0) - (self.began or 0), 1)
        for time, pid, tid, event, rest in self.lines():
            if event == 'process':
                processes[pid] = next(csv.reader([rest]))[0]
                continue
            track = tracks.get((pid, tid)) or tracks.setdefault((pid, tid), Track(tid))
            moment = (int(time) - self.began) / span * COLUMNS
            if event == 'thread':
                track.name = next(csv.reader([rest]))[0]
            elif event in STATES:
                track.add(track.since, moment)
                track.state, track.since = STATES[event], moment
        for track in tracks.values():
            track.add(track.since, COLUMNS)
        shown = []
        for (pid, _), track in tracks.items():
            name = f'{processes.get(pid, pid)}, {track.name}' if len(processes) > 1 else track.name
            shown.append((name, track.shown()))
        return Timeline(span / 1e9, shown)
