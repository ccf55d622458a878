"""Checks a trace in rows: each thread's events come in an order that makes sense."""
import collections
import csv
import sys

FOLLOWERS = {
    'thread': {'request'},
    'request': {'acquire'},
    'acquire': {'release', 'stop'},
    'stop': {'started'},
    'started': {'release', 'stop'},
    'block': {'unblock', 'end'},
    'unblock': {'request'},
    'stopped': {'request', 'end'},
}
AFTER_RELEASE = {'interval': 'request', 'blocking': 'block', 'stop': 'stopped', 'exit': 'end'}

rows = list(csv.DictReader(open(sys.argv[1], newline='')))
of_thread = collections.defaultdict(list)
for row in rows:
    of_thread[row['pid'], row['tid']].append(row)
for track in of_thread.values():
    begun, last = False, None
    for row in track:
        event = row['event']
        if event in ('process', 'policy') or (event == 'thread' and begun):
            continue    # may come at any time
        begun = True
        if last is not None:
            assert int(row['time_ns']) >= int(last['time_ns'])
            allowed = ({AFTER_RELEASE[last['detail']]} if last['event'] == 'release' else
                       FOLLOWERS[last['event']])
            assert event in allowed, (last, row)
        if event == 'release' and row['detail'] == 'interval':
            assert row['function'] and row['file'] and int(row['line']) > 0
        last = row
    assert last['event'] == 'end', last
names = {row['detail'] for row in rows if row['event'] == 'thread'}
assert 'consume, "quoted"' in names
print(f"rows of {len({pid for pid, _ in of_thread})} process, {len(of_thread)} threads: "
      "each request is granted, each grant is given up")
