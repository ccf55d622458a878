"""Pictures as SVG text: bars with the single runs on them, and timelines of threads."""

from html import escape

WIDTH = 720
LEFT = 150              # room for names
RIGHT = 90              # room for figures
ROW = 30
COLOURS = {'run': '#2e8b57', 'wait': '#c0392b', 'block': '#c9ced6'}


def svg(height, label, parts):
    return (f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(label)}">\n'
            + '\n'.join(parts) + '\n</svg>\n')


def text(x, y, content, extra=''):
    return f'<text x="{x:g}" y="{y:g}"{extra}>{escape(content)}</text>'


def rectangle(x, y, width, height, colour, title=''):
    tip = f'<title>{escape(title)}</title>' if title else ''
    return f'<rect x="{x:.1f}" y="{y:g}" width="{width:.1f}" height="{height:g}" fill="{colour}">{tip}</rect>'


def shortened(name, limit=20):
    return name if len(name) <= limit else '...' + name[3 - limit:]


def bars(label, entries, show):
    """Horizontal bars. Entries: (name, figures of the single runs, colour); the bar is as long as their median."""
    from hasplab.statistic import median

    most = max(max(figures) for _, figures, _ in entries) or 1
    scale = (WIDTH - LEFT - RIGHT) / most
    parts = []
    for number, (name, figures, colour) in enumerate(entries):
        y = number * ROW
        middle = median(figures)
        parts.append(text(LEFT - 8, y + 19, shortened(name), ' text-anchor="end"'))
        parts.append(rectangle(LEFT, y + 5, max(middle * scale, 1), ROW - 10, colour, f'{name}: {show(middle)}'))
        parts += [f'<circle cx="{LEFT + figure * scale:.1f}" cy="{y + ROW / 2:g}" r="3"/>' for figure in figures]
        parts.append(text(LEFT + max(figures) * scale + 8, y + 19, show(middle)))
    return svg(len(entries) * ROW, label, parts)


def columns(intervals, began, ended, n_columns):
    """For each of n columns of time, the state that took most of it, or None."""
    found = [{} for _ in range(n_columns)]
    scale = n_columns / (ended - began)
    for start, end, state in intervals:
        first, last = (start - began) * scale, (end - began) * scale
        column = int(first)
        while column < last and column < n_columns:
            share = min(last, column + 1) - max(first, column)
            found[column][state] = found[column].get(state, 0) + share
            column += 1
    return [max(states, key=states.get) if states else None for states in found]


def runs_of(states):
    """Yields (start, end, state) for each run of equal ones."""
    start = 0
    for number in range(1, len(states) + 1):
        if number == len(states) or states[number] != states[start]:
            yield start, number, states[start]
            start = number


def timeline(label, threads, began, ended, show):
    """A row a thread: (name, intervals), intervals being (start, end, state)."""
    n_columns = WIDTH - LEFT - 10
    parts = []
    for number, (name, intervals) in enumerate(threads):
        y = number * ROW
        parts.append(text(LEFT - 8, y + 19, shortened(name), ' text-anchor="end"'))
        for start, end, state in runs_of(columns(intervals, began, ended, n_columns)):
            if state is not None:
                parts.append(rectangle(LEFT + start, y + 4, end - start, ROW - 8, COLOURS[state]))
    y = len(threads) * ROW + 16
    parts.append(text(LEFT, y, '0'))
    parts.append(text(WIDTH - 10, y, show(ended - began), ' text-anchor="end"'))
    return svg(y + 6, label, parts)
