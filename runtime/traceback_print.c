/*
 * Reports of exceptions: a traceback, the line with class and text, notes; what caused it, in front; the members of a
 * group, indented, behind.
 */
#include "runtime/traceback.h"

#include <string.h>

#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/list.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "runtime/struct_sequence.h"
#include "runtime/sys.h"
#include "runtime/tuple.h"

enum { GROUP_DEPTH_MAX = 10, GROUP_WIDTH_MAX = 15 };

static void add_recursive(struct report *r, Value exception);

static struct exception *exception_of(Value v)
{
    return (struct exception *)v;
}

/* --- One exception --- */

static void add_class_name(struct report *r, struct type *type)
{
    Value class = value_from_object(type);
    Value module = object_find_attribute(r->t, class, name___module__);
    Value name =
        module == VALUE_ERROR ? module : object_find_attribute(r->t, class, name___qualname__);
    if (name == VALUE_ERROR || name == VALUE_UNBOUND || module == VALUE_UNBOUND) {
        error_clear(r->t);
        report_add(r, type->name);
        return;
    }
    if (!value_is_str(module)) {
        report_add(r, "<unknown>.");
    } else if (!str_equals_cstr(module, "builtins") && !str_equals_cstr(module, "__main__")) {
        report_add_str(r, module);
        report_add(r, ".");
    }
    if (value_is_str(name)) {
        report_add_str(r, name);
    } else {
        report_add(r, "<unknown>");
    }
}

/* "module.Class: text"; `text` UNBOUND: str(exception). */
static void add_exception_line(struct report *r, Value exception, Value text)
{
    add_class_name(r, value_type(exception));
    if (text == VALUE_UNBOUND) {
        text = object_str(r->t, exception);
    }
    if (text == VALUE_ERROR) {
        error_clear(r->t);
        report_add(r, ": <exception str() failed>");
    } else if (text != VALUE_NONE && value_to_str(text)->length > 0) {
        report_add(r, ": ");
        report_add_str(r, text);
    }
}

/* Each line of a note is a line of the report. */
static void add_note_text(struct report *r, Value text)
{
    size_t n;
    const char *line = str_to_utf8(r->t, text, &n);
    if (line == NULL) {
        error_clear(r->t);
        return;
    }
    const char *end = line + n, *stop;
    do {
        stop = memchr(line, '\n', (size_t)(end - line));
        stop = stop == NULL ? end : stop;
        report_begin_line(r);
        report_add_n(r, line, (size_t)(stop - line));
        report_add(r, "\n");
        line = stop + 1;
    } while (stop < end && line < end + (stop < end));
    gc_keep(end);
}

static void add_note(struct report *r, Value note)
{
    Value text = value_is_str(note) ? note : object_str(r->t, note);
    if (text == VALUE_ERROR) {
        error_clear(r->t);
        text = str_from_cstr(r->t, "<note str() failed>");
    }
    if (text == VALUE_ERROR) {
        error_clear(r->t);
    } else {
        add_note_text(r, text);
    }
}

static void add_notes(struct report *r, Value exception)
{
    Value notes = object_find_attribute(r->t, exception, name___notes__);
    if (notes == VALUE_ERROR) {
        error_clear(r->t);
        return;
    }
    if (notes == VALUE_UNBOUND || notes == VALUE_NONE) {
        return;
    }
    if (!value_is_list(notes) && !value_is_tuple(notes)) {
        report_begin_line(r);
        report_add_repr_of(r, notes, "__notes__");
        report_add(r, "\n");
        return;
    }
    Value items = tuple_from_iterable(r->t, notes);
    if (items == VALUE_ERROR) {
        error_clear(r->t);
        return;
    }
    for (uint64_t i = 0; i < value_to_tuple(items)->length; i++) {
        add_note(r, value_to_tuple(items)->items[i]);
    }
}

static bool is_group(Value exception)
{
    return value_is_instance(exception, &BaseExceptionGroup_type);
}

static void add_exception(struct report *r, Value exception)
{
    Value traceback = value_load(&exception_of(exception)->traceback);
    if (traceback != VALUE_UNBOUND && traceback != VALUE_NONE) {
        report_add_traceback(r, traceback, is_group(exception));
    }
    Value text = VALUE_UNBOUND;
    if (value_is_instance(exception, &SyntaxError_type) && syntax_error_add(r, exception)) {
        text = value_load(&((struct syntax_error *)exception)->message);
        text = text == VALUE_UNBOUND ? VALUE_NONE
               : text == VALUE_NONE  ? text
                                     : object_str(r->t, text);
    }
    report_begin_line(r);
    add_exception_line(r, exception, text);
    suggestion_add(r, exception);
    report_add(r, "\n");
    add_notes(r, exception);
}

/* --- Groups --- */

static void add_indent(struct report *r)
{
    for (int i = 0; i < r->depth; i++) {
        report_add(r, "  ");
    }
}

static void add_member_header(struct report *r, uint64_t i)
{
    add_indent(r);
    report_add(r, i == 0 ? "+-" : "  ");
    if (i < GROUP_WIDTH_MAX) {
        report_add_format(r, "+---------------- %d ----------------\n", (int)i + 1);
    } else {
        report_add(r, "+---------------- ... ----------------\n");
    }
}

static void add_rest(struct report *r, uint64_t n)
{
    report_begin_line(r);
    report_add_format(r, "and %d more exception%s\n", (int)n, n > 1 ? "s" : "");
}

/* The frame around the members is closed by the last one that ends, however deep. */
static void add_members(struct report *r, const struct tuple *members)
{
    uint64_t n = members->length > GROUP_WIDTH_MAX ? GROUP_WIDTH_MAX + 1 : members->length;
    for (uint64_t i = 0; i < n; i++) {
        r->needs_close |= i == n - 1;
        add_member_header(r, i);
        r->depth++;
        if (i < GROUP_WIDTH_MAX) {
            add_recursive(r, members->items[i]);
        } else {
            add_rest(r, members->length - GROUP_WIDTH_MAX);
        }
        if (i == n - 1 && r->needs_close) {
            add_indent(r);
            report_add(r, "+------------------------------------\n");
            r->needs_close = false;
        }
        r->depth--;
    }
}

static void add_group(struct report *r, Value group)
{
    if (r->depth > GROUP_DEPTH_MAX) {
        report_begin_line(r);
        report_add_format(r, "... (max_group_depth is %d)\n", GROUP_DEPTH_MAX);
        return;
    }
    bool is_outermost = r->depth == 0;
    r->depth += is_outermost;
    add_exception(r, group);
    r->needs_close = false;
    Value members = value_load(&((struct exception_group *)group)->exceptions);
    if (members != VALUE_UNBOUND && value_is_tuple(members)) {
        add_members(r, value_to_tuple(members));
    }
    r->depth -= is_outermost;
}

/* --- Chains --- */

static bool has_seen(const struct report *r, Value exception)
{
    if (r->seen == VALUE_UNBOUND) {
        return false;
    }
    const struct list *seen = value_to_list(r->seen);
    for (uint64_t i = 0; i < list_length(seen); i++) {
        if (list_get(seen, i) == exception) {
            return true;
        }
    }
    return false;
}

/* Without memory there is no end to a circle of exceptions, so its links are not followed. */
static bool mark_seen(struct report *r, Value exception)
{
    if (r->seen == VALUE_UNBOUND) {
        r->seen = list_new(r->t, 4);
    }
    if (r->seen == VALUE_ERROR || !list_append(r->t, value_to_list(r->seen), exception)) {
        error_clear(r->t);
        r->seen = VALUE_UNBOUND;
        return false;
    }
    return true;
}

static void add_link(struct report *r, Value exception, const char *message)
{
    if (has_seen(r, exception)) {
        return;
    }
    bool needs_close = r->needs_close;
    r->needs_close = false;
    add_recursive(r, exception);
    r->needs_close = needs_close;
    report_begin_line(r);
    report_add(r, "\n");
    report_begin_line(r);
    report_add(r, message);
    report_begin_line(r);
    report_add(r, "\n");
}

static void add_cause_or_context(struct report *r, Value exception)
{
    if (!mark_seen(r, exception)) {
        return;
    }
    Value cause = value_load(&exception_of(exception)->cause);
    Value context = value_load(&exception_of(exception)->context);
    if (value_is_exception(cause)) {
        add_link(r, cause,
                 "The above exception was the direct cause of the following exception:\n");
    } else if (value_is_exception(context) &&
               value_load(&exception_of(exception)->suppress_context) != VALUE_TRUE) {
        add_link(r, context,
                 "During handling of the above exception, another exception occurred:\n");
    }
}

static void add_recursive(struct report *r, Value exception)
{
    if (!recursion_enter(r->t, " in print_exception")) {
        error_clear(r->t);
        return;
    }
    add_cause_or_context(r, exception);
    if (is_group(exception)) {
        add_group(r, exception);
    } else {
        add_exception(r, exception);
    }
    recursion_leave(r->t);
}

void error_print(struct thread *t, Value exception)
{
    struct report r;
    Value pending = error_take(t);
    report_begin(&r, t);
    if (value_is_exception(exception)) {
        add_recursive(&r, exception);
    }
    report_end(&r);
    t->exception = pending;
}

/* --- Exceptions that nobody can catch --- */

void unraisable_print(struct thread *t, Value exception, const char *message, Value where)
{
    struct report r;
    report_begin(&r, t);
    if (where != VALUE_UNBOUND && where != VALUE_NONE) {
        report_add_format(&r, "%s: ", message == NULL ? "Exception ignored in" : message);
        report_add_repr_of(&r, where, "object");
        report_add(&r, "\n");
    } else if (message != NULL) {
        report_add_format(&r, "%s:\n", message);
    }
    Value traceback = value_load(&exception_of(exception)->traceback);
    if (traceback != VALUE_UNBOUND && traceback != VALUE_NONE) {
        report_add_traceback(&r, traceback, false);
    }
    add_class_name(&r, value_type(exception));
    report_add(&r, ": "); /* even if the text is empty */
    report_add_str_of(&r, exception, "exception");
    report_add(&r, "\n");
    report_end(&r);
}

static Value unraisable_arguments(struct thread *t, Value exception, const char *message,
                                  Value where)
{
    static const char *const fields[] = {"exc_type", "exc_value", "exc_traceback",
                                         "err_msg",  "object",    NULL};
    Value type = struct_sequence_type_new(t, "builtins", "UnraisableHookArgs", fields, 5);
    Value text = type == VALUE_ERROR || message == NULL ? VALUE_NONE : str_from_cstr(t, message);
    if (type == VALUE_ERROR || text == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    Value traceback = value_load(&exception_of(exception)->traceback);
    const Value items[] = {value_from_object(value_type(exception)), exception,
                           traceback == VALUE_UNBOUND ? VALUE_NONE : traceback, text,
                           where == VALUE_UNBOUND ? VALUE_NONE : where};
    return struct_sequence_new(t, type, items, COUNT_OF(items));
}

/* false: the hook has raised. */
static bool call_hook(struct thread *t, Value hook, Value exception, const char *message,
                      Value where)
{
    Value arguments = unraisable_arguments(t, exception, message, where);
    return arguments != VALUE_ERROR && call_1(t, hook, arguments) != VALUE_ERROR;
}

/* The hook that a script has put into sys.unraisablehook, else UNBOUND. */
static Value replaced_hook(struct thread *t)
{
    Value hook = sys_get_attribute(t, "unraisablehook");
    bool is_ours = hook == VALUE_NONE || hook == VALUE_UNBOUND ||
                   (value_type(hook) == &native_function_type &&
                    strcmp(((struct native *)hook)->def->name, "unraisablehook") == 0);
    return is_ours || hook == sys_get_attribute(t, "__unraisablehook__") ? VALUE_UNBOUND : hook;
}

void unraisable_write(struct thread *t, const char *message, Value where)
{
    Value exception = error_take(t);
    if (exception == VALUE_UNBOUND) {
        return;
    }
    Value hook = replaced_hook(t);
    if (hook != VALUE_UNBOUND && !call_hook(t, hook, exception, message, where)) {
        exception = error_take(t);
        message = "Exception ignored in sys.unraisablehook";
        where = hook;
        hook = VALUE_UNBOUND;
    }
    if (hook == VALUE_UNBOUND) {
        unraisable_print(t, exception, message, where);
    }
}

void error_write_unraisable(struct thread *t, Value where)
{
    unraisable_write(t, NULL, where);
}
