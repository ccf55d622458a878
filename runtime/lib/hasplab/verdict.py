"""What the figures of a comparison mean, in words.

It compares one policy under which a single thread runs at a time with `off`. Thresholds are where a person would begin
to care: a tenth for times that differ, and more than the runs differ among themselves.
"""

from hasplab.statistic import paired_ratio

FASTER = 1.1                # ratios of wall times that count as a difference
IDLE_SHARE = 0.5            # of the time that some thread runs; below: the script rather waits than computes
UNDISTURBED = 0.7           # of the time that threads ran, on a processor; below: other programs had it
PARALLEL_CORES = 1.2        # above: threads did run side by side
COLLECTOR_SHARE = 0.15      # of the wall time in collections
MORE_WORK = 1.3             # ratio of processor times: the threads are in each other's way
GOOD_SHARE = 0.7            # of the speed-up that threads and processors allow
LITTLE_WAITING = 0.05       # of the wall time: too little to hold a script back
FEW_RUNS = 3                # of each way; below: what they differ by is not known
UNEVEN = 1.3                # the longest thread, by the average one
HAND_OVERS = 5000           # in a second
SYSTEM_SHARE = 0.2          # of the processor time in the kernel
DISTURBED = 'Other programs had the processors for much of the time'
EXCLUSIVE = ('on', 'interval', 'priority', 'fair', 'fifo', 'ticks')


def percent(share):
    return f'{share * 100:.0f} %'


def seconds(figure):
    return f'{figure:.2f} s' if figure >= 1 else f'{figure * 1000:.0f} ms'


def times(ratio):
    return f'{ratio:.1f} times' if ratio < 9.95 else f'{ratio:.0f} times'


def base(measured):
    return measured.way.name.partition(':')[0]


def pair(comparison):
    """The way with a lock and the way without one that are compared; None where there is no such pair."""
    hasps = [measured for measured in comparison.measured if measured.way.is_hasp]
    free = next((measured for measured in hasps if base(measured) == 'off'), None)
    for name in EXCLUSIVE:
        for measured in hasps:
            if base(measured) == name and free is not None:
                return measured, free
    return None


class Facts:
    """The figures of a pair that the verdict rests on."""

    def __init__(self, held, free, n_cpus):
        self.held, self.free = held, free
        self.n_cpus = n_cpus
        self.speedup = paired_ratio(held.figures('wall'), free.figures('wall'))
        self.wall = held.spread('wall').median
        self.free_wall = free.spread('wall').median
        self.cores = held.spread('cores').median
        self.free_cores = free.spread('cores').median
        self.work = held.spread('user').median + held.spread('system').median
        self.free_work = free.spread('user').median + free.spread('system').median
        self.system_share = held.spread('system').median / self.work if self.work else 0.0
        self.more_work = self.free_work / self.work if self.work else 1.0
        self.busy = min(self.cores, 1.0)        # the share of the wall time in which some thread ran
        self.hand_overs = self.collector_share = 0.0
        self.waiting_share = None       # not known
        self.waiting = ''
        self.is_disturbed = False
        self.needed = min(self.work, self.free_work)    # what either way adds to it is no work
        shares = max(1, round(self.free_cores))
        self.run_times = [self.needed / shares] * shares
        self.has_one_thread = shares == 1
        if held.report and free.report:
            self.take_reports(held.report, free.report)

    def take_reports(self, held, free):
        """What the runs themselves can tell; a script that ends by os._exit leaves none."""
        run_times = sorted((thread.run for thread in held.threads), reverse=True)
        ran = sum(run_times) or 1e-9
        self.busy = min(ran / held.wall, 1.0)
        self.is_disturbed = ran > 0.05 and held.processor_time < UNDISTURBED * ran
        self.waiting_share = held.waiting_share
        self.has_one_thread = len(held.threads) == 1
        self.hand_overs = held.n_switches / held.wall
        self.waiting = (f'under {self.held.way.name} a thread waited for it {percent(held.waiting_share)} '
                        'of the time, and ')
        self.collector_share = max(held.collector_share, free.collector_share)
        # Of threads that did a part of the work worth mentioning. Processor time: a busy machine stretches the other.
        self.run_times = [run / ran * self.needed for run in run_times if run >= 0.1 * ran]

    @property
    def n_threads(self):
        return len(self.run_times)

    @property
    def has_few_runs(self):
        return min(len(self.held.usages), len(self.free.usages)) < FEW_RUNS

    @property
    def is_beyond_spread(self):
        """One way is faster in most of the rounds, and the middle halves of the times do not meet."""
        held, free = self.held.spread('wall'), self.free.spread('wall')
        return (not self.has_few_runs and
                (self.speedup.low > 1 and held.low > free.high or self.speedup.high < 1 and held.high < free.low))

    @property
    def seems_different(self):
        return not 1 / FASTER < self.speedup.median < FASTER

    @property
    def is_faster(self):
        """Without the lock."""
        return self.speedup.median >= FASTER and self.is_beyond_spread

    @property
    def is_slower(self):
        return self.speedup.median <= 1 / FASTER and self.is_beyond_spread

    @property
    def is_unclear(self):
        return self.has_few_runs or self.seems_different and not self.is_beyond_spread

    @property
    def is_lock_free(self):
        """Nobody had to wait for the lock, so that it cannot hold anything back."""
        return self.has_one_thread or self.waiting_share is not None and self.waiting_share < LITTLE_WAITING

    @property
    def is_idle(self):
        return self.busy < IDLE_SHARE and self.free_cores < 2 * IDLE_SHARE

    @property
    def is_parallel(self):
        return self.free_cores >= PARALLEL_CORES

    @property
    def hands_over_too_much(self):
        return self.hand_overs >= HAND_OVERS and (self.system_share >= SYSTEM_SHARE or self.cores >= PARALLEL_CORES)


def what_limits(facts):
    """The main sentence, and why."""
    if facts.is_lock_free and not (facts.is_slower and facts.n_threads > 1):
        yield from lock_is_free(facts)
    elif facts.is_faster:
        yield (f'{"I/O-bound, but" if facts.is_idle else "CPU-bound and"} held back by the lock: {facts.waiting}'
               f'without it the script is {times(facts.speedup.median)} as fast.')
        if facts.is_disturbed:
            yield f'{DISTURBED}: a quieter machine would show more of what the threads can do.'
        elif not facts.is_idle and facts.speedup.median < GOOD_SHARE * min(facts.n_threads, facts.n_cpus):
            yield from in_each_others_way(facts)
    elif facts.is_disturbed and not facts.is_idle:
        yield f'CPU-bound. {DISTURBED}: what the lock costs can only be seen on a quieter machine.'
    elif facts.is_unclear:
        yield f'{"I/O-bound" if facts.is_idle else "CPU-bound"}. {why_unclear(facts)}'
    elif facts.is_idle and not facts.is_slower:
        yield io_bound(facts)
    elif facts.n_threads > 1 and (facts.is_parallel or facts.is_slower):
        yield from in_each_others_way(facts)
    else:
        yield (f'CPU-bound, but not held back by the lock: one thread computes at a time, with the lock and without it '
               f'({facts.free_cores:.1f} processors in use).')


def why_unclear(facts):
    runs = len(facts.held.usages)
    if facts.has_few_runs:
        return (f'{"One run is" if runs == 1 else f"{runs} runs are"} too few to tell whether the lock matters: '
                f'--runs {FEW_RUNS + 2} would.')
    return ('Whether the lock matters cannot be told: runs of the same way differ as much as those with the lock '
            'and without it. More runs or a quieter machine would show it.')


def io_bound(facts):
    return (f'I/O-bound: the lock does not matter. A thread computes {percent(facts.busy)} of the time '
            f'and all of them wait for something else for the rest.')


def lock_is_free(facts):
    """What may differ here is not what a thread waits for."""
    waited = ('there is one thread' if facts.has_one_thread else
              f'under {facts.held.way.name} a thread waited for it {percent(facts.waiting_share)} of the time')
    ratio = f'{facts.speedup.median:.2f} times as fast'
    if facts.is_idle and not (facts.is_faster or facts.is_slower):
        yield io_bound(facts)
    elif facts.is_idle:
        yield (f'I/O-bound, and not held back by the lock: {waited}. That off is {ratio} has another cause: '
               'what the script waits for, or other programs.')
    elif facts.cores >= PARALLEL_CORES or facts.busy < IDLE_SHARE:
        yield (f'CPU-bound outside of the lock, which does not matter: {waited}, and {facts.cores:.1f} processors were '
               'in use, by other processes, calls that leave it or the collector.')
    elif facts.is_slower:
        yield f'CPU-bound in one thread, and not held back by the lock: {waited}, and off is only {ratio}.'
    elif facts.n_threads == 1:
        yield f'CPU-bound in one thread: the lock does not matter, as {waited}.'
    else:
        yield f'CPU-bound in one thread at a time: the lock does not matter, as {waited}.'
    if facts.is_faster and not facts.is_idle:
        yield f'That off was {ratio} has another cause, other programs perhaps.'


def in_each_others_way(facts):
    """Threads that run side by side and gain less than they should."""
    gain = (f'{facts.n_threads} threads on {facts.n_cpus} processors are {times(facts.speedup.median)} as fast '
            'without the lock')
    if facts.collector_share >= COLLECTOR_SHARE:
        yield (f'The collector is the limit: {gain}, and collections, which stop all of them, take '
               f'{percent(facts.collector_share)} of the time. Fewer objects, or longer-lived ones, would help.')
    elif facts.more_work >= MORE_WORK:
        yield (f'One hot object is the limit: {gain}, since they take {times(facts.more_work)} the processor time; '
               'that goes where all of them write the same object, a list, a dictionary or a counter. '
               'One for each thread, put together at the end, would help.')
    elif facts.run_times[0] >= UNEVEN * sum(facts.run_times) / facts.n_threads:
        yield (f'The work is unevenly shared out: {gain}; the longest thread computes '
               f'{seconds(facts.run_times[0])} of {seconds(sum(facts.run_times))}.')
    else:
        yield f'Something else limits them: {gain}. Memory that all of them read, perhaps, or other programs.'


def hand_over(facts):
    if facts.hands_over_too_much:
        yield (f'Too much hand-over: under {facts.held.way.name} the lock went to another thread '
               f'{facts.hand_overs:,.0f} times a second, and the kernel took {percent(facts.system_share)} '
               'of the processor time.')


def without_lock(facts):
    ratio = facts.speedup
    text = (f'Threads without the lock (measured): {seconds(facts.free_wall)} instead of {seconds(facts.wall)}, '
            f'{facts.free_cores:.1f} processors in use')
    if facts.seems_different:
        text += f'; {ratio.median:.2f} times as fast'
        if facts.has_few_runs:
            text += ', which so few runs may do by chance'
        else:
            text += f', {ratio.low:.2f} to {ratio.high:.2f} in the middle half of the rounds'
            if not facts.is_beyond_spread:
                text += ': no more than runs of the same way differ by'
    yield text + '.'


def with_processes(facts):
    """An estimate: the work that was measured, shared out evenly, and the cost of starting processes."""
    if facts.is_idle:
        yield ('Processes (estimate): the same, since the script waits for what is outside; '
               'each costs memory of its own.')
        return
    n = min(facts.n_threads, facts.n_cpus)
    start = facts.held.way.start_time
    if n < 2:
        yield ('Processes (estimate): the same as long as one thread does the work; '
               f'what could be shared out over {facts.n_cpus} processors is for its author to say.')
        return
    longest, work = max(facts.run_times), sum(facts.run_times)
    best = max(longest, work / n)
    idle = (1 - facts.busy) * facts.wall
    starts = facts.n_threads * start
    yield (f'Processes (estimate): about {seconds(best + idle + starts)}. The threads computed {seconds(work)} in all '
           f'and {seconds(longest)} the longest of them, which takes {seconds(best)} at best '
           f'on {facts.n_cpus} processors; nothing computed for {seconds(idle)}; starting {facts.n_threads} interpreters takes {seconds(starts)}. '
           'Passing arguments and results, which nobody has measured, comes on top.')


def judge(comparison):
    """Yields sentences."""
    found = pair(comparison)
    if found is None:
        yield 'No verdict: that needs the policy off and one with a lock.'
        return
    facts = Facts(*found, comparison.n_cpus)
    yield from what_limits(facts)
    yield from hand_over(facts)
    yield from without_lock(facts)
    yield from with_processes(facts)
