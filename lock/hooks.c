#include "lock/hooks.h"

#ifdef HASP_TEST_HOOKS

#include <stdlib.h>

#include "runtime/base/atomics.h"

/* Passages left before the hook fires; 0: disarmed. Atomic. */
static uint32_t countdown[HOOK_COUNT];

void hook_arm(enum hook_point point, uint32_t n)
{
    store_release(&countdown[point], n);
}

bool hook_is_armed(enum hook_point point)
{
    return load_acquire(&countdown[point]) != 0;
}

bool hook_fires(enum hook_point point)
{
    uint32_t left = load_relaxed(&countdown[point]);
    while (left != 0) {
        if (compare_and_swap(&countdown[point], &left, left - 1)) {
            return left == 1;
        }
    }
    return false;
}

void hook_init(void)
{
    static const char *const names[HOOK_COUNT] = {"HASP_HOOK_PARK", "HASP_HOOK_START"};
    for (int point = 0; point < HOOK_COUNT; point++) {
        const char *n = getenv(names[point]);
        if (n != NULL) {
            hook_arm((enum hook_point)point, (uint32_t)strtoul(n, NULL, 10));
        }
    }
}

#else

/* A translation unit may not be empty. */
typedef int hooks_are_not_built;

#endif
