"""Claim 17: processes cost more to start than threads; fork costs less than spawn."""

from harness import Experiment, Picture, Verdict
from harness.experiment import WAYS, way_title

KINDS = {'thread': 500, 'fork': 50, 'forkserver': 20, 'spawn': 10}


class StartupCost(Experiment):
    name = 'startup_cost'
    numbers = (17,)
    title = 'What a worker costs to start'
    claim = 'Creating a process costs more than creating a thread; by fork it costs less than by spawn.'

    def cases(self):
        for kind, n in KINDS.items():
            for way in WAYS:
                yield self.case(kind, way, n)

    def verdicts(self, results):
        for way in results.ways():
            cost = {kind: results.median(kind, way, field='each') for kind in KINDS}
            yield Verdict('%s: %s' % (way_title(way), ', '.join(
                '%s %.2f ms' % (kind, 1000 * seconds) for kind, seconds in cost.items())),
                cost['thread'] < cost['fork'] < cost['spawn'])
        if results.has('spawn', 'python3'):
            yield Verdict("python3's time beside lock on: %s" % ', '.join(
                '%s %.1fx' % (kind, results.ratio((kind, 'python3'), (kind, 'on'), 'each')) for kind in KINDS))

    def pictures(self, results):
        yield Picture.bars_of_ways(results, '', self.title, 'seconds, start and join', list(KINDS), 'each',
                                   logarithmic='y')


EXPERIMENT = StartupCost()
