"""Claims 1 to 5: N workers that compute, or sleep, as threads and as processes.

ITERS, ROUNDS and N_MAX change what is measured.
"""

import os
import subprocess

from harness import Case, Experiment, Picture, Series, Verdict
from harness.experiment import CORES, HERE, WAYS, way_title
from harness.picture import COLOURS

SLEEP = 1    # second
PARALLEL_THREADS = 1.08    # what CORES workers may cost beside one, where they run in parallel
PARALLEL_PROCESSES = 1.15
CPU_ROUNDS = 3    # times the rounds of what sleeps: these runs are short, and feel who else uses the machine


class ThreadVsProcess(Experiment):
    name = 'thread_vs_process'
    numbers = (1, 2, 3, 4, 5)
    title = 'Threads against processes'
    claim = ('Under the lock, N threads that compute take N times as long as one; processes, and threads without '
             'the lock, run in parallel. For work that waits neither matters.')
    rounds = 5

    def __init__(self):
        super().__init__()
        self.iterations = self.setting('ITERS', 2000000)
        self.n_max = self.setting('N_MAX', max(4, 2 * CORES - 1))
        self.twin = os.path.abspath('build/experiments/cpu_twin')
        self.expected = None

    def prepare(self):
        os.makedirs(os.path.dirname(self.twin), exist_ok=True)
        source = os.path.join(HERE, 'programs', 'cpu_twin.c')
        subprocess.run([os.environ.get('CC', 'gcc'), '-O3', '-pthread', '-o', self.twin, source], check=True)
        answer = subprocess.run([self.twin, '1', str(self.iterations)], stdout=subprocess.PIPE, text=True, check=True)
        self.expected = self.parse(answer.stdout)['result']

    def cases(self):
        for n in range(1, self.n_max + 1):
            for way in WAYS:
                for name in 'CpuThread', 'CpuProcess':
                    yield self.case(name, way, n, self.iterations, rounds=CPU_ROUNDS * self.rounds)
                for name in 'IoThread', 'IoProcess':
                    yield self.case(name, way, n, SLEEP, rounds=min(self.rounds, 3))
            yield Case('CpuThread', 'c', n, [self.twin, str(n), str(self.iterations)],
                       CPU_ROUNDS * self.rounds)

    def parse(self, text):
        seconds, result = text.split()
        return {'seconds': float(seconds), 'result': result}

    def check(self, case, values):
        if values['result'] not in ('-', self.expected):
            raise ValueError('computed %s, the C twin %s' % (values['result'], self.expected))

    def verdicts(self, results):
        pair = min(CORES, self.n_max)

        def ratio(case, way, n):
            return results.scaling((case, way, n), (case, way, 1))

        def line(who, case, way, claim='', holds=None):
            text = '%s: %d take %.2fx the time of one, %d take %.2fx' % (
                who, pair, ratio(case, way, pair), self.n_max, ratio(case, way, self.n_max))
            return Verdict(text + (': ' + claim if claim else ''), holds)

        def parallel(case, way, limit):
            return ratio(case, way, pair) <= limit

        def waits(case, way):
            return ratio(case, way, self.n_max) <= 1.02

        yield line('CPU-bound threads, lock on', 'CpuThread', 'on', 'they take turns',
                   ratio('CpuThread', 'on', self.n_max) >= 0.95 * self.n_max)
        yield line('CPU-bound threads, lock off', 'CpuThread', 'off', 'they run in parallel',
                   parallel('CpuThread', 'off', PARALLEL_THREADS))
        yield line('CPU-bound threads, C', 'CpuThread', 'c')
        for way in results.ways():
            if results.has('CpuProcess', way):
                yield line('CPU-bound processes, ' + way_title(way), 'CpuProcess', way, 'they run in parallel',
                           parallel('CpuProcess', way, PARALLEL_PROCESSES))
                yield line('sleeping threads, ' + way_title(way), 'IoThread', way, 'the lock does not matter',
                           waits('IoThread', way))
                yield line('sleeping processes, ' + way_title(way), 'IoProcess', way, 'as fast as threads',
                           waits('IoProcess', way))
        yield self.threads_beat_processes(results)
        one = results.median('CpuThread', 'on', 1)
        others = ['%s %.3fx' % (way_title(way), results.median('CpuThread', way, 1) / one)
                  for way in results.ways() if way != 'on']
        yield Verdict('one thread, beside lock on: ' + ', '.join(others))

    def threads_beat_processes(self, results):
        ratios = [results.scaling(('CpuProcess', 'off', n), ('CpuThread', 'off', n))
                  for n in results.steps('CpuThread', 'off')]
        return Verdict('without the lock, threads are faster than processes at every n: processes take %s the time' % (
            ', '.join('%.3fx' % ratio for ratio in ratios)), min(ratios) > 1)

    def pictures(self, results):
        cpu = ('CpuThread', 'CpuProcess')
        yield Picture.of_ways(results, 'cpu', 'CPU-bound work: time until all workers are done',
                              'workers', 'seconds', cpu)
        yield Picture('speedup', 'CPU-bound work: speed-up over one worker', 'workers',
                      'n workers do how many times the work', list(self.speedups(results, cpu)))
        yield Picture.of_ways(results, 'io', 'Sleeping: time until all workers are done',
                              'workers', 'seconds', ('IoThread', 'IoProcess'))

    def speedups(self, results, cases):
        for case in cases:
            for way in results.ways():
                points = [(n, n * results.ratio((case, way, 1), (case, way, n))) for n in results.steps(case, way)]
                if points:
                    yield Series('%s, %s' % (case, way_title(way)), points, COLOURS.get(way, ''), case != cases[0])


EXPERIMENT = ThreadVsProcess()
