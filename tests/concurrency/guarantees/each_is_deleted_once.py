# Of several threads that delete one variable or attribute one has deleted it: each is deleted once, whoever comes first.
import threading

N_THREADS, N_ROUNDS, N_THINGS = 2, 6, 3000


class Slotted:
    __slots__ = ('slot',)

    def __init__(self):
        self.slot = True


class Plain:
    def __init__(self):
        self.slot = True


def deleters_of_attributes(cls):
    things = [cls() for _ in range(N_THINGS)]

    def delete():
        deleted = 0
        for thing in things:
            try:
                del thing.slot
                deleted += 1
            except AttributeError:
                pass
        return deleted
    return [delete] * N_THREADS


def deleters_of_variables():
    def variable():
        held = True

        def delete():
            nonlocal held
            del held
        return delete
    variables = [variable() for _ in range(N_THINGS)]

    def delete():
        deleted = 0
        for one in variables:
            try:
                one()
                deleted += 1
            except NameError:
                pass
        return deleted
    return [delete] * N_THREADS


def race(deleters):
    """How many were deleted when all threads began at once."""
    counts, gate = [], threading.Barrier(len(deleters))

    def work(delete):
        gate.wait()
        counts.append(delete())

    threads = [threading.Thread(target=work, args=(delete,)) for delete in deleters]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts)


for make in (lambda: deleters_of_attributes(Slotted), lambda: deleters_of_attributes(Plain), deleters_of_variables):
    print({race(make()) for _ in range(N_ROUNDS)})
