#include "runtime/warning.h"

#include <stdarg.h>
#include <string.h>

#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/module.h"
#include "runtime/str.h"
#include "runtime/traceback.h"
#include "runtime/tuple.h"
#include "runtime/upcalls.h"

/* --- Filters --- */

static bool is_ignored(const struct type *category, bool is_main)
{
    static const struct type *const ignored[] = {&PendingDeprecationWarning_type,
                                                 &ImportWarning_type, &ResourceWarning_type};
    for (size_t i = 0; i < COUNT_OF(ignored); i++) {
        if (type_is_subtype(category, ignored[i])) {
            return true;
        }
    }
    return type_is_subtype(category, &DeprecationWarning_type) && !is_main;
}

static bool is_main_module(struct dict *globals)
{
    Value name = globals == NULL ? VALUE_UNBOUND : dict_get_str(globals, name___name__);
    return name != VALUE_UNBOUND && value_is_str(name) && str_equals_cstr(name, "__main__");
}

/* The globals' __warningregistry__, where what has been shown is kept. NULL: no memory, or a script has changed it. */
static struct dict *get_registry(struct thread *t, struct dict *globals)
{
    static const char name[] = "__warningregistry__";
    Value registry = dict_get_cstr(t, globals, name);
    if (registry == VALUE_UNBOUND) {
        registry = dict_new(t);
        if (registry == VALUE_ERROR || !dict_set_cstr(t, globals, name, registry)) {
            return NULL;
        }
    }
    return value_is_dict(registry) ? value_to_dict(registry) : NULL;
}

/* Marks the warning as shown. TRUTH_TRUE: it had not been. */
static enum truth is_first(struct thread *t, struct dict *globals, Value text,
                           struct type *category, int line)
{
    struct dict *registry = globals == NULL ? NULL : get_registry(t, globals);
    if (registry == NULL) {
        return error_pending(t) ? TRUTH_ERROR : TRUTH_TRUE;
    }
    Value key = tuple_of(t, 3, text, value_from_object(category), value_from_small_int(line));
    enum truth seen = key == VALUE_ERROR ? TRUTH_ERROR : dict_contains(t, registry, key);
    if (seen != TRUTH_FALSE) {
        return seen == TRUTH_TRUE ? TRUTH_FALSE : TRUTH_ERROR;
    }
    return dict_set(t, registry, key, VALUE_TRUE) ? TRUTH_TRUE : TRUTH_ERROR;
}

/* --- Text --- */

static void show(struct thread *t, const struct type *category, Value text, Value filename,
                 int line)
{
    struct report r;
    size_t n, indent = 0;
    report_begin(&r, t);
    if (filename == VALUE_UNBOUND) {
        report_add(&r, "sys");
    } else {
        report_add_str_of(&r, filename, "filename");
    }
    report_add_format(&r, ":%d: %s: ", line, category->name);
    report_add_str(&r, text);
    report_add(&r, "\n");
    const char *source = filename != VALUE_UNBOUND && value_is_str(filename)
                             ? traceback_source_line(&r, filename, line, &n)
                             : NULL;
    if (source != NULL) {
        while (indent < n && strchr(" \t\f", source[indent]) != NULL) {
            indent++;
        }
        report_add(&r, "  ");
        report_add_n(&r, source + indent, n - indent);
        report_add(&r, "\n");
    }
    report_end(&r);
}

/* --- Issuing --- */

/* warnings.NAME if the program has imported the module; else UNBOUND. */
static Value function_of_module(struct thread *t, const char *name)
{
    Value module = dict_get_cstr(t, value_to_dict(sys_modules), "warnings");
    if (module == VALUE_UNBOUND || value_type(module) != &module_type) {
        return VALUE_UNBOUND;
    }
    return dict_get_cstr(t, ((struct module *)module)->attributes, name);
}

static bool issue(struct thread *t, struct type *category, Value text, Value filename, int line)
{
    Value namespace = upcalls.globals == NULL ? VALUE_UNBOUND : upcalls.globals(t);
    struct dict *globals =
        namespace != VALUE_UNBOUND && value_is_dict(namespace) ? value_to_dict(namespace) : NULL;
    if (is_ignored(category, is_main_module(globals))) {
        return true;
    }
    enum truth first = is_first(t, globals, text, category, line);
    if (first == TRUTH_TRUE) {
        show(t, category, text, filename, line);
    }
    return first != TRUTH_ERROR;
}

bool warning_issue_at(struct thread *t, struct type *category, Value text, Value filename, int line)
{
    Value function = function_of_module(t, "warn_explicit");
    if (function == VALUE_UNBOUND) {
        bool is_main =
            str_equals_cstr(filename, "__main__.py") || str_equals_cstr(filename, "__main__");
        if (!is_ignored(category, is_main)) {
            show(t, category, text, filename, line);
        }
        return true;
    }
    Value args[] = {VALUE_UNBOUND, text, value_from_object(category), filename,
                    value_from_small_int(line)};
    return call(t, function, args + 1, 4, VALUE_UNBOUND) != VALUE_ERROR;
}

bool warning_issue(struct thread *t, struct type *category, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    Value text = str_format_va(t, format, arguments);
    va_end(arguments);
    if (text == VALUE_ERROR) {
        return false;
    }
    Value function = function_of_module(t, "warn");
    if (function != VALUE_UNBOUND) {
        return call_2(t, function, text, value_from_object(category)) != VALUE_ERROR;
    }
    Value filename = VALUE_UNBOUND;
    int line = upcalls.line == NULL ? 0 : upcalls.line(t, 0, &filename);
    return issue(t, category, text, filename, line == 0 ? 1 : line);
}
