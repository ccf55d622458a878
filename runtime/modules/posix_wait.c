/* posix: waiting for children, with what they have used. */
#include <sys/resource.h>
#include <sys/wait.h>

#include "lock/schedule.h"
#include "runtime/modules/posix.h"
#include "runtime/modules/posix_argument.h"
#include "runtime/modules/resource.h"
#include "runtime/struct_sequence.h"
#include "runtime/tuple.h"

static Value waitid_type = VALUE_UNBOUND;

static Value wait_with_usage(struct thread *t, int pid, int options)
{
    int status = 0, result;
    struct rusage usage = {0};
    BLOCKING_AS(t, "wait4", result,
                schedule_await_child(pid, options) ? wait4(pid, &status, options, &usage) : -1);
    if (result < 0) {
        return raise_errno(t, VALUE_UNBOUND);
    }
    Value used = resource_usage(t, &usage);
    return used == VALUE_ERROR
               ? used
               : tuple_of(t, 3, value_from_small_int(result), value_from_small_int(status), used);
}

POSIX_FUNCTION(posix_wait3)
{
    int options;
    return posix_int(t, args[0], &options) ? wait_with_usage(t, -1, options) : VALUE_ERROR;
}

POSIX_FUNCTION(posix_wait4)
{
    int pid, options;
    return posix_int(t, args[0], &pid) && posix_int(t, args[1], &options)
               ? wait_with_usage(t, pid, options)
               : VALUE_ERROR;
}

/* args: idtype, id, options. None: WNOHANG, and no child has changed its state. */
POSIX_FUNCTION(posix_waitid)
{
    int kind, id, options, result;
    siginfo_t info = {0};
    if (!posix_int(t, args[0], &kind) || !posix_int(t, args[1], &id) ||
        !posix_int(t, args[2], &options)) {
        return VALUE_ERROR;
    }
    BLOCKING_AS(t, "waitid", result,
                schedule_await_child(kind == P_PID ? id : -1, options)
                    ? waitid((idtype_t)kind, (id_t)id, &info, options)
                    : -1);
    if (result < 0) {
        return raise_errno(t, VALUE_UNBOUND);
    }
    const Value items[] = {
        value_from_small_int(info.si_pid),   value_from_small_int(info.si_uid),
        value_from_small_int(info.si_signo), value_from_small_int(info.si_status),
        value_from_small_int(info.si_code),
    };
    return info.si_pid == 0 ? VALUE_NONE
                            : struct_sequence_new(t, waitid_type, items, COUNT_OF(items));
}

static const struct native_def functions[] = {
    {"wait3", posix_wait3, "(options)", "Wait for completion of a child process.", NATIVE_METHOD},
    {"wait4", posix_wait4, "(pid, options)", "Wait for completion of a specific child process.",
     NATIVE_METHOD},
    {"waitid", posix_waitid, "(idtype, id, options, /)",
     "Returns the result of waiting for a process or processes.", NATIVE_METHOD},
    {0},
};

static const struct module_number constants[] = {
    MODULE_NUMBER(CLD_CONTINUED), MODULE_NUMBER(CLD_DUMPED),  MODULE_NUMBER(CLD_EXITED),
    MODULE_NUMBER(CLD_KILLED),    MODULE_NUMBER(CLD_STOPPED), MODULE_NUMBER(CLD_TRAPPED),
    MODULE_NUMBER(P_PIDFD),
};

bool posix_wait_init(struct thread *t, Value module)
{
    static const char *const fields[] = {"si_pid",    "si_uid",  "si_signo",
                                         "si_status", "si_code", NULL};
    if (waitid_type == VALUE_UNBOUND) {
        gc_add_root(&waitid_type);
    }
    Value type = struct_sequence_type_new(t, "posix", "waitid_result", fields, 5);
    if (type == VALUE_ERROR) {
        return false;
    }
    waitid_type = type;
    return module_add(t, module, "waitid_result", type) &&
           module_add_numbers(t, module, constants, COUNT_OF(constants)) &&
           module_add_functions(t, module, functions);
}
