#include "lock/safepoint.h"

#include <errno.h>

#include "lock/schedule.h"
#include "lock/world.h"
#include "lock/world_state.h"
#include "runtime/base/assert.h"

/* Lets another thread run, by whatever rule the policy has. */
static void yield(struct lock_thread *t)
{
    atomic_and(&t->safepoint_word, ~(uint32_t)SAFEPOINT_DROP_LOCK);
    world_leave(t);
    policy_in_force->poll(t);
    world_return(t);
}

/*
 * STOP_WORLD stays set until world_start clears it, and a drop may be asked for while stopped: so again. One drop is
 * enough: a policy that counts safepoints asks for the next at each.
 */
static void serve_lock(struct lock_thread *t)
{
    uint32_t pending, mask = SAFEPOINT_FOR_LOCK;
    while ((pending = load_acquire(&t->safepoint_word) & mask) != 0) {
        if (pending & SAFEPOINT_STOP_WORLD) {
            world_stop_here(t);
        } else {
            yield(t);
            mask = SAFEPOINT_STOP_WORLD;
        }
    }
}

bool safepoint_serve(struct lock_thread *t, uint32_t mask)
{
    int saved_errno = errno;
    order_assert_none();
    thread_spill(&t->spill);
    serve_lock(t);
    bool ok = true;
    uint32_t reasons = load_acquire(&t->safepoint_word) & mask & SAFEPOINT_FOR_RUNTIME;
    if (reasons != 0) {
        atomic_and(&t->safepoint_word, ~reasons);
        ok = callbacks_in_force.at_safepoint == NULL || callbacks_in_force.at_safepoint(t, reasons);
    }
    errno = saved_errno;
    return ok;
}

void safepoint_offer_switch_slow(struct lock_thread *t)
{
    safepoint_request(t, SAFEPOINT_DROP_LOCK);
    (void)!safepoint_serve(t, SAFEPOINT_FOR_LOCK);
}

void safepoint_interrupt(struct lock_thread *t)
{
    safepoint_request(t, SAFEPOINT_SIGNAL);
    struct parker *parker = load_acquire(&t->parker);
    if (parker != NULL) {
        park_interrupt(parker);
    }
}

void blocking_enter_spilled(struct lock_thread *t, const char *call)
{
    int saved_errno = errno;
    order_assert_none();
    store_relaxed(&t->blocking_call, call);
    world_leave(t);
    policy_in_force->block(t);
    errno = saved_errno;
}

void blocking_leave(struct lock_thread *t)
{
    int saved_errno = errno;
    policy_in_force->unblock(t);
    world_return(t);
    errno = saved_errno;
}

void blocking_enter_unscheduled(struct lock_thread *t, const char *call)
{
    thread_spill(&t->spill);
    if (schedule_is_active()) {
        world_leave(t);
    } else {
        blocking_enter_spilled(t, call);
    }
}

void blocking_leave_unscheduled(struct lock_thread *t)
{
    if (schedule_is_active()) {
        world_return(t);
    } else {
        blocking_leave(t);
    }
}

enum park_result blocking_wait(struct lock_thread *t, const char *call, const void *address,
                               bool (*validate)(void *argument), void *argument,
                               int64_t deadline_ns, uintptr_t *token)
{
    blocking_enter(t, call);
    enum park_result result = park_wait_blocked(t, address, validate, argument, deadline_ns, token);
    blocking_leave(t);
    return result;
}
