#ifndef HASP_BASE_CLOCK_H
#define HASP_BASE_CLOCK_H

#include <stdint.h>
#include <time.h>

/* Now, in nanoseconds of CLOCK_MONOTONIC: real time, whatever the lock's policy makes of time. */
static inline int64_t clock_monotonic_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

#endif
