"""Claim 22: what one thread pays for a lock that nobody else wants."""

import math

from harness import Experiment, Picture, Verdict
from harness.experiment import way_title

STEPS = {'calls': 10000000, 'attributes': 5000000, 'containers': 5000000, 'floats': 10000000, 'strings': 1000000,
         'blocking': 4000000}
POLICIES = ('off', 'on', 'fair', 'priority')
MOST = 1.02


class OneThread(Experiment):
    name = 'one_thread'
    numbers = (22,)
    title = 'What the lock costs one thread'
    claim = 'A program of one thread runs as fast without the lock as with it, whichever lock it is.'
    literature = 'CPython without its lock: one thread is 5 to 8 % slower in 3.14, about 40 % in 3.13.'
    rounds = 7

    def cases(self):
        for work, steps in STEPS.items():
            for way in POLICIES:
                yield self.case(work, way, 1, steps)

    def verdicts(self, results):
        for way in POLICIES[1:]:
            costs = {work: results.ratio((work, way), (work, 'off')) for work in STEPS}
            mean = math.exp(sum(map(math.log, costs.values())) / len(costs))
            yield Verdict('%s beside lock off: %.3fx on the whole (%s)' % (
                way_title(way), mean, ', '.join('%s %.3f' % item for item in costs.items())), mean <= MOST)

    def pictures(self, results):
        yield Picture.bars_of_ways(results, '', self.title, 'seconds', list(STEPS))


EXPERIMENT = OneThread()
