"""Claim 12: producers and consumers with counting semaphores."""

from harness import Experiment, Picture, Verdict
from harness.experiment import WAYS, way_title

KINDS = ('semaphores', 'queue')
PAIRS = (1, 3)
BUFFER_SIZE = 8    # as in the program


class ProducerConsumer(Experiment):
    name = 'producer_consumer'
    numbers = (12,)
    title = 'Producers and consumers'
    claim = ('Two counting semaphores make a bounded buffer: nothing is lost, nothing comes twice, and the buffer '
             'never grows beyond its bound, with the lock or without. queue.Queue is that buffer, ready made.')

    def __init__(self):
        super().__init__()
        self.n_items = self.setting('ITEMS', 20000)

    def cases(self):
        for kind in KINDS:
            for n in PAIRS:
                for way in WAYS:
                    yield self.case(kind, way, n, self.n_items)

    def check(self, case, values):
        if not values['correct']:
            raise ValueError('items were lost')

    def verdicts(self, results):
        yield Verdict('every item was consumed once, in every way', True)
        most = max(max(results.values(kind, way, field='most')) for kind in KINDS for way in results.ways())
        yield Verdict('the buffer of %d held at most %d' % (BUFFER_SIZE, most), most <= BUFFER_SIZE)
        for way in results.ways():
            yield Verdict('%s: %s' % (way_title(way), ', '.join(
                '%s with %d pairs %d items/s' % (kind, n, results.median(kind, way, n, 'per_second'))
                for kind in KINDS for n in PAIRS)))

    def pictures(self, results):
        yield Picture.of_ways(results, '', self.title, 'producers, and as many consumers', 'items per second',
                              KINDS, 'per_second')


EXPERIMENT = ProducerConsumer()
