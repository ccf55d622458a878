/*
 * Which thread runs next: the strategies of the policy `seeded`.
 *
 *   random   at each step another thread, chosen evenly, with probability p
 *   pct      probabilistic concurrency testing (Burckhardt, Kothari, Musuvathi and Nagarakatte, "A randomized scheduler with
 *            probabilistic guarantees of finding bugs", ASPLOS 2010): threads have random priorities, the highest runs; at depth - 1
 *            random steps out of `steps` the running one falls below all others
 *   pos      partial order sampling (Yuan, Yang and Gu, "Partial order aware concurrency sampling", CAV 2018): each thread's next
 *            event has a random priority, the highest happens; those that race with it then draw theirs anew
 *   given    the switches of schedule=, and no others but those that waits make necessary
 *
 * We depart from the papers in one point: a thread that has run for MOST_ALONE steps while others could falls below them, lest a
 * loop that waits for another thread's doing go on for ever.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lock/policy_options.h"
#include "lock/schedule_state.h"
#include "lock/world_state.h"
#include "runtime/base/assert.h"

enum { MOST_ALONE = 20000, MOST_DEPTH = 64 };

static struct {
    /* pct: the contended steps at which a priority changes, and the next lower priority. */
    uint64_t changes[MOST_DEPTH];
    int64_t lowest;
    /* given: pairs of a step and a thread, in order. malloc'ed. */
    struct given {
        uint64_t step;
        uint32_t number;
    } * given;
    size_t n_given, next_given;
} strategy;

/* ---- reading what is given ---- */

static bool add_given(uint64_t step, uint64_t number)
{
    if (strategy.n_given > 0 && strategy.given[strategy.n_given - 1].step >= step) {
        return false;
    }
    if (strategy.n_given % 64 == 0) {
        strategy.given = realloc(strategy.given, (strategy.n_given + 64) * sizeof(*strategy.given));
        CHECK(strategy.given != NULL);
    }
    strategy.given[strategy.n_given++] = (struct given){step, (uint32_t)number};
    return true;
}

/* STEP:THREAD+STEP:THREAD... */
static bool read_pairs(const char *text)
{
    while (*text != '\0') {
        char *end;
        uint64_t step = strtoull(text, &end, 10);
        if (end == text || *end != ':') {
            return false;
        }
        text = end + 1;
        uint64_t number = strtoull(text, &end, 10);
        if (end == text || (*end != '+' && *end != '\0') || !add_given(step, number)) {
            return false;
        }
        text = *end == '+' ? end + 1 : end;
    }
    return true;
}

/* The lines of a log: "S", step, from, to, ... with tabs between. */
static bool read_log(const char *path)
{
    char line[1024];
    FILE *file = fopen(path, "re");
    bool ok = file != NULL;
    while (ok && fgets(line, sizeof line, file) != NULL) {
        unsigned long long step, number;
        if (sscanf(line, "S\t%llu\t%*u\t%llu", &step, &number) == 2) {
            ok = add_given(step, number);
        }
    }
    if (file != NULL) {
        fclose(file);
    }
    return ok;
}

static bool read_given(char *error)
{
    const char *text = schedule_parameters.given;
    strategy.n_given = strategy.next_given = 0;
    if (text == NULL) {
        return true;
    }
    if (!(text[0] == '@' ? read_log(text + 1) : read_pairs(text))) {
        snprintf(error, POLICY_ERROR_BYTES,
                 "schedule must be STEP:THREAD+STEP:THREAD... or @FILE, not '%.60s'", text);
        return false;
    }
    return true;
}

/* ---- priorities ---- */

static int64_t draw_priority(void)
{
    return (int64_t)(random_next(STREAM_PRIORITY) >> 1);
}

static struct task *highest(struct task *best)
{
    for (size_t i = 0; i < schedule.n_runnable; i++) {
        struct task *task = schedule.runnable[i];
        if (best == NULL || task->priority > best->priority ||
            (task->priority == best->priority && task->number < best->number)) {
            best = task;
        }
    }
    return best;
}

static void fall(struct task *task)
{
    task->priority = --strategy.lowest;
}

/* ---- the strategies ---- */

static struct task *step_at_random(struct task *self)
{
    return random_chance(STREAM_SWITCH, schedule_parameters.p)
               ? schedule.runnable[random_below(STREAM_SWITCH, schedule.n_runnable)]
               : self;
}

static struct task *step_by_priority(struct task *self)
{
    for (uint64_t i = 0; i + 1 < schedule_parameters.depth; i++) {
        if (strategy.changes[i] == load_relaxed(&schedule.n_contended)) {
            fall(self);
        }
    }
    return highest(self);
}

static bool races(const struct task *a, const struct task *b)
{
    return a->location != NULL && a->location == b->location && (a->writes || b->writes);
}

/* `self` has done its event; the next one is drawn. */
static struct task *step_by_events(struct task *self)
{
    for (size_t i = 0; i < schedule.n_runnable; i++) {
        if (races(self, schedule.runnable[i])) {
            schedule.runnable[i]->priority = draw_priority();
        }
    }
    self->location = callbacks_in_force.next_event != NULL
                         ? callbacks_in_force.next_event(self->thread, &self->writes)
                         : NULL;
    self->priority = draw_priority();
    return highest(self);
}

static struct task *find_runnable(uint32_t number)
{
    for (size_t i = 0; i < schedule.n_runnable; i++) {
        if (schedule.runnable[i]->number == number) {
            return schedule.runnable[i];
        }
    }
    return NULL;
}

/* What is given for this very step; NULL: nothing, or a thread that cannot run. */
static struct task *given_now(void)
{
    while (strategy.next_given < strategy.n_given &&
           strategy.given[strategy.next_given].step < load_relaxed(&schedule.n_steps)) {
        strategy.next_given++;
    }
    if (strategy.next_given == strategy.n_given ||
        strategy.given[strategy.next_given].step != load_relaxed(&schedule.n_steps)) {
        return NULL;
    }
    return find_runnable(strategy.given[strategy.next_given].number);
}

static struct task *lowest_number(void)
{
    struct task *lowest = schedule.runnable[0];
    for (size_t i = 1; i < schedule.n_runnable; i++) {
        if (schedule.runnable[i]->number < lowest->number) {
            lowest = schedule.runnable[i];
        }
    }
    return lowest;
}

/* ---- what schedule.c asks for ---- */

bool strategy_init(char *error)
{
    strategy.lowest = 0;
    for (uint64_t i = 0; i + 1 < schedule_parameters.depth && i < MOST_DEPTH; i++) {
        strategy.changes[i] = 1 + random_below(STREAM_PRIORITY, schedule_parameters.steps);
    }
    return read_given(error);
}

void strategy_forget_given(void)
{
    strategy.n_given = 0;
}

void strategy_add(struct task *task)
{
    task->priority = draw_priority();
}

/* A thread that only looks whether another has done something. */
static bool starves_others(const struct task *self)
{
    return self->n_alone > MOST_ALONE && schedule_parameters.strategy != STRATEGY_RANDOM;
}

struct task *strategy_step(struct task *self)
{
    if (starves_others(self)) {
        fall(self);
        struct task *given = given_now();
        return given != NULL ? given
               : schedule_parameters.strategy == STRATEGY_GIVEN
                   ? schedule.runnable[load_relaxed(&schedule.n_steps) % schedule.n_runnable]
                   : highest(NULL);
    }
    switch ((enum strategy_kind)schedule_parameters.strategy) {
    case STRATEGY_RANDOM:
        return step_at_random(self);
    case STRATEGY_PCT:
        return step_by_priority(self);
    case STRATEGY_POS:
        return step_by_events(self);
    case STRATEGY_GIVEN: {
        struct task *given = given_now();
        return given != NULL ? given : self;
    }
    }
    UNREACHABLE();
}

struct task *strategy_next(void)
{
    ASSERT(schedule.n_runnable > 0);
    switch ((enum strategy_kind)schedule_parameters.strategy) {
    case STRATEGY_RANDOM:
        return schedule.runnable[random_below(STREAM_SWITCH, schedule.n_runnable)];
    case STRATEGY_PCT:
    case STRATEGY_POS:
        return highest(NULL);
    case STRATEGY_GIVEN: {
        struct task *given = given_now();
        return given != NULL ? given : lowest_number();
    }
    }
    UNREACHABLE();
}
