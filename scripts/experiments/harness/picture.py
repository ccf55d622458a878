"""Pictures by gnuplot, as SVG and PNG."""

import subprocess
from typing import NamedTuple

from harness.experiment import way_title

COLOURS = {'on': '#c0392b', 'off': '#27ae60', 'python3': '#2980b9', 'c': '#000000',
           'ticks': '#e67e22', 'fair': '#8e44ad', 'priority': '#16a085'}
MORE_COLOURS = ['#8e44ad', '#d35400', '#16a085', '#7f8c8d']


class Series(NamedTuple):
    """One line of a plot, or one bar of each group."""
    title: str
    points: list          # of (x, y); x is a number, or a word where the picture has bars
    colour: str = ''
    dashed: bool = False


class Picture(NamedTuple):
    name: str             # the end of the file's name
    title: str
    x_label: str
    y_label: str
    series: list          # of Series
    bars: bool = False
    logarithmic: str = '' # 'x', 'y' or 'xy'

    @classmethod
    def of_ways(cls, results, name, title, x_label, y_label, cases, field='seconds', **options):
        """A line for each case and way; the second case, third... are dashed."""
        series = []
        for case in cases:
            for way in results.ways():
                points = [(n, results.median(case, way, n, field)) for n in results.steps(case, way)]
                if points:
                    series.append(Series('%s, %s' % (case, way_title(way)), points,
                                         COLOURS.get(way, ''), case != cases[0]))
        return cls(name, title, x_label, y_label, series, **options)

    @classmethod
    def bars_of_ways(cls, results, name, title, y_label, cases, field='seconds', n=None, **options):
        """A group of bars for each case, a bar for each way; n None stands for any."""
        series = []
        for way in results.ways():
            points = [(case, results.median(case, way, n, field)) for case in cases if results.has(case, way, n)]
            if points:
                series.append(Series(way_title(way), points, COLOURS.get(way, '')))
        return cls(name, title, '', y_label, series, bars=True, **options)

    def draw(self, stem):
        """Writes STEM_NAME.svg and .png; returns the path of the first."""
        path = '%s_%s' % (stem, self.name) if self.name else stem
        subprocess.run(['gnuplot'], input=self.script(path), text=True, check=True)
        return path + '.svg'

    def script(self, path):
        lines = [
            'set title %s' % quoted(self.title),
            'set xlabel %s' % quoted(self.x_label),
            'set ylabel %s' % quoted(self.y_label),
            "set grid lc rgb '#dddddd'",
            'set key outside right top',
        ]
        if self.logarithmic:
            lines.append('set logscale %s' % self.logarithmic)
        if 'y' not in self.logarithmic:
            lines.append('set yrange [0:*]')
        if self.bars:
            lines += ['set style data histograms', 'set style histogram clustered gap 1',
                      'set style fill solid 0.85 border -1', 'set xtics rotate by -20']
        for number, series in enumerate(self.series):
            lines.append('$data%d << END' % number)
            # Words in data stand in double quotes.
            lines += ['%s %r' % ('"%s"' % x if self.bars else x, y) for x, y in series.points]
            lines.append('END')
        plot = 'plot ' + ', '.join(map(self.clause, range(len(self.series)), self.series))
        lines += [
            "set terminal svg size 900,480 font 'sans,13' background rgb 'white'",
            'set output %s' % quoted(path + '.svg'), plot,
            "set terminal pngcairo size 1350,720 font 'sans,14'",
            'set output %s' % quoted(path + '.png'), 'replot', '',
        ]
        return '\n'.join(lines)

    def clause(self, number, series):
        colour = series.colour or MORE_COLOURS[number % len(MORE_COLOURS)]
        if self.bars:
            return '$data%d using 2:xtic(1) lc rgb %s title %s' % (number, quoted(colour), quoted(series.title))
        return '$data%d using 1:2 with linespoints lw 2 dt %d pt 7 ps 0.6 lc rgb %s title %s' % (
            number, 2 if series.dashed else 1, quoted(colour), quoted(series.title))


def quoted(text):
    """A string as gnuplot writes it; single quotes are doubled, nothing else is special."""
    return "'%s'" % text.replace("'", "''")
