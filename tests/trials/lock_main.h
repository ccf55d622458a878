/* Runs trials one after the other, each in a forked process, and says which of them failed. */
#ifndef HASP_TESTS_TRIALS_LOCK_MAIN_H
#define HASP_TESTS_TRIALS_LOCK_MAIN_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lock/global.h"

struct trial {
    const char *name;
    void (*run)(void);
};

struct policy_trial {
    const char *name;
    void (*run)(const struct lock_policy *policy);
};

/* Children of a program with threads go on under ThreadSanitizer: fork is one of the things under trial. */
const char *__tsan_default_options(void);
const char *__tsan_default_options(void)
{
    return "die_after_fork=0 halt_on_error=1 exitcode=66";
}

/* In the child `*in_child` is set and the caller runs the trial and exits. */
static inline bool trial_passes(const char *name, const char *policy, bool *in_child)
{
    int status;
    fflush(NULL);
    pid_t child = fork();
    *in_child = child == 0;
    if (child == 0) {
        return true;
    }
    bool passed = child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) &&
                  WEXITSTATUS(status) == 0;
    printf("%s %s%s%s\n", passed ? "ok    " : "FAILED", name, policy[0] != '\0' ? " " : "", policy);
    return passed;
}

static inline int run_trials(const struct trial *trials, size_t n_trials)
{
    int n_failed = 0;
    for (size_t i = 0; i < n_trials; i++) {
        bool in_child;
        n_failed += !trial_passes(trials[i].name, "", &in_child);
        if (in_child) {
            alarm(120);
            trials[i].run();
            exit(0);
        }
    }
    return n_failed != 0;
}

/* `only` is the name of a policy; NULL: under each. */
static inline int run_policy_trials(const struct policy_trial *trials, size_t n_trials,
                                    const char *only)
{
    int n_failed = 0;
    const struct lock_policy *policy;
    for (size_t p = 0; (policy = policy_at(p)) != NULL; p++) {
        for (size_t i = 0; i < n_trials && (only == NULL || strcmp(only, policy->name) == 0); i++) {
            bool in_child;
            n_failed += !trial_passes(trials[i].name, policy->name, &in_child);
            if (in_child) {
                trials[i].run(policy);
                exit(0);
            }
        }
    }
    return n_failed != 0;
}

#endif
