"""Claim 13: four at a time."""

from harness import Experiment, Picture, Verdict
from harness.experiment import WAYS, way_title

KINDS = ('queue', 'semaphore', 'executor')
LIMIT = 4


class WorkQueue(Experiment):
    name = 'work_queue'
    numbers = (13,)
    title = 'Four at a time'
    claim = 'A queue with four workers, a semaphore of four and an executor of four all keep four jobs running, never five.'

    def __init__(self):
        super().__init__()
        self.n_jobs = self.setting('JOBS', 200)

    def cases(self):
        for kind in KINDS:
            for way in WAYS:
                yield self.case(kind, way, LIMIT, self.n_jobs)

    def check(self, case, values):
        if not values['correct']:
            raise ValueError('jobs were lost')

    def verdicts(self, results):
        for way in results.ways():
            for kind in KINDS:
                most = max(results.values(kind, way, field='most'))
                over = results.median(kind, way) / results.median(kind, way, field='least_seconds')
                yield Verdict('%s, %s: at most %d ran at once, in %.2fx the least time possible' % (
                    kind, way_title(way), most, over), most == LIMIT)

    def pictures(self, results):
        yield Picture.bars_of_ways(results, '', self.title, 'seconds', KINDS)


EXPERIMENT = WorkQueue()
