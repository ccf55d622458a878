/* The exception types with fields of their own, and the table of all of them. */
#include "runtime/exception_layouts.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "runtime/abstract.h"
#include "runtime/bytes.h"
#include "runtime/dict.h"
#include "runtime/exception_group.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/native.h"
#include "runtime/shape.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

/* --- Fields as attributes: None while unbound --- */

#define FIELD_READ_ONLY(layout, field)                                                             \
    static Value get_##layout##_##field(struct thread *t UNUSED, Value self)                       \
    {                                                                                              \
        Value v = value_load(&((struct layout *)self)->field);                                     \
        return v == VALUE_UNBOUND ? VALUE_NONE : v;                                                \
    }
#define FIELD(layout, field)                                                                       \
    FIELD_READ_ONLY(layout, field)                                                                 \
    static bool set_##layout##_##field(struct thread *t UNUSED, Value self, Value v)               \
    {                                                                                              \
        value_store(&((struct layout *)self)->field, v);                                           \
        return true;                                                                               \
    }
#define GETSET(attribute, layout, field)                                                           \
    {                                                                                              \
        attribute, get_##layout##_##field, set_##layout##_##field, NULL                            \
    }
#define GETSET_READ_ONLY(attribute, layout, field)                                                 \
    {                                                                                              \
        attribute, get_##layout##_##field, NULL, NULL                                              \
    }

FIELD(stop_iteration, value)
FIELD(system_exit, code)
FIELD(attribute_error, name)
FIELD(attribute_error, object)
FIELD(name_error, name)
FIELD(import_error, message)
FIELD(import_error, name)
FIELD(import_error, path)
FIELD(os_error, error_number)
FIELD(os_error, text)
FIELD(os_error, filename)
FIELD(os_error, filename2)
FIELD(syntax_error, message)
FIELD(syntax_error, filename)
FIELD(syntax_error, line)
FIELD(syntax_error, offset)
FIELD(syntax_error, text)
FIELD(syntax_error, end_line)
FIELD(syntax_error, end_offset)
FIELD(syntax_error, print_file_and_line)
FIELD(unicode_error, encoding)
FIELD(unicode_error, object)
FIELD(unicode_error, reason)
FIELD_READ_ONLY(exception_group, message)
FIELD_READ_ONLY(exception_group, exceptions)
#undef FIELD

static const struct getset_def plain_members[] = {{0}};
static const struct getset_def stop_iteration_members[] = {GETSET("value", stop_iteration, value),
                                                           {0}};
static const struct getset_def system_exit_members[] = {GETSET("code", system_exit, code), {0}};
static const struct getset_def attribute_error_members[] = {
    GETSET("name", attribute_error, name), GETSET("obj", attribute_error, object), {0}};
static const struct getset_def name_error_members[] = {GETSET("name", name_error, name), {0}};
static const struct getset_def import_error_members[] = {GETSET("msg", import_error, message),
                                                         GETSET("name", import_error, name),
                                                         GETSET("path", import_error, path),
                                                         {0}};
static const struct getset_def os_error_members[] = {GETSET("errno", os_error, error_number),
                                                     GETSET("strerror", os_error, text),
                                                     GETSET("filename", os_error, filename),
                                                     GETSET("filename2", os_error, filename2),
                                                     {0}};
static const struct getset_def syntax_error_members[] = {
    GETSET("msg", syntax_error, message),
    GETSET("filename", syntax_error, filename),
    GETSET("lineno", syntax_error, line),
    GETSET("offset", syntax_error, offset),
    GETSET("text", syntax_error, text),
    GETSET("end_lineno", syntax_error, end_line),
    GETSET("end_offset", syntax_error, end_offset),
    GETSET("print_file_and_line", syntax_error, print_file_and_line),
    {0}};
static const struct getset_def unicode_error_members[] = {
    GETSET("encoding", unicode_error, encoding),
    GETSET("object", unicode_error, object),
    {"start", unicode_error_get_start, unicode_error_set_start, NULL},
    {"end", unicode_error_get_end, unicode_error_set_end, NULL},
    GETSET("reason", unicode_error, reason),
    {0}};
static const struct getset_def group_members[] = {
    GETSET_READ_ONLY("message", exception_group, message),
    GETSET_READ_ONLY("exceptions", exception_group, exceptions),
    {0}};

/* --- Initialisation: the arguments into the fields --- */

static Value argument(Value self, uint64_t i)
{
    const struct tuple *args = value_to_tuple(value_load(&((struct exception *)self)->args));
    return i < args->length ? args->items[i] : VALUE_UNBOUND;
}

static uint64_t n_arguments(Value self)
{
    return value_to_tuple(value_load(&((struct exception *)self)->args))->length;
}

static bool stop_iteration_init(struct thread *t, Value self, Value *args, uint32_t n, Value names)
{
    if (!exception_base_init(t, self, args, n, names)) {
        return false;
    }
    Value v = argument(self, 0);
    value_store(&((struct stop_iteration *)self)->value, v == VALUE_UNBOUND ? VALUE_NONE : v);
    return true;
}

static bool system_exit_init(struct thread *t, Value self, Value *args, uint32_t n, Value names)
{
    if (!exception_base_init(t, self, args, n, names)) {
        return false;
    }
    Value code =
        n_arguments(self) == 1 ? argument(self, 0) : value_load(&((struct exception *)self)->args);
    value_store(&((struct system_exit *)self)->code, n_arguments(self) == 0 ? VALUE_NONE : code);
    return true;
}

/* Takes the keywords `allowed` (a NULL-terminated list) into fields[]; others are a TypeError. */
static bool take_keywords(struct thread *t, const char *function, const Value *values, Value names,
                          const char *const *allowed, Value **fields)
{
    for (uint32_t i = 0; i < keyword_count(names); i++) {
        Value name = value_to_tuple(names)->items[i];
        uint32_t k = 0;
        while (allowed[k] != NULL && !str_equals_cstr(name, allowed[k])) {
            k++;
        }
        if (allowed[k] == NULL) {
            return raise_false(t, &TypeError_type, "'%V' is an invalid keyword argument for %s()",
                               name, function);
        }
        value_store(fields[k], values[i]);
    }
    return true;
}

static bool attribute_error_init(struct thread *t, Value self, Value *args, uint32_t n, Value names)
{
    static const char *const allowed[] = {"name", "obj", NULL};
    struct attribute_error *e = (struct attribute_error *)self;
    Value *fields[] = {&e->name, &e->object};
    return exception_base_init(t, self, args, n, VALUE_UNBOUND) &&
           take_keywords(t, "AttributeError", args + n, names, allowed, fields);
}

static bool name_error_init(struct thread *t, Value self, Value *args, uint32_t n, Value names)
{
    static const char *const allowed[] = {"name", NULL};
    Value *fields[] = {&((struct name_error *)self)->name};
    return exception_base_init(t, self, args, n, VALUE_UNBOUND) &&
           take_keywords(t, "NameError", args + n, names, allowed, fields);
}

static bool import_error_init(struct thread *t, Value self, Value *args, uint32_t n, Value names)
{
    static const char *const allowed[] = {"name", "path", NULL};
    struct import_error *e = (struct import_error *)self;
    Value *fields[] = {&e->name, &e->path};
    value_store(&e->name, VALUE_UNBOUND);
    value_store(&e->path, VALUE_UNBOUND);
    if (!exception_base_init(t, self, args, n, VALUE_UNBOUND) ||
        !take_keywords(t, "ImportError", args + n, names, allowed, fields)) {
        return false;
    }
    value_store(&e->message, n_arguments(self) == 1 ? argument(self, 0) : VALUE_UNBOUND);
    return true;
}

/* The name and the path are no arguments: they travel in the state. */
static Value import_error_reduce(struct thread *t, Value *args, uint32_t n UNUSED,
                                 Value names UNUSED)
{
    struct import_error *e = (struct import_error *)args[0];
    struct dict *state = instance_snapshot(t, value_to_object(args[0]));
    Value name = value_load(&e->name), path = value_load(&e->path);
    if (state == NULL || (name != VALUE_UNBOUND && !dict_set_cstr(t, state, "name", name)) ||
        (path != VALUE_UNBOUND && !dict_set_cstr(t, state, "path", path))) {
        return VALUE_ERROR;
    }
    Value class = value_from_object(value_type(args[0])), values = value_load(&e->base.args);
    return dict_length(state) == 0 ? tuple_of(t, 2, class, values)
                                   : tuple_of(t, 3, class, values, value_from_object(state));
}

static const struct native_def import_error_methods[] = {
    {"__reduce__", import_error_reduce, "(self, /)", NULL, NATIVE_METHOD}, {0}};

static Value import_error_str(struct thread *t, Value self)
{
    Value message = value_load(&((struct import_error *)self)->message);
    return message != VALUE_UNBOUND && value_is_str(message) ? message
                                                             : exception_base_str(t, self);
}

/* --- SyntaxError --- */

static bool syntax_error_init(struct thread *t, Value self, Value *args, uint32_t n, Value names)
{
    struct syntax_error *e = (struct syntax_error *)self;
    if (!exception_base_init(t, self, args, n, names)) {
        return false;
    }
    if (n >= 1) {
        value_store(&e->message, args[0]);
    }
    if (n != 2) {
        return true;
    }
    Value info = tuple_from_iterable(t, args[1]);
    if (info == VALUE_ERROR) {
        return false;
    }
    Value *const fields[] = {&e->filename, &e->line,     &e->offset,
                             &e->text,     &e->end_line, &e->end_offset};
    const struct tuple *tuple = value_to_tuple(info);
    if (tuple->length != 4 && tuple->length != 6) {
        return tuple->length < 4
                   ? raise_false(t, &TypeError_type,
                                 "function missing required argument '%s' (pos %d)",
                                 tuple->length == 0   ? "filename"
                                 : tuple->length == 1 ? "lineno"
                                 : tuple->length == 2 ? "offset"
                                                      : "text",
                                 (int)tuple->length + 1)
                   : raise_false(t, &TypeError_type,
                                 "end_offset must be provided when end_lineno is provided");
    }
    for (uint64_t i = 0; i < tuple->length; i++) {
        value_store(fields[i], tuple->items[i]);
    }
    return true;
}

static Value syntax_error_str(struct thread *t, Value self)
{
    struct syntax_error *e = (struct syntax_error *)self;
    Value message = value_load(&e->message), filename = value_load(&e->filename),
          line = value_load(&e->line);
    message = message == VALUE_UNBOUND ? VALUE_NONE : message;
    bool has_line = line != VALUE_UNBOUND && value_is_int(line);
    if (filename != VALUE_UNBOUND && value_is_str(filename)) {
        const struct str *s = value_to_str(filename);
        uint64_t from = s->length;
        while (from > 0 && str_at(s, from - 1) != '/') {
            from--;
        }
        filename = str_slice(t, filename, (int64_t)from, (int64_t)s->length);
        if (filename == VALUE_ERROR) {
            return filename;
        }
        return has_line ? str_format(t, "%V (%V, line %V)", message, filename, line)
                        : str_format(t, "%V (%V)", message, filename);
    }
    return has_line ? str_format(t, "%V (line %V)", message, line) : object_str(t, message);
}

/* --- KeyError --- */

static Value key_error_str(struct thread *t, Value self)
{
    return n_arguments(self) == 1 ? object_repr(t, argument(self, 0)) : exception_base_str(t, self);
}

/* --- Marking: the fields behind struct exception are all Values --- */

static void trace_fields(struct marker *m, struct object *self, size_t size)
{
    exception_trace_base(m, (struct exception *)self);
    size_t n = (size - sizeof(struct exception)) / sizeof(Value);
    mark_values(m, (const Value *)((char *)self + sizeof(struct exception)), n);
}

#define TRACE(layout)                                                                              \
    static void trace_##layout(struct marker *m, struct object *self)                              \
    {                                                                                              \
        trace_fields(m, self, sizeof(struct layout));                                              \
    }
TRACE(stop_iteration)
TRACE(system_exit)
TRACE(attribute_error)
TRACE(name_error)
TRACE(import_error)
TRACE(os_error)
TRACE(syntax_error)
TRACE(unicode_error)
TRACE(exception_group)
#undef TRACE

/* --- What is different in each layout: LAYOUT_x is struct, trace, getsets, new, init, str --- */

#define LAYOUT(structure, tracing, attributes, creation, initialisation, text)                     \
    .instance_size = sizeof(struct structure) + sizeof(struct slot_chunk *),                       \
    .slots_offset = sizeof(struct structure), .trace = tracing, .members = attributes,             \
    .new = creation, .init = initialisation, .str = text
#define LAYOUT_plain LAYOUT(exception, NULL, plain_members, NULL, NULL, NULL)
#define LAYOUT_stop_iteration                                                                      \
    LAYOUT(stop_iteration, trace_stop_iteration, stop_iteration_members, NULL,                     \
           stop_iteration_init, NULL)
#define LAYOUT_system_exit                                                                         \
    LAYOUT(system_exit, trace_system_exit, system_exit_members, NULL, system_exit_init, NULL)
#define LAYOUT_attribute_error                                                                     \
    LAYOUT(attribute_error, trace_attribute_error, attribute_error_members, NULL,                  \
           attribute_error_init, NULL)
#define LAYOUT_name_error                                                                          \
    LAYOUT(name_error, trace_name_error, name_error_members, NULL, name_error_init, NULL)
#define LAYOUT_import_error                                                                        \
    LAYOUT(import_error, trace_import_error, import_error_members, NULL, import_error_init,        \
           import_error_str),                                                                      \
        .methods = import_error_methods
#define LAYOUT_os_error                                                                            \
    LAYOUT(os_error, trace_os_error, os_error_members, os_error_new, os_error_init, os_error_str), \
        .getsets = os_error_getsets, .methods = os_error_methods
#define LAYOUT_syntax_error                                                                        \
    LAYOUT(syntax_error, trace_syntax_error, syntax_error_members, NULL, syntax_error_init,        \
           syntax_error_str)
#define LAYOUT_unicode_error                                                                       \
    LAYOUT(unicode_error, trace_unicode_error, unicode_error_members, NULL, unicode_error_init,    \
           unicode_error_str)
#define LAYOUT_group                                                                               \
    LAYOUT(exception_group, trace_exception_group, group_members, exception_group_new, NULL,       \
           exception_group_str)

#define EXCEPTION(exception_name, base_name, layout, doc_text)                                     \
    struct type exception_name##_type = {                                                          \
        .base = {.type = &type_type},                                                              \
        .name = #exception_name,                                                                   \
        .doc = doc_text,                                                                           \
        .parent = &base_name##_type,                                                               \
        .flags = TYPE_BASE | TYPE_HAS_DICT | TYPE_EXCEPTION_SUBCLASS,                              \
        LAYOUT_##layout,                                                                           \
    };
#include "runtime/exceptions.def"
#undef EXCEPTION

static struct type *const all_types[] = {
    &BaseException_type,
#define EXCEPTION(name, base, layout, doc) &name##_type,
#include "runtime/exceptions.def"
#undef EXCEPTION
};

bool exceptions_init(struct thread *t, struct dict *builtins)
{
    KeyError_type.str = key_error_str;
    BaseExceptionGroup_type.methods = exception_group_methods;
    ExceptionGroup_type.bases = tuple_of(t, 2, value_from_object(&BaseExceptionGroup_type),
                                         value_from_object(&Exception_type));
    if (ExceptionGroup_type.bases == VALUE_ERROR) {
        return false;
    }
    for (size_t i = 0; i < COUNT_OF(all_types); i++) {
        if (!type_ready(t, all_types[i]) ||
            !dict_set_cstr(t, builtins, all_types[i]->name, value_from_object(all_types[i]))) {
            return false;
        }
    }
    ExceptionGroup_type.mro =
        tuple_of(t, 5, value_from_object(&ExceptionGroup_type),
                 value_from_object(&BaseExceptionGroup_type), value_from_object(&Exception_type),
                 value_from_object(&BaseException_type), value_from_object(&object_type));
    if (ExceptionGroup_type.mro == VALUE_ERROR) {
        return false;
    }
    Value os_error = value_from_object(&OSError_type);
    return dict_set_cstr(t, builtins, "EnvironmentError", os_error) &&
           dict_set_cstr(t, builtins, "IOError", os_error);
}
