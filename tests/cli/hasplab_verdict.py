# What hasplab compare makes of figures: one case for each verdict.

from hasplab.launch import Usage
from hasplab.lock_report import Report, Thread, Timeline
from hasplab.measure import Comparison, Measured, Way, split_policies
from hasplab.plot import runs_of, shortened
from hasplab.statistic import paired_ratio, quantile, spread
from hasplab.table import share_text, size_text, time_text
from hasplab.verdict import judge

MB = 1 << 20


STEADY = 1, 0.99, 1.01


def measured(name, wall, user, system, report, is_hasp=True, factors=STEADY):
    """Runs that took so many times the time; by default as given, a little less, a little more."""
    way = Way(name, [], is_hasp, 0.004)
    found = Measured(way)
    found.usages = [Usage(wall * factor, user, system, 10 * MB, 100) for factor in factors]
    found.report = report
    return found


def report(wall, runs, processor_time=None, waiting=0.0, collector=0.0, switches=10):
    threads = [Thread(f'Thread-{number}', run, 0.0, 0.0, 0.0) for number, run in enumerate(runs)]
    processor_time = sum(runs) if processor_time is None else processor_time
    return Report(wall, threads, processor_time, waiting, collector, switches, Timeline(wall, []))


def show(title, on, off):
    print(f'-- {title}')
    for sentence in judge(Comparison('script.py', 2, 3, [on, off], [])):
        print(sentence)


show('computes in two threads',
     measured('on', 2.0, 1.95, 0.03, report(2.0, [0.01, 0.97, 1.0], waiting=0.98)),
     measured('off', 1.0, 1.95, 0.03, report(1.0, [0.01, 0.97, 1.0])))
show('sleeps',
     measured('on', 1.0, 0.02, 0.01, report(1.0, [0.02, 0.01])),
     measured('off', 0.8, 0.02, 0.01, report(0.8, [0.02, 0.01])))
show('one thread computes',
     measured('on', 1.0, 0.98, 0.01, report(1.0, [0.99])),
     measured('off', 1.01, 0.98, 0.01, report(1.01, [0.99])))
show('the collector stops all',
     measured('on', 1.0, 0.98, 0.01, report(1.0, [0.5, 0.5], waiting=0.9)),
     measured('off', 0.95, 1.3, 0.01, report(0.95, [0.5, 0.5], collector=0.4)))
show('one hot object',
     measured('on', 1.0, 0.98, 0.01, report(1.0, [0.5, 0.5], waiting=0.9)),
     measured('off', 1.3, 2.4, 0.1, report(1.3, [1.2, 1.2])))
show('one thread has most of the work',
     measured('on', 1.0, 0.98, 0.01, report(1.0, [0.8, 0.15], waiting=0.3)),
     measured('off', 0.83, 0.98, 0.01, report(0.83, [0.8, 0.15])))
show('hands over all the time',
     measured('ticks:every=1', 4.0, 2.5, 1.6, report(4.0, [2.0, 2.0], waiting=0.99, switches=400000)),
     measured('off', 1.0, 1.95, 0.03, report(1.0, [0.97, 1.0])))
show('another program has the processors',
     measured('on', 2.0, 0.6, 0.01, report(2.0, [1.0, 1.0], processor_time=0.6, waiting=0.9)),
     measured('off', 2.0, 0.6, 0.01, report(2.0, [2.0, 2.0])))
show('leaves no report',
     measured('on', 2.0, 1.95, 0.03, None),
     measured('off', 1.0, 1.95, 0.03, None))
show('one thread computes, and off happens to be faster',
     measured('on', 1.0, 0.98, 0.01, report(1.0, [0.99])),
     measured('off', 0.71, 0.7, 0.01, report(0.71, [0.7])))
show('one thread computes, in runs that differ',
     measured('on', 1.0, 0.98, 0.01, report(1.0, [0.99]), factors=(1.4, 0.7, 1)),
     measured('off', 0.7, 0.68, 0.01, report(0.7, [0.69]), factors=(1, 1.5, 0.9)))
show('one of two threads computes at a time, hardly any waiting',
     measured('on', 1.0, 0.98, 0.01, report(1.0, [0.5, 0.49], waiting=0.04)),
     measured('off', 0.8, 0.78, 0.01, report(0.8, [0.4, 0.39])))
show('just enough waiting',
     measured('on', 1.0, 0.98, 0.01, report(1.0, [0.5, 0.49], waiting=0.05)),
     measured('off', 0.8, 0.98, 0.01, report(0.8, [0.5, 0.49])))
show('one thread computes, and off costs',
     measured('on', 1.0, 0.98, 0.01, report(1.0, [0.99])),
     measured('off', 1.25, 1.23, 0.01, report(1.25, [1.24])))
show('calls that leave the lock',
     measured('on', 1.0, 1.9, 0.01, report(1.0, [0.02, 0.02])),
     measured('off', 1.0, 1.9, 0.01, report(1.0, [0.02, 0.02])))
show('another process computes',
     measured('on', 1.0, 1.0, 0.01, report(1.0, [0.02])),
     measured('off', 1.0, 1.0, 0.01, report(1.0, [0.02])))
show('sleeps, in runs that differ',
     measured('on', 1.5, 0.02, 0.01, report(1.0, [0.02, 0.01]), factors=(1, 0.5, 1.5)),
     measured('off', 1.0, 0.02, 0.01, report(0.8, [0.02, 0.01]), factors=(1.6, 0.6, 1)))
show('sleeps, and waits for the lock',
     measured('on', 1.0, 0.3, 0.01, report(1.0, [0.1, 0.1], waiting=0.2)),
     measured('off', 0.8, 0.3, 0.01, report(0.8, [0.1, 0.1])))
show('sleeps and waits for the lock, in runs that differ',
     measured('on', 1.5, 0.3, 0.01, report(1.0, [0.1, 0.1], waiting=0.2), factors=(1, 0.5, 1.5)),
     measured('off', 1.0, 0.3, 0.01, report(0.8, [0.1, 0.1]), factors=(1.6, 0.6, 1)))
show('two threads, in runs that differ',
     measured('on', 2.0, 1.95, 0.03, report(2.0, [0.97, 1.0], waiting=0.98), factors=(0.6, 1, 2)),
     measured('off', 1.2, 1.95, 0.03, report(1.2, [0.97, 1.0]), factors=(0.8, 1, 2.5)))
show('faster in every round of a machine whose speed changes, but by less than that',
     measured('on', 1.2, 1.1, 0.03, report(1.2, [0.6, 0.6], waiting=0.98), factors=(1, 2, 3)),
     measured('off', 1.0, 1.1, 0.03, report(1.0, [0.6, 0.6]), factors=(1, 2, 3)))
for factors in (1,), (1, 1.01):
    show(f'two threads, {len(factors)} of too few runs',
         measured('on', 2.0, 1.95, 0.03, report(2.0, [0.97, 1.0], waiting=0.98), factors=factors),
         measured('off', 1.0, 1.95, 0.03, report(1.0, [0.97, 1.0]), factors=factors))
show('one thread computes, too few runs',
     measured('on', 1.0, 0.98, 0.01, report(1.0, [0.99]), factors=(1, 1)),
     measured('off', 0.71, 0.7, 0.01, report(0.71, [0.7]), factors=(1, 1)))
show('nothing to compare', measured('on', 2.0, 1.95, 0.03, None), measured('python3', 2.0, 1.95, 0.03, None, False))

print('-- parts')
print(split_policies('on,ticks:every=5,seeded:seed=1,p=0.5,on,off'))
print(quantile([1, 2, 3, 4], 0.5), spread([3, 1, 2]), paired_ratio([2, 4], [1, 2]).median)
print(time_text(0.00123), time_text(0.0123), time_text(0.123), time_text(12.3), time_text(123), size_text(5 * MB),
      size_text(500 * MB), share_text(0), share_text(0.012), share_text(0.5))
print(list(runs_of(['run', 'run', None, 'wait'])), shortened('a name that is far too long'))
