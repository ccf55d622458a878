#!/usr/bin/env bash
# The founding experiment, unchanged: a header, then a row of four times for each number of workers.
. tests/programs/_program.sh
program thread_vs_process 2000 >"$TMPDIR/rows" || exit
awk -v cores="$(getconf _NPROCESSORS_ONLN)" '
    NR == 1 {
        if ($0 != "nthreads CpuThread CpuProcess IoThread IoProcess") bad = "header: " $0
        next
    }
    NF != 5 || $1 + 0 != NR - 1 || $2 <= 0 || $3 <= 0 || $4 < 1 || $5 < 1 { bad = $0 }
    END {
        if (NR != 2 * cores) bad = NR " lines"
        if (bad) print bad
        exit bad != ""
    }' "$TMPDIR/rows"
