"""Checks a trace in Chrome's format: _gil_trace_check.py FILE NAME"""
import collections
import json
import os
import sys

path, name = sys.argv[1:]
text = open(path, encoding='utf-8').read()
if name == 'killed':
    text = text[:text.rindex('}')] if not text.endswith('}') else text    # the kill may have cut a line
    while True:
        try:
            events = json.loads(text + '\n]')
            break
        except ValueError:
            text = text[:text.rindex('\n')].removesuffix(',')
    if events[-1]['ph'] == 's':     # ... the second end of an arrow, which follows on the first
        events.pop()
else:
    events = json.loads(text)


def in_ns(number):
    return round(number * 1000)


def is_exclusive(events):
    return any(e.get('args', {}).get('name') == 'global lock' for e in events)


def check_lock_track(events):
    """The lock has one holder at a time."""
    end = 0
    for e in sorted(events, key=lambda e: e['ts']):
        assert in_ns(e['ts']) >= end, f'two holders: {e}'
        end = in_ns(e['ts']) + in_ns(e['dur'])


def check_track(events):
    """The slices of a thread follow on each other, nested in runs at most; returns the runs and how many are open."""
    runs, open_slices, last, ended = [], [], 0, None
    for e in events:
        now = in_ns(e['ts'])
        assert now >= last, f'back in time: {e}'
        last = now
        if e['ph'] == 'B':
            if open_slices:
                assert open_slices[-1]['name'] == 'run' and e['name'].startswith('stop the world'), e
            else:
                assert ended in (None, now), f'a gap before {e}'
            open_slices.append(e)
        else:
            begun = open_slices.pop()
            if begun['name'] == 'run':
                runs.append((in_ns(begun['ts']), now, e['tid']))
                assert e['args']['reason'] in ('interval', 'blocking', 'stop', 'exit'), e
            if not open_slices:
                ended = now
    return runs, len(open_slices)


tracks = collections.defaultdict(list)
for e in events:
    if e['ph'] in 'BEX':
        tracks[e['pid'], e['tid']].append(e)
exclusive, n_open, calls = is_exclusive(events), 0, set()
runs = collections.defaultdict(list)
for (pid, tid), track in tracks.items():
    if tid == 0:
        check_lock_track(track)
    else:
        of_thread, left = check_track(track)
        runs[pid] += of_thread
        n_open += left
        calls |= {e['name'] for e in track if e.get('name', '').startswith('blocked: ')}
if exclusive:
    for of_process in runs.values():
        of_process.sort()
        for a, b in zip(of_process, of_process[1:]):
            assert a[1] <= b[0], f'{a} and {b} overlap'
begins = {e['id']: e for e in events if e['ph'] == 's'}
ends = {e['id']: e for e in events if e['ph'] == 'f'}
assert begins.keys() == ends.keys()
for key, begin in begins.items():
    end = ends[key]
    assert begin['tid'] != end['tid'] and begin['ts'] < end['ts'], (begin, end)
assert bool(begins) == exclusive
print(f'{name}: no overlap, no gap, every arrow has both ends')
if name != 'killed':
    pids = {pid for pid, _ in tracks}
    n_threads = len([tid for _, tid in tracks if tid])
    print(f'{name}: {len(pids)} process{"es" * (len(pids) > 1)}, {n_threads} threads, {n_open} slices left open')
if name == 'threads':
    names = {e['args']['name'] for e in events if e['ph'] == 'M' and e['name'] == 'thread_name'}
    assert {'MainThread', 'compute 0', 'compute 2', 'consume, "quoted"'} <= names, names
    expected = {'lock.acquire', 'sleep'}
    print('threads: what they did:', ', '.join(sorted(expected & {c.removeprefix('blocked: ') for c in calls})))
