"""Claims 19 and 25: the convoy effect, and how it follows the switch interval."""

from harness import Experiment, Picture, Series, Verdict
from harness.experiment import WAYS, way_title
from harness.picture import COLOURS

INTERVALS_US = (100000, 20000, 5000, 1000, 500, 200, 50, 10, 1)
FOLLOWS_DOWN_TO_US = 1000
MOST_CPU_THREADS = 2


class Convoy(Experiment):
    name = 'convoy'
    numbers = (19, 25)
    title = 'The convoy effect'
    claim = ('An echo server that shares its process with a thread that computes waits a switch interval whenever it '
             'comes back from a blocking call: its requests per second follow 1/interval, until switching itself costs '
             'the most.')
    literature = ('bpo-7946: 30,000 requests/s alone, about 100 beside one thread that computes at 5 ms, ten times '
                  'that at 0.5 ms; U-shaped cost below 1 us.')

    def __init__(self):
        super().__init__()
        self.seconds = self.setting('SECONDS', 1)

    def cases(self):
        for way in WAYS:
            for n_cpu in range(MOST_CPU_THREADS + 1):
                yield self.serving(way, n_cpu, 5000)
        for way in WAYS:
            for interval in INTERVALS_US:
                if way != 'off' and interval != 5000:
                    yield self.serving(way, 1, interval)

    def serving(self, way, n_cpu, interval_us):
        return self.case('beside %d' % n_cpu, way, interval_us,
                         words=('serve', n_cpu, self.seconds, interval_us / 1e6, 0))

    def rate(self, results, way, n_cpu, interval_us=5000):
        return results.median('beside %d' % n_cpu, way, interval_us, 'per_second')

    def verdicts(self, results):
        for way in results.ways():
            alone, *beside = [self.rate(results, way, n_cpu) for n_cpu in range(MOST_CPU_THREADS + 1)]
            text = '%s: %d requests/s alone, %s beside 1 and 2 threads that compute' % (
                way_title(way), alone, ' and '.join('%d' % rate for rate in beside))
            yield Verdict(text, beside[0] < alone / 20 if way == 'on' else None)
        for way in results.ways():
            if way != 'off':
                yield self.follows(results, way)

    def follows(self, results, way):
        """Whether requests per second times interval is the same at each interval, within a factor of two."""
        products = [self.rate(results, way, 1, interval) * interval / 1e6
                    for interval in INTERVALS_US if interval >= FOLLOWS_DOWN_TO_US]
        at_5_ms = self.rate(results, way, 1) * 5000 / 1e6
        spread = [product / at_5_ms for product in products]
        return Verdict('%s: from 100 ms to 1 ms requests/s x interval is between %.2f and %.2f of that at 5 ms' % (
            way_title(way), min(spread), max(spread)), 0.5 <= min(spread) and max(spread) <= 2 if way == 'on' else None)

    def pictures(self, results):
        for name, title, field in (('rate', 'requests per second', 'per_second'),
                                   ('latency', 'milliseconds until an answer, median', 'latency_ms'),
                                   ('cpu', 'what the other thread counts', 'counted')):
            series = [Series(way_title(way), [(n, results.median('beside 1', way, n, field))
                                              for n in results.steps('beside 1', way)], COLOURS.get(way, ''))
                      for way in results.ways()]
            yield Picture(name, 'An echo server beside a thread that computes: ' + title,
                          'switch interval, microseconds', title, series, logarithmic='xy')


EXPERIMENT = Convoy()
