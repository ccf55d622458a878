#!/usr/bin/env bash
# --gil=seeded: the run is the same where a thread that has given up a lock of the scheduler's gets no processor for a while before
# it wakes those who sleep for that lock.
case $POLICY:${BUILD-} in
*-address | *-thread | *-undefined)
    echo 'a sanitizer is loaded first'
    exit 77
    ;;
on:*) ;;
*)
    echo 'the policy is chosen here: once is enough'
    exit 77
    ;;
esac
cat >"$TMPDIR/late.c" <<'END'
#include <dlfcn.h>
#include <linux/futex.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>

static int64_t now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

/* The interpreter's futexes come by this function. A word of 0 is a lock that is free. The thread computes: it is not asleep. */
long syscall(long number, uint32_t *word, long operation, long a, long b, long c, long d)
{
    static int n_late;
    long (*real)(long, ...) = (long (*)(long, ...))dlsym(RTLD_NEXT, "syscall");
    if (number == SYS_futex && (operation & FUTEX_CMD_MASK) == FUTEX_WAKE && __atomic_load_n(word, __ATOMIC_RELAXED) == 0 &&
        __atomic_fetch_add(&n_late, 1, __ATOMIC_RELAXED) < atoi(getenv("N_LATE"))) {
        for (int64_t end = now_ns() + 300000000; now_ns() < end;) {
        }
    }
    return real(number, word, operation, a, b, c, d);
}
END
gcc -O1 -D_GNU_SOURCE -shared -fPIC -o "$TMPDIR/late.so" "$TMPDIR/late.c" -ldl || exit
for n in 0 4; do
    N_LATE=$n LD_PRELOAD=$TMPDIR/late.so "$HASP" --gil="seeded:2,p=0.5,log=$TMPDIR/log.$n" tests/cli/_seeded_mixture.py >"$TMPDIR/out.$n" 2>&1
done
cmp "$TMPDIR/out.0" "$TMPDIR/out.4" && cmp "$TMPDIR/log.0" "$TMPDIR/log.4" && [ -s "$TMPDIR/log.4" ] && echo 'the same schedule'
