/*
 * OSError. As CPython, its arguments are taken by __new__, which chooses the subclass by the number, unless a class derived
 * from it overrides __init__ alone: then by __init__, with what that passes on.
 */
#include <errno.h>

#include "runtime/abstract.h"
#include "runtime/dict.h"
#include "runtime/exception_layouts.h"
#include "runtime/int.h"
#include "runtime/native.h"
#include "runtime/shape.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

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

/* Sets the fields from (errno, text[, filename[, winerror[, filename2]]]); any other number of arguments is just kept. */
static bool take_arguments(struct thread *t, Value self, const Value *args, uint32_t n)
{
    struct os_error *e = (struct os_error *)self;
    bool is_parsed = n >= 2 && n <= 5;
    bool has_count = is_parsed && n >= 3 && is_count(t, self, args[2]);
    if (has_count && !set_characters_written(t, self, args[2])) {
        return false;
    }
    /* The file names are attributes only: args keeps the number and the text, as CPython does. */
    bool has_name = is_parsed && n >= 3 && !has_count && args[2] != VALUE_NONE;
    Value kept = tuple_new(t, args, has_name ? 2 : n);
    if (kept == VALUE_ERROR) {
        return false;
    }
    value_store(&e->base.args, kept);
    if (is_parsed) {
        value_store(&e->error_number, args[0]);
        value_store(&e->text, args[1]);
        if (has_name) {
            value_store(&e->filename, args[2]);
        }
        if (has_name && n == 5 && args[4] != VALUE_NONE) {
            value_store(&e->filename2, args[4]);
        }
    }
    return true;
}

static bool uses_init(const struct type *type)
{
    return type->init != OSError_type.init && type->new == OSError_type.new;
}

Value os_error_new(struct thread *t, Value *args, uint32_t n_args, Value names)
{
    struct type *type = (struct type *)value_to_object(args[0]);
    int64_t error_number;
    uint32_t n = n_args - 1;
    if (uses_init(type)) {
        return exception_base_new(t, args, 1, VALUE_UNBOUND);
    }
    if (!reject_keywords(t, type->name, names)) {
        return VALUE_ERROR;
    }
    if (type == &OSError_type && n >= 2 && n <= 5 && value_is_int(args[1]) &&
        int_to_int64(args[1], &error_number)) {
        struct type *found = os_error_type((int)error_number);
        args[0] = found != NULL ? value_from_object(found) : args[0];
    }
    Value self = exception_base_new(t, args, 1, VALUE_UNBOUND);
    return self != VALUE_ERROR && take_arguments(t, self, args + 1, n) ? self : VALUE_ERROR;
}

bool os_error_init(struct thread *t, Value self, Value *args, uint32_t n, Value names)
{
    const struct type *type = value_type(self);
    return !uses_init(type) ||
           (reject_keywords(t, type->name, names) && take_arguments(t, self, args, n));
}

Value os_error_str(struct thread *t, Value self)
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

/* The file names go back among the arguments. */
static Value reduce_arguments(struct thread *t, struct os_error *e)
{
    Value values = value_load(&e->base.args), filename = value_load(&e->filename),
          filename2 = value_load(&e->filename2);
    if (value_to_tuple(values)->length != 2 || filename == VALUE_UNBOUND) {
        return values;
    }
    const Value *items = value_to_tuple(values)->items;
    return filename2 == VALUE_UNBOUND
               ? tuple_of(t, 3, items[0], items[1], filename)
               : tuple_of(t, 5, items[0], items[1], filename, VALUE_NONE, filename2);
}

static Value reduce(struct thread *t, Value *args, uint32_t n UNUSED, Value names UNUSED)
{
    struct dict *attributes = instance_snapshot(t, value_to_object(args[0]));
    Value values =
        attributes == NULL ? VALUE_ERROR : reduce_arguments(t, (struct os_error *)args[0]);
    Value class = value_from_object(value_type(args[0]));
    if (values == VALUE_ERROR) {
        return values;
    }
    return dict_length(attributes) == 0
               ? tuple_of(t, 2, class, values)
               : tuple_of(t, 3, class, values, value_from_object(attributes));
}

const struct getset_def os_error_getsets[] = {
    {"characters_written", get_characters_written, set_characters_written, NULL}, {0}};

const struct native_def os_error_methods[] = {
    {"__reduce__", reduce, "(self, /)", NULL, NATIVE_METHOD}, {0}};
