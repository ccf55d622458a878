"""Finds a short schedule that fails as a long one did.

A switch that was drawn is taken out by joining a thread's turn to its next one: what others did in between comes after
both, or before both. What runs then is a new schedule, with steps of its own; if it fails in the same way and has fewer
such switches, the search goes on from what really happened in it. Switches at which a thread had to wait are left out of
the text where the scheduler would choose the same.
"""

import os

from hasplab import failure, schedule_log

MOST_RUNS = 400


class Candidate:
    """A schedule that fails."""

    def __init__(self, pairs, log):
        self.pairs = pairs          # (step, thread): what the scheduler is told
        self.log = log              # what happened

    @property
    def n_drawn(self):
        return sum(switch.is_drawn for switch in self.log.switches)

    def cost(self):
        return self.n_drawn, len(self.log.switches)


def turns_of(log):
    """What happened as a list of turns: [thread, number of steps, whether it was ended by a drawn switch]."""
    turns, began = [], 0
    for switch in log.switches:
        turns.append([switch.source, switch.step - began, switch.is_drawn])
        began = switch.step
    if log.switches:
        turns.append([log.switches[-1].target, max(log.n_steps - began, 0), False])
    return turns


def without(turns, index, is_late):
    """The pairs of a schedule in which the turn at an index and its thread's next one are one, where the one or other was.

    None if there is no next one.
    """
    thread = turns[index][0]
    later = next((number for number in range(index + 1, len(turns)) if turns[number][0] == thread), None)
    if later is None:
        return None
    joined = [list(turn) for turn in turns]
    kept, lost = (later, index) if is_late else (index, later)
    joined[kept][1] += joined[lost][1]
    del joined[lost]
    pairs, step = [], 0
    for number, (_, length, _) in enumerate(joined[:-1]):
        step += length
        following = joined[number + 1][0]
        if following != joined[number][0]:
            pairs.append((step, following))
    # Two switches at one step: the last of them counts.
    return list(dict(pairs).items())


class Shrinking:
    def __init__(self, runs, fixed, failed, expected, stem):
        self.runs = runs
        self.fixed = fixed          # the parameters that stay
        self.failed = failed        # the Failure to be kept
        self.expected = expected
        self.stem = stem            # of the logs
        self.n_runs = 0

    def schedule(self, pairs):
        return f'{self.fixed},{schedule_log.given(pairs)}'

    def tried(self, many_pairs):
        """Yields the number of a run and a Candidate, or None, for each list of pairs, in the order of the runs' ends."""
        logs = {}

        def jobs():
            for pairs in many_pairs:
                self.n_runs += 1
                path = f'{self.stem}{self.n_runs}'
                logs[self.n_runs] = pairs, path
                yield self.n_runs, f'{self.schedule(pairs)},log={path}'

        for run in self.runs.all(jobs()):
            pairs, path = logs.pop(run.key)
            found = failure.find(run, self.expected)
            same = found is not None and found.kind == self.failed.kind
            yield run.key, Candidate(pairs, schedule_log.read(path)) if same else None
            if os.path.exists(path):
                os.unlink(path)

    def first(self, many_pairs, is_better):
        """The first Candidate that is better, None if none is.

        First in the order of the lists, not of the runs' ends: runs before it are under way or over when it is found.
        """
        found = {}
        pending = (pairs for pairs in many_pairs if not found and self.n_runs < MOST_RUNS)
        for number, candidate in self.tried(pending):
            if candidate is not None and is_better(candidate):
                found[number] = candidate
        return found[min(found)] if found else None

    def start(self, log):
        """The failing run's own switches as a given schedule; None if that does not fail in the same way."""
        return self.first([schedule_log.pairs_of(log.switches)], lambda candidate: True)

    def join_turns(self, best):
        """Takes out drawn switches until no single one can be."""
        while True:
            turns = turns_of(best.log)
            shorter = (without(turns, index, is_late) for index in reversed(range(len(turns))) if turns[index][2]
                       for is_late in (False, True))
            cost = best.cost()
            better = self.first(filter(None, shorter), lambda candidate: candidate.cost() < cost)
            if better is None:
                return best
            better.pairs = schedule_log.pairs_of(better.log.switches)
            best = better

    def drop_pairs(self, best):
        """Leaves out what the scheduler does by itself: halves first, then single switches."""
        size = len(best.pairs)
        while size:
            cost = best.cost()
            shorter = (best.pairs[:start] + best.pairs[start + size:] for start in range(0, len(best.pairs), size))
            better = self.first(shorter, lambda candidate: candidate.cost() <= cost)
            if better is None:
                size //= 2
            else:
                best = better
        return best


def shrink(runs, fixed, log, failed, expected, stem):
    """The shortest Candidate that was found, with the schedule that makes it; None if the failure cannot be repeated."""
    shrinking = Shrinking(runs, fixed, failed, expected, stem)
    best = shrinking.start(log)
    if best is None:
        return None
    best = shrinking.drop_pairs(shrinking.join_turns(best))
    return best, shrinking.schedule(best.pairs)
