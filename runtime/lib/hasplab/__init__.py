"""The lock laboratory: compares the policies of the global lock on a script.

    hasp -m hasplab compare SCRIPT [ARGS]

In reading order:
    command.py      the command line
    launch.py       starts processes and says what they used
    measure.py      compare: which runs, in which order
    statistic.py    medians, spreads, paired ratios
    lock_report.py  what --gil-stats and --gil-trace say of a run
    verdict.py      what the figures mean, in words
    table.py        the figures as text
    page.py         the figures as one HTML file; plot.py draws for it
"""
