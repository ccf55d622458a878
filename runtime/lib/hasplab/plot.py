"""Pictures as SVG text: bars with the single runs on them, and timelines of threads."""

from html import escape

from hasplab.timeline import COLOURS, runs_of

WIDTH = 480             # a phone's, more or less
LEFT = 120              # room for names
RIGHT = 75              # room for figures
ROW = 30


def svg(height, label, parts):
    return (f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(label)}">\n'
            + '\n'.join(parts) + '\n</svg>\n')


def text(x, y, content, extra=''):
    return f'<text x="{x:g}" y="{y:g}"{extra}>{escape(content)}</text>'


def rectangle(x, y, width, height, colour, title=''):
    tip = f'<title>{escape(title)}</title>' if title else ''
    return f'<rect x="{x:.1f}" y="{y:g}" width="{width:.1f}" height="{height:g}" fill="{colour}">{tip}</rect>'


def shortened(name, limit=15):
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


def timeline(label, threads, duration):
    """A row a thread: (name, the state of each column)."""
    parts = []
    for number, (name, states) in enumerate(threads):
        y = number * ROW
        scale = (WIDTH - LEFT - 10) / len(states)
        parts.append(text(LEFT - 8, y + 19, shortened(name), ' text-anchor="end"'))
        for start, end, state in runs_of(states):
            if state is not None:
                parts.append(rectangle(LEFT + start * scale, y + 4, (end - start) * scale, ROW - 8, COLOURS[state]))
    y = len(threads) * ROW + 16
    parts.append(text(LEFT, y, '0'))
    parts.append(text(WIDTH - 10, y, duration, ' text-anchor="end"'))
    return svg(y + 6, label, parts)
