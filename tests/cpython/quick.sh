#!/usr/bin/env bash
# A quick part of CPython's own tests: quick.txt names the modules, differences.txt the methods that may fail.
if [ ! -e /usr/lib/python3.11/test/test_grammar.py ]; then
    echo "CPython's tests are not installed (libpython3.11-testsuite)"
    exit 77
fi
OUT=$TMPDIR/outcomes POLICIES=$POLICY JOBS=1 exec "${PYTHON3:-/usr/bin/python3}" tests/cpython/_run.py --quick
