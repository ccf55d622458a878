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
/* A place in a text. */
static bool is_place(struct thread *t, Value v)
{
    int64_t n;
    if (v == VALUE_UNBOUND) {
        return raise_false(t, &TypeError_type, "can't delete numeric/char attribute");
    }
    if (!value_is_int(v)) {
        return raise_false(t, &TypeError_type, "an integer is required");
    }
    return int_to_int64(v, &n) ||
           raise_false(t, &OverflowError_type, "Python int too large to convert to C ssize_t");
}
#define NUMBER_FIELD(layout, field)                                                                \
    FIELD_READ_ONLY(layout, field)                                                                 \
    static bool set_##layout##_##field(struct thread *t, Value self, Value v)                      \
    {                                                                                              \
        bool ok = is_place(t, v);                                                                  \
        if (ok) {                                                                                  \
            value_store(&((struct layout *)self)->field, v);                                       \
        }                                                                                          \
        return ok;                                                                                 \
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
static Value get_characters_written(struct thread *t, Value self);
static bool set_characters_written(struct thread *t, Value self, Value v);
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
NUMBER_FIELD(unicode_error, start)
NUMBER_FIELD(unicode_error, end)
FIELD(unicode_error, reason)
FIELD_READ_ONLY(exception_group, message)
FIELD_READ_ONLY(exception_group, exceptions)
#undef FIELD
#undef NUMBER_FIELD

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
static const struct getset_def os_error_getsets[] = {
    {"characters_written", get_characters_written, set_characters_written, NULL}, {0}};
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
    GETSET("encoding", unicode_error, encoding), GETSET("object", unicode_error, object),
    GETSET("start", unicode_error, start),       GETSET("end", unicode_error, end),
    GETSET("reason", unicode_error, reason),     {0}};
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
static bool take_keywords(struct thread *t, Value self, const Value *values, Value names,
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
                               name, value_type(self)->name);
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
           take_keywords(t, self, args + n, names, allowed, fields);
}

static bool name_error_init(struct thread *t, Value self, Value *args, uint32_t n, Value names)
{
    static const char *const allowed[] = {"name", NULL};
    Value *fields[] = {&((struct name_error *)self)->name};
    return exception_base_init(t, self, args, n, VALUE_UNBOUND) &&
           take_keywords(t, self, args + n, names, allowed, fields);
}

static bool import_error_init(struct thread *t, Value self, Value *args, uint32_t n, Value names)
{
    static const char *const allowed[] = {"name", "path", NULL};
    struct import_error *e = (struct import_error *)self;
    Value *fields[] = {&e->name, &e->path};
    if (!exception_base_init(t, self, args, n, VALUE_UNBOUND) ||
        !take_keywords(t, self, args + n, names, allowed, fields)) {
        return false;
    }
    if (n_arguments(self) == 1) {
        value_store(&e->message, argument(self, 0));
    }
    return true;
}

static Value import_error_str(struct thread *t, Value self)
{
    Value message = value_load(&((struct import_error *)self)->message);
    return message != VALUE_UNBOUND && value_is_str(message) ? message
                                                             : exception_base_str(t, self);
}

/* --- OSError --- */

static struct type *os_error_type(int error_number)
{
    switch (error_number) {
    case EAGAIN:
    case EALREADY:
    case EINPROGRESS:
        return &BlockingIOError_type;
    case ECHILD:
        return &ChildProcessError_type;
    case EPIPE:
    case ESHUTDOWN:
        return &BrokenPipeError_type;
    case ECONNABORTED:
        return &ConnectionAbortedError_type;
    case ECONNREFUSED:
        return &ConnectionRefusedError_type;
    case ECONNRESET:
        return &ConnectionResetError_type;
    case EEXIST:
        return &FileExistsError_type;
    case ENOENT:
        return &FileNotFoundError_type;
    case EINTR:
        return &InterruptedError_type;
    case EISDIR:
        return &IsADirectoryError_type;
    case ENOTDIR:
        return &NotADirectoryError_type;
    case EACCES:
    case EPERM:
        return &PermissionError_type;
    case ESRCH:
        return &ProcessLookupError_type;
    case ETIMEDOUT:
        return &TimeoutError_type;
    default:
        return NULL;
    }
}

/* OSError(errno, text[, filename[, winerror[, filename2]]]) makes an instance of the matching subclass. */
static Value os_error_new(struct thread *t, Value *args, uint32_t n_args, Value names)
{
    int64_t error_number;
    if (args[0] == value_from_object(&OSError_type) && n_args >= 3 && n_args <= 6 &&
        value_is_int(args[1]) && int_to_int64(args[1], &error_number)) {
        struct type *type = os_error_type((int)error_number);
        if (type != NULL) {
            args[0] = value_from_object(type);
        }
    }
    return exception_base_new(t, args, n_args, names);
}

static Value get_characters_written(struct thread *t, Value self)
{
    Value written = value_load(&((struct os_error *)self)->characters_written);
    return written != VALUE_UNBOUND ? written
                                    : raise_error(t, &AttributeError_type, "characters_written");
}

static bool set_characters_written(struct thread *t, Value self, Value v)
{
    int64_t n;
    Value *field = &((struct os_error *)self)->characters_written;
    if (v == VALUE_UNBOUND && value_load(field) == VALUE_UNBOUND) {
        return raise_false(t, &AttributeError_type, "characters_written");
    }
    if (v != VALUE_UNBOUND && !number_to_index(t, v, &n)) {
        return false;
    }
    value_store(field, v == VALUE_UNBOUND ? v : value_from_small_int(n));
    return true;
}

/* The third argument of a BlockingIOError that is a number: how much was written before it would have blocked. */
static bool is_count(struct thread *t, Value self, Value v)
{
    return value_type(self) == &BlockingIOError_type &&
           (value_is_int(v) || object_find_special(t, v, name___index__) != VALUE_UNBOUND);
}

static bool os_error_init(struct thread *t, Value self, Value *args, uint32_t n, Value names)
{
    struct os_error *e = (struct os_error *)self;
    if (!reject_keywords(t, value_type(self)->name, names)) {
        return false;
    }
    bool is_parsed = n >= 2 && n <= 5;
    bool has_count = is_parsed && n >= 3 && is_count(t, self, args[2]);
    if (has_count && !set_characters_written(t, self, args[2])) {
        return false;
    }
    /* The file names are attributes only: args keeps the number and the text, as CPython does. */
    Value kept = tuple_new(t, args, is_parsed && n > 2 && !has_count ? 2 : n);
    if (kept == VALUE_ERROR) {
        return false;
    }
    value_store(&e->base.args, kept);
    if (is_parsed) {
        value_store(&e->error_number, args[0]);
        value_store(&e->text, args[1]);
        if (n >= 3 && args[2] != VALUE_NONE && !has_count) {
            value_store(&e->filename, args[2]);
        }
        if (n == 5 && args[4] != VALUE_NONE) {
            value_store(&e->filename2, args[4]);
        }
    }
    return true;
}

static Value os_error_str(struct thread *t, Value self)
{
    struct os_error *e = (struct os_error *)self;
    Value number = value_load(&e->error_number), text = value_load(&e->text);
    Value filename = value_load(&e->filename), filename2 = value_load(&e->filename2);
    if (number == VALUE_UNBOUND || text == VALUE_UNBOUND) {
        return exception_base_str(t, self);
    }
    if (filename == VALUE_UNBOUND) {
        return str_format(t, "[Errno %V] %V", number, text);
    }
    if (filename2 == VALUE_UNBOUND) {
        return str_format(t, "[Errno %V] %V: %R", number, text, filename);
    }
    return str_format(t, "[Errno %V] %V: %R -> %R", number, text, filename, filename2);
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

/* --- KeyError, UnicodeError --- */

static Value key_error_str(struct thread *t, Value self)
{
    return n_arguments(self) == 1 ? object_repr(t, argument(self, 0)) : exception_base_str(t, self);
}

static bool unicode_error_init(struct thread *t, Value self, Value *args, uint32_t n, Value names)
{
    struct unicode_error *e = (struct unicode_error *)self;
    bool is_translate = type_is_subtype(value_type(self), &UnicodeTranslateError_type);
    uint32_t wanted = is_translate ? 4 : 5;
    if (!exception_base_init(t, self, args, n, names)) {
        return false;
    }
    if (n != wanted) {
        return raise_false(t, &TypeError_type, "function takes exactly %d arguments (%d given)",
                           (int)wanted, (int)n);
    }
    uint32_t i = 0;
    if (!is_translate) {
        value_store(&e->encoding, args[i++]);
    }
    value_store(&e->object, args[i]);
    value_store(&e->start, args[i + 1]);
    value_store(&e->end, args[i + 2]);
    value_store(&e->reason, args[i + 3]);
    return true;
}

/* What cannot be coded: one character that is there by its number, else where the characters are. */
static void describe_place(char *place, size_t size, Value object, int64_t start, int64_t end)
{
    bool is_decode = value_is_bytes(object);
    int64_t length = is_decode              ? (int64_t)value_to_bytes(object)->length
                     : value_is_str(object) ? (int64_t)value_to_str(object)->length
                                            : 0;
    if (end - start != 1 || start < 0 || start >= length) {
        snprintf(place, size, "%s in position %lld-%lld", is_decode ? "bytes" : "characters",
                 (long long)start, (long long)end - 1);
    } else if (is_decode) {
        snprintf(place, size, "byte 0x%02x in position %lld",
                 (unsigned char)value_to_bytes(object)->data[start], (long long)start);
    } else {
        uint32_t c = str_at(value_to_str(object), (uint64_t)start);
        snprintf(place, size,
                 c <= 0xff     ? "character '\\x%02x' in position %lld"
                 : c <= 0xffff ? "character '\\u%04x' in position %lld"
                               : "character '\\U%08x' in position %lld",
                 c, (long long)start);
    }
}

/*
 * "can't decode byte 0xff in position 0: invalid start byte" and its kin; also "bytes in position 0-3". All fields can be
 * assigned: they may hold anything.
 */
static Value unicode_error_str(struct thread *t, Value self)
{
    struct unicode_error *e = (struct unicode_error *)self;
    Value object = value_load(&e->object), reason = value_load(&e->reason),
          encoding = value_load(&e->encoding), first = value_load(&e->start),
          last = value_load(&e->end);
    int64_t start, end;
    if (object == VALUE_UNBOUND || reason == VALUE_UNBOUND || !value_is_int(first) ||
        !int_to_int64(first, &start) || !value_is_int(last) || !int_to_int64(last, &end)) {
        return str_empty;
    }
    char place[96];
    describe_place(place, sizeof place, object, start, end);
    return type_is_subtype(value_type(self), &UnicodeTranslateError_type)
               ? str_format(t, "can't translate %s: %V", place, reason)
               : str_format(t, "'%V' codec can't %s %s: %V", encoding,
                            value_is_bytes(object) ? "decode" : "encode", place, reason);
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
           import_error_str)
#define LAYOUT_os_error                                                                            \
    LAYOUT(os_error, trace_os_error, os_error_members, os_error_new, os_error_init, os_error_str), \
        .getsets = os_error_getsets
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
