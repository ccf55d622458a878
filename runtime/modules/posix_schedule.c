/* posix: priorities and scheduling of processes. */
#include <sched.h>
#include <sys/resource.h>

#include "runtime/dict.h"
#include "runtime/float.h"
#include "runtime/modules/posix.h"
#include "runtime/modules/posix_argument.h"
#include "runtime/struct_sequence.h"
#include "runtime/tuple.h"

static Value param_type = VALUE_UNBOUND;

bool posix_schedule_param(struct thread *t, Value v, struct sched_param *param)
{
    if (value_type(v) != (struct type *)param_type) {
        return raise_false(t, &TypeError_type, "must have a sched_param object");
    }
    return posix_int(t, value_to_tuple(v)->items[0], &param->sched_priority);
}

static struct argument_parser param_parser = {"sched_param", "(sched_priority)", NULL};

/* The field itself, not a sequence of fields as other classes of the kind take it. */
static Value param_new(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    Value priority;
    return arguments_bind(t, &param_parser, args + 1, n_args - 1, keyword_names, &priority)
               ? struct_sequence_new(t, args[0], &priority, 1)
               : VALUE_ERROR;
}

static Value param_value(struct thread *t, const struct sched_param *param)
{
    Value priority = value_from_small_int(param->sched_priority);
    return struct_sequence_new(t, param_type, &priority, 1);
}

/* ---- policies ---- */

POSIX_FUNCTION(posix_sched_get_priority_max)
{
    int policy;
    return posix_int(t, args[0], &policy)
               ? posix_number(t, sched_get_priority_max(policy), VALUE_UNBOUND)
               : VALUE_ERROR;
}

POSIX_FUNCTION(posix_sched_get_priority_min)
{
    int policy;
    return posix_int(t, args[0], &policy)
               ? posix_number(t, sched_get_priority_min(policy), VALUE_UNBOUND)
               : VALUE_ERROR;
}

POSIX_FUNCTION(posix_sched_getscheduler)
{
    int pid;
    return posix_int(t, args[0], &pid) ? posix_number(t, sched_getscheduler(pid), VALUE_UNBOUND)
                                       : VALUE_ERROR;
}

/* args: pid, policy, param. */
POSIX_FUNCTION(posix_sched_setscheduler)
{
    int pid, policy;
    struct sched_param param;
    return posix_int(t, args[0], &pid) && posix_int(t, args[1], &policy) &&
                   posix_schedule_param(t, args[2], &param)
               ? posix_done(t, sched_setscheduler(pid, policy, &param), VALUE_UNBOUND)
               : VALUE_ERROR;
}

POSIX_FUNCTION(posix_sched_getparam)
{
    int pid;
    struct sched_param param;
    if (!posix_int(t, args[0], &pid)) {
        return VALUE_ERROR;
    }
    return sched_getparam(pid, &param) < 0 ? raise_errno(t, VALUE_UNBOUND) : param_value(t, &param);
}

POSIX_FUNCTION(posix_sched_setparam)
{
    int pid;
    struct sched_param param;
    return posix_int(t, args[0], &pid) && posix_schedule_param(t, args[1], &param)
               ? posix_done(t, sched_setparam(pid, &param), VALUE_UNBOUND)
               : VALUE_ERROR;
}

POSIX_FUNCTION(posix_sched_rr_get_interval)
{
    int pid;
    struct timespec interval;
    if (!posix_int(t, args[0], &pid)) {
        return VALUE_ERROR;
    }
    return sched_rr_get_interval(pid, &interval) < 0
               ? raise_errno(t, VALUE_UNBOUND)
               : float_from_double(t, (double)interval.tv_sec + 1e-9 * (double)interval.tv_nsec);
}

/* ---- niceness ---- */

POSIX_FUNCTION(posix_getpriority)
{
    int which, who;
    if (!posix_int(t, args[0], &which) || !posix_int(t, args[1], &who)) {
        return VALUE_ERROR;
    }
    errno = 0;
    int priority = getpriority((__priority_which_t)which, (id_t)who);
    return errno != 0 ? raise_errno(t, VALUE_UNBOUND) : value_from_small_int(priority);
}

POSIX_FUNCTION(posix_setpriority)
{
    int which, who, priority;
    return posix_int(t, args[0], &which) && posix_int(t, args[1], &who) &&
                   posix_int(t, args[2], &priority)
               ? posix_done(t, setpriority((__priority_which_t)which, (id_t)who, priority),
                            VALUE_UNBOUND)
               : VALUE_ERROR;
}

static const struct native_def functions[] = {
    {"getpriority", posix_getpriority, "(which, who)", "Return program scheduling priority.",
     NATIVE_METHOD},
    {"sched_get_priority_max", posix_sched_get_priority_max, "(policy)",
     "Get the maximum scheduling priority for policy.", NATIVE_METHOD},
    {"sched_get_priority_min", posix_sched_get_priority_min, "(policy)",
     "Get the minimum scheduling priority for policy.", NATIVE_METHOD},
    {"sched_getparam", posix_sched_getparam, "(pid, /)",
     "Returns scheduling parameters for the process identified by pid.", NATIVE_METHOD},
    {"sched_getscheduler", posix_sched_getscheduler, "(pid, /)",
     "Get the scheduling policy for the process identified by pid.", NATIVE_METHOD},
    {"sched_rr_get_interval", posix_sched_rr_get_interval, "(pid, /)",
     "Return the round-robin quantum for the process identified by pid, in seconds.",
     NATIVE_METHOD},
    {"sched_setparam", posix_sched_setparam, "(pid, param, /)",
     "Set scheduling parameters for the process identified by pid.", NATIVE_METHOD},
    {"sched_setscheduler", posix_sched_setscheduler, "(pid, policy, param, /)",
     "Set the scheduling policy for the process identified by pid.", NATIVE_METHOD},
    {"setpriority", posix_setpriority, "(which, who, priority)", "Set program scheduling priority.",
     NATIVE_METHOD},
    {0},
};

static const struct module_number constants[] = {
    MODULE_NUMBER(SCHED_OTHER), MODULE_NUMBER(SCHED_FIFO), MODULE_NUMBER(SCHED_RR),
    MODULE_NUMBER(SCHED_BATCH), MODULE_NUMBER(SCHED_IDLE), MODULE_NUMBER(SCHED_RESET_ON_FORK),
};

bool posix_schedule_init(struct thread *t, Value module)
{
    static const char *const fields[] = {"sched_priority", NULL};
    if (param_type == VALUE_UNBOUND) {
        gc_add_root(&param_type);
    }
    Value type = struct_sequence_type_new(t, "posix", "sched_param", fields, 1);
    if (type == VALUE_ERROR) {
        return false;
    }
    struct type *class = (struct type *)type;
    class->new = param_new;
    Value new = native_new_attribute(t, class);
    if (new == VALUE_ERROR || !dict_set_str(t, class->attributes, name___new__, new)) {
        return false;
    }
    param_type = type;
    return module_add(t, module, "sched_param", type) &&
           module_add_numbers(t, module, constants, COUNT_OF(constants)) &&
           module_add_functions(t, module, functions);
}
