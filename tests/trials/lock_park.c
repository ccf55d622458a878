/* The trials of the parking lot and the mutexes as a program of its own, for ThreadSanitizer. */
#include "tests/trials/lock_park.h"
#include "tests/trials/lock_main.h"

#define ROW(name) {#name, name},
static const struct trial trials[] = {LOCK_PARK_TRIALS(ROW)};

int main(void)
{
    return run_trials(trials, sizeof trials / sizeof trials[0]);
}
