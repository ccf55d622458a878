"""Compares Hasp with CPython on random programs. See README.md."""

import argparse
import concurrent.futures
import difflib
import importlib
import os
import pathlib
import re
import resource
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent.parent
KINDS = ('programs', 'expressions', 'callbacks', 'mutations')
SECONDS = 60
# Debian's, where there are several.
ORACLE = '/usr/bin/python3' if os.access('/usr/bin/python3', os.X_OK) else sys.executable
ORACLE_BYTES = 4 << 30

# What may differ, as (regular expression, replacement) on lines of output, each with its reason.
KNOWN = [
    (r' at 0x[0-9a-f]+', ' at ADDRESS'),
]


def limit_memory():
    resource.setrlimit(resource.RLIMIT_AS, (ORACLE_BYTES, ORACLE_BYTES))


def run(command, folder, is_oracle):
    """(output, errors, status); the status is None if it took too long."""
    environment = dict(os.environ, PYTHONHASHSEED='0', PYTHONDONTWRITEBYTECODE='1', LC_ALL='C.UTF-8')
    try:
        done = subprocess.run(command, cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                              capture_output=True, timeout=SECONDS,
                              preexec_fn=limit_memory if is_oracle else None)
    except subprocess.TimeoutExpired:
        return '', '', None
    return done.stdout.decode(errors='replace'), done.stderr.decode(errors='replace'), done.returncode


def normal(text):
    lines = text.split('\n')
    for pattern, replacement in KNOWN:
        lines = [re.sub(pattern, replacement, line) for line in lines]
    return without_repeated_warnings(lines)


def without_repeated_warnings(lines):
    """CPython compiles the condition of a `while` twice, and warns twice; its constant folder makes more constants."""
    seen, kept = set(), []
    for i, line in enumerate(lines):
        is_source_of_warning = i > 0 and 'SyntaxWarning' in lines[i - 1]
        if 'SyntaxWarning' in line or is_source_of_warning:
            if line in seen:
                continue
            seen.add(line)
        kept.append(line)
    return kept


def pair_up(kind, expected, got):
    """Both outputs as lines that can be compared."""
    expected, got = normal(expected), normal(got)
    if kind == 'callbacks' and len(expected) == len(got):
        # A lookup during which the container has changed begins anew, at other occasions than CPython's.
        for i, line in enumerate(expected):
            if 'endless' in line + got[i]:
                expected[i] = got[i] = ''
    if kind == 'mutations' and len(expected) == len(got):
        # What is wrong in an f-string is said in other words, at other places.
        for i, line in enumerate(expected):
            if 'f-string' in line + got[i] or re.search(r'<-.*\bf[\'"]', line):
                expected[i] = got[i] = ''
    return expected, got


def command_for(kind, seed, size, folder):
    """The arguments of both interpreters: a program, or a script with its arguments."""
    if kind == 'mutations':
        sources = sorted((ROOT / 'tests' / 'conformance').glob('*.py'))
        return [str(HERE / 'mutations.py'), str(sources[seed % len(sources)]), str(seed), str(size or 60)]
    generator = importlib.import_module(kind)
    program = folder / 'program.py'
    program.write_text(generator.generate(seed, size or generator.SIZE), encoding='utf-8')
    return [str(program)]


def is_skipped(expected):
    """Whether the oracle is no judge here."""
    output, errors, status = expected
    return status is None or status < 0 or 'MemoryError' in output + errors


def compare(kind, seed, size, hasp, folder):
    """What differs, as text; '' if nothing does; None if the seed says nothing."""
    arguments = command_for(kind, seed, size, folder)
    expected = run([ORACLE, *arguments], folder, True)
    got = run([*hasp, *arguments], folder, False)
    for name, outcome in ('python3', expected), ('hasp', got):
        (folder / f'{name}.out').write_text(outcome[0])
        (folder / f'{name}.err').write_text(outcome[1])
    if is_skipped(expected):
        return None
    lines = []
    if expected[2] != got[2]:
        lines.append(f'exit status {expected[2]} and {got[2]}')
    for i in 0, 1:
        pair = pair_up(kind, expected[i], got[i])
        lines += difflib.unified_diff(*pair, 'python3', 'hasp', 'standard error' if i else '', '', 2, '')
    return '\n'.join(lines)


def try_seed(kind, seed, options):
    if options.keep:
        folder = pathlib.Path(options.keep) / f'{kind}-{seed}'
        folder.mkdir(parents=True, exist_ok=True)
        return compare(kind, seed, options.size, options.command, folder)
    with tempfile.TemporaryDirectory() as name:
        return compare(kind, seed, options.size, options.command, pathlib.Path(name))


def report(kind, seed, difference, max_lines):
    lines = difference.split('\n')
    print(f'==== {kind} {seed}')
    print('\n'.join(line[:300] for line in lines[:max_lines]))
    if len(lines) > max_lines:
        print(f'... {len(lines) - max_lines} more lines')
    sys.stdout.flush()


def fuzz_kind(kind, seeds, options):
    """The number of seeds that differ."""
    n_different = n_skipped = 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        results = pool.map(lambda seed: (seed, try_seed(kind, seed, options)), seeds)
        for seed, difference in results:
            n_skipped += difference is None
            if difference:
                n_different += 1
                report(kind, seed, difference, options.lines)
    print(f'{kind}: {len(seeds)} seeds, {n_different} differ, {n_skipped} skipped')
    return n_different


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('kinds', nargs='*', metavar='KIND', help=f"of {', '.join(KINDS)}; all if omitted")
    parser.add_argument('--seeds', default='1-50', metavar='FIRST-LAST', help='or one number (default %(default)s)')
    parser.add_argument('--size', type=int, help='of a program; each kind has its own measure')
    parser.add_argument('--hasp', default=str(ROOT / 'build' / 'hasp'))
    parser.add_argument('--policy', default='off', help='for --gil (default %(default)s)')
    parser.add_argument('--jobs', type=int, default=os.cpu_count())
    parser.add_argument('--lines', type=int, default=30, help='shown for each seed (default %(default)s)')
    parser.add_argument('--keep', metavar='FOLDER', help='leave programs and outcomes there')
    options = parser.parse_args()
    if not set(options.kinds) <= set(KINDS):
        parser.error(f"KIND is one of {', '.join(KINDS)}")
    first, _, last = options.seeds.partition('-')
    options.seeds = range(int(first), int(last or first) + 1)
    options.command = [str(pathlib.Path(options.hasp).resolve()), f'--gil={options.policy}']
    return options


def main():
    sys.path.insert(0, str(HERE))
    options = parse_arguments()
    n_different = sum([fuzz_kind(kind, options.seeds, options) for kind in options.kinds or KINDS])
    sys.exit(1 if n_different else 0)


if __name__ == '__main__':
    main()
