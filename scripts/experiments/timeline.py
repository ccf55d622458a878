"""Claim 6: threads take turns under the lock, processes overlap; the picture."""

import subprocess

from harness import Experiment, Picture, Verdict
from harness.experiment import CORES, way_title

WORKERS = 3
WAYS_HERE = ('on', 'off')
KINDS = ('threads', 'processes')


class Timeline:
    """Draws one run as a picture of who ran when."""

    def __init__(self, experiment, kind, way):
        self.experiment = experiment
        self.kind = kind
        self.way = way

    def draw(self, stem):
        path = '%s_%s_%s.svg' % (stem, self.kind, self.way)
        command = self.experiment.program(self.way, self.kind, WORKERS, self.experiment.steps, 'plain',
                                          options=['--gil-trace=' + path])
        subprocess.run(command, check=True)
        return path


class Timelines(Experiment):
    name = 'timeline'
    numbers = (6,)
    title = 'Who ran when'
    claim = 'Under the lock threads take turns, however many cores there are; processes overlap.'

    def __init__(self):
        super().__init__()
        self.steps = self.setting('STEPS', 20000000)

    def cases(self):
        for kind in KINDS:
            for way in WAYS_HERE:
                yield self.case(kind, way, WORKERS, self.steps)

    def verdicts(self, results):
        for kind in KINDS:
            for way in WAYS_HERE:
                at_once, share = (results.median(kind, way, field=field) for field in ('at_once', 'overlap'))
                takes_turns = kind == 'threads' and way == 'on'
                if takes_turns:
                    holds = at_once == 1
                else:
                    holds = share > 0.5 if CORES > 1 else None
                yield Verdict('%s, %s: %d at once at most, several in %.0f %% of the time' % (
                    kind, way_title(way), at_once, 100 * share), holds)

    def pictures(self, results):
        yield Picture.bars_of_ways(results, '', 'The share of the time in which several ran', 'share', KINDS, 'overlap')
        for kind in KINDS:
            for way in WAYS_HERE:
                yield Timeline(self, kind, way)


EXPERIMENT = Timelines()
