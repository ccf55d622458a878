"""Claim 11: message passing works for threads and for processes."""

from harness import Experiment, Picture, Verdict
from harness.experiment import WAYS, way_title

KINDS = ('thread-queue', 'thread-simple_queue', 'thread-pipe', 'thread-socket',
         'process-queue', 'process-pipe', 'process-socket')


class Messages(Experiment):
    name = 'messages'
    numbers = (11,)
    title = 'Messages there and back'
    claim = ('Queues, pipes and sockets carry messages between threads as between processes; '
             'a queue of threads is the cheapest, since nothing is copied.')

    def __init__(self):
        super().__init__()
        self.n_messages = self.setting('MESSAGES', 5000)

    def cases(self):
        for kind in KINDS:
            for way in WAYS:
                yield self.case(kind, way, self.n_messages)

    def check(self, case, values):
        if not values['correct']:
            raise ValueError('messages were lost')

    def verdicts(self, results):
        yield Verdict('every message came back, in every way', True)
        for way in results.ways():
            rates = {kind: results.median(kind, way, field='per_second') for kind in KINDS}
            yield Verdict('%s: %s messages/s' % (way_title(way), ', '.join(
                '%s %d' % (kind, rate) for kind, rate in rates.items())))
            yield Verdict("%s: a queue of threads is %.1fx as fast as multiprocessing's" % (
                way_title(way), rates['thread-queue'] / rates['process-queue']),
                rates['thread-queue'] > rates['process-queue'])

    def pictures(self, results):
        yield Picture.bars_of_ways(results, '', self.title, 'messages per second', KINDS, 'per_second')


EXPERIMENT = Messages()
