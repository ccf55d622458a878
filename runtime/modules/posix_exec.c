/* posix: becoming another program. */
#include <string.h>
#include <unistd.h>

#include "runtime/list.h"
#include "runtime/modules/posix.h"
#include "runtime/modules/posix_argument.h"
#include "runtime/modules/posix_strings.h"
#include "runtime/tuple.h"

/* The program's arguments: at least one, the first not empty. */
static bool program_arguments(struct thread *t, const char *function, Value v,
                              struct posix_strings *arguments)
{
    const char *colon = strcmp(function, "execve") == 0 ? ": argv" : "() arg 2";
    if (!value_is_tuple(v) && !value_is_list(v)) {
        return raise_false(t, &TypeError_type, "%s%s must be a tuple or list", function, colon);
    }
    if (!posix_strings_read(t, v, arguments)) {
        return false;
    }
    if (arguments->n == 0) {
        return raise_false(t, &ValueError_type, "%s%s must not be empty", function, colon);
    }
    return arguments->items[0][0] != '\0' ||
           raise_false(t, &ValueError_type, "%s%s first element cannot be empty", function, colon);
}

/* args: path, argv. */
POSIX_FUNCTION(posix_execv)
{
    struct posix_path path;
    struct posix_strings arguments = {0};
    Value result = VALUE_ERROR;
    if (posix_path_argument(t, args[0], "execv", "path", PATH_NAME, &path) &&
        program_arguments(t, "execv", args[1], &arguments)) {
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
    if (program_arguments(t, "execve", args[1], &arguments) &&
        (value_type(args[2])->get_item != NULL ||
         raise_false(t, &TypeError_type, "execve: environment must be a mapping object")) &&
        posix_strings_read_mapping(t, args[2], &variables)) {
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
