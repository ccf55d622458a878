#include "lock/global.h"

#include <string.h>

#include "lock/world_state.h"
#include "runtime/base/atomics.h"
#include "runtime/base/attributes.h"

extern const struct lock_policy policy_interval;
extern const struct lock_policy policy_ticks;
extern const struct lock_policy policy_fair;
extern const struct lock_policy policy_priority;
extern const struct lock_policy policy_seeded;
extern const struct lock_policy policy_off;
#ifdef HASP_MORE_POLICY /* the build names one more: docs/adding-a-policy.md */
extern const struct lock_policy HASP_MORE_POLICY;
#endif

/* One row per policy, in the order of the manual. */
static const struct lock_policy *const policies[] = {
    &policy_interval,  &policy_ticks, &policy_fair, &policy_priority, &policy_seeded, &policy_off,
#ifdef HASP_MORE_POLICY
    &HASP_MORE_POLICY,
#endif
};

const struct lock_policy *policy_in_force;

/* Atomic: any thread reads and sets it. */
static int64_t switch_interval_ns = 5000000;

const struct lock_policy *policy_find(const char *name)
{
    for (size_t i = 0; i < COUNT_OF(policies); i++) {
        const struct lock_policy *policy = policies[i];
        if (strcmp(policy->name, name) == 0 ||
            (policy->alias != NULL && strcmp(policy->alias, name) == 0)) {
            return policy;
        }
    }
    return NULL;
}

uint64_t policy_parameter_count(const struct lock_policy *policy, const char *name)
{
    const struct policy_parameter *parameter = policy->parameters;
    while (strcmp(parameter->name, name) != 0) {
        parameter++;
    }
    return *parameter->count;
}

const struct lock_policy *policy_at(size_t i)
{
    return i < COUNT_OF(policies) ? policies[i] : NULL;
}

const struct lock_policy *policy_current(void)
{
    return policy_in_force;
}

int64_t policy_switch_interval_ns(void)
{
    return load_relaxed(&switch_interval_ns);
}

void policy_set_switch_interval_ns(int64_t interval_ns)
{
    store_relaxed(&switch_interval_ns, interval_ns);
}
