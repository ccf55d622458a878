/* The life of a schedule, from its parameters over forks to a new beginning; and what the layer above may know of it. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lock/policy_options.h"
#include "lock/schedule_state.h"
#include "lock/world_state.h"
#include "runtime/base/assert.h"
#include "runtime/base/atomics.h"

/* ---- for the layer above ---- */

bool schedule_switches_at_opcodes(void)
{
    return schedule_is_active() && schedule_parameters.every != STEP_SAFEPOINT;
}

bool schedule_passes_over_library(void)
{
    return schedule_parameters.every == STEP_SCRIPT;
}

uint64_t schedule_new_ident(void)
{
    return atomic_add(&schedule.n_idents, 1) + 1;
}

uint32_t schedule_number(const struct lock_thread *t)
{
    const struct task *task = schedule_active ? task_of(t) : NULL;
    return task != NULL ? task->number : 0;
}

const void *schedule_awaited(const struct lock_thread *t, int64_t *deadline_ns)
{
    const struct task *task = task_of(t);
    if (task == NULL || (task->state != TASK_PARKED && task != schedule.reporter)) {
        return NULL;
    }
    *deadline_ns = task->deadline_ns;
    return task->address;
}

/* Whatever it waits for from now on, it waits in vain: the report is all that is left to do. */
void schedule_reattach(struct lock_thread *t)
{
    struct task *self = task_of(t);
    schedule_lock();
    if (self->state == TASK_PARKED) {
        task_unpark_locked(self, PARK_WOKEN, 0);
        task_leave_runnable_locked(self);
    }
    self->state = TASK_RUNNING;
    store_release(&schedule.holder, self);
    schedule_unlock();
    world_return(t);
}

uint64_t schedule_seed(void)
{
    return schedule_parameters.seed;
}

struct schedule_counts schedule_get_counts(void)
{
    return (struct schedule_counts){load_relaxed(&schedule.n_steps),
                                    load_relaxed(&schedule.n_contended),
                                    load_relaxed(&schedule.n_switches)};
}

/* ---- start, fork and restart ---- */

/* One thread, which has the turn, and nothing else. */
static void reset(struct lock_thread *t)
{
    struct task *self = task_of(t), *following;
    for (struct task *task = schedule.first; task != NULL; task = following) {
        following = task->next;
        if (task != self) {
            task->thread->policy_data[0] = 0;
            free(task);
        }
    }
    self->next = self->previous = NULL;
    schedule.n_tasks = 1;
    schedule.first = schedule.last = self;
    schedule.first_parked = schedule.last_parked = NULL;
    store_relaxed(&schedule.n_runnable, 0);
    schedule.n_waiting_descriptors = 0;
    schedule.n_outside = 0;
    schedule.n_ending = 0;
    schedule.next_deadline_ns = PARK_FOREVER;
    schedule.holder = self;
    store_release(&schedule.lock, 0);
}

void schedule_end(void)
{
    if (schedule_is_active()) {
        log_end();
        schedule_flush_log();
    }
}

void schedule_init(void)
{
    char error[POLICY_ERROR_BYTES];
    schedule_active = true;
    random_seed(schedule_parameters.seed);
    if (!strategy_init(error)) {
        dprintf(STDERR_FILENO, "hasp: %s\n", error);
        _exit(2);
    }
    if (schedule_parameters.log != NULL && !log_open(schedule_parameters.log)) {
        dprintf(STDERR_FILENO, "hasp: cannot write the log '%s': %s\n", schedule_parameters.log,
                strerror(errno));
        _exit(2);
    }
}

static uint64_t seed_of_child(void)
{
    return random_mix(schedule_parameters.seed ^ random_mix(schedule.n_children));
}

void schedule_child_token(char *text, size_t size)
{
    const struct schedule_parameters *p = &schedule_parameters;
    schedule_before_fork();
    int n = snprintf(text, size,
                     "seeded:%llu,hash=%llu,strategy=%s,p=%.17g,depth=%llu,steps=%llu,every=%s",
                     (unsigned long long)seed_of_child(), (unsigned long long)p->hash,
                     schedule_strategies[p->strategy], p->p, (unsigned long long)p->depth,
                     (unsigned long long)p->steps, schedule_steps[p->every]);
    if (p->log != NULL && n > 0 && (size_t)n < size) {
        snprintf(text + n, size - (size_t)n, ",log=%s.%llu", p->log,
                 (unsigned long long)schedule.n_children);
    }
}

void schedule_before_fork(void)
{
    schedule.n_children++;
    store_relaxed(&schedule.has_peers, 1);
}

/* The child's schedule comes from the seed and its number among the parent's children. */
void schedule_after_fork_child(struct lock_thread *t)
{
    reset(t);
    task_of(t)->native_id = gettid();
    schedule_parameters.seed = seed_of_child();
    random_seed(schedule_parameters.seed);
    strategy_forget_given();
    log_after_fork_child(schedule.n_children);
    watch_after_fork_child();
    schedule.n_children = 0;
}

bool schedule_restart(struct lock_thread *t, const char *text, char *error)
{
    schedule_parameters_reset();
    const struct lock_policy *policy = policy_choose(text, error);
    if (policy == NULL) {
        return false;
    }
    if (strcmp(policy->name, policy_in_force->name) != 0) { /* which may be a copy that records */
        snprintf(error, POLICY_ERROR_BYTES, "not the policy in force: '%.100s'", text);
        return false;
    }
    struct task *self = task_of(t);
    random_seed(schedule_parameters.seed);
    if (!strategy_init(error)) {
        return false;
    }
    store_relaxed(&schedule.n_steps, 0);
    store_relaxed(&schedule.n_contended, 0);
    store_relaxed(&schedule.n_switches, 0);
    store_relaxed(&schedule.clock_ns, SCHEDULE_START_NS);
    schedule.n_numbers = self->number = 1;
    schedule.n_children = 0;
    schedule.has_peers = 0;
    schedule.n_regions = schedule.n_idents = 0;
    strategy_add(self);
    turn_ask_for_steps(t);
    if (schedule_parameters.log != NULL && !log_open(schedule_parameters.log)) {
        snprintf(error, POLICY_ERROR_BYTES, "cannot write the log '%.100s'",
                 schedule_parameters.log);
        return false;
    }
    log_thread(NULL, self);
    return true;
}
