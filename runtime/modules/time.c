/* The module time: sleeping and the calendar; its clocks are in time_clock.c. */
#include <errno.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "lock/park.h"
#include "lock/safepoint.h"
#include "lock/schedule.h"
#include "lock/world.h"
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/module.h"
#include "runtime/modules/posix.h"
#include "runtime/modules/time_clock.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "runtime/struct_sequence.h"

static Value struct_time_type = VALUE_UNBOUND;

#define FUNCTION(name)                                                                             \
    static Value name(struct thread *t, Value *args UNUSED, uint32_t n UNUSED, Value names UNUSED)

/* ---- sleep ---- */

static bool sleep_argument(struct thread *t, Value v, int64_t *delay_ns)
{
    double seconds;
    *delay_ns = 0;
    if (!value_is_float(v) && !value_is_int(v) &&
        object_find_special(t, v, name___index__) == VALUE_UNBOUND) {
        return raise_false(t, &TypeError_type, "'%T' object cannot be interpreted as an integer",
                           v);
    }
    if (!number_to_double(t, v, &seconds)) {
        return false;
    }
    if (isnan(seconds)) {
        return raise_false(t, &ValueError_type, "Invalid value NaN (not a number)");
    }
    if (seconds < 0) {
        return raise_false(t, &ValueError_type, "sleep length must be non-negative");
    }
    if (seconds > 9.2e9) {
        return raise_false(t, &OverflowError_type, "timestamp too large to convert to C _PyTime_t");
    }
    *delay_ns = (int64_t)ceil(seconds * 1e9);
    return true;
}

/* The deadline is fixed at the call: a signal whose handler returns does not make the sleep longer (PEP 475). */
FUNCTION(time_sleep)
{
    int64_t delay_ns;
    if (!sleep_argument(t, args[0], &delay_ns)) {
        return VALUE_ERROR;
    }
    int64_t deadline_ns = park_deadline_ns(delay_ns);
    do {
        blocking_enter(&t->lock, "sleep");
        enum park_result result = park_sleep(deadline_ns, PARK_INTERRUPTIBLE);
        blocking_leave(&t->lock);
        if (result == PARK_INTERRUPTED && !safepoint_serve(&t->lock, SAFEPOINT_SIGNAL)) {
            return VALUE_ERROR;
        }
    } while (park_clock_ns() < deadline_ns);
    return VALUE_NONE;
}

/* ---- calendar ---- */

static Value struct_time(struct thread *t, const struct tm *tm)
{
    Value zone = str_from_cstr(t, tm->tm_zone != NULL ? tm->tm_zone : "UTC");
    const Value items[] = {value_from_small_int(tm->tm_year + 1900),
                           value_from_small_int(tm->tm_mon + 1),
                           value_from_small_int(tm->tm_mday),
                           value_from_small_int(tm->tm_hour),
                           value_from_small_int(tm->tm_min),
                           value_from_small_int(tm->tm_sec),
                           value_from_small_int((tm->tm_wday + 6) % 7),
                           value_from_small_int(tm->tm_yday + 1),
                           value_from_small_int(tm->tm_isdst),
                           zone,
                           value_from_small_int(tm->tm_gmtoff)};
    return zone == VALUE_ERROR ? zone
                               : struct_sequence_new(t, struct_time_type, items, COUNT_OF(items));
}

static time_t now_seconds(void)
{
    struct timespec now = {0};
    schedule_clock_gettime(CLOCK_REALTIME, &now);
    return now.tv_sec;
}

/* None or nothing: now. */
static bool time_argument(struct thread *t, Value v, time_t *seconds)
{
    double d;
    int64_t n;
    if (v == VALUE_UNBOUND || v == VALUE_NONE) {
        *seconds = now_seconds();
        return true;
    }
    if (!value_is_float(v)) {
        Value index = number_index(t, v);
        if (index == VALUE_ERROR) {
            return false;
        }
        *seconds = int_to_int64(index, &n) ? (time_t)n : 0;
        return int_to_int64(index, &n) ||
               raise_false(t, &OverflowError_type, "timestamp out of range for platform time_t");
    }
    d = float_to_double(v);
    if (isnan(d)) {
        return raise_false(t, &ValueError_type, "Invalid value NaN (not a number)");
    }
    *seconds = (time_t)floor(d);
    return fabs(d) < 9.2e18 ||
           raise_false(t, &OverflowError_type, "timestamp out of range for platform time_t");
}

static Value broken_down(struct thread *t, Value v,
                         struct tm *(*convert)(const time_t *, struct tm *))
{
    time_t seconds;
    struct tm tm;
    if (!time_argument(t, v, &seconds)) {
        return VALUE_ERROR;
    }
    return convert(&seconds, &tm) != NULL ? struct_time(t, &tm)
                                          : raise_os_error(t, errno, VALUE_UNBOUND, VALUE_UNBOUND);
}

FUNCTION(time_gmtime)
{
    return broken_down(t, args[0], gmtime_r);
}

FUNCTION(time_localtime)
{
    return broken_down(t, args[0], localtime_r);
}

/* None: what libc finds out by itself. */
static bool zone_from_tuple(struct thread *t, const struct tuple *tuple, struct tm *tm)
{
    int64_t offset;
    Value zone = tuple->items[9], seconds = tuple->items[10];
    if (value_is_str(zone) && (tm->tm_zone = str_to_utf8(t, zone, NULL)) == NULL) {
        return false;
    }
    if (seconds != VALUE_NONE) {
        if (!number_to_index(t, seconds, &offset)) {
            return false;
        }
        tm->tm_gmtoff = offset;
    }
    return true;
}

/* The nine numbers of a tuple. A struct_time has its zone behind them, for %Z and %z. */
static bool tm_from_tuple(struct thread *t, Value v, const char *function, struct tm *tm)
{
    int fields[9];
    if (!value_is_tuple(v)) {
        return raise_false(t, &TypeError_type, "Tuple or struct_time argument required");
    }
    const struct tuple *tuple = value_to_tuple(v);
    if (tuple->length != 9) {
        return raise_false(t, &TypeError_type, "%s(): illegal time tuple argument", function);
    }
    for (int i = 0; i < 9; i++) {
        if (!posix_int(t, tuple->items[i], &fields[i])) {
            return false;
        }
    }
    if (fields[0] < INT_MIN + 1900) {
        return raise_false(t, &OverflowError_type, "year out of range");
    }
    *tm = (struct tm){.tm_year = fields[0] - 1900,
                      .tm_mon = (int)((unsigned)fields[1] - 1),
                      .tm_mday = fields[2],
                      .tm_hour = fields[3],
                      .tm_min = fields[4],
                      .tm_sec = fields[5],
                      .tm_wday = (int)((unsigned)fields[6] + 1) % 7,
                      .tm_yday = (int)((unsigned)fields[7] - 1),
                      .tm_isdst = fields[8]};
    return value_type(v) != (struct type *)struct_time_type || zone_from_tuple(t, tuple, tm);
}

/* Zeros stand for the first of what is counted from one. */
static bool tm_check(struct thread *t, struct tm *tm)
{
    tm->tm_mon += tm->tm_mon == -1;
    tm->tm_mday += tm->tm_mday == 0;
    tm->tm_yday += tm->tm_yday == -1;
    const struct {
        int value, most;
        const char *name;
    } fields[] = {{tm->tm_mon, 11, "month"},        {tm->tm_mday, 31, "day of month"},
                  {tm->tm_hour, 23, "hour"},        {tm->tm_min, 59, "minute"},
                  {tm->tm_sec, 61, "seconds"},      {tm->tm_wday, 6, "day of week"},
                  {tm->tm_yday, 365, "day of year"}};
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        if (fields[i].value < 0 || fields[i].value > fields[i].most) {
            return raise_false(t, &ValueError_type, "%s out of range", fields[i].name);
        }
    }
    tm->tm_isdst = tm->tm_isdst < -1 ? -1 : tm->tm_isdst > 1 ? 1 : tm->tm_isdst;
    return true;
}

FUNCTION(time_mktime)
{
    struct tm tm;
    if (!tm_from_tuple(t, args[0], "mktime", &tm)) {
        return VALUE_ERROR;
    }
    tm.tm_wday = -1; /* stays so if the time cannot be represented */
    time_t seconds = mktime(&tm);
    return seconds == -1 && tm.tm_wday == -1
               ? raise_error(t, &OverflowError_type, "mktime argument out of range")
               : float_from_double(t, (double)seconds);
}

/* The tuple argument of strftime and asctime; now if there is none. */
static bool tm_argument(struct thread *t, Value v, const char *function, struct tm *tm)
{
    if (v != VALUE_UNBOUND && v != VALUE_NONE) {
        return tm_from_tuple(t, v, function, tm) && tm_check(t, tm);
    }
    time_t now = now_seconds();
    return localtime_r(&now, tm) != NULL;
}

/* strftime(3) returns 0 for an empty result too: the size is doubled only up to what no format needs. */
FUNCTION(time_strftime)
{
    struct tm tm;
    size_t length;
    if (!value_is_str(args[0])) {
        return raise_error(t, &TypeError_type, "strftime() argument 1 must be str, not %A",
                           args[0]);
    }
    const char *format = str_to_utf8(t, args[0], &length);
    if (format == NULL || !tm_argument(t, args[1], "strftime", &tm)) {
        return VALUE_ERROR;
    }
    if (strlen(format) != length) {
        return raise_error(t, &ValueError_type, "embedded null character");
    }
    for (size_t size = 256;; size *= 2) {
        char *text = malloc(size);
        if (text == NULL) {
            return raise_no_memory(t);
        }
        size_t n = strftime(text, size, format, &tm);
        if (n > 0 || size > 256 * (length + 1)) {
            Value v = str_from_utf8(t, text, n);
            free(text);
            return v;
        }
        free(text);
    }
}

static Value ascii_time(struct thread *t, const struct tm *tm)
{
    static const char *const days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    char text[64];
    snprintf(text, sizeof text, "%s %s%3d %02d:%02d:%02d %d", days[(unsigned)tm->tm_wday % 7],
             months[(unsigned)tm->tm_mon % 12], tm->tm_mday, tm->tm_hour, tm->tm_min, tm->tm_sec,
             1900 + tm->tm_year);
    return str_from_cstr(t, text);
}

FUNCTION(time_asctime)
{
    struct tm tm;
    return tm_argument(t, args[0], "asctime", &tm) ? ascii_time(t, &tm) : VALUE_ERROR;
}

FUNCTION(time_ctime)
{
    time_t seconds;
    struct tm tm;
    if (!time_argument(t, args[0], &seconds)) {
        return VALUE_ERROR;
    }
    return localtime_r(&seconds, &tm) != NULL
               ? ascii_time(t, &tm)
               : raise_os_error(t, errno, VALUE_UNBOUND, VALUE_UNBOUND);
}

/* ---- time zones ---- */

static bool add_zone(struct thread *t, Value module)
{
    tzset();
    Value standard = str_from_cstr(t, tzname[0]), summer = str_from_cstr(t, tzname[1]);
    if (standard == VALUE_ERROR || summer == VALUE_ERROR) {
        return false;
    }
    Value zones = tuple_of(t, 2, standard, summer);
    return zones != VALUE_ERROR && module_add(t, module, "tzname", zones) &&
           module_add(t, module, "timezone", value_from_small_int(timezone)) &&
           module_add(t, module, "altzone",
                      value_from_small_int(daylight ? timezone - 3600 : timezone)) &&
           module_add(t, module, "daylight", value_from_small_int(daylight));
}

/* As the environment says now. The zone is libc's, one for all threads. */
FUNCTION(time_tzset)
{
    world_stop(&t->lock, "tzset");
    tzset();
    world_start(&t->lock);
    Value name = str_intern_cstr(t, "time");
    Value module = name == VALUE_ERROR ? name : import_module(t, name);
    return module != VALUE_ERROR && add_zone(t, module) ? VALUE_NONE : VALUE_ERROR;
}

/* The work is done by the module _strptime. */
FUNCTION(time_strptime)
{
    Value name = str_intern_cstr(t, "_strptime"), attribute = str_intern_cstr(t, "_strptime_time");
    Value module =
        name == VALUE_ERROR || attribute == VALUE_ERROR ? VALUE_ERROR : import_module(t, name);
    Value function = module == VALUE_ERROR ? module : object_get_attribute(t, module, attribute);
    return function == VALUE_ERROR ? function : call(t, function, args, n, names);
}

#undef FUNCTION

static const struct native_def functions[] = {
    {"asctime", time_asctime, "(tuple=None, /)", NULL, NATIVE_METHOD},
    {"ctime", time_ctime, "(secs=None, /)", NULL, NATIVE_METHOD},
    {"gmtime", time_gmtime, "(secs=None, /)", NULL, NATIVE_METHOD},
    {"localtime", time_localtime, "(secs=None, /)", NULL, NATIVE_METHOD},
    {"mktime", time_mktime, "(tuple, /)", NULL, NATIVE_METHOD},
    {"sleep", time_sleep, "(seconds, /)", "Delay execution for a given number of seconds.",
     NATIVE_METHOD},
    {"strftime", time_strftime, "(format, tuple=None, /)", NULL, NATIVE_METHOD},
    {"strptime", time_strptime, "(*)", "Parse a string to a time tuple according to a format.",
     NATIVE_METHOD},
    {"tzset", time_tzset, "()", "Initialize, or reinitialize, the local timezone.", NATIVE_METHOD},
    {0},
};

bool module_init_time(struct thread *t, Value module)
{
    static const char *const fields[] = {"tm_year",  "tm_mon",  "tm_mday",   "tm_hour",
                                         "tm_min",   "tm_sec",  "tm_wday",   "tm_yday",
                                         "tm_isdst", "tm_zone", "tm_gmtoff", NULL};
    if (struct_time_type == VALUE_UNBOUND) {
        gc_add_root(&struct_time_type);
    }
    Value type = struct_sequence_type_new(t, "time", "struct_time", fields, 9);
    if (type == VALUE_ERROR) {
        return false;
    }
    struct_time_type = type;
    return module_add(t, module, "struct_time", type) && add_zone(t, module) &&
           module_add(t, module, "_STRUCT_TM_ITEMS", value_from_small_int(11)) &&
           time_clock_init(t, module) && module_add_functions(t, module, functions);
}
