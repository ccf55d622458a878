"""Claim 8: one changed line turns threads into processes."""

from harness import Experiment, Picture, Verdict
from harness.experiment import CORES, WAYS, way_title


class OneLineChange(Experiment):
    name = 'one_line_change'
    numbers = (8,)
    title = 'One changed line: ThreadPoolExecutor, ProcessPoolExecutor'
    claim = ('concurrent.futures makes threads and processes exchangeable: the results are the same. Under the lock '
             'processes are faster at work that computes; without it threads are.')

    def __init__(self):
        super().__init__()
        self.n_rounds = self.setting('ITERS', 200000)
        self.results = None

    def cases(self):
        for n in sorted({1, CORES}):
            for kind in 'Thread', 'Process':
                for way in WAYS:
                    yield self.case(kind, way, n, self.n_rounds)

    def check(self, case, values):
        self.results = self.results or values['results']
        if not values['correct'] or values.pop('results') != self.results:
            raise ValueError('the results differ')

    def verdicts(self, results):
        yield Verdict('threads and processes computed the same, in every way', True)
        if CORES == 1:
            return
        for way in results.ways():
            ratio = results.ratio(('Thread', way, CORES), ('Process', way, CORES))
            text = '%s: %d threads take %.2fx the time of %d processes' % (way_title(way), CORES, ratio, CORES)
            yield Verdict(text, ratio < 1 if way == 'off' else ratio > 1)

    def pictures(self, results):
        yield Picture.of_ways(results, '', self.title, 'workers', 'seconds', ('Thread', 'Process'))


EXPERIMENT = OneLineChange()
