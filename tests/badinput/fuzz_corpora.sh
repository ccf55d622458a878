#!/usr/bin/env bash
# The inputs that the fuzz targets have kept: none may crash the interpreter, hang, or raise what the target does not expect.
for corpus in tests/fuzz/corpus/*.txt; do
    target=$(basename "$corpus" .txt)
    "$HASP" --gil="$POLICY" tests/fuzz/targets/corpus.py replay "$target" || echo "FAIL $target"
done
