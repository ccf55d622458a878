"""Modules that import each other, from several threads at once: no deadlock, no body runs twice."""
import os
import sys
import tempfile
import threading

counts = {}
guard = threading.Lock()
N_CIRCLES, N_MEMBERS = 10, 3


def count(name):
    with guard:
        counts[name] = counts.get(name, 0) + 1


def work(number, circle, start, errors):
    start.wait()
    try:
        __import__(f'circle_{circle}_{number}')
    except BaseException as error:
        errors.append(repr(error))


errors = []
with tempfile.TemporaryDirectory() as top:
    for circle in range(N_CIRCLES):
        for i in range(N_MEMBERS):
            other = f'circle_{circle}_{(i + 1) % N_MEMBERS}'
            with open(os.path.join(top, f'circle_{circle}_{i}.py'), 'w') as file:
                file.write(f'import __main__, time\n__main__.count(__name__)\ntime.sleep(0.005)\nimport {other}\n'
                           f'def later():\n    return {other}.later\n')
    sys.path.insert(0, top)
    for circle in range(N_CIRCLES):
        if circle == N_CIRCLES // 2:
            sys.meta_path  # from here on importlib does it
        start = threading.Barrier(N_MEMBERS)
        threads = [threading.Thread(target=work, args=(i, circle, start, errors)) for i in range(N_MEMBERS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for i in range(N_MEMBERS):
            sys.modules[f'circle_{circle}_{i}'].later()
print(errors)
print(len(counts), set(counts.values()))
