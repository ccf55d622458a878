/* The trials of the policies and of the world as a program of its own, for ThreadSanitizer: [POLICY | TRIAL POLICY]. */
#include "tests/trials/lock_policies.h"
#include "tests/trials/lock_main.h"
#include "tests/trials/lock_world.h"

#define ROW(name) {#name, name},
static const struct policy_trial trials[] = {LOCK_POLICY_TRIALS(ROW) LOCK_WORLD_TRIALS(ROW)};

int main(int argc, char **argv)
{
    if (argc == 3) { /* one of them, in this process: TRIAL POLICY */
        for (size_t i = 0; i < sizeof trials / sizeof trials[0]; i++) {
            if (strcmp(trials[i].name, argv[1]) == 0) {
                trials[i].run(policy_find(argv[2]));
                return 0;
            }
        }
        return 2;
    }
    return run_policy_trials(trials, sizeof trials / sizeof trials[0], argc == 2 ? argv[1] : NULL);
}
