"""Claim 20: priority to threads that come back from a blocking call ends the convoy."""

from harness import Experiment, Picture, Verdict
from harness.experiment import way_title

WAYS_HERE = ('on', 'priority', 'off')
INTERVAL = 0.005
OFFERED = 2000


class Priority(Experiment):
    name = 'priority'
    program_name = 'convoy'
    numbers = (20,)
    title = 'Priority to threads that come back'
    claim = ('Where a thread that returns from a blocking call goes first, an echo server no longer waits for the '
             'thread that computes beside it, which loses little.')
    literature = 'Beazley 2010: the convoy disappears, threads that compute lose little.'
    rounds = 5

    def __init__(self):
        super().__init__()
        self.seconds = self.setting('SECONDS', 1)

    def cases(self):
        for way in WAYS_HERE:
            for name, kind, rate in (('unthrottled', 'serve', 0), ('offered', 'serve', OFFERED), ('alone', 'alone', 0)):
                yield self.case(name, way, rate, words=(kind, 1, self.seconds, INTERVAL, rate))

    def verdicts(self, results):
        for way in 'priority', 'off':
            gain = results.ratio(('unthrottled', way), ('unthrottled', 'on'), 'per_second')
            yield Verdict('%s: %d requests/s, %.0fx those of lock on (%d)' % (
                way_title(way), results.median('unthrottled', way, field='per_second'), gain,
                results.median('unthrottled', 'on', field='per_second')), gain >= 20)
        for way in WAYS_HERE:
            served = results.median('offered', way, field='per_second')
            lost = 1 - results.ratio(('offered', way), ('alone', way), 'counted')
            yield Verdict('%s: %d of %d requests/s served, the thread that computes loses %.0f %%' % (
                way_title(way), served, OFFERED, 100 * lost),
                served >= 0.99 * OFFERED and lost < 0.15 if way == 'priority' else None)

    def pictures(self, results):
        yield Picture.bars_of_ways(results, 'rate', self.title, 'requests per second', ('unthrottled', 'offered'),
                                   'per_second', logarithmic='y')
        yield Picture.bars_of_ways(results, 'cpu', 'What the thread counts that computes beside the server', 'counts',
                                   ('alone', 'offered', 'unthrottled'), 'counted')


EXPERIMENT = Priority()
