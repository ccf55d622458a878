/* The module posix: its tables and constants, processes, fork and the environment. */
#include <dlfcn.h>
#include <fcntl.h>
#include <linux/memfd.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <sysexits.h>
#include <unistd.h>

#include "lock/recording.h"
#include "lock/schedule.h"
#include "runtime/bytes.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/file_stream.h"
#include "runtime/fork_hooks.h"
#include "runtime/import_lock.h"
#include "runtime/list.h"
#include "runtime/modules/posix.h"
#include "runtime/modules/posix_argument.h"
#include "runtime/tuple.h"

/* ---- fork ---- */

/* Lists of callables, as os.register_at_fork got them. */
static Value before_fork = VALUE_UNBOUND, after_in_parent = VALUE_UNBOUND,
             after_in_child = VALUE_UNBOUND;

static bool make_list(struct thread *t, Value *root)
{
    if (*root == VALUE_UNBOUND) {
        gc_add_root(root);
        *root = list_new(t, 0);
    }
    return *root != VALUE_ERROR;
}

bool posix_fork_init(struct thread *t)
{
    return make_list(t, &before_fork) && make_list(t, &after_in_parent) &&
           make_list(t, &after_in_child);
}

static bool register_hook(struct thread *t, Value hooks, Value hook, const char *name)
{
    if (hook == VALUE_UNBOUND) {
        return true;
    }
    if (value_type(hook)->call == NULL) {
        return raise_false(t, &TypeError_type, "'%s' must be callable, not %T", name, hook);
    }
    return list_append(t, value_to_list(hooks), hook);
}

/* args: before, after_in_child, after_in_parent. */
POSIX_FUNCTION(posix_register_at_fork)
{
    if (args[0] == VALUE_UNBOUND && args[1] == VALUE_UNBOUND && args[2] == VALUE_UNBOUND) {
        return raise_error(t, &TypeError_type, "At least one argument is required.");
    }
    return register_hook(t, before_fork, args[0], "before") &&
                   register_hook(t, after_in_child, args[1], "after_in_child") &&
                   register_hook(t, after_in_parent, args[2], "after_in_parent")
               ? VALUE_NONE
               : VALUE_ERROR;
}

/* What a hook raises is reported and changes nothing. */
static void run_hooks(struct thread *t, Value hooks, bool reversed)
{
    Value snapshot = list_to_tuple(t, value_to_list(hooks));
    if (snapshot == VALUE_ERROR) {
        error_write_unraisable(t, hooks);
        return;
    }
    const struct tuple *tuple = value_to_tuple(snapshot);
    for (uint64_t i = 0; i < tuple->length; i++) {
        Value hook = tuple->items[reversed ? tuple->length - 1 - i : i];
        if (call_0(t, hook) == VALUE_ERROR) {
            error_write_unraisable(t, hook);
        }
    }
}

int posix_fork_process(struct thread *t, bool with_hooks)
{
    streams_flush_files(t);
    if (!with_hooks) {
        return fork_process(t);
    }
    run_hooks(t, before_fork, true);
    Value name = import_lock_global_name(t);
    enum import_begin begin = name == VALUE_ERROR ? IMPORT_ERROR : import_lock_take(t, name);
    if (begin == IMPORT_ERROR) { /* what the hooks have taken is to be given back all the same */
        Value raised = error_take(t);
        run_hooks(t, after_in_parent, false);
        error_restore(t, raised);
        return -1;
    }
    int pid = fork_process(t), saved_errno = errno;
    if (begin == IMPORT_MINE) {
        import_lock_give(t, name);
    }
    run_hooks(t, pid == 0 ? after_in_child : after_in_parent, false);
    errno = saved_errno;
    return pid;
}

POSIX_FUNCTION(posix_fork)
{
    return posix_number(t, posix_fork_process(t, true), VALUE_UNBOUND);
}

/* ---- waiting for children ---- */

static Value wait_for(struct thread *t, int pid, int options)
{
    int status = 0, result;
    BLOCKING_AS(t, "waitpid", result,
                schedule_await_child(pid, options) ? waitpid(pid, &status, options) : -1);
    return result < 0 ? raise_errno(t, VALUE_UNBOUND)
                      : tuple_of(t, 2, value_from_small_int(result), value_from_small_int(status));
}

POSIX_FUNCTION(posix_waitpid)
{
    int pid, options;
    return posix_int(t, args[0], &pid) && posix_int(t, args[1], &options)
               ? wait_for(t, pid, options)
               : VALUE_ERROR;
}

POSIX_FUNCTION(posix_wait)
{
    return wait_for(t, -1, 0);
}

#define STATUS_FUNCTION(name, make, expression)                                                    \
    POSIX_FUNCTION(name)                                                                           \
    {                                                                                              \
        int status;                                                                                \
        return posix_int(t, args[0], &status) ? make(expression) : VALUE_ERROR;                    \
    }
STATUS_FUNCTION(posix_WIFEXITED, value_from_bool, WIFEXITED(status))
STATUS_FUNCTION(posix_WIFSIGNALED, value_from_bool, WIFSIGNALED(status))
STATUS_FUNCTION(posix_WIFSTOPPED, value_from_bool, WIFSTOPPED(status))
STATUS_FUNCTION(posix_WIFCONTINUED, value_from_bool, WIFCONTINUED(status))
STATUS_FUNCTION(posix_WCOREDUMP, value_from_bool, WCOREDUMP(status))
STATUS_FUNCTION(posix_WEXITSTATUS, value_from_small_int, WEXITSTATUS(status))
STATUS_FUNCTION(posix_WTERMSIG, value_from_small_int, WTERMSIG(status))
STATUS_FUNCTION(posix_WSTOPSIG, value_from_small_int, WSTOPSIG(status))
#undef STATUS_FUNCTION

POSIX_FUNCTION(posix_waitstatus_to_exitcode)
{
    int status;
    if (!posix_int(t, args[0], &status)) {
        return VALUE_ERROR;
    }
    if (WIFEXITED(status)) {
        return value_from_small_int(WEXITSTATUS(status));
    }
    if (WIFSIGNALED(status)) {
        return value_from_small_int(-WTERMSIG(status));
    }
    return WIFSTOPPED(status)
               ? raise_error(t, &ValueError_type, "process stopped by delivery of signal %d",
                             WSTOPSIG(status))
               : raise_error(t, &ValueError_type, "invalid wait status: %d", status);
}

/* ---- identity, signals, the end ---- */

#define IDENTITY(name)                                                                             \
    POSIX_FUNCTION(posix_##name)                                                                   \
    {                                                                                              \
        (void)t;                                                                                   \
        return value_from_small_int((int64_t)name());                                              \
    }
IDENTITY(getpid)
IDENTITY(getppid)
IDENTITY(getuid)
IDENTITY(geteuid)
IDENTITY(getgid)
IDENTITY(getegid)
IDENTITY(getpgrp)
#undef IDENTITY

POSIX_FUNCTION(posix_getpgid)
{
    int pid;
    return posix_int(t, args[0], &pid) ? posix_number(t, getpgid(pid), VALUE_UNBOUND) : VALUE_ERROR;
}

POSIX_FUNCTION(posix_getsid)
{
    int pid;
    return posix_int(t, args[0], &pid) ? posix_number(t, getsid(pid), VALUE_UNBOUND) : VALUE_ERROR;
}

POSIX_FUNCTION(posix_setpgid)
{
    int pid, group;
    return posix_int(t, args[0], &pid) && posix_int(t, args[1], &group)
               ? posix_done(t, setpgid(pid, group), VALUE_UNBOUND)
               : VALUE_ERROR;
}

POSIX_FUNCTION(posix_setsid)
{
    return posix_done(t, setsid(), VALUE_UNBOUND);
}

/* A signal to this process itself: its handler has run when the call returns. */
/* In a run that is to be repeatable a signal to this process arrives before the call returns: on this very thread. */
static int send_signal(int pid, int number)
{
    return schedule_is_active() && pid == getpid() ? tgkill(pid, gettid(), number)
                                                   : kill(pid, number);
}

POSIX_FUNCTION(posix_kill)
{
    int pid, number;
    if (!posix_int(t, args[0], &pid) || !posix_int(t, args[1], &number)) {
        return VALUE_ERROR;
    }
    if (send_signal(pid, number) < 0) {
        return raise_errno(t, VALUE_UNBOUND);
    }
    return safepoint_serve(&t->lock, SAFEPOINT_SIGNAL) ? VALUE_NONE : VALUE_ERROR;
}

POSIX_FUNCTION(posix_killpg)
{
    int group, number;
    return posix_int(t, args[0], &group) && posix_int(t, args[1], &number)
               ? posix_done(t, killpg(group, number), VALUE_UNBOUND)
               : VALUE_ERROR;
}

POSIX_FUNCTION(posix__exit)
{
    int status;
    if (posix_int(t, args[0], &status)) {
        streams_flush_files(t);
        schedule_end();
        recording_end();
        _exit(status);
    }
    return VALUE_ERROR;
}

POSIX_FUNCTION(posix_abort)
{
    (void)t;
    abort();
}

POSIX_FUNCTION(posix_nice)
{
    int increment;
    if (!posix_int(t, args[0], &increment)) {
        return VALUE_ERROR;
    }
    errno = 0;
    int value = nice(increment);
    return value == -1 && errno != 0 ? raise_errno(t, VALUE_UNBOUND) : value_from_small_int(value);
}

/* ---- starting other programs ---- */

POSIX_FUNCTION(posix_system)
{
    size_t length;
    int status;
    const char *command = path_from_value(t, args[0], &length);
    if (command == NULL) {
        return VALUE_ERROR;
    }
    streams_flush_files(t);
    blocking_enter(&t->lock, "system");
    status = system(command);
    blocking_leave(&t->lock);
    gc_keep(command);
    return value_from_small_int(status);
}

/* ---- the environment ---- */

static Value environment(struct thread *t)
{
    Value d = dict_new(t);
    for (char **entry = environ; d != VALUE_ERROR && entry != NULL && *entry != NULL; entry++) {
        const char *equals = strchr(*entry, '=');
        if (equals == NULL) {
            continue;
        }
        Value key = bytes_new(t, *entry, (size_t)(equals - *entry));
        Value v = key == VALUE_ERROR ? key : bytes_new(t, equals + 1, strlen(equals + 1));
        if (v == VALUE_ERROR || dict_set_default(t, value_to_dict(d), key, v) == VALUE_ERROR) {
            return VALUE_ERROR;
        }
    }
    return d;
}

POSIX_FUNCTION(posix_putenv)
{
    size_t length;
    const char *name = path_from_value(t, args[0], &length);
    const char *value = name == NULL ? NULL : path_from_value(t, args[1], &length);
    if (value == NULL) {
        return VALUE_ERROR;
    }
    if (strchr(name, '=') != NULL) {
        return raise_error(t, &ValueError_type, "illegal environment variable name");
    }
    return posix_done(t, setenv(name, value, 1), VALUE_UNBOUND);
}

POSIX_FUNCTION(posix_unsetenv)
{
    size_t length;
    const char *name = path_from_value(t, args[0], &length);
    return name == NULL ? VALUE_ERROR : posix_done(t, unsetenv(name), VALUE_UNBOUND);
}

const struct native_def posix_process_functions[] = {
    {"WCOREDUMP", posix_WCOREDUMP, "(status, /)", NULL, NATIVE_METHOD},
    {"WEXITSTATUS", posix_WEXITSTATUS, "(status)", NULL, NATIVE_METHOD},
    {"WIFCONTINUED", posix_WIFCONTINUED, "(status)", NULL, NATIVE_METHOD},
    {"WIFEXITED", posix_WIFEXITED, "(status)", NULL, NATIVE_METHOD},
    {"WIFSIGNALED", posix_WIFSIGNALED, "(status)", NULL, NATIVE_METHOD},
    {"WIFSTOPPED", posix_WIFSTOPPED, "(status)", NULL, NATIVE_METHOD},
    {"WSTOPSIG", posix_WSTOPSIG, "(status)", NULL, NATIVE_METHOD},
    {"WTERMSIG", posix_WTERMSIG, "(status)", NULL, NATIVE_METHOD},
    {"_exit", posix__exit, "(status)",
     "Exit to the system with specified status, without normal exit processing.", NATIVE_METHOD},
    {"abort", posix_abort, "()", NULL, NATIVE_METHOD},
    {"fork", posix_fork, "()", "Fork a child process.", NATIVE_METHOD},
    {"getegid", posix_getegid, "()", NULL, NATIVE_METHOD},
    {"geteuid", posix_geteuid, "()", NULL, NATIVE_METHOD},
    {"getgid", posix_getgid, "()", NULL, NATIVE_METHOD},
    {"getpgid", posix_getpgid, "(pid)", NULL, NATIVE_METHOD},
    {"getpgrp", posix_getpgrp, "()", NULL, NATIVE_METHOD},
    {"getpid", posix_getpid, "()", "Return the current process id.", NATIVE_METHOD},
    {"getppid", posix_getppid, "()", NULL, NATIVE_METHOD},
    {"getsid", posix_getsid, "(pid, /)", NULL, NATIVE_METHOD},
    {"getuid", posix_getuid, "()", NULL, NATIVE_METHOD},
    {"kill", posix_kill, "(pid, signal, /)", "Kill a process with a signal.", NATIVE_METHOD},
    {"killpg", posix_killpg, "(pgid, signal, /)", NULL, NATIVE_METHOD},
    {"nice", posix_nice, "(increment, /)", NULL, NATIVE_METHOD},
    {"putenv", posix_putenv, "(name, value, /)", NULL, NATIVE_METHOD},
    {"register_at_fork", posix_register_at_fork,
     "(*, before=None, after_in_child=None, after_in_parent=None)",
     "Register callables to be called when forking a new process.", NATIVE_METHOD},
    {"setpgid", posix_setpgid, "(pid, pgrp, /)", NULL, NATIVE_METHOD},
    {"setsid", posix_setsid, "()", NULL, NATIVE_METHOD},
    {"system", posix_system, "(command)", "Execute the command in a subshell.", NATIVE_METHOD},
    {"unsetenv", posix_unsetenv, "(name, /)", NULL, NATIVE_METHOD},
    {"wait", posix_wait, "()", "Wait for completion of a child process.", NATIVE_METHOD},
    {"waitpid", posix_waitpid, "(pid, options, /)", "Wait for completion of a given child process.",
     NATIVE_METHOD},
    {"waitstatus_to_exitcode", posix_waitstatus_to_exitcode, "(status)", NULL, NATIVE_METHOD},
    {0},
};

/* ---- the module ---- */

static const struct module_number constants[] = {
    MODULE_NUMBER(O_RDONLY),
    MODULE_NUMBER(O_WRONLY),
    MODULE_NUMBER(O_RDWR),
    MODULE_NUMBER(O_ACCMODE),
    MODULE_NUMBER(O_APPEND),
    MODULE_NUMBER(O_CREAT),
    MODULE_NUMBER(O_EXCL),
    MODULE_NUMBER(O_TRUNC),
    MODULE_NUMBER(O_NONBLOCK),
    MODULE_NUMBER(O_NDELAY),
    MODULE_NUMBER(O_SYNC),
    MODULE_NUMBER(O_DSYNC),
    MODULE_NUMBER(O_RSYNC),
    MODULE_NUMBER(O_CLOEXEC),
    MODULE_NUMBER(O_DIRECTORY),
    MODULE_NUMBER(O_NOFOLLOW),
    MODULE_NUMBER(O_NOCTTY),
    MODULE_NUMBER(O_PATH),
    MODULE_NUMBER(O_TMPFILE),
    MODULE_NUMBER(O_NOATIME),
    MODULE_NUMBER(O_ASYNC),
    MODULE_NUMBER(O_DIRECT),
    MODULE_NUMBER(WNOHANG),
    MODULE_NUMBER(WUNTRACED),
    MODULE_NUMBER(WCONTINUED),
    MODULE_NUMBER(WEXITED),
    MODULE_NUMBER(WSTOPPED),
    MODULE_NUMBER(WNOWAIT),
    MODULE_NUMBER(P_ALL),
    MODULE_NUMBER(P_PID),
    MODULE_NUMBER(P_PGID),
    MODULE_NUMBER(F_OK),
    MODULE_NUMBER(R_OK),
    MODULE_NUMBER(W_OK),
    MODULE_NUMBER(X_OK),
    MODULE_NUMBER(EX_OK),
    MODULE_NUMBER(EX_USAGE),
    MODULE_NUMBER(EX_DATAERR),
    MODULE_NUMBER(EX_NOINPUT),
    MODULE_NUMBER(EX_NOUSER),
    MODULE_NUMBER(EX_NOHOST),
    MODULE_NUMBER(EX_UNAVAILABLE),
    MODULE_NUMBER(EX_SOFTWARE),
    MODULE_NUMBER(EX_OSERR),
    MODULE_NUMBER(EX_OSFILE),
    MODULE_NUMBER(EX_CANTCREAT),
    MODULE_NUMBER(EX_IOERR),
    MODULE_NUMBER(EX_TEMPFAIL),
    MODULE_NUMBER(EX_PROTOCOL),
    MODULE_NUMBER(EX_NOPERM),
    MODULE_NUMBER(EX_CONFIG),
    MODULE_NUMBER(EFD_CLOEXEC),
    MODULE_NUMBER(EFD_NONBLOCK),
    MODULE_NUMBER(EFD_SEMAPHORE),
    MODULE_NUMBER(F_LOCK),
    MODULE_NUMBER(F_TLOCK),
    MODULE_NUMBER(F_ULOCK),
    MODULE_NUMBER(F_TEST),
    MODULE_NUMBER(GRND_NONBLOCK),
    MODULE_NUMBER(GRND_RANDOM),
    MODULE_NUMBER(MFD_ALLOW_SEALING),
    MODULE_NUMBER(MFD_CLOEXEC),
    MODULE_NUMBER(MFD_HUGETLB),
    MODULE_NUMBER(MFD_HUGE_16GB),
    MODULE_NUMBER(MFD_HUGE_16MB),
    MODULE_NUMBER(MFD_HUGE_1GB),
    MODULE_NUMBER(MFD_HUGE_1MB),
    MODULE_NUMBER(MFD_HUGE_256MB),
    MODULE_NUMBER(MFD_HUGE_2GB),
    MODULE_NUMBER(MFD_HUGE_2MB),
    MODULE_NUMBER(MFD_HUGE_32MB),
    MODULE_NUMBER(MFD_HUGE_512KB),
    MODULE_NUMBER(MFD_HUGE_512MB),
    MODULE_NUMBER(MFD_HUGE_64KB),
    MODULE_NUMBER(MFD_HUGE_8MB),
    MODULE_NUMBER(MFD_HUGE_MASK),
    MODULE_NUMBER(MFD_HUGE_SHIFT),
    MODULE_NUMBER(POSIX_FADV_DONTNEED),
    MODULE_NUMBER(POSIX_FADV_NOREUSE),
    MODULE_NUMBER(POSIX_FADV_NORMAL),
    MODULE_NUMBER(POSIX_FADV_RANDOM),
    MODULE_NUMBER(POSIX_FADV_SEQUENTIAL),
    MODULE_NUMBER(POSIX_FADV_WILLNEED),
    {"POSIX_SPAWN_OPEN", 0},
    {"POSIX_SPAWN_CLOSE", 1},
    {"POSIX_SPAWN_DUP2", 2},
    MODULE_NUMBER(RTLD_DEEPBIND),
    MODULE_NUMBER(RTLD_GLOBAL),
    MODULE_NUMBER(RTLD_LAZY),
    MODULE_NUMBER(RTLD_LOCAL),
    MODULE_NUMBER(RTLD_NODELETE),
    MODULE_NUMBER(RTLD_NOLOAD),
    MODULE_NUMBER(RTLD_NOW),
    MODULE_NUMBER(RWF_APPEND),
    MODULE_NUMBER(RWF_DSYNC),
    MODULE_NUMBER(RWF_HIPRI),
    MODULE_NUMBER(RWF_NOWAIT),
    MODULE_NUMBER(RWF_SYNC),
    MODULE_NUMBER(SEEK_DATA),
    MODULE_NUMBER(SEEK_HOLE),
    MODULE_NUMBER(SPLICE_F_MORE),
    MODULE_NUMBER(SPLICE_F_MOVE),
    MODULE_NUMBER(SPLICE_F_NONBLOCK),
    {"TMP_MAX", TMP_MAX},
    {"XATTR_CREATE", XATTR_CREATE},
    {"XATTR_REPLACE", XATTR_REPLACE},
    {"XATTR_SIZE_MAX", 65536},
    MODULE_NUMBER(O_LARGEFILE),
    MODULE_NUMBER(ST_APPEND),
    MODULE_NUMBER(ST_MANDLOCK),
    MODULE_NUMBER(ST_NOATIME),
    MODULE_NUMBER(ST_NODEV),
    MODULE_NUMBER(ST_NODIRATIME),
    MODULE_NUMBER(ST_NOEXEC),
    MODULE_NUMBER(ST_NOSUID),
    MODULE_NUMBER(ST_RDONLY),
    MODULE_NUMBER(ST_RELATIME),
    MODULE_NUMBER(ST_SYNCHRONOUS),
    MODULE_NUMBER(ST_WRITE),
    {"NGROUPS_MAX", 65536},
    MODULE_NUMBER(PRIO_PROCESS),
    MODULE_NUMBER(PRIO_PGRP),
    MODULE_NUMBER(PRIO_USER),
};

bool module_init_posix(struct thread *t, Value module)
{
    if (!module_add_numbers(t, module, constants, COUNT_OF(constants))) {
        return false;
    }
    Value variables = environment(t);
    return variables != VALUE_ERROR && module_add(t, module, "environ", variables) &&
           module_add(t, module, "error", value_from_object(&OSError_type)) && posix_fork_init(t) &&
           module_add_functions(t, module, posix_process_functions) &&
           module_add_functions(t, module, posix_attribute_functions) &&
           module_add_functions(t, module, posix_descriptor_functions) &&
           module_add_functions(t, module, posix_exec_functions) &&
           module_add_functions(t, module, posix_owner_functions) &&
           module_add_functions(t, module, posix_path_functions) &&
           module_add_functions(t, module, posix_spawn_functions) &&
           module_add_functions(t, module, posix_special_functions) &&
           module_add_functions(t, module, posix_stat_functions) &&
           module_add_functions(t, module, posix_system_functions) &&
           module_add_functions(t, module, posix_vector_functions) &&
           posix_configuration_init(t, module) && posix_schedule_init(t, module) &&
           posix_stat_init(t, module) && posix_system_init(t, module) && posix_wait_init(t, module);
}
