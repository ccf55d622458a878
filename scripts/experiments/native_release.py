"""Claim 15: native code that leaves the lock scales under it."""

from harness import Experiment, Picture, Verdict
from harness.experiment import CORES, WAYS, way_title

KINDS = ('sha256', 'zlib', 'python')


class NativeRelease(Experiment):
    name = 'native_release'
    numbers = (15,)
    title = 'Native code that leaves the lock'
    rounds = 9
    claim = 'Hashing and compressing big buffers leave the lock: threads scale with it as without. A loop in Python does not.'

    def __init__(self):
        super().__init__()
        self.megabytes = self.setting('MEGABYTES', 64)

    def cases(self):
        for kind in KINDS:
            for n in sorted({1, CORES}):
                for way in WAYS:
                    yield self.case(kind, way, n, self.megabytes)

    def check(self, case, values):
        if not values['correct']:
            raise ValueError('the threads computed different things')

    def verdicts(self, results):
        if CORES == 1:
            yield Verdict('one core shows nothing here')
            return
        for way in results.ways():
            for kind in KINDS:
                gain = CORES * results.scaling((kind, way, 1), (kind, way, CORES))
                text = '%s, %s: %d threads do %.2fx the work of one' % (kind, way_title(way), CORES, gain)
                if kind == 'python' and way != 'off':
                    yield Verdict(text, gain < 1.1)
                else:
                    yield Verdict(text, gain >= 0.95 * CORES)

    def pictures(self, results):
        yield Picture.of_ways(results, '', self.title, 'threads', 'seconds', KINDS)


EXPERIMENT = NativeRelease()
