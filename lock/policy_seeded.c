/*
 * One thread at a time, and every switch drawn from a seed: what runs once runs again, the same. The scheduler is in
 * schedule.c; here are its name and its parameters.
 */
#include <stdlib.h>

#include "lock/global.h"
#include "lock/schedule_state.h"

#define DEFAULTS                                                                                   \
    {                                                                                              \
        .strategy = STRATEGY_RANDOM, .p = 0.1, .depth = 3, .steps = 1000                           \
    }

struct schedule_parameters schedule_parameters = DEFAULTS;

void schedule_parameters_reset(void)
{
    free((void *)schedule_parameters.given);
    free((void *)schedule_parameters.log);
    schedule_parameters = (struct schedule_parameters)DEFAULTS;
}

const char *const schedule_strategies[] = {"random", "pct", "pos", "given", NULL};
const char *const schedule_steps[] = {"safepoint", "opcode", "script", NULL};

static const struct policy_parameter parameters[] = {
    {.name = "seed",
     .description = "of all that is drawn, from 0 to 2**64 - 1",
     .kind = PARAMETER_COUNT,
     .most = UINT64_MAX,
     .count = &schedule_parameters.seed},
    {.name = "hash",
     .description =
         "of the hashes of texts, which may be a number of their own; 0: that of the seed",
     .kind = PARAMETER_COUNT,
     .most = UINT64_MAX,
     .count = &schedule_parameters.hash},
    {.name = "strategy",
     .description = "how switches are drawn",
     .kind = PARAMETER_CHOICE,
     .choices = schedule_strategies,
     .count = &schedule_parameters.strategy},
    {.name = "p",
     .description = "random: the probability of a switch at a step",
     .kind = PARAMETER_FRACTION,
     .fraction = &schedule_parameters.p},
    {.name = "depth",
     .description =
         "pct: the depth of the bugs to be found, one more than there are changes of priority",
     .kind = PARAMETER_COUNT,
     .least = 1,
     .most = 64,
     .count = &schedule_parameters.depth},
    {.name = "steps",
     .description = "pct: among how many steps the changes are drawn",
     .kind = PARAMETER_COUNT,
     .least = 1,
     .most = 1000000000000,
     .count = &schedule_parameters.steps},
    {.name = "every",
     .description = "what is a step; script: an opcode outside of the modules that Hasp carries",
     .kind = PARAMETER_CHOICE,
     .choices = schedule_steps,
     .count = &schedule_parameters.every},
    {.name = "schedule",
     .description = "given: STEP:THREAD+STEP:THREAD... or @FILE, a log",
     .kind = PARAMETER_TEXT,
     .text = &schedule_parameters.given},
    {.name = "log",
     .description = "where the schedule is written",
     .kind = PARAMETER_TEXT,
     .text = &schedule_parameters.log},
    {.name = NULL},
};

const struct lock_policy policy_seeded = {
    .name = "seeded",
    .alias = NULL,
    .description = "one thread at a time; every switch is drawn from a seed, time is virtual",
    .source = "Burckhardt et al. 2010, Yuan et al. 2018",
    .exclusive = true,
    .is_repeatable = true,
    .parameters = parameters,
    .init = schedule_init,
    .enlist = schedule_enlist,
    .delist = schedule_delist,
    .attach = schedule_attach,
    .detach = schedule_detach,
    .acquire = schedule_acquire,
    .release = schedule_release,
    .poll = schedule_poll_safepoint,
    .block = schedule_block,
    .unblock = schedule_unblock,
    .after_fork_child = schedule_after_fork_child,
};
