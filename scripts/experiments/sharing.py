"""Claim 10: threads share data, processes do not unless they are asked to."""

from harness import Experiment, Verdict
from harness.experiment import WAYS, way_title

WORKERS = 3
ADDITIONS = 500    # as in the program


class Sharing(Experiment):
    name = 'sharing'
    numbers = (10,)
    title = 'What threads and processes share'
    claim = ("Threads see and change the parent's data. A forked process sees a copy, a spawned one starts anew; "
             'Value, Array and SharedMemory are shared all the same.')
    rounds = 1

    def cases(self):
        for kind in 'thread', 'fork', 'spawn':
            for way in WAYS:
                yield self.case(kind, way, WORKERS)

    def verdicts(self, results):
        for way in results.ways():
            def found(kind, field):
                return results.values(kind, way, field=field)[0]

            title = way_title(way)
            yield Verdict("%s: threads see the parent's state and change its list (%d changes)" % (
                title, found('thread', 'list')),
                found('thread', 'seen') == 'changed by the parent' and found('thread', 'list') == WORKERS)
            yield Verdict('%s: a forked process sees the state, its changes stay its own' % title,
                          found('fork', 'seen') == 'changed by the parent' and found('fork', 'list') == 0)
            yield Verdict('%s: a spawned process starts anew' % title,
                          found('spawn', 'seen') == 'as imported' and found('spawn', 'list') == 0)
            yield Verdict('%s: Value, Array and SharedMemory lose no change' % title, all(
                (found(kind, 'value'), found(kind, 'array'), found(kind, 'block')) ==
                (WORKERS * ADDITIONS, 6 * WORKERS * ADDITIONS, 42) for kind in ('thread', 'fork', 'spawn')))


EXPERIMENT = Sharing()
