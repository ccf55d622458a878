#!/usr/bin/env bash
# Pools of 50 threads and of 50 processes: four lines of times, and the files that the jobs wrote.
. tests/programs/_program.sh
mkdir "$TMPDIR/test"
program pool_vs_threadpool >"$TMPDIR/times" || exit
sed 's/took .* ms/took N ms/' "$TMPDIR/times"
ls "$TMPDIR/test" | wc -l
