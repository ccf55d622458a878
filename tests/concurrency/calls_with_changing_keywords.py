"""f(**d) while other threads change d: each call gets the items of one moment, and its own objects."""
import gc
import threading

N_ROUNDS = 500
NAMES = [f'name{i}' for i in range(20)]
shared = {}
over = threading.Event()


def take(**keywords):
    return keywords


def take_some(name0=None, *, name1=None, **rest):
    return name0, name1, rest


def change():
    while not over.is_set():
        for name in NAMES:
            shared[name] = [name]
        for name in NAMES:
            shared.pop(name, None)
        shared.clear()


def collect():
    while not over.is_set():
        gc.collect()


def call():
    for _ in range(N_ROUNDS):
        for name, value in take(**shared).items():
            assert value == [name], (name, value)
        name0, name1, rest = take_some(**shared)
        assert name0 in (None, ['name0']) and name1 in (None, ['name1'])
        assert all(value == [name] for name, value in rest.items())
    done.append(True)


done = []
callers = [threading.Thread(target=call) for _ in range(2)]
others = [threading.Thread(target=target) for target in (change, collect)]
for thread in callers + others:
    thread.start()
for thread in callers:
    thread.join()
over.set()
for thread in others:
    thread.join()
print(done)
