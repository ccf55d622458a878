#!/usr/bin/env bash
# The worked example of docs/adding-a-policy.md: it builds, and passes the trials that every policy must pass.
# The build is the same whatever the policy of this case is, so that one of them does it.
build=build/gcc-debug-policy_lottery
if [ "$POLICY" != off ]; then
    env -u MAKEFLAGS -u MAKELEVEL make CC=gcc MODE=debug SAN= JOBS=1 POLICY=docs/examples/policy_lottery.c \
        $build/trial_lock_policies >"$TMPDIR/said" 2>&1 || cat "$TMPDIR/said"
    for trial in policy_excludes_where_promised policy_lets_everybody_progress policy_hands_over_within_bounds \
        policy_frees_the_lock_while_blocked policy_survives_spurious_wake_ups fork_while_threads_run; do
        $build/trial_lock_policies $trial lottery || echo "$trial: status $?"
    done
fi
lines=$(gcc -fpreprocessed -dD -E -P docs/examples/policy_lottery.c | grep -c .)
[ "$lines" -lt 100 ] || echo "$lines lines of code"
echo 'done'
