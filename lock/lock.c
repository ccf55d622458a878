/*
 * Setting the room up, and fork.
 *
 *   before        world_stop; then the registered mutexes by rank; world.lock; the native threads' lock; the buckets
 *   parent        all of it in reverse
 *   child         every lock is made anew, the list is one thread long, the policy is told
 *
 * With the world stopped no attached thread is inside any structure. The locks are taken for the others: threads that
 * are blocked, starting or ending hold the room's own locks for moments, and those that the layer above has registered. The
 * buckets come last because sleeping and waking on any of the others needs them. The policy's own lock is not
 * taken: it protects a few words that after_fork_child sets anew.
 */
#include "lock/lock.h"

#include "lock/global.h"
#include "lock/hooks.h"
#include "lock/mutex.h"
#include "lock/native.h"
#include "lock/park.h"
#include "lock/ranked.h"
#include "lock/record.h"
#include "lock/schedule.h"
#include "lock/trace.h"
#include "lock/world.h"
#include "lock/world_state.h"

struct lock_callbacks callbacks_in_force;

void lock_init(const struct lock_policy *policy, const struct lock_callbacks *callbacks)
{
    policy_in_force = record_is_on() ? record_wrap(policy) : policy;
    callbacks_in_force = *callbacks;
    hook_init();
    mutex_init();
    if (policy->init != NULL) {
        policy->init();
    }
    trace_start_writer();
}

void lock_before_fork(struct lock_thread *t)
{
    if (schedule_is_active()) {
        schedule_before_fork();
    }
    world_stop(t, "fork");
    trace_flush();
    ranked_before_fork();
    ranked_lock(&world.lock);
    native_before_fork();
    park_before_fork();
}

void lock_after_fork_parent(struct lock_thread *t)
{
    park_after_fork_parent();
    native_after_fork_parent();
    ranked_unlock(&world.lock);
    ranked_after_fork_parent();
    world_start(t);
}

void lock_after_fork_child(struct lock_thread *t)
{
    park_after_fork_child();
    order_reset();
    world_after_fork_child();
    ranked_after_fork_child();
    policy_in_force->after_fork_child(t);
    thread_after_fork_child(t);
    native_after_fork_child(t);
}
