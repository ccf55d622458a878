# cProfile counts calls, recursive ones, callers, functions in C; its report has CPython's form.
import cProfile
import io
import pstats
import re
import time


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def work():
    items = []
    for i in range(5):
        items.append(i)
        items.sort()
        len(items), {}.get(i), str(i), 'a'.upper(), dict.fromkeys([1]), sorted(items, key=lambda x: -x)
    return fib(6)


def generate():
    yield 1
    yield 2


def fail():
    for function in (lambda: int('x')), bad:
        try:
            function()
        except (ValueError, KeyError):
            pass


def bad():
    raise KeyError


def name(key):
    return key[2]


with cProfile.Profile() as p:
    work(), list(generate()), fail(), [x for x in generate()], max([1, 2], key=abs)
for key, (primitive, calls, own, total, callers) in sorted(pstats.Stats(p).stats.items(), key=lambda row: row[0][2:0:-1]):
    print(name(key), primitive, calls, total >= own >= 0, sorted((name(k), *v[:2]) for k, v in callers.items()))

p = cProfile.Profile(time.perf_counter_ns, 1e-9, builtins=False)
print(p.runcall(fib, 5))
print([(e.code.co_name, e.callcount, e.reccallcount, [(c.code.co_name, c.callcount) for c in e.calls or ()])
       for e in p.getstats()])
p.clear()
print(p.getstats(), p.runctx('x = fib(3)', globals(), found := {}) is p, found)
stats = pstats.Stats(p)
print(stats.total_calls, stats.prim_calls, stats.get_stats_profile().func_profiles['fib'].ncalls)

p = cProfile.Profile()
p.enable(subcalls=False)
fib(4)
p.disable()
print(sorted((getattr(e.code, 'co_name', e.code), e.callcount, e.calls) for e in p.getstats()))

p = cProfile.Profile(lambda: 0.0)
p.runcall(work)
text = io.StringIO()
pstats.Stats(p, stream=text).strip_dirs().sort_stats('name').print_stats()
print(re.sub(r'(?m) +$', '', text.getvalue()))
