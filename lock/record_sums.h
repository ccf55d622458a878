/*
 * Sums of what was recorded, and a picture of them at one moment, from which reports are made. Past ENDED_MAX threads that have
 * ended further ones are summed up by name, with digits replaced by '*': a million short-lived threads take no
 * more memory than a few hundred.
 */
#ifndef HASP_LOCK_RECORD_SUMS_H
#define HASP_LOCK_RECORD_SUMS_H

#include <sys/types.h>

#include "lock/record.h"

enum { THREAD_NAME_BYTES = 64, ENDED_MAX = 200, GROUPS_MAX = 200 };

struct thread_sums {
    char name[THREAD_NAME_BYTES]; /* UTF-8, cut at the end of a character */
    pid_t native_id;              /* 0: several threads */
    uint32_t n_threads;
    bool alive;
    enum record_state state; /* of a living thread: since when */
    const char *call;        /* what it blocks in, or did last; constant; NULL: nothing yet */
    int64_t since_ns;
    int64_t spent_ns[RECORD_N_STATES];
    uint64_t acquired, forced;
    int64_t longest_wait_ns, longest_hold_ns;
};

struct stop_sums {
    uint64_t stops;
    int64_t total_ns, longest_ns;
};

/* Of the whole process; malloc'ed. */
struct record_picture {
    pid_t pid, parent;
    char *process_name;
    int64_t now_ns, wall_ns;
    int64_t user_ns, system_ns; /* processor time of the process, from its start */
    int64_t contended_ns;       /* at least one thread waited for the lock */
    struct stop_sums collections, other_stops;
    pid_t holder;         /* who has the lock now; 0: nobody */
    uint64_t n_summed_up; /* ended threads that have no item of their own */
    uint32_t n_threads;
    struct thread_sums
        threads[]; /* in order of their beginning, the living last; groups before them */
};

/* Adds what `from` has done to what `to` has; of the longest times the longer one. */
void sums_add(struct thread_sums *to, const struct thread_sums *from);

/* NULL: no memory, or nothing is recorded. Any thread, attached or not. */
struct record_picture *record_picture_take(void);
void record_picture_free(struct record_picture *picture);

#endif
