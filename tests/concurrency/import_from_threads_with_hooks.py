"""Threads that import the same modules at once: each body runs once, by C and by importlib, whoever of them looks first."""
import os
import sys
import tempfile
import threading

N_THREADS, N_MODULES = 8, 12
counts = {}
guard = threading.Lock()


def count(name):
    with guard:
        counts[name] = counts.get(name, 0) + 1


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w') as file:
        file.write(text)


BODY = '''import __main__, time
__main__.count(__name__)
time.sleep(0.002)
done = {value}
'''


def work(number, rounds, errors):
    try:
        for i in range(N_MODULES):
            i = (i * (number + 1) + number) % N_MODULES if rounds else i
            package = __import__(f'counted_{rounds}_{i}.part_{i}')
            module = getattr(package, f'part_{i}')
            if (module.done, package.done) != (i, -i):
                errors.append((i, module.done))
            if i % 3 == number % 3:
                errors.extend([] if module.__spec__.name == module.__name__ else [module.__name__])
                import importlib
                importlib.import_module(f'counted_{rounds}_{i}.other')
    except BaseException as error:
        errors.append(repr(error))


with tempfile.TemporaryDirectory() as top:
    for rounds in 0, 1:
        for i in range(N_MODULES):
            write(os.path.join(top, f'counted_{rounds}_{i}', '__init__.py'), BODY.format(value=-i))
            write(os.path.join(top, f'counted_{rounds}_{i}', f'part_{i}.py'), BODY.format(value=i))
            write(os.path.join(top, f'counted_{rounds}_{i}', 'other.py'), BODY.format(value=i))
    sys.path.insert(0, top)
    for rounds in 0, 1:
        errors = []
        threads = [threading.Thread(target=work, args=(n, rounds, errors)) for n in range(N_THREADS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        print(errors)
print(len(counts), set(counts.values()))
