"""Claim 18: with Python 2's lock, two threads on two cores are slower than one after the other."""

from harness import Experiment, Picture, Verdict
from harness.experiment import CORES, WAYS, way_title

KINDS = ('serial', 'threads', 'pinned')
PARTS = 2


class TicksCountdown(Experiment):
    name = 'ticks_countdown'
    program_name = 'ticks'
    numbers = (18,)
    title = "Python 2's lock on two cores"
    claim = ('A countdown that is split over two threads takes longer than one after the other under a lock that is '
             'released every hundred ticks; on one core the loss shrinks; system time rises.')
    literature = ('Beazley 2009: up to 2x slower on two cores; a public report of 2011: 91 s of system time beside '
                  '58 s of user time.')
    rounds = 5

    def __init__(self):
        super().__init__()
        self.count = self.setting('COUNT', 20000000)

    def cases(self):
        for kind in KINDS:
            for way in ('ticks', *WAYS):
                yield self.case(kind, way, PARTS, self.count // (10 if way == 'python3' else 1))

    def verdicts(self, results):
        slower = results.ratio(('threads', 'ticks'), ('serial', 'ticks'))
        if CORES == 1:
            yield Verdict('one core shows nothing here')
            return
        yield Verdict('ticks: two threads take %.2fx the time of one after the other' % slower, slower > 1.05)
        pinned = results.ratio(('pinned', 'ticks'), ('serial', 'ticks'))
        yield Verdict('ticks: on one core %.2fx, the loss shrinks' % pinned, pinned < slower)
        yield Verdict('ticks: system time %.2f s in one thread, %.2f s in two' % tuple(
            results.median(kind, 'ticks', field='system') for kind in ('serial', 'threads')),
            results.median('threads', 'ticks', field='system') > 2 * results.median('serial', 'ticks', field='system'))
        on = results.ratio(('threads', 'on'), ('serial', 'on'))
        yield Verdict("lock on: %.2fx, less than with ticks" % on, on < slower)
        for way in results.ways():
            if way not in ('ticks', 'on'):
                yield Verdict('%s: %.2fx' % (way_title(way), results.ratio(('threads', way), ('serial', way))))

    def pictures(self, results):
        for field in 'seconds', 'system':
            yield Picture.bars_of_ways(results, field, self.title + {'system': ': time in the kernel'}.get(field, ''),
                                       'seconds', KINDS, field)


EXPERIMENT = TicksCountdown()
