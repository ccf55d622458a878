#!/usr/bin/env python3
"""Runs CPython's own test modules, unmodified, under Hasp, lock on and off, and says how each method ended.

    tests/cpython/_run.py [--write] [MODULE...]   beside python3; --write brings docs/compatibility.md up to date
    tests/cpython/_run.py --quick                 without python3: what `make test` runs; `ok MODULE`, `FAIL MODULE`

Environment: HASP, PYTHON3, JOBS, POLICIES="on off", TIMEOUT=60 (seconds without a line: a hang), LIMIT=900 (seconds for one
module), REUSE=1 (take python3's outcomes from the run before), REUSE=all (everybody's, where there are any).
"""

import concurrent.futures
import os
import resource
import subprocess
import sys
import tempfile
import time

import _outcomes

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
OUT = os.environ.get('OUT', os.path.join(ROOT, 'build', 'cpython-tests'))
PYTHON3 = os.environ.get('PYTHON3', '/usr/bin/python3')
HASP = os.path.abspath(os.environ.get('HASP', os.path.join(ROOT, 'build', 'hasp')))
POLICIES = os.environ.get('POLICIES', 'on off').split()
TIMEOUT = float(os.environ.get('TIMEOUT', 60))
LIMIT = float(os.environ.get('LIMIT', 900))
JOBS = int(os.environ.get('JOBS', os.cpu_count()))
MAX_CRASHES = 20
MEMORY = 8 << 30
# These import _testcapi as a whole. Elsewhere a method that wants it is skipped by its guard, as on any other interpreter.
WITH_STAND_INS = {'test_call', 'test_traceback'}


def words_of(name):
    with open(os.path.join(HERE, name)) as file:
        return [word for line in file if not line.startswith('#') for word in line.split()]


def command_of(way):
    return [PYTHON3] if way == 'python3' else [HASP, '--gil=' + way]


def environment_of(way, module, directory):
    env = dict(os.environ, PYTHONDONTWRITEBYTECODE='1', LC_ALL='C.UTF-8', TMPDIR=directory)
    if way != 'python3' and module in WITH_STAND_INS:
        env['PYTHONPATH'] = os.path.join(HERE, 'stand_ins')
    return env


def limit_memory():
    if 'HASP_TEST_SHADOW' not in os.environ:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def kill_all(process, directory):
    """The worker, its session, and whoever else has its temporary directory: children may have sessions of their own."""
    try:
        os.killpg(process.pid, 9)
    except ProcessLookupError:
        pass
    mark = f'TMPDIR={directory}'.encode()
    for pid in filter(str.isdigit, os.listdir('/proc')):
        try:
            with open(f'/proc/{pid}/environ', 'rb') as file:
                if mark in file.read().split(b'\0'):
                    os.kill(int(pid), 9)
        except OSError:
            pass
    process.wait()


def wait_for(process, path, end):
    """Until the worker ends. None, or why it did not end by itself."""
    last, size = time.monotonic(), -1
    while process.poll() is None:
        now = os.path.getsize(path) if os.path.exists(path) else 0
        if time.monotonic() > end:
            return 'too long'
        if now != size:
            last, size = time.monotonic(), now
        elif time.monotonic() - last > TIMEOUT:
            return 'hang'
        time.sleep(0.05)
    return None if process.returncode == 0 else f'status {process.returncode}'


def run_once(way, module, path, directory, end):
    with open(path + '.log', 'ab') as log:
        process = subprocess.Popen([*command_of(way), os.path.join(HERE, '_worker.py'), module, path], cwd=directory,
                                   env=environment_of(way, module, directory), stdout=log, stderr=log,
                                   stdin=subprocess.DEVNULL, start_new_session=True, preexec_fn=limit_memory)
    try:
        return wait_for(process, path, end)
    finally:
        kill_all(process, directory)


def last_line(path):
    try:
        with open(path) as file:
            return file.readlines()[-1].split()
    except (FileNotFoundError, IndexError):
        return []


def run_anew(way, module, path):
    """Runs the module until no method is left that has not been started. How the last process failed to end well, or None."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    for old in (path, path + '.log'):
        if os.path.exists(old):
            os.remove(old)
    trouble = None
    end = time.monotonic() + LIMIT
    for _ in range(MAX_CRASHES):
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as directory:
            trouble = run_once(way, module, path, directory, end)
        line = last_line(path)
        if line[:1] != ['start']:
            break
        with open(path, 'a') as file:
            file.write(f'crash {line[1]} {trouble or "the process ended"}\n')
        if time.monotonic() > end:
            break
    return trouble


def run_module(way, module):
    """The outcomes of one module: {ID: (outcome, text)}; an entry None: (...) if it did not load."""
    path = os.path.join(OUT, way, module)
    reused = os.environ.get('REUSE')
    if reused and (way == 'python3' or reused == 'all') and os.path.exists(path):
        return _outcomes.read(path, None)
    return _outcomes.read(path, run_anew(way, module, path))


def run_all(ways, modules):
    results = {}
    with concurrent.futures.ThreadPoolExecutor(JOBS) as pool:
        futures = {pool.submit(run_module, way, module): (way, module) for module in modules for way in ways}
        for n, future in enumerate(concurrent.futures.as_completed(futures), 1):
            results[futures[future]] = future.result()
            way, module = futures[future]
            print(f'{n} of {len(futures)}: {module} {way}', file=sys.stderr)
    return results


def quick():
    """Every method must pass, be skipped, or stand in differences.txt."""
    modules = words_of('quick.txt')
    differences = _outcomes.Differences(os.path.join(HERE, 'differences.txt'))
    results = run_all(POLICIES, modules)
    for module in modules:
        for way in POLICIES:
            failed = [(test, outcome, text) for test, (outcome, text) in results[way, module].items()
                      if outcome not in ('pass', 'skip') and (test is None or not differences.group_of(test))]
            print(f'{"FAIL" if failed else "ok"} {module}', *(f'{test} {outcome}: {text};' for test, outcome, text in failed))


def main():
    arguments = sys.argv[1:]
    if arguments == ['--quick']:
        return quick()
    write = arguments[:1] == ['--write']
    modules = arguments[write:] or words_of('modules.txt')
    results = run_all(['python3', *POLICIES], modules)
    comparison = _outcomes.Comparison(modules, POLICIES, results, os.path.join(HERE, 'differences.txt'))
    for way in POLICIES:
        for module in modules:
            with open(os.path.join(OUT, way, module + '.failed'), 'w') as file:
                file.writelines(f'{got} {test} {text}\n' for test, got, text in comparison.failed[way, module])
    sys.stdout.writelines(line + '\n' for line in comparison.table())
    sys.stdout.writelines(line + '\n' for line in comparison.totals())
    if write:
        comparison.write(os.path.join(ROOT, 'docs', 'compatibility.md'))


if __name__ == '__main__':
    main()
