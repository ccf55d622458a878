/* The module resource: what a process has used, and how much it may use. */
#include "runtime/modules/resource.h"

#include <unistd.h>

#include "lock/world.h"
#include "runtime/float.h"
#include "runtime/heap.h"
#include "runtime/modules/posix.h"
#include "runtime/struct_sequence.h"

static Value usage_type = VALUE_UNBOUND;

static Value seconds_value(struct thread *t, struct timeval time)
{
    return float_from_double(t, (double)time.tv_sec + (double)time.tv_usec * 1e-6);
}

Value resource_usage(struct thread *t, const struct rusage *u)
{
    if (usage_type == VALUE_UNBOUND) {
        Value name = str_intern_cstr(t, "resource");
        if (name == VALUE_ERROR || import_module(t, name) == VALUE_ERROR) {
            return VALUE_ERROR;
        }
    }
    const long counts[] = {u->ru_maxrss, u->ru_ixrss,    u->ru_idrss,   u->ru_isrss,   u->ru_minflt,
                           u->ru_majflt, u->ru_nswap,    u->ru_inblock, u->ru_oublock, u->ru_msgsnd,
                           u->ru_msgrcv, u->ru_nsignals, u->ru_nvcsw,   u->ru_nivcsw};
    Value fields[2 + COUNT_OF(counts)] = {seconds_value(t, u->ru_utime),
                                          seconds_value(t, u->ru_stime)};
    for (size_t i = 0; i < COUNT_OF(counts); i++) {
        fields[2 + i] = value_from_small_int(counts[i]);
    }
    return fields[0] == VALUE_ERROR || fields[1] == VALUE_ERROR
               ? VALUE_ERROR
               : struct_sequence_new(t, usage_type, fields, COUNT_OF(fields));
}

POSIX_FUNCTION(resource_getrusage)
{
    int who;
    struct rusage usage;
    if (!posix_int(t, args[0], &who)) {
        return VALUE_ERROR;
    }
    if (getrusage(who, &usage) < 0) {
        return errno == EINVAL ? raise_error(t, &ValueError_type, "invalid who parameter")
                               : raise_errno(t, VALUE_UNBOUND);
    }
    return resource_usage(t, &usage);
}

/* ---- limits ---- */

static bool limit_argument(struct thread *t, Value v, rlim_t *limit)
{
    int64_t n;
    Value index = number_index(t, v);
    if (index == VALUE_ERROR) {
        return false;
    }
    if (!int_to_int64(index, &n)) {
        return raise_false(t, &OverflowError_type, "Python int too large to convert to C long");
    }
    *limit = (rlim_t)n; /* -1 is RLIM_INFINITY */
    return true;
}

static bool limits_argument(struct thread *t, Value v, struct rlimit *limits)
{
    Value pair = tuple_from_iterable(t, v);
    if (pair == VALUE_ERROR) {
        return false;
    }
    if (value_to_tuple(pair)->length != 2) {
        return raise_false(t, &ValueError_type, "expected a tuple of 2 integers");
    }
    return limit_argument(t, value_to_tuple(pair)->items[0], &limits->rlim_cur) &&
           limit_argument(t, value_to_tuple(pair)->items[1], &limits->rlim_max);
}

static Value limits_value(struct thread *t, const struct rlimit *limits)
{
    Value soft = int_from_int64(t, (int64_t)limits->rlim_cur);
    Value hard = soft == VALUE_ERROR ? soft : int_from_int64(t, (int64_t)limits->rlim_max);
    return hard == VALUE_ERROR ? hard : tuple_pair(t, soft, hard);
}

static bool resource_argument(struct thread *t, Value v, int *resource)
{
    return posix_int(t, v, resource) &&
           ((*resource >= 0 && *resource < RLIM_NLIMITS) ||
            raise_false(t, &ValueError_type, "invalid resource specified"));
}

static Value raise_limit_error(struct thread *t)
{
    return errno == EINVAL ? raise_error(t, &ValueError_type, "current limit exceeds maximum limit")
           : errno == EPERM ? raise_error(t, &ValueError_type, "not allowed to raise maximum limit")
                            : raise_errno(t, VALUE_UNBOUND);
}

POSIX_FUNCTION(resource_getrlimit)
{
    int resource;
    struct rlimit limits;
    if (!resource_argument(t, args[0], &resource)) {
        return VALUE_ERROR;
    }
    return getrlimit((__rlimit_resource_t)resource, &limits) < 0 ? raise_errno(t, VALUE_UNBOUND)
                                                                 : limits_value(t, &limits);
}

/* The addresses that the heap has reserved count, too: with these, no thread could be started under any lower limit. */
static void note_new_limit(struct thread *t, int resource)
{
    if (resource == RLIMIT_AS) {
        world_stop(&t->lock, "limit");
        heap_fit_address_space_stw();
        world_start(&t->lock);
    }
}

POSIX_FUNCTION(resource_setrlimit)
{
    int resource;
    struct rlimit limits;
    if (!resource_argument(t, args[0], &resource) || !limits_argument(t, args[1], &limits)) {
        return VALUE_ERROR;
    }
    if (setrlimit((__rlimit_resource_t)resource, &limits) < 0) {
        return raise_limit_error(t);
    }
    note_new_limit(t, resource);
    return VALUE_NONE;
}

/* args: pid, resource, limits. The limits as they were. */
POSIX_FUNCTION(resource_prlimit)
{
    int pid, resource;
    struct rlimit limits, before;
    bool sets = args[2] != VALUE_UNBOUND && args[2] != VALUE_NONE;
    if (!posix_int(t, args[0], &pid) || !resource_argument(t, args[1], &resource) ||
        (sets && !limits_argument(t, args[2], &limits))) {
        return VALUE_ERROR;
    }
    if (prlimit(pid, (__rlimit_resource_t)resource, sets ? &limits : NULL, &before) < 0) {
        return errno == EINVAL ? raise_limit_error(t) : raise_errno(t, VALUE_UNBOUND);
    }
    if (sets && (pid == 0 || pid == getpid())) {
        note_new_limit(t, resource);
    }
    return limits_value(t, &before);
}

POSIX_FUNCTION(resource_getpagesize)
{
    (void)t;
    return value_from_small_int(sysconf(_SC_PAGESIZE));
}

static const struct native_def functions[] = {
    {"getpagesize", resource_getpagesize, "()", NULL, NATIVE_METHOD},
    {"getrlimit", resource_getrlimit, "(resource, /)", NULL, NATIVE_METHOD},
    {"getrusage", resource_getrusage, "(who, /)", NULL, NATIVE_METHOD},
    {"prlimit", resource_prlimit, "(pid, resource, limits=None, /)", NULL, NATIVE_METHOD},
    {"setrlimit", resource_setrlimit, "(resource, limits, /)", NULL, NATIVE_METHOD},
    {0},
};

static const struct module_number constants[] = {
    MODULE_NUMBER(RLIMIT_AS),       MODULE_NUMBER(RLIMIT_CORE),   MODULE_NUMBER(RLIMIT_CPU),
    MODULE_NUMBER(RLIMIT_DATA),     MODULE_NUMBER(RLIMIT_FSIZE),  MODULE_NUMBER(RLIMIT_MEMLOCK),
    MODULE_NUMBER(RLIMIT_MSGQUEUE), MODULE_NUMBER(RLIMIT_NICE),   MODULE_NUMBER(RLIMIT_NOFILE),
    MODULE_NUMBER(RLIMIT_NPROC),    MODULE_NUMBER(RLIMIT_OFILE),  MODULE_NUMBER(RLIMIT_RSS),
    MODULE_NUMBER(RLIMIT_RTPRIO),   MODULE_NUMBER(RLIMIT_RTTIME), MODULE_NUMBER(RLIMIT_SIGPENDING),
    MODULE_NUMBER(RLIMIT_STACK),    {"RLIM_INFINITY", -1},        MODULE_NUMBER(RUSAGE_CHILDREN),
    MODULE_NUMBER(RUSAGE_SELF),     MODULE_NUMBER(RUSAGE_THREAD),
};

bool module_init_resource(struct thread *t, Value module)
{
    static const char *const fields[] = {
        "ru_utime",  "ru_stime",    "ru_maxrss", "ru_ixrss",   "ru_idrss",   "ru_isrss",
        "ru_minflt", "ru_majflt",   "ru_nswap",  "ru_inblock", "ru_oublock", "ru_msgsnd",
        "ru_msgrcv", "ru_nsignals", "ru_nvcsw",  "ru_nivcsw",  NULL};
    gc_add_root(&usage_type);
    usage_type = struct_sequence_type_new(t, "resource", "struct_rusage", fields, 16);
    return module_add_numbers(t, module, constants, COUNT_OF(constants)) &&
           usage_type != VALUE_ERROR && module_add(t, module, "struct_rusage", usage_type) &&
           module_add(t, module, "error", value_from_object(&OSError_type)) &&
           module_add_functions(t, module, functions);
}
