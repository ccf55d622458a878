"""The frame of a generator, looked at by threads that do not run it, while one does: it is one object, and tells where it stands."""
import inspect
import sys
import threading

N_STEPS = 3000
N_WATCHERS = 3


def count(n):    # lines 10 to 13
    for i in range(n):
        yield i
        i += 1


def run():
    begun.wait()
    for generator in generators:
        values.append(sum(generator))
    over.set()


def watch(seen):
    begun.wait()
    while not over.is_set():
        for generator in generators:
            frame = generator.gi_frame
            if frame is not None:
                seen.setdefault(generator, set()).add(id(frame))
                kept.append(frame)
                assert frame.f_code is count.__code__ and frame.f_lineno in range(10, 14), frame.f_lineno
                frame.f_back
                assert set(frame.f_locals) <= {'n', 'i'}
            assert inspect.getgeneratorstate(generator).startswith('GEN_')
            sys._current_frames()


generators = [count(N_STEPS) for _ in range(5)]
values, kept = [], []
begun, over = threading.Barrier(N_WATCHERS + 1), threading.Event()
views = [{} for _ in range(N_WATCHERS)]
threads = [threading.Thread(target=run)] + [threading.Thread(target=watch, args=(view,)) for view in views]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(values == [sum(range(N_STEPS))] * 5)
print([generator.gi_frame for generator in generators])
print(all(len(set().union(*[view.get(generator, set()) for view in views])) <= 1 for generator in generators))
print(all(frame.f_lineno in range(10, 14) for frame in kept))
