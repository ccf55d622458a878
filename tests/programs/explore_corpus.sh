#!/usr/bin/env bash
# hasplab explore finds known bugs, and nothing in their repaired twins. A part of `make explore-corpus`: few programs, few runs.
if [ "$POLICY" != on ]; then # the runs are under seeded, whatever the laboratory itself is under
    echo 'one policy is enough'
    exit 77
fi
"$HASP" scripts/explore_corpus.py --trials 1 --limit 1000 --twin-runs 10 \
    aba_stack barrier_reuse check_then_act event_cleared_late lazy_singleton lock_order lost_update missed_notify \
    queue_shutdown timer_cancel upgrade_deadlock wait_without_loop |
    awk '{ print $1, $4, $5, $6 }'
