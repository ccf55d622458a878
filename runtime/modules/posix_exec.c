/* posix: becoming another program. */
#include <unistd.h>

#include "lock/schedule.h"
#include "lock/trace.h"
#include "runtime/file_stream.h"
#include "runtime/modules/posix.h"
#include "runtime/modules/posix_argument.h"
#include "runtime/modules/posix_strings.h"

/* What this process holds back would be lost with it. */
static void leave_nothing_behind(struct thread *t)
{
    streams_flush_files(t);
    trace_flush();
    schedule_flush_log();
}

/* args: path, argv. */
POSIX_FUNCTION(posix_execv)
{
    struct posix_path path;
    struct posix_strings arguments = {0};
    Value result = VALUE_ERROR;
    if (posix_path_argument(t, args[0], "execv", "path", PATH_NAME, &path) &&
        posix_program_arguments(t, "execv() arg 2", args[1], &arguments)) {
        leave_nothing_behind(t);
        execv(path.name, arguments.items);
        result = raise_errno(t, VALUE_UNBOUND);
    }
    posix_strings_free(&arguments);
    return result;
}

/* args: path, argv, env. */
POSIX_FUNCTION(posix_execve)
{
    struct posix_path path;
    struct posix_strings arguments = {0}, variables = {0};
    Value result = VALUE_ERROR;
    if (!posix_path_argument(t, args[0], "execve", "path", PATH_OR_FD, &path)) {
        return VALUE_ERROR;
    }
    if (posix_program_arguments(t, "execve: argv", args[1], &arguments) &&
        posix_program_environment(t, "execve", args[2], &variables)) {
        leave_nothing_behind(t);
        if (path.name == NULL) {
            fexecve(path.fd, arguments.items, variables.items);
        } else {
            execve(path.name, arguments.items, variables.items);
        }
        result = raise_errno(t, path.given);
    }
    posix_strings_free(&variables);
    posix_strings_free(&arguments);
    return result;
}

const struct native_def posix_exec_functions[] = {
    {"execv", posix_execv, "(path, argv, /)", NULL, NATIVE_METHOD},
    {"execve", posix_execve, "(path, argv, env)", NULL, NATIVE_METHOD},
    {0},
};
