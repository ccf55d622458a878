/* posix: what the system is configured to: sysconf, confstr, pathconf, and tables of their names. */
#include <stdlib.h>
#include <unistd.h>

#include "runtime/dict.h"
#include "runtime/modules/posix.h"
#include "runtime/modules/posix_argument.h"

struct variable {
    const char *name;
    int number;
};

#define SC(name)
#define CS(name)
#define PC(name)

#undef SC
#define SC(name) {"SC_" #name, _SC_##name},
static const struct variable of_system[] = {
#include "runtime/modules/posix_configuration.def"
};
#undef SC
#define SC(name)

#undef CS
#define CS(name) {"CS_" #name, _CS_##name},
static const struct variable of_strings[] = {
#include "runtime/modules/posix_configuration.def"
};
#undef CS
#define CS(name)

#undef PC
#define PC(name) {"PC_" #name, _PC_##name},
static const struct variable of_paths[] = {
#include "runtime/modules/posix_configuration.def"
};
#undef SC
#undef CS
#undef PC

/* A name of the table, or the number itself. */
static bool variable_argument(struct thread *t, Value v, const struct variable *table, size_t n,
                              int *number)
{
    if (!value_is_str(v)) {
        return value_is_int(v) ? posix_int(t, v, number)
                               : raise_false(t, &TypeError_type,
                                             "configuration names must be strings or integers");
    }
    for (size_t i = 0; i < n; i++) {
        if (str_equals_cstr(v, table[i].name)) {
            *number = table[i].number;
            return true;
        }
    }
    return raise_false(t, &ValueError_type, "unrecognized configuration name");
}

/* -1 with errno as it was: there is no limit. */
static Value limit_value(struct thread *t, long value, Value filename)
{
    return value < 0 && errno != 0 ? raise_errno(t, filename) : int_from_int64(t, value);
}

POSIX_FUNCTION(posix_sysconf)
{
    int number;
    if (!variable_argument(t, args[0], of_system, COUNT_OF(of_system), &number)) {
        return VALUE_ERROR;
    }
    errno = 0;
    return limit_value(t, sysconf(number), VALUE_UNBOUND);
}

POSIX_FUNCTION(posix_confstr)
{
    int number;
    char small[256];
    if (!variable_argument(t, args[0], of_strings, COUNT_OF(of_strings), &number)) {
        return VALUE_ERROR;
    }
    errno = 0;
    size_t size = confstr(number, small, sizeof small);
    if (size == 0) {
        return errno != 0 ? raise_errno(t, VALUE_UNBOUND) : VALUE_NONE;
    }
    if (size <= sizeof small) {
        return path_to_str(t, small, size - 1);
    }
    char *large = malloc(size);
    if (large == NULL) {
        return raise_no_memory(t);
    }
    confstr(number, large, size);
    Value text = path_to_str(t, large, size - 1);
    free(large);
    return text;
}

POSIX_FUNCTION(posix_pathconf)
{
    int number;
    struct posix_path path;
    if (!posix_path_argument(t, args[0], "pathconf", "path", PATH_OR_FD, &path) ||
        !variable_argument(t, args[1], of_paths, COUNT_OF(of_paths), &number)) {
        return VALUE_ERROR;
    }
    errno = 0;
    long value = path.name == NULL ? fpathconf(path.fd, number) : pathconf(path.name, number);
    gc_keep(path.name);
    return limit_value(t, value, path.given);
}

POSIX_FUNCTION(posix_fpathconf)
{
    int fd, number;
    if (!posix_descriptor(t, args[0], &fd) ||
        !variable_argument(t, args[1], of_paths, COUNT_OF(of_paths), &number)) {
        return VALUE_ERROR;
    }
    errno = 0;
    return limit_value(t, fpathconf(fd, number), VALUE_UNBOUND);
}

static const struct native_def functions[] = {
    {"confstr", posix_confstr, "(name, /)", "Return a string-valued system configuration variable.",
     NATIVE_METHOD},
    {"fpathconf", posix_fpathconf, "(fd, name, /)",
     "Return the configuration limit name for the file descriptor fd.", NATIVE_METHOD},
    {"pathconf", posix_pathconf, "(path, name)",
     "Return the configuration limit name for the file or directory path.", NATIVE_METHOD},
    {"sysconf", posix_sysconf, "(name, /)",
     "Return an integer-valued system configuration variable.", NATIVE_METHOD},
    {0},
};

static bool add_names(struct thread *t, Value module, const char *name,
                      const struct variable *table, size_t n)
{
    Value names = dict_new_sized(t, n);
    for (size_t i = 0; names != VALUE_ERROR && i < n; i++) {
        if (!dict_set_cstr(t, value_to_dict(names), table[i].name,
                           value_from_small_int(table[i].number))) {
            return false;
        }
    }
    return names != VALUE_ERROR && module_add(t, module, name, names);
}

bool posix_configuration_init(struct thread *t, Value module)
{
    return add_names(t, module, "sysconf_names", of_system, COUNT_OF(of_system)) &&
           add_names(t, module, "confstr_names", of_strings, COUNT_OF(of_strings)) &&
           add_names(t, module, "pathconf_names", of_paths, COUNT_OF(of_paths)) &&
           module_add_functions(t, module, functions);
}
