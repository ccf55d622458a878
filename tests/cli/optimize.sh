#!/usr/bin/env bash
# -O drops assertions and makes __debug__ False, in what is imported, compiled and evaluated as well; -OO drops docstrings.
. tests/cli/_run.sh
printf '"""doc"""\ndef f():\n    """f doc"""\n    assert False, "seen"\n    return __debug__\n' >"$TMPDIR/asserting.py"
cat >"$TMPDIR/main.py" <<'END'
import asserting
def attempt(f):
    try:
        return f()
    except AssertionError as e:
        return f'AssertionError {e}'
print(asserting.__doc__, asserting.f.__doc__, attempt(asserting.f), __debug__)
print(eval('__debug__'), attempt(lambda: exec('assert 0, "exec"')))
for level in -1, 0, 1, 2:
    names = {}
    exec(compile('def f():\n "doc"\n assert 0, "compile"\n return __debug__', 'f', 'exec', optimize=level), names)
    print(level, names['f'].__doc__, attempt(names['f']))
if __debug__:
    print('debug')
elif not __debug__ and 1:
    print('no debug')
print(0 if __debug__ else 1, __debug__ and 'both', [1 for x in 'ab' if not __debug__])
while not __debug__:
    print('once')
    break
END
for option in -B -O -OO; do
    run "$option" "$TMPDIR/main.py"
done
PYTHONOPTIMIZE=1 run -c 'assert 0; import builtins; print(builtins.__debug__)'
