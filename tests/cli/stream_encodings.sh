#!/usr/bin/env bash
# The encodings and error handlers of the standard streams: the locale, PYTHONIOENCODING, -X utf8.
. tests/cli/_run.sh
ask='import sys
for f in sys.stdin, sys.stdout, sys.stderr:
    print(f.encoding, f.errors, f.line_buffering, end="; ")
print()'
for LC_ALL in C.UTF-8 C POSIX; do
    run -c "$ask"
done
export LC_ALL=C.UTF-8
for encoding in latin-1 ascii:replace :ignore UTF-16: utf8; do
    PYTHONIOENCODING=$encoding run -X utf8 -c 'import sys; print(sys.stdin.encoding, sys.stdin.errors, file=sys.stderr)' | tr -d '\000'
done
PYTHONIOENCODING=ascii:xmlcharrefreplace run -c 'print("\xe4\u20ac")'
PYTHONIOENCODING=latin-1 run -c 'print(ascii(input()))' < <(printf '\344\n')
PYTHONIOENCODING=:surrogateescape run -c 'print(ascii(input()))' < <(printf '\344\n')
PYTHONIOENCODING=ascii run -E -c 'print(ascii("\xe4"))'
echo 'buffers:'
run -u -c 'import sys, os; sys.stdout.write("first "); os.write(1, b"second\n"); print(sys.stdout.write_through)'
PYTHONUNBUFFERED=1 run -c 'import sys, os; sys.stdout.write("first "); os.write(1, b"second\n")'
run -c 'import sys, os; sys.stdout.write("second "); os.write(1, b"first\n")'
