/* What the files schedule*.c and policy_seeded.c share; nobody else includes it. */
#ifndef HASP_LOCK_SCHEDULE_STATE_H
#define HASP_LOCK_SCHEDULE_STATE_H

#include "lock/schedule.h"

enum task_state { TASK_RUNNING, TASK_RUNNABLE, TASK_PARKED, TASK_OUTSIDE, TASK_STOPPED };

/* Why the turn passes on. */
enum schedule_reason { REASON_STEP, REASON_CALL, REASON_WAIT, REASON_OUTSIDE, REASON_END };

/* A thread in the schedule. All under schedule.lock but for `signal`. */
struct task {
    struct lock_thread *thread;
    struct task *next, *previous; /* of all, by number */
    uint32_t number;
    enum task_state state;
    size_t place;    /* in schedule.runnable */
    uint32_t signal; /* atomic; its thread sleeps on it */

    /* Set by its thread, under the lock or with the turn; the watch reads `region`. */
    uint64_t region; /* atomic; between block and unblock: which one; else 0 */
    bool has_waited; /* in this region */
    pid_t native_id; /* set before there is any region */

    /* PARKED. */
    struct task *next_parked, *previous_parked; /* oldest first */
    const void *address;
    struct pollfd *fds; /* not NULL: it waits for descriptors */
    size_t n_fds;
    int64_t deadline_ns, since_ns;
    enum park_mode mode;
    enum park_result result; /* of the wait, when it has ended */
    uintptr_t token;

    /* The strategies'. */
    int64_t priority;
    uint64_t n_alone;     /* contended steps since it got the turn */
    const void *location; /* pos: what the next event touches, NULL if nothing is known */
    bool writes;
};

struct schedule {
    uint32_t lock; /* of futex.h */

    /* Under the lock. */
    struct task *first, *last;
    struct task *first_parked, *last_parked;
    struct task **runnable; /* without the one that runs; malloc'ed */
    size_t n_runnable;      /* atomic: the thread with the turn looks without the lock */
    size_t capacity;
    size_t n_waiting_descriptors, n_outside;
    uint32_t n_numbers;
    size_t n_tasks;              /* atomic, as n_runnable */
    const struct task *reporter; /* of a deadlock */
    uint32_t n_ending;           /* threads that have been detached and are not gone yet */
    struct task *holder;         /* has the turn; atomic: NULL while nobody can run */

    /* Changed by the thread with the turn, and under the lock while nobody has it. Atomic: others read. */
    uint64_t n_steps;
    uint64_t n_contended;
    uint64_t n_switches;
    int64_t clock_ns;
    int64_t next_deadline_ns; /* no parked thread's is earlier */

    uint32_t interrupted; /* atomic: some thread has been */
    uint32_t has_peers;   /* atomic: schedule_note_peer */
    uint64_t n_idents;    /* atomic */
    uint64_t n_children;  /* forked by this process */
    uint64_t n_regions;   /* by the thread with the turn */
};
extern struct schedule schedule;

/* The parameters. Constant between restarts. */
/* In the order of policy_seeded.c. STEP_SCRIPT: at opcodes outside of the modules that the interpreter carries. */
enum step_kind { STEP_SAFEPOINT, STEP_OPCODE, STEP_SCRIPT };

enum strategy_kind { STRATEGY_RANDOM, STRATEGY_PCT, STRATEGY_POS, STRATEGY_GIVEN };
struct schedule_parameters {
    uint64_t seed;
    uint64_t hash;     /* 0: none of its own */
    uint64_t strategy; /* enum strategy_kind */
    double p;
    uint64_t depth;
    uint64_t steps;
    uint64_t every;    /* enum step_kind */
    const char *given; /* the text of schedule=; NULL: none */
    const char *log;   /* a path; NULL: none */
};
extern struct schedule_parameters schedule_parameters;

/* The names of strategies and steps, in the order of the enums; NULL at the end. */
extern const char *const schedule_strategies[], *const schedule_steps[];

/* Back to the defaults. */
void schedule_parameters_reset(void);

/* ---- schedule.c ---- */

static inline struct task *task_of(const struct lock_thread *t)
{
    return (struct task *)(uintptr_t)t->policy_data[0];
}

static inline struct task *task_self(void)
{
    return thread_self() != NULL ? task_of(thread_self()) : NULL;
}

/* Whoever holds it must not park. */
void schedule_lock(void);
void schedule_unlock(void);

/* Between the sets of those that can run and those that wait. */
void task_park_locked(struct task *task);
void task_unpark_locked(struct task *task, enum park_result result, uintptr_t token);
void task_leave_runnable_locked(struct task *task);

/* A step of the thread with the turn: the clock goes on. */
void turn_advance(void);

/* `self`, whose state has been set, gives the turn up; then it sleeps until it has it again (turn_wait, without the lock). */
void turn_pass_locked(struct task *self, enum schedule_reason reason);
void turn_wait(struct task *self);
void turn_grant_locked(struct task *task);

/* The thread with the turn is to poll at each safepoint, if there is another thread. */
void turn_ask_for_steps(struct lock_thread *t);

/* The policy's functions; those of its beginning and of fork are in schedule_life.c. */
void schedule_init(void);
void schedule_enlist(struct lock_thread *t);
void schedule_delist(struct lock_thread *t);
void schedule_attach(struct lock_thread *t);
void schedule_detach(struct lock_thread *t);
void schedule_acquire(struct lock_thread *t);
void schedule_release(struct lock_thread *t);
void schedule_poll_safepoint(struct lock_thread *t);
void schedule_block(struct lock_thread *t);
void schedule_unblock(struct lock_thread *t);
void schedule_after_fork_child(struct lock_thread *t);

/* For the watch: a number that is another for each blocking region, of the one in which the thread with the turn is; 0: it
   is in none. And takes that thread out of the schedule, if it is still there. */
uint64_t schedule_region_of_holder(pid_t *native_id);
void schedule_take_out(uint64_t region);

/* ---- schedule_watch.c ---- */

/* Begins to watch, if nobody does. */
void watch_start(void);
void watch_after_fork_child(void);

/* ---- schedule_strategy.c; under the lock ---- */

/* Draws what the parameters ask for. False: schedule= cannot be read; `error` is of POLICY_ERROR_BYTES. */
bool strategy_init(char *error);

/* In a forked child, whose steps are others. */
void strategy_forget_given(void);

/* A thread comes into the schedule. */
void strategy_add(struct task *task);

/* At a step of `self`, which could go on: who does? One of schedule.runnable, or `self`. */
struct task *strategy_step(struct task *self);

/* Nobody has the turn: which of schedule.runnable gets it? */
struct task *strategy_next(void);

/* ---- schedule_log.c; by the thread with the turn, or under the lock ---- */

/* Opens what log= names. False: it cannot be written. */
bool log_open(const char *path);

/* A forked child: its log is a file of its own. */
void log_after_fork_child(uint64_t child_number);

void log_thread(const struct task *parent, const struct task *task);

/* A switch in two halves: `task` gives the turn up where it stands; and somebody takes it. Returns whether that is another. */
void log_given_up(const struct task *task, enum schedule_reason reason);
bool log_taken(const struct task *task);

void log_outside(const char *what);
void log_end(void);

#endif
