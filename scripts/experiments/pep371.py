"""Claim 21: the tables of PEP 371, which brought multiprocessing into the library."""

from harness import Experiment, Picture, Verdict
from harness.experiment import CORES, WAYS, way_title

FUNCTIONS = ('empty', 'fibonacci', 'primes', 'files', 'queue')
MODES = ('none', 'threads', 'processes')
COMPUTING = ('fibonacci', 'primes')


class Pep371(Experiment):
    name = 'pep371'
    numbers = (21,)
    title = "PEP 371's tables"
    claim = ('Work that computes: threads are no better than none, processes as many times faster as there are cores. '
             'Traffic over queues: processes lose.')
    literature = ('PEP 371 (2008), 8 workers on 4 cores: fibonacci 3.2 s in one thread, 3.2 s in threads, 0.8 s in '
                  'processes.')
    rounds = 3

    def __init__(self):
        super().__init__()
        self.workers = sorted({1, 2, 4, 8, CORES})

    def cases(self):
        for function in FUNCTIONS:
            for mode in MODES:
                for n in self.workers:
                    for way in WAYS:
                        yield self.case(function + '-' + mode, way, n)

    def verdicts(self, results):
        n = self.workers[-1]
        for way in results.ways():
            for function in COMPUTING:
                threads, processes = (
                    results.ratio((function + '-none', way, n), (function + '-' + mode, way, n))
                    for mode in ('threads', 'processes'))
                holds = processes > 0.75 * CORES and (threads > 0.75 * CORES if way == 'off' else threads < 1.15)
                yield Verdict('%s, %s, %d workers on %d cores: threads %.2fx, processes %.2fx as fast as none' % (
                    function, way_title(way), n, CORES, threads, processes), holds if CORES > 1 else None)
            slower = results.ratio(('queue-processes', way, n), ('queue-threads', way, n))
            yield Verdict('queue, %s: processes take %.1fx the time of threads' % (way_title(way), slower),
                          slower > 1)

    def pictures(self, results):
        for function in FUNCTIONS:
            yield Picture.of_ways(results, function, "PEP 371's %r" % function, 'workers', 'seconds',
                                  [function + '-' + mode for mode in MODES])


EXPERIMENT = Pep371()
