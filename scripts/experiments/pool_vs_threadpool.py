"""Claim 7: a pool of processes against a pool of threads."""

from harness import Experiment, Picture, Verdict
from harness.experiment import WAYS, way_title

KINDS = {'thread-fileio': (100, 300), 'process-fileio': (100, 300),
         'thread-square': (500, 2000), 'process-square': (500, 2000)}


class PoolVsThreadpool(Experiment):
    name = 'pool_vs_threadpool'
    numbers = (7,)
    title = 'A pool of processes against a pool of threads'
    claim = ('For many small jobs, of files or of numbers, fifty threads beat fifty processes: they start at once '
             'and need no pickling; without the lock they do so whatever the job is.')

    def cases(self):
        for kind, steps in KINDS.items():
            for n in steps:
                for way in WAYS:
                    yield self.case(kind, way, n)

    def check(self, case, values):
        if not values['correct']:
            raise ValueError('the pool computed something wrong')

    def verdicts(self, results):
        for way in results.ways():
            for work in 'fileio', 'square':
                ratios = [results.ratio(('process-' + work, way, n), ('thread-' + work, way, n))
                          for n in KINDS['thread-' + work]]
                yield Verdict('%s, %s: processes take %s the time of threads' % (
                    work, way_title(way), ' and '.join('%.1fx' % ratio for ratio in ratios)), min(ratios) > 1)

    def pictures(self, results):
        yield Picture.bars_of_ways(results, '', self.title, 'seconds', list(KINDS))


EXPERIMENT = PoolVsThreadpool()
