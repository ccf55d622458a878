/*
 * Fault injection, in builds with -DHASP_TEST_HOOKS only; elsewhere nothing ever fires. A test arms a hook to fire
 * once, at the n-th passage from now, and sweeps n = 1, 2, ... until the job is done without its firing. A process that
 * a test starts takes n from the environment: HASP_HOOK_PARK, HASP_HOOK_START.
 */
#ifndef HASP_LOCK_HOOKS_H
#define HASP_LOCK_HOOKS_H

#include <stdbool.h>
#include <stdint.h>

enum hook_point {
    HOOK_PARK,  /* park_wait returns PARK_WOKEN although nobody woke it */
    HOOK_START, /* native_start fails with EAGAIN */
    HOOK_COUNT,
};

#ifdef HASP_TEST_HOOKS

/* Fires at the n-th passage from now; 0 disarms. */
void hook_arm(enum hook_point point, uint32_t n);

/* Whether the hook is still to fire. */
bool hook_is_armed(enum hook_point point);

/* Passes the point: true if the hook fires here. */
bool hook_fires(enum hook_point point);

/* Arms what the environment asks for. */
void hook_init(void);

#else

static inline bool hook_fires(enum hook_point point)
{
    (void)point;
    return false;
}

static inline void hook_init(void)
{
}

#endif

#endif
