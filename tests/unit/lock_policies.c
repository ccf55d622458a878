#include "tests/trials/lock_policies.h"

#include <criterion/criterion.h>
#include <criterion/parameterized.h>

#include "tests/trials/lock_world.h"

/* Every trial once for every policy. */
#define UNIT(name)                                                                                 \
    ParameterizedTestParameters(lock_policies, name)                                               \
    {                                                                                              \
        static size_t indices[16];                                                                 \
        size_t n = 0;                                                                              \
        while (policy_at(n) != NULL) {                                                             \
            indices[n] = n;                                                                        \
            n++;                                                                                   \
        }                                                                                          \
        return cr_make_param_array(size_t, indices, n);                                            \
    }                                                                                              \
    ParameterizedTest(size_t *index, lock_policies, name)                                          \
    {                                                                                              \
        name(policy_at(*index));                                                                   \
    }
LOCK_POLICY_TRIALS(UNIT)
LOCK_WORLD_TRIALS(UNIT)

Test(lock_policies, policy_is_found_by_name_and_alias)
{
    cr_assert_not_null(policy_find("on"));
    cr_assert_eq(policy_find("on"), policy_find("interval"));
    cr_assert(policy_find("on")->exclusive);
    cr_assert_not_null(policy_find("off"));
    cr_assert(!policy_find("off")->exclusive);
    cr_assert_null(policy_find(""));
    cr_assert_null(policy_find("ON"));
}
