"""Claim 24: threads that only create objects, and threads whose objects must be collected."""

from harness import Experiment, Picture, Verdict
from harness.experiment import CORES, up_to_cores, way_title

KINDS = ('dropped', 'kept', 'cycles')
AS_PROCESSES = 1.1
WAYS_HERE = ('on', 'off')


class Allocation(Experiment):
    name = 'allocation'
    numbers = (24,)
    title = 'Threads that allocate'
    claim = 'The collector is not the next global lock: without it, threads that create objects scale as processes do.'
    literature = "Ruby's ractors at N=16: 15.1 s with the shared collector, 4.9 s without."
    rounds = 5

    def __init__(self):
        super().__init__()
        self.objects = self.setting('OBJECTS', 2000000)

    def cases(self):
        for kind in KINDS:
            for mode in 'threads', 'processes':
                for n in up_to_cores(1, 2):
                    for way in WAYS_HERE:
                        yield self.case(kind + '-' + mode, way, n, self.objects)

    def verdicts(self, results):
        for way in WAYS_HERE:
            for kind in KINDS:
                threads, processes = (results.median('%s-%s' % (kind, mode), way, CORES)
                                      for mode in ('threads', 'processes'))
                yield Verdict('%s, %s: %d threads %.2f s, processes %.2f s' % (
                    kind, way_title(way), CORES, threads, processes),
                    threads <= AS_PROCESSES * processes if way == 'off' else None)

    def pictures(self, results):
        yield Picture.bars_of_ways(results, '', '%s objects for each of %d workers' % (f'{self.objects:,}', CORES),
                                   'seconds', [kind + '-' + mode for kind in KINDS for mode in ('threads', 'processes')],
                                   n=CORES)


EXPERIMENT = Allocation()
