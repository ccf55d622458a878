#!/usr/bin/env bash
# The programs of the experiments, in small, and what each finds that no machine's speed may change.
[ "$POLICY" = none ] || OPTION=--gil=$POLICY
HERE=$PWD/scripts/experiments/programs
case $HASP in */*) HASP=$(realpath "$HASP") ;; esac

while read -r program arguments; do
    # shellcheck disable=SC2086 # arguments are words
    answer=$(cd "$TMPDIR" && "$HASP" ${OPTION-} "$HERE/$program.py" $arguments </dev/null) || echo "status $?"
    printf '%s %s: ' "$program" "$arguments"
    sed -E 's/"(seconds|least_seconds|each|(megabytes_)?per_second|latency_(99_)?ms|counted|user|system)": [0-9.e+-]+(, )?//g' <<<"$answer"
done <<'END'
pool_vs_threadpool thread-fileio 8
pool_vs_threadpool process-fileio 8
pool_vs_threadpool thread-square 200
pool_vs_threadpool process-square 200
one_line_change Thread 2 1000
one_line_change Process 2 1000
pickling thread 2
pickling process 2
sharing thread 3
sharing fork 3
sharing spawn 2
messages thread-queue 100
messages thread-simple_queue 100
messages thread-pipe 100
messages thread-socket 100
messages process-queue 100
messages process-pipe 100
messages process-socket 100
producer_consumer semaphores 3 500
producer_consumer queue 3 500
work_queue queue 4 40
work_queue semaphore 4 40
work_queue executor 4 40
external_programs one_by_one 2
external_programs managed 20
external_programs unmanaged 20
external_programs compute_managed 10
native_release sha256 2 2
native_release zlib 2 2
native_release python 2 1
echo_server waiting 4 0.2
echo_server busy 2 0.2
startup_cost thread 5
startup_cost fork 3
startup_cost spawn 1
startup_cost forkserver 2
ticks serial 2 1000
ticks threads 2 1000
ticks pinned 2 1000
convoy serve 1 0.1 0.005 0
convoy serve 2 0.1 0.001 500
convoy alone 1 0.05 0.005 0
pep371 empty-processes 2
pep371 fibonacci-threads 1
pep371 primes-none 1
pep371 files-threads 2
pep371 queue-threads 2
pep371 queue-processes 2
one_thread blocking 1 1000
one_thread containers 1 1000
sharing_sweep local 2 1000
sharing_sweep lock 3 1000
sharing_sweep dict_write 2 1000
allocation cycles-threads 2 1000
allocation kept-processes 2 1000
END
