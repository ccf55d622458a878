"""Claim 26: one interleaving, found by its seed, and again."""

from harness import Experiment, Picture, Series, Verdict

BUGS = ('lost_update', 'check_then_act', 'lock_order')
STRATEGIES = ('random', 'pct', 'pos')
# n threads, k steps (as an order of magnitude), and the depth of each bug: so many places must be hit.
BOUND = {'lost_update': (3, 400, 2), 'check_then_act': (3, 400, 2), 'lock_order': (3, 400, 2)}


class OneInterleaving(Experiment):
    name = 'one_interleaving'
    numbers = (26,)
    title = 'One interleaving, again'
    claim = ('A lost update, a check-then-act and a deadlock are found by drawing schedules from seeds, and the seed '
             'that finds one finds it each time.')
    literature = ('Burckhardt et al. 2010: a run of PCT finds a bug of depth d among n threads and k steps with a '
                  'probability of at least 1/(n k**(d-1)).')
    rounds = 1

    def __init__(self):
        super().__init__()
        self.seeds = self.setting('SEEDS', 200)

    def cases(self):
        for bug in BUGS:
            for strategy in STRATEGIES:
                yield self.case(bug + '-' + strategy, 'on', self.seeds)

    def verdicts(self, results):
        for bug in BUGS:
            found = {strategy: results.median(bug + '-' + strategy, 'on', field='found') for strategy in STRATEGIES}
            again = all(results.median(bug + '-' + strategy, 'on', field='repeats')
                        for strategy in STRATEGIES if found[strategy])
            yield Verdict('%s: found by %s of %d seeds; each first one finds it again every time' % (
                bug.replace('_', ' '), ', '.join('%d (%s)' % (n, strategy) for strategy, n in found.items()),
                self.seeds), any(found.values()) and again)
            n, k, depth = BOUND[bug]
            bound = 1 / (n * k ** (depth - 1))
            share = results.median(bug + '-pct', 'on', field='share')
            yield Verdict('%s, pct: a share of %.3f, the bound is %.5f' % (bug.replace('_', ' '), share, bound),
                          share >= bound)

    def pictures(self, results):
        series = [Series(strategy, [(bug.replace('_', ' '), results.median(bug + '-' + strategy, 'on', field='share'))
                                    for bug in BUGS]) for strategy in STRATEGIES]
        yield Picture('', 'The share of seeds that find a bug', '', 'share', series, bars=True)


EXPERIMENT = OneInterleaving()
