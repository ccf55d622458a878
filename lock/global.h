/*
 * The global lock: a policy, chosen by name at start-up, decides which attached thread runs.
 *
 * A policy is one file (policy_NAME.c) and one row in the table of global.c. Its functions are called by the
 * thread concerned, which is then BLOCKED, never ATTACHED; they may park (never spin), and the stopper of the world
 * does not wait for them. When acquire, attach, unblock or poll has returned, the thread holds the lock.
 *
 * `adopt` alone is called by another thread than `t`, by the holder of the lock: `t` sleeps in a blocking region and has just been
 * woken, so that it needs the lock next. It joins the waiters without getting up: the policy notes in t->adopted_ns since
 * when, and moves it to an address of its own by park_requeue, in this order or under one lock, since others may look for
 * it there as soon as it counts. When it is woken there it calls unblock.
 */
#ifndef HASP_LOCK_GLOBAL_H
#define HASP_LOCK_GLOBAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lock/thread.h"

enum parameter_kind {
    PARAMETER_COUNT,    /* a decimal number from `least` to `most`, into *count */
    PARAMETER_FRACTION, /* a number from 0 to 1, into *fraction */
    PARAMETER_CHOICE,   /* one of `choices`, by its index into *count */
    PARAMETER_TEXT,     /* any text without a comma, a malloc'ed copy into *text; NULL at first */
};

/* What is set by --gil=POLICY:NAME=VALUE. The variables hold the defaults, and are constant once threads run. */
struct policy_parameter {
    const char *name; /* NULL: the end of the table */
    const char *description;
    enum parameter_kind kind;
    uint64_t least, most;
    const char *const *choices; /* NULL at the end */
    uint64_t *count;
    double *fraction;
    const char **text;
};

struct lock_policy {
    const char *name;
    const char *alias; /* a second name, or NULL */
    const char *description;
    const char *source; /* where it comes from */
    /* The first one is what a bare value means; NULL if there are none. */
    const struct policy_parameter *parameters;
    /* At most one thread is attached at any time: objects need no mutexes. */
    bool exclusive;
    /* The same parameters give the same run: whatever else could differ must not, such as addresses. */
    bool is_repeatable;

    void (*init)(void); /* before all others; NULL: nothing to do */
    void (*enlist)(
        struct lock_thread *t); /* its starter is about to start it; NULL: nothing to do */
    void (*delist)(struct lock_thread *t);  /* that has failed; NULL: nothing to do */
    void (*attach)(struct lock_thread *t);  /* a thread's first acquisition */
    void (*detach)(struct lock_thread *t);  /* its last release; it forgets `t` */
    void (*acquire)(struct lock_thread *t); /* after the world was stopped */
    void (*release)(struct lock_thread *t); /* because it is */
    void (*poll)(struct lock_thread *t); /* at a safepoint with DROP_LOCK: let another thread run */
    void (*block)(struct lock_thread *t);   /* entering a blocking region */
    void (*unblock)(struct lock_thread *t); /* leaving it */
    void (*adopt)(struct lock_thread *t);   /* see above; NULL: the threads that are woken get up */
    /* In the child of a fork: `t` holds the lock, and is the only thread. */
    void (*after_fork_child)(struct lock_thread *t);
};

/* The value of a parameter of that policy which is a number. */
uint64_t policy_parameter_count(const struct lock_policy *policy, const char *name);

/* The policy of that name or alias; NULL if there is none. */
const struct lock_policy *policy_find(const char *name);

/* The i-th policy in the order of the manual, NULL past the last: for usage texts and for tests. */
const struct lock_policy *policy_at(size_t i);

/* The one in force, from lock_init on; constant. */
const struct lock_policy *policy_current(void);

/*
 * How long a thread waits for the global lock before it asks the holder to give it up; 5 ms at first. Policies
 * without such a notion ignore it. Any thread, any time.
 */
int64_t policy_switch_interval_ns(void);
void policy_set_switch_interval_ns(int64_t interval_ns);

#endif
