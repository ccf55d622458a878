"""Runs CPython's own test modules under Hasp, lock on and off, beside python3, and writes docs/compatibility.md's table.

    tests/cpython/_run.py [MODULE...]     HASP, PYTHON3, JOBS, POLICIES="on off", TIMEOUT=60 (seconds without a line: a hang)

Of the methods that pass under python3, those are left out that Hasp skips by a guard of the tests' own for what is not CPython.
Any other skip, a module that does not load, a crash and a hang are failures.
"""

import concurrent.futures
import os
import re
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
OUT = os.path.join(ROOT, 'build', 'cpython-tests')
PYTHON3 = os.environ.get('PYTHON3', '/usr/bin/python3')
HASP = os.path.abspath(os.environ.get('HASP', os.path.join(ROOT, 'build', 'hasp')))
POLICIES = os.environ.get('POLICIES', 'on off').split()
TIMEOUT = float(os.environ.get('TIMEOUT', 60))
MAX_CRASHES = 20
GUARDS = re.compile(r'implementation detail|refcount|reference count|_testcapi|_testinternalcapi|CPython|cpython')


def modules_of(path):
    with open(path) as file:
        return [word for line in file if not line.startswith('#') for word in line.split()]


def command_of(way):
    return [PYTHON3] if way == 'python3' else [HASP, '--gil=' + way]


def run_once(command, module, path, cwd):
    """One worker until it ends. None, or why it did not end by itself."""
    env = dict(os.environ, PYTHONDONTWRITEBYTECODE='1', LC_ALL='C.UTF-8', TMPDIR=cwd)
    with open(path + '.log', 'ab') as log:
        process = subprocess.Popen([*command, os.path.join(HERE, '_worker.py'), module, path], cwd=cwd, env=env, stdout=log,
                                   stderr=log, stdin=subprocess.DEVNULL, start_new_session=True)
    last, size = time.monotonic(), -1
    while process.poll() is None:
        now = os.path.getsize(path) if os.path.exists(path) else 0
        if now != size:
            last, size = time.monotonic(), now
        elif time.monotonic() - last > TIMEOUT:
            os.killpg(process.pid, 9)
            process.wait()
            return 'hang'
        time.sleep(0.05)
    return None if process.returncode == 0 else f'status {process.returncode}'


def last_line(path):
    try:
        with open(path) as file:
            return file.readlines()[-1].split()
    except (FileNotFoundError, IndexError):
        return []


def run_module(way, module):
    """The outcomes of one module: {ID: (outcome, text)}; an entry None: (...) if it did not load."""
    path = os.path.join(OUT, way, module)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    for old in (path, path + '.log'):
        if os.path.exists(old):
            os.remove(old)
    trouble = None
    for _ in range(MAX_CRASHES):
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as cwd:
            trouble = run_once(command_of(way), module, path, cwd)
        line = last_line(path)
        if line[:1] != ['start']:
            break
        with open(path, 'a') as file:
            file.write(f'crash {line[1]} {trouble or "the process ended"}\n')
    return outcomes_of(path, trouble)


def outcomes_of(path, trouble):
    outcomes = {}
    try:
        with open(path) as file:
            for line in file:
                outcome, *rest = line.rstrip('\n').split(' ', 2)
                if outcome not in ('start', 'end'):
                    outcomes[rest[0]] = (outcome, rest[1] if len(rest) > 1 else '')
    except FileNotFoundError:
        pass
    if not outcomes:
        outcomes[None] = ('fail', trouble or 'no tests')
    return outcomes


def compare(python3, hasp):
    """(counted, passed, left out, [(ID, outcome, text) of what failed])."""
    passed, left_out, failed = 0, 0, []
    for test, (outcome, _) in python3.items():
        if outcome != 'pass' or test is None:
            continue
        got, text = hasp.get(test, ('missing', 'not run'))
        if got == 'pass':
            passed += 1
        elif got == 'skip' and GUARDS.search(text):
            left_out += 1
        else:
            failed.append((test, got, text))
    return passed + len(failed), passed, left_out, failed


def percent(passed, counted):
    return 100.0 if not counted else 100.0 * passed / counted


def run_all(modules):
    ways = ['python3', *POLICIES]
    results = {}
    with concurrent.futures.ThreadPoolExecutor(int(os.environ.get('JOBS', os.cpu_count()))) as pool:
        futures = {pool.submit(run_module, way, module): (way, module) for module in modules for way in ways}
        for n, future in enumerate(concurrent.futures.as_completed(futures), 1):
            results[futures[future]] = future.result()
            way, module = futures[future]
            print(f'{n} of {len(futures)}: {module} {way}', file=sys.stderr)
    return results


def table(modules, results):
    rows = []
    totals = {way: [0, 0, 0] for way in POLICIES}
    for module in modules:
        cells = [f'`{module}`', str(sum(o == 'pass' for o, _ in results['python3', module].values()))]
        for way in POLICIES:
            counted, passed, left_out, failed = compare(results['python3', module], results[way, module])
            for i, n in enumerate((counted, passed, left_out)):
                totals[way][i] += n
            cells += [f'{passed} of {counted}', f'{percent(passed, counted):.0f} %']
            with open(os.path.join(OUT, way, module + '.failed'), 'w') as file:
                file.writelines(f'{got} {test} {text}\n' for test, got, text in failed)
        cells.append(str(left_out))
        rows.append(cells)
    return rows, totals


def main():
    modules = sys.argv[1:] or modules_of(os.path.join(HERE, 'modules.txt'))
    results = run_all(modules)
    rows, totals = table(modules, results)
    print('| module | python3 passes | ' + ' | '.join(f'lock {way} | ' for way in POLICIES) + '| left out |')
    print('|---' * (3 + 2 * len(POLICIES)) + '|')
    for cells in rows:
        print('| ' + ' | '.join(cells) + ' |')
    for way in POLICIES:
        counted, passed, left_out = totals[way]
        print(f'lock {way}: {passed} of {counted} methods pass ({percent(passed, counted):.1f} %), {left_out} left out')


main()
