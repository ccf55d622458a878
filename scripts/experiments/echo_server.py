"""Claim 16: a server's threads are fine under the lock while they wait."""

from harness import Experiment, Picture, Verdict
from harness.experiment import WAYS, way_title

CLIENTS = (1, 8, 50)
PAUSE = 0.01    # seconds, as in the program


class EchoServer(Experiment):
    name = 'echo_server'
    numbers = (16,)
    title = 'A server with a thread for each client'
    claim = 'A server whose threads mostly wait serves as many requests under the lock as without it.'

    def __init__(self):
        super().__init__()
        self.seconds = self.setting('SECONDS', 1)

    def cases(self):
        for n in CLIENTS:
            for kind in 'waiting', 'busy':
                for way in WAYS:
                    yield self.case(kind, way, n, self.seconds)

    def check(self, case, values):
        if not values['correct']:
            raise ValueError('a client failed')

    def verdicts(self, results):
        n = CLIENTS[-1]
        ratio = results.ratio(('waiting', 'on', n), ('waiting', 'off', n), 'per_second')
        yield Verdict('%d clients that wait: the lock on serves %.2fx the requests of the lock off' % (n, ratio),
                      ratio >= 0.95)
        for way in results.ways():
            rate = results.median('waiting', way, n, 'per_second')
            yield Verdict('%s: %d waiting clients get %d answers/s of at most %d; busy ones %d' % (
                way_title(way), n, rate, n / PAUSE, results.median('busy', way, n, 'per_second')))

    def pictures(self, results):
        yield Picture.of_ways(results, '', self.title, 'clients', 'requests per second', ('waiting', 'busy'),
                              'per_second')


EXPERIMENT = EchoServer()
