#include "runtime/modules/time_clock.h"

#include <errno.h>
#include <math.h>
#include <pthread.h>
#include <string.h>
#include <time.h>

#include "lock/schedule.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/float.h"
#include "runtime/modules/posix.h"
#include "runtime/modules/thread_lock.h"
#include "runtime/tuple.h"

#define NS_PER_SECOND INT64_C(1000000000)

static int64_t to_ns(struct timespec time)
{
    return time.tv_sec * NS_PER_SECOND + time.tv_nsec;
}

static Value to_seconds(struct thread *t, struct timespec time)
{
    return float_from_double(t, (double)to_ns(time) / 1e9);
}

/* ---- clocks with a name ---- */

#define CLOCK_FUNCTIONS(name, clock)                                                               \
    POSIX_FUNCTION(time_##name)                                                                    \
    {                                                                                              \
        struct timespec now;                                                                       \
        schedule_clock_gettime(clock, &now);                                                       \
        return to_seconds(t, now);                                                                 \
    }                                                                                              \
    POSIX_FUNCTION(time_##name##_ns)                                                               \
    {                                                                                              \
        struct timespec now;                                                                       \
        schedule_clock_gettime(clock, &now);                                                       \
        return int_from_int64(t, to_ns(now));                                                      \
    }
CLOCK_FUNCTIONS(time, CLOCK_REALTIME)
CLOCK_FUNCTIONS(monotonic, CLOCK_MONOTONIC)
CLOCK_FUNCTIONS(process_time, CLOCK_PROCESS_CPUTIME_ID)
CLOCK_FUNCTIONS(thread_time, CLOCK_THREAD_CPUTIME_ID)
#undef CLOCK_FUNCTIONS

#define CLOCK(name, clock)                                                                         \
    {                                                                                              \
#name, "clock_gettime(" #clock ")", clock                                                  \
    }
static const struct {
    const char *name, *implementation;
    clockid_t clock;
} clocks[] = {
    CLOCK(time, CLOCK_REALTIME),
    CLOCK(monotonic, CLOCK_MONOTONIC),
    CLOCK(perf_counter, CLOCK_MONOTONIC),
    CLOCK(process_time, CLOCK_PROCESS_CPUTIME_ID),
    CLOCK(thread_time, CLOCK_THREAD_CPUTIME_ID),
};
#undef CLOCK

extern struct type namespace_type;

static Value clock_info(struct thread *t, size_t i)
{
    struct timespec resolution;
    clock_getres(clocks[i].clock, &resolution);
    bool adjustable = clocks[i].clock == CLOCK_REALTIME;
    Value fields = dict_new(t), implementation = str_from_cstr(t, clocks[i].implementation);
    Value seconds = to_seconds(t, resolution);
    if (fields == VALUE_ERROR || implementation == VALUE_ERROR || seconds == VALUE_ERROR ||
        !dict_set_cstr(t, value_to_dict(fields), "implementation", implementation) ||
        !dict_set_cstr(t, value_to_dict(fields), "monotonic", value_from_bool(!adjustable)) ||
        !dict_set_cstr(t, value_to_dict(fields), "adjustable", value_from_bool(adjustable)) ||
        !dict_set_cstr(t, value_to_dict(fields), "resolution", seconds)) {
        return VALUE_ERROR;
    }
    return call_tuple(t, value_from_object(&namespace_type), tuple_empty, fields);
}

POSIX_FUNCTION(time_get_clock_info)
{
    if (!value_is_str(args[0])) {
        return raise_error(t, &TypeError_type, "get_clock_info() argument 1 must be str, not %A",
                           args[0]);
    }
    for (size_t i = 0; i < COUNT_OF(clocks); i++) {
        if (str_equals_cstr(args[0], clocks[i].name)) {
            return clock_info(t, i);
        }
    }
    return raise_error(t, &ValueError_type, "unknown clock");
}

/* ---- clocks by number ---- */

static Value seconds_or_error(struct thread *t, int result, struct timespec time)
{
    return result < 0 ? raise_errno(t, VALUE_UNBOUND) : to_seconds(t, time);
}

POSIX_FUNCTION(time_clock_gettime)
{
    int clock;
    struct timespec now = {0};
    return posix_int(t, args[0], &clock)
               ? seconds_or_error(t, schedule_clock_gettime(clock, &now), now)
               : VALUE_ERROR;
}

POSIX_FUNCTION(time_clock_gettime_ns)
{
    int clock;
    struct timespec now;
    return !posix_int(t, args[0], &clock)            ? VALUE_ERROR
           : schedule_clock_gettime(clock, &now) < 0 ? raise_errno(t, VALUE_UNBOUND)
                                                     : int_from_int64(t, to_ns(now));
}

POSIX_FUNCTION(time_clock_getres)
{
    int clock;
    struct timespec resolution = {0};
    return posix_int(t, args[0], &clock)
               ? seconds_or_error(t, clock_getres(clock, &resolution), resolution)
               : VALUE_ERROR;
}

static Value set_clock(struct thread *t, int clock, int64_t ns)
{
    struct timespec time = {.tv_sec = ns / NS_PER_SECOND, .tv_nsec = ns % NS_PER_SECOND};
    if (time.tv_nsec < 0) {
        time.tv_sec--;
        time.tv_nsec += NS_PER_SECOND;
    }
    return posix_done(t, clock_settime(clock, &time), VALUE_UNBOUND);
}

POSIX_FUNCTION(time_clock_settime)
{
    int clock;
    int64_t ns;
    return posix_int(t, args[0], &clock) && lock_seconds_to_ns(t, args[1], &ns)
               ? set_clock(t, clock, ns)
               : VALUE_ERROR;
}

POSIX_FUNCTION(time_clock_settime_ns)
{
    int clock;
    int64_t ns;
    if (!posix_int(t, args[0], &clock)) {
        return VALUE_ERROR;
    }
    if (!value_is_int(args[1])) {
        return raise_error(t, &TypeError_type, "an integer is required (got type %T)", args[1]);
    }
    return int_to_int64(args[1], &ns)
               ? set_clock(t, clock, ns)
               : raise_error(t, &OverflowError_type,
                             "timestamp too large to convert to C _PyTime_t");
}

POSIX_FUNCTION(time_pthread_getcpuclockid)
{
    int64_t thread;
    clockid_t clock;
    if (!number_to_index(t, args[0], &thread)) {
        return VALUE_ERROR;
    }
    /* The number of another thread is none of the system's. */
    int error =
        (uint64_t)thread == t->ident ? pthread_getcpuclockid(pthread_self(), &clock) : ESRCH;
    return error != 0 ? raise_os_error(t, error, VALUE_UNBOUND, VALUE_UNBOUND)
                      : value_from_small_int(clock);
}

const struct native_def time_clock_functions[] = {
    {"clock_getres", time_clock_getres, "(clk_id, /)",
     "Return the resolution (precision) of the specified clock clk_id.", NATIVE_METHOD},
    {"clock_gettime", time_clock_gettime, "(clk_id, /)",
     "Return the time of the specified clock clk_id as a float.", NATIVE_METHOD},
    {"clock_gettime_ns", time_clock_gettime_ns, "(clk_id, /)", NULL, NATIVE_METHOD},
    {"clock_settime", time_clock_settime, "(clk_id, time, /)", NULL, NATIVE_METHOD},
    {"clock_settime_ns", time_clock_settime_ns, "(clk_id, time, /)", NULL, NATIVE_METHOD},
    {"get_clock_info", time_get_clock_info, "(name, /)", "Get information of the specified clock.",
     NATIVE_METHOD},
    {"monotonic", time_monotonic, "()", "Monotonic clock, cannot go backward.", NATIVE_METHOD},
    {"monotonic_ns", time_monotonic_ns, "()", NULL, NATIVE_METHOD},
    {"perf_counter", time_monotonic, "()", "Performance counter for benchmarking.", NATIVE_METHOD},
    {"perf_counter_ns", time_monotonic_ns, "()", NULL, NATIVE_METHOD},
    {"process_time", time_process_time, "()", "Process time for profiling.", NATIVE_METHOD},
    {"process_time_ns", time_process_time_ns, "()", NULL, NATIVE_METHOD},
    {"pthread_getcpuclockid", time_pthread_getcpuclockid, "(thread_id, /)", NULL, NATIVE_METHOD},
    {"thread_time", time_thread_time, "()", "Thread time for profiling.", NATIVE_METHOD},
    {"thread_time_ns", time_thread_time_ns, "()", NULL, NATIVE_METHOD},
    {"time", time_time, "()", "Return the current time in seconds since the Epoch.", NATIVE_METHOD},
    {"time_ns", time_time_ns, "()", NULL, NATIVE_METHOD},
    {0},
};

bool time_clock_init(struct thread *t, Value module)
{
    static const struct module_number constants[] = {
        {"CLOCK_REALTIME", CLOCK_REALTIME},
        {"CLOCK_MONOTONIC", CLOCK_MONOTONIC},
        {"CLOCK_MONOTONIC_RAW", CLOCK_MONOTONIC_RAW},
        {"CLOCK_PROCESS_CPUTIME_ID", CLOCK_PROCESS_CPUTIME_ID},
        {"CLOCK_THREAD_CPUTIME_ID", CLOCK_THREAD_CPUTIME_ID},
        {"CLOCK_BOOTTIME", CLOCK_BOOTTIME},
        {"CLOCK_TAI", CLOCK_TAI}};
    return module_add_numbers(t, module, constants, COUNT_OF(constants)) &&
           module_add_functions(t, module, time_clock_functions);
}
