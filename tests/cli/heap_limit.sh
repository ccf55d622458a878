#!/usr/bin/env bash
# What dies is reused: programs that make much garbage run in a small heap.
set -u
export HASP_HEAP_LIMIT=$((24 << 20))

# run NAME CODE
run() {
    if "$HASP" "--gil=$POLICY" -c "$2"; then echo "ok $1"; else echo "FAIL $1"; fi
}

run class_methods_in_c '
for i in range(400_000):
    int.from_bytes(b"a", "big")
'
run bound_methods_in_c '
for i in range(400_000):
    find = "text".find
    find("x")
'
run replaced_texts '
text = "abc" * 1000
for i in range(20_000):
    text.replace("b", "xyz")
'
