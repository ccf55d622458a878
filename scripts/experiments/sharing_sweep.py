"""Claim 23: what threads without the lock pay for what they share."""

from harness import Experiment, Picture, Series, Verdict
from harness.experiment import CORES, up_to_cores, way_title

# What the inner loop touches, and how often.
STEPS = {'nothing': 60000000, 'instance': 30000000, 'method': 10000000, 'dict_read': 15000000, 'local': 8000000,
         'dict_write': 8000000, 'value_write': 30000000, 'lock': 4000000}
READING = ('instance', 'method', 'dict_read', 'local')
AS_THE_FIRST = 0.9
WAYS_HERE = ('on', 'off')


class SharingSweep(Experiment):
    name = 'sharing_sweep'
    numbers = (23,)
    title = 'Threads that share'
    claim = 'Without the lock, threads that only read what they share scale like threads that share nothing.'
    literature = ('CPython without its lock, 4 threads: nothing shared 3.8x, an instance 2.2x, a method 0.9x, a dict '
                  '0.8x, a value 0.6x, a Lock 0.3x.')
    rounds = 5

    def cases(self):
        for what, steps in STEPS.items():
            for n in up_to_cores(1, 2, 4):
                for way in WAYS_HERE:
                    yield self.case(what, way, n, steps)

    def check(self, case, values):
        if not values['correct']:
            raise ValueError('a thread did not end')

    def gain(self, results, what, way, n):
        return n * results.ratio((what, way, 1), (what, way, n))

    def verdicts(self, results):
        if CORES == 1:
            yield Verdict('one core shows nothing here')
            return
        first = self.gain(results, 'nothing', 'off', CORES)
        for what in STEPS:
            gain = self.gain(results, what, 'off', CORES)
            yield Verdict('%s: %d threads do %.2fx the work of one without the lock, %.2fx with it' % (
                what.replace('_', ' '), CORES, gain, self.gain(results, what, 'on', CORES)),
                gain >= AS_THE_FIRST * first if what in READING else None)
        if CORES < 4:
            yield Verdict('%d cores show the first steps of the sweep only' % CORES)

    def pictures(self, results):
        series = [Series(way_title(way), [(what.replace('_', ' '), self.gain(results, what, way, CORES))
                                          for what in STEPS]) for way in WAYS_HERE]
        yield Picture('', '%d threads: times the work of one' % CORES, '', 'times the work of one thread', series,
                      bars=True)


EXPERIMENT = SharingSweep()
