#include "runtime/import_names.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/import_find.h"
#include "runtime/list.h"
#include "runtime/set.h"
#include "runtime/str.h"
#include "runtime/sys.h"
#include "runtime/tuple.h"

/* In place: no pointers that the loader would have to set at each start. */
static const char stdlib_names[][28] = {
#define NAME(name) #name,
#include "runtime/stdlib_names.def"
#undef NAME
};

static bool append_name(struct thread *t, Value list, const char *name)
{
    Value v = str_intern_cstr(t, name);
    return v != VALUE_ERROR && list_append(t, value_to_list(list), v);
}

/* Modules in C have their names sorted but for the two that are always there. */
static Value builtin_names(struct thread *t)
{
    Value list = list_new(t, 64);
    if (list == VALUE_ERROR || !append_name(t, list, "builtins") || !append_name(t, list, "sys")) {
        return VALUE_ERROR;
    }
    for (size_t i = 0; import_builtin_name(i) != NULL; i++) {
        if (!append_name(t, list, import_builtin_name(i))) {
            return VALUE_ERROR;
        }
    }
    Value sort = str_intern_cstr(t, "sort");
    return sort == VALUE_ERROR || call_method_0(t, list, sort) == VALUE_ERROR
               ? VALUE_ERROR
               : tuple_from_iterable(t, list);
}

static Value all_stdlib_names(struct thread *t)
{
    Value list = list_new(t, COUNT_OF(stdlib_names));
    for (size_t i = 0; list != VALUE_ERROR && i < COUNT_OF(stdlib_names); i++) {
        list = append_name(t, list, stdlib_names[i]) ? list : VALUE_ERROR;
    }
    return list == VALUE_ERROR ? list : call_1(t, value_from_object(&frozenset_type), list);
}

bool import_names_make(struct thread *t, Value name)
{
    const struct {
        const char *name;
        Value (*make)(struct thread *t);
    } rows[] = {{"builtin_module_names", builtin_names}, {"stdlib_module_names", all_stdlib_names}};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if ((name == VALUE_UNBOUND || str_equals_cstr(name, rows[i].name)) &&
            sys_get_attribute(t, rows[i].name) == VALUE_UNBOUND) {
            Value v = rows[i].make(t);
            if (v == VALUE_ERROR || !sys_set_attribute(t, rows[i].name, v)) {
                return false;
            }
        }
    }
    return true;
}

static int compare_names(const void *name, const void *element)
{
    return strcmp(name, element);
}

/* Is the library there, with what Debian's smallest package of it leaves out? */
static bool has_library(struct thread *t)
{
    Value folder = sys_get_attribute(t, "_stdlib_dir");
    Value file = value_is_str(folder) ? str_format(t, "%V/argparse.py", folder) : VALUE_NONE;
    const char *path = value_is_str(file) ? str_to_path(t, file, NULL) : NULL;
    bool has = path != NULL && access(path, R_OK) == 0;
    error_clear(t);
    return has;
}

const char *import_names_remedy(struct thread *t, Value name)
{
    if (has_library(t)) {
        return "";
    }
    const char *text = str_to_utf8(t, name, NULL);
    if (text == NULL) {
        error_clear(t);
        return "";
    }
    size_t n = strcspn(text, ".");
    char top[64];
    if (n >= sizeof top) {
        return "";
    }
    memcpy(top, text, n);
    top[n] = '\0';
    return bsearch(top, stdlib_names, COUNT_OF(stdlib_names), sizeof *stdlib_names,
                   compare_names) == NULL
               ? ""
               : "; it is part of the Python standard library: install libpython3.11-stdlib, or "
                 "set "
                 "HASP_STDLIB to the folder that holds the library";
}
