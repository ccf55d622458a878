"""The figures of a comparison as text."""

from hasplab.verdict import judge


def time_text(seconds):
    if seconds < 0.0995:
        return f'{seconds * 1000:.2f} ms' if seconds < 0.00995 else f'{seconds * 1000:.1f} ms'
    return f'{seconds:.2f} s' if seconds < 99.5 else f'{seconds:.0f} s'


def size_text(size):
    return f'{size / (1 << 20):.1f} MB' if size < 100 << 20 else f'{size / (1 << 20):.0f} MB'


def share_text(share):
    return f'{share * 100:.0f} %' if share >= 0.0995 or share == 0 else f'{share * 100:.1f} %'


def count_text(count):
    return f'{count:,.0f}'


def around(spread):
    """How far the middle half of the runs lies from the median, in percent of it."""
    return f'{(spread.high - spread.low) / 2 / spread.median * 100:.0f} %' if spread.median else ''


HEADINGS = ['', 'wall', '+/-', 'user', 'system', 'cores', 'waiting', 'switches', "kernel's", 'memory']
# The same for a page, where there is room.
LONG_HEADINGS = ['way', 'wall', 'spread', 'user', 'system', 'cores used', 'waiting for the lock', 'lock switches',
                 "kernel's switches", 'peak memory']


def rows(comparison):
    """Lists of texts, a way each; what another Python does not tell is a dash."""
    for measured in comparison.measured:
        wall = measured.spread('wall')
        report = measured.report
        yield [
            measured.way.name,
            time_text(wall.median),
            around(wall),
            time_text(measured.spread('user').median),
            time_text(measured.spread('system').median),
            f'{measured.spread("cores").median:.2f}',
            share_text(report.waiting_share) if report else '-',
            count_text(report.n_switches) if report else '-',
            count_text(measured.spread('switches').median),
            size_text(measured.spread('memory').median),
        ]


NOTES = '''
Medians; +/- is half of what the middle half of the runs differs by. cores: (user + system) / wall.
waiting: of the wall time, a thread waited for the lock. switches: times that the lock went to another thread.
kernel's: switches between threads and processes. memory: at most, as the kernel counts it.
'''


def print_table(lines):
    widths = [max(map(len, column)) for column in zip(*lines)]
    for line in lines:
        cells = [cell.ljust(width) if number == 0 else cell.rjust(width)
                 for number, (cell, width) in enumerate(zip(line, widths))]
        print('  '.join(cells).rstrip())


def print_comparison(comparison):
    runs = 'one run' if comparison.n_runs == 1 else f'{comparison.n_runs} runs'
    cpus = 'one processor' if comparison.n_cpus == 1 else f'{comparison.n_cpus} processors'
    print(f'{comparison.title}: {runs} each, in turns, on {cpus}\n')
    print_table([HEADINGS, *rows(comparison)])
    print(NOTES)
    for difference in comparison.differences:
        print(f'Note: {difference}.')
    for sentence in judge(comparison):
        print(sentence)
