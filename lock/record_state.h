/* What record.c, record_sums.c and trace.c share; nobody else includes it. */
#ifndef HASP_LOCK_RECORD_STATE_H
#define HASP_LOCK_RECORD_STATE_H

#include "lock/event_ring.h"
#include "lock/ranked.h"
#include "lock/record.h"
#include "lock/record_sums.h"

/* What is known of one thread. malloc'ed; in the list from the thread's first instruction to its last. */
struct record {
    struct ranked_mutex lock;
    /* Under the lock: the thread writes, or who adopts it as it sleeps; reports read. */
    struct thread_sums sums;
    /* Atomic: since when the thread is at a poll, where it may or may not give the lock up; 0: it is not. */
    int64_t polling_since_ns;

    /* The thread's own. */
    struct record_place waiting_place;
    uint32_t home; /* what is charged when no function runs */
    /* Constant while the thread runs. NULL: nothing is traced, or there was no memory for it. */
    struct event_ring *ring;

    /* Under records.lock. */
    struct record *next, *previous;
};

struct records {
    struct ranked_mutex lock;
    /* Under the lock. */
    struct record *first;
    int64_t begun_ns;   /* when recording began in this process */
    char *process_name; /* owned; NULL: not named */

    /* Written by the holder of the global lock, read at any time; only compared, unless the world is stopped. NULL: free, or
       there is no lock. */
    struct record *holder;
};

extern struct records records;

/* Takes the sums of a thread that has ended. */
void sums_keep(const struct thread_sums *sums);
/* In a forked child: nothing has ended, nothing was stopped, nobody waits. */
void sums_after_fork_child(void);
void sums_init(void);

/* A stop of the world was over after so long. */
void sums_note_stop(const char *why, int64_t length_ns);

/* One more thread waits for the lock though it could run, or one less. */
void contention_begin(int64_t now_ns);
void contention_end(int64_t now_ns);

#endif
