"""A comparison as one HTML file that needs nothing else: no network, no script, readable on a phone."""

from html import escape

from hasplab import plot
from hasplab.table import LONG_HEADINGS, rows, time_text
from hasplab.verdict import judge

MOST_THREADS = 24       # rows of a timeline
LOCKED, FREE, OTHER = '#c0392b', '#2e8b57', '#5b7ea4'

STYLE = '''
:root { color-scheme: light dark; --ink: #1d2430; --paper: #ffffff; --line: #d9dee6; --soft: #5a6475; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e8ef; --paper: #14181f; --line: #343b47; --soft: #9aa5b5; } }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
       max-width: 60rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.4rem; overflow-wrap: anywhere; } h2 { font-size: 1.1rem; margin-top: 2rem; }
.verdict { border-left: 4px solid #5b7ea4; padding-left: 1rem; }
.verdict p:first-child { font-weight: 600; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
td, th { padding: .25rem .7rem; text-align: right; border-bottom: 1px solid var(--line); white-space: nowrap; }
th { color: var(--soft); font-weight: 500; vertical-align: bottom; white-space: normal; }
td:first-child, th:first-child { text-align: left; padding-left: 0; }
svg { display: block; width: 100%; max-width: 40rem; height: auto; font: 14px system-ui, sans-serif; }
svg text { fill: var(--ink); } svg circle { fill: var(--ink); fill-opacity: .55; }
.key span { display: inline-block; width: .8em; height: .8em; margin: 0 .3em 0 1em; }
.note, footer { color: var(--soft); font-size: .9rem; }
'''

HEAD = '''<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
'''


def table(headings, lines):
    yield '<div class="wide"><table>\n'
    yield '<tr>' + ''.join(f'<th>{escape(heading)}</th>' for heading in headings) + '</tr>\n'
    for line in lines:
        yield '<tr>' + ''.join(f'<td>{escape(cell)}</td>' for cell in line) + '</tr>\n'
    yield '</table></div>\n'


def colour(way):
    if not way.is_hasp:
        return OTHER
    return FREE if way.name.startswith('off') else LOCKED


def chart(heading, comparison, field, show):
    entries = [(measured.way.name, measured.figures(field), colour(measured.way)) for measured in comparison.measured]
    return f'<h2>{heading}</h2>\n<div class="wide">{plot.bars(heading, entries, show)}</div>\n'


def key():
    meanings = (('run', 'runs'), ('wait', 'waits for the lock'), ('blocked', 'is blocked elsewhere'),
                ('stopped', 'is stopped, by the collector for example'))
    return '<p class="key">' + ''.join(
        f'<span style="background:{plot.COLOURS[state]}"></span>{meaning}' for state, meaning in meanings) + '</p>\n'


def timelines(comparison):
    """The timeline of each way that has one."""
    shown = [measured for measured in comparison.measured if measured.report]
    if not shown:
        return
    yield '<h2>Timelines</h2>\n' + key()
    for measured in shown:
        name = measured.way.name
        duration, threads = measured.report.timeline
        yield f'<h3>{escape(name)}</h3>\n<div class="wide">'
        yield plot.timeline(f'threads under {name}', threads[:MOST_THREADS], time_text(duration))
        yield '</div>\n'
        if len(threads) > MOST_THREADS:
            yield f'<p class="note">{len(threads) - MOST_THREADS} more threads are not shown.</p>\n'


def thread_tables(comparison):
    for measured in comparison.measured:
        if measured.report:
            yield f'<h3>Threads under {escape(measured.way.name)}</h3>\n'
            lines = [[thread.name, time_text(thread.run), time_text(thread.wait), time_text(thread.blocked),
                      time_text(thread.stopped)]
                     for thread in measured.report.threads[:MOST_THREADS]]
            yield from table(['thread', 'ran', 'waited for the lock', 'was blocked', 'was stopped'], lines)


def parts(comparison):
    title = escape(comparison.title)
    yield HEAD.format(title=f'{title}: the lock compared', style=STYLE)
    yield f'<h1>{title}</h1>\n'
    yield '<div class="verdict">\n'
    yield from (f'<p>{escape(sentence)}</p>\n' for sentence in judge(comparison))
    yield '</div>\n'
    yield from (f'<p class="note">Note: {escape(difference)}.</p>\n' for difference in comparison.differences)
    yield '<h2>Figures</h2>\n'
    yield from table(LONG_HEADINGS, rows(comparison))
    yield chart('Wall time', comparison, 'wall', time_text)
    yield chart('Processors in use', comparison, 'cores', lambda cores: f'{cores:.2f}')
    yield chart('Peak memory', comparison, 'memory', lambda size: f'{size / (1 << 20):.1f} MB')
    yield from timelines(comparison)
    yield from thread_tables(comparison)
    yield (f'<footer><p>{comparison.n_runs} runs each, in turns, on {comparison.n_cpus} processors; medians. '
           'Points are single runs; the spread is half of what the middle half of them differs by. '
           'Timelines and what is counted of the lock are of one more run.</p></footer>\n</body>\n</html>\n')


def write_page(path, comparison):
    with open(path, 'w', encoding='utf-8') as file:
        file.writelines(parts(comparison))
