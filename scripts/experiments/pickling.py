"""Claim 9: what goes to another process must be picklable."""

from harness import Experiment, Verdict
from harness.experiment import WAYS, way_title

PICKLABLE = ('numbers, strings, containers', 'an instance', 'a bound method', 'the wrapper at module level')
NOT_PICKLABLE = ('a lambda', 'a generator', 'a lock', 'a file', 'a method of an object with a lock')


class Pickling(Experiment):
    name = 'pickling'
    numbers = (9,)
    title = 'What can be handed to a process'
    claim = ('Arguments and results of processes must be picklable. Some things are not, and the error says which; '
             'a function at module level that builds the complicated object helps. Threads take anything.')
    rounds = 1

    def cases(self):
        for kind in 'thread', 'process':
            for way in WAYS:
                yield self.case(kind, way, 2)

    def verdicts(self, results):
        for way in results.ways():
            def said(kind, what):
                return results.values(kind, way, field=what)[0]

            yield Verdict('%s, threads: everything is handed over' % way_title(way),
                          all(said('thread', what) == 'ok' for what in PICKLABLE + NOT_PICKLABLE))
            yield Verdict('%s, processes: what can be pickled is handed over' % way_title(way),
                          all(said('process', what) == 'ok' for what in PICKLABLE))
            yield Verdict('%s, processes: what cannot is an error, the pool goes on' % way_title(way),
                          all(': ' in said('process', what) for what in NOT_PICKLABLE))
            yield Verdict("%s, processes: a worker's exception arrives: %s" % (
                way_title(way), said('process', 'an exception')), said('process', 'an exception') == "KeyError: 'missing'")
        for what in NOT_PICKLABLE:
            yield Verdict('%s: %s' % (what, results.values('process', 'on', field=what)[0]))
        for what in NOT_PICKLABLE:
            words = {results.values('process', way, field=what)[0].split(' at 0x')[0] for way in results.ways()}
            yield Verdict('%s: the same words in every way' % what, len(words) == 1)


EXPERIMENT = Pickling()
