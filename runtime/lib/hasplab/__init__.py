"""The lock laboratory: compares the policies of the global lock on a script, looks for races in it, and replays them.

    hasp -m hasplab compare SCRIPT [ARGS]
    hasp -m hasplab explore SCRIPT [ARGS]
    hasp -m hasplab replay TOKEN SCRIPT [ARGS]

In reading order:
    command.py      the command line
    launch.py       starts processes and says what they used
    measure.py      compare: which runs, in which order
    statistic.py    medians, spreads, paired ratios
    lock_report.py  what --gil-stats and --gil-trace say of a run
    timeline.py     draws a trace as text or SVG: what --gil-trace=FILE.txt and .svg leave to Python
    verdict.py      what the figures mean, in words
    table.py        the figures as text
    page.py         the figures as one HTML file; plot.py draws for it
    runs.py         many runs of a script, each with a schedule of its own
    failure.py      whether a run has failed, and how
    explore.py      explore: looks for a seed that fails, and tells of it
    schedule_log.py what the scheduler did, and schedules as text
    shrink.py       a shorter schedule that fails in the same way
    story.py        the last switches of a run
    replay.py       replay
"""
