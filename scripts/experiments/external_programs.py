"""Claim 14: threads that wait for external programs."""

from harness import Experiment, Picture, Verdict
from harness.experiment import WAYS, way_title


class ExternalPrograms(Experiment):
    name = 'external_programs'
    numbers = (14,)
    title = 'A thousand threads, each waiting for a program'
    claim = ('Even more than a thousand threads help where each waits for an external program, with the lock as '
             'without; where the programs compute, too many at once help nobody and can halve the speed.')
    rounds = 1

    def __init__(self):
        super().__init__()
        self.n_programs = self.setting('PROGRAMS', 1000)

    def cases(self):
        for way in WAYS:
            yield self.case('one_by_one', way, 20)
            for kind in 'managed', 'unmanaged', 'compute_managed', 'compute_unmanaged':
                yield self.case(kind, way, self.n_programs)

    def check(self, case, values):
        if not values['correct']:
            raise ValueError('a program failed')

    def verdicts(self, results):
        for way in results.ways():
            def each(kind):
                return results.median(kind, way, field='each')

            gain = each('one_by_one') / each('unmanaged')
            yield Verdict('%s: %d threads run programs that wait %.0fx as fast as one after the other' % (
                way_title(way), self.n_programs, gain), gain > 5)
            yield Verdict('%s: a pool of 64 does so %.0fx as fast' % (
                way_title(way), each('one_by_one') / each('managed')))
            cost = each('compute_unmanaged') / each('compute_managed')
            yield Verdict('%s: programs that compute, all at once, take %.2fx the time of a few at a time' % (
                way_title(way), cost), cost > 1)

    def pictures(self, results):
        yield Picture.bars_of_ways(results, '', self.title, 'seconds for each program',
                                   ('one_by_one', 'managed', 'unmanaged', 'compute_managed', 'compute_unmanaged'),
                                   'each')


EXPERIMENT = ExternalPrograms()
