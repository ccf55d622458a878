/* The types of file objects, and what all of them share. Their abstract bases are in io_base.c. */
#include "runtime/file_private.h"

#include <string.h>
#include <unistd.h>

#include "runtime/abstract.h"
#include "runtime/bytes.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/exception.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/native.h"
#include "runtime/repr_guard.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "runtime/warning.h"

Value unsupported_operation = VALUE_UNBOUND;

/* ---- making ---- */

/* class UnsupportedOperation(OSError, ValueError) */
static bool make_unsupported_operation(struct thread *t)
{
    Value name = str_intern_cstr(t, "UnsupportedOperation"), module = str_intern_cstr(t, "io");
    Value bases =
        tuple_of(t, 2, value_from_object(&OSError_type), value_from_object(&ValueError_type));
    Value namespace = dict_new(t);
    if (name == VALUE_ERROR || module == VALUE_ERROR || bases == VALUE_ERROR ||
        namespace == VALUE_ERROR ||
        !dict_set_str(t, value_to_dict(namespace), name___module__, module)) {
        return false;
    }
    unsupported_operation = type_new(t, &type_type, name, bases, namespace, VALUE_UNBOUND, NULL);
    return unsupported_operation != VALUE_ERROR;
}

bool files_init(struct thread *t)
{
    if (unsupported_operation != VALUE_UNBOUND) {
        return true;
    }
    gc_add_root(&unsupported_operation);
    return streams_init(t) && make_unsupported_operation(t);
}

Value raise_unsupported(struct thread *t, const char *what)
{
    return raise_error(t, (struct type *)unsupported_operation, "%s", what);
}

Value file_new(struct thread *t, struct type *type, Value stream)
{
    struct file *f = gc_new(t, type);
    if (f == NULL) {
        return VALUE_ERROR;
    }
    f->stream = stream;
    return value_from_object(f);
}

struct stream *file_stream(struct thread *t, Value file)
{
    Value stream = value_load(&((struct file *)file)->stream);
    if (stream == VALUE_UNBOUND) {
        bool is_text = value_is_instance(file, &text_io_base_type);
        (void)raise_error(t, &ValueError_type,
                          !load_relaxed(&((struct file *)file)->is_detached)
                              ? "I/O operation on uninitialized object"
                          : is_text ? "underlying buffer has been detached"
                                    : "raw stream has been detached");
        return NULL;
    }
    return (struct stream *)stream;
}

void file_forget(Value self)
{
    struct file *f = (struct file *)self;
    value_store(&f->stream, VALUE_UNBOUND);
    value_store(&f->inner, VALUE_UNBOUND);
    value_store(&f->general, VALUE_UNBOUND);
    store_relaxed(&f->is_detached, false);
}

static bool owns_descriptor(Value stream)
{
    const struct stream *s = (const struct stream *)stream;
    return stream != VALUE_UNBOUND && stream_descriptor(s) >= 0 && s->closes_descriptor;
}

bool file_is_owner(Value file)
{
    return file_general(file) != VALUE_UNBOUND ||
           owns_descriptor(value_load(&((struct file *)file)->stream));
}

void file_warn_unclosed(struct thread *t, Value file, Value source)
{
    if (file_general(file) != VALUE_UNBOUND) {
        Value name = str_intern_cstr(t, "_dealloc_warn");
        if (name != VALUE_ERROR) {
            (void)!call_method_1(t, value_load(&((struct file *)file)->inner), name, source);
        }
        error_clear(t); /* it may have none */
        return;
    }
    if (owns_descriptor(value_load(&((struct file *)file)->stream)) &&
        !warning_issue(t, &ResourceWarning_type, "unclosed file %R", source)) {
        if (error_matches(t, &Warning_type)) {
            error_write_unraisable(t, source);
        }
        error_clear(t);
    }
}

Value file_method__dealloc_warn(struct thread *t, Value *args, uint32_t n UNUSED,
                                Value names UNUSED)
{
    file_warn_unclosed(t, args[0], args[1]);
    return VALUE_NONE;
}

bool file_detach(struct thread *t, Value self)
{
    if (call_method_0(t, self, name_flush) == VALUE_ERROR) {
        return false;
    }
    file_forget(self);
    store_relaxed(&((struct file *)self)->is_detached, true);
    return true;
}

void file_trace(struct marker *m, struct object *self)
{
    struct file *f = (struct file *)self;
    mark_value(m, f->stream);
    mark_value(m, f->inner);
    mark_value(m, f->general);
    mark_value(m, f->encoding);
    mark_value(m, f->errors);
    mark_value(m, f->mode);
}

/* ---- shared methods ---- */

static Value closed_error(struct thread *t)
{
    return raise_error(t, &ValueError_type, "I/O operation on closed file");
}

#define FILE_METHOD(name) FORWARDING(, file_method_##name, file_forward(t, #name, args, n))
FILE_METHOD(fileno)
{
    struct stream *s = file_stream(t, args[0]);
    int fd = s == NULL ? -1 : stream_descriptor(s);
    return s == NULL ? VALUE_ERROR : fd < 0 ? closed_error(t) : value_from_small_int(fd);
}

FILE_METHOD(isatty)
{
    struct stream *s = file_stream(t, args[0]);
    int fd = s == NULL ? -1 : stream_descriptor(s);
    return s == NULL ? VALUE_ERROR : fd < 0 ? closed_error(t) : value_from_bool(isatty(fd));
}

FILE_METHOD(readable)
{
    struct stream *s = file_stream(t, args[0]);
    return s == NULL                  ? VALUE_ERROR
           : stream_descriptor(s) < 0 ? closed_error(t)
                                      : value_from_bool(s->readable);
}

FILE_METHOD(writable)
{
    struct stream *s = file_stream(t, args[0]);
    return s == NULL                  ? VALUE_ERROR
           : stream_descriptor(s) < 0 ? closed_error(t)
                                      : value_from_bool(s->writable);
}

FILE_METHOD(seekable)
{
    struct stream *s = file_stream(t, args[0]);
    int fd = s == NULL ? -1 : stream_descriptor(s);
    return s == NULL ? VALUE_ERROR
           : fd < 0  ? closed_error(t)
                     : value_from_bool(lseek(fd, 0, SEEK_CUR) >= 0);
}

bool file_flush(struct thread *t, Value file)
{
    if (file_general(file) != VALUE_UNBOUND) {
        return file_forward(t, "flush", &file, 1) != VALUE_ERROR;
    }
    struct stream *s = file_stream(t, file);
    if (s == NULL || !stream_enter(t, s)) {
        return false;
    }
    bool text = value_is_instance(file, &text_io_base_type);
    bool ok = s->fd >= 0
                  ? stream_flush(t, s)
                  : raise_false(t, &ValueError_type,
                                text ? "I/O operation on closed file." : "flush of closed file");
    stream_leave(s);
    return ok;
}

Value file_method_flush(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names)
{
    return file_flush(t, args[0]) ? VALUE_NONE : VALUE_ERROR;
}

static bool close_stream(struct thread *t, struct stream *s)
{
    if (stream_descriptor(s) < 0) {
        return true;
    }
    if (!stream_enter(t, s)) {
        return false;
    }
    bool ok = stream_close(t, s);
    stream_leave(s);
    return ok;
}

/* A derived class, or the object itself, may have a flush() of its own, and expects it to be called. It is closed even if that fails. */
static bool flush_derived(struct thread *t, Value self, struct stream *s)
{
    bool is_plain = !type_has(value_type(self), TYPE_HEAP) &&
                    value_shape(self) == load_relaxed(&value_type(self)->root_shape_id);
    return is_plain || stream_descriptor(s) < 0 ||
           call_method_0(t, self, name_flush) != VALUE_ERROR;
}

static Value close_general(struct thread *t, Value self)
{
    Value closed = file_forward_attribute(t, self, "closed");
    enum truth is_closed = closed == VALUE_ERROR ? TRUTH_ERROR : object_truth(t, closed);
    return is_closed == TRUTH_ERROR  ? VALUE_ERROR
           : is_closed == TRUTH_TRUE ? VALUE_NONE
                                     : file_forward(t, "close", &self, 1);
}

FORWARDING(, file_method_close, close_general(t, args[0]))
{
    struct stream *s = file_stream(t, args[0]);
    if (s == NULL) {
        return VALUE_ERROR;
    }
    bool flushed = flush_derived(t, args[0], s);
    Value error = flushed ? VALUE_UNBOUND : error_take(t);
    if (!close_stream(t, s) || !flushed) {
        if (!flushed && error_pending(t)) {
            value_store(&((struct exception *)t->exception)->context, error);
        } else if (!flushed) {
            t->exception = error;
        }
        return VALUE_ERROR;
    }
    return VALUE_NONE;
}
#undef FILE_METHOD

/* ---- repr ---- */

/* An attribute that repr shows; *v UNBOUND: there is none, or the file has been detached. */
static bool shown_attribute(struct thread *t, Value self, const char *attribute, Value *v)
{
    Value name = str_intern_cstr(t, attribute);
    *v = name == VALUE_ERROR ? name : object_find_attribute(t, self, name);
    if (*v == VALUE_ERROR && value_is_instance(t->exception, &ValueError_type)) {
        error_clear(t);
        *v = VALUE_UNBOUND;
    }
    return *v != VALUE_ERROR;
}

static Value raw_text(struct thread *t, Value self)
{
    struct stream *s = file_stream(t, self);
    Value name;
    if (s == NULL || stream_descriptor(s) < 0) {
        error_clear(t);
        return str_from_cstr(t, "<_io.FileIO [closed]>");
    }
    const char *closes = s->closes_descriptor ? "True" : "False";
    if (!shown_attribute(t, self, "name", &name)) {
        return VALUE_ERROR;
    }
    return name == VALUE_UNBOUND
               ? str_format(t, "<_io.FileIO fd=%d mode=%R closefd=%s>", stream_descriptor(s),
                            s->mode, closes)
               : str_format(t, "<_io.FileIO name=%R mode=%R closefd=%s>", name, s->mode, closes);
}

static Value buffered_text(struct thread *t, Value self)
{
    Value name;
    if (!shown_attribute(t, self, "name", &name)) {
        return VALUE_ERROR;
    }
    const char *class = type_name(value_type(self));
    return name == VALUE_UNBOUND ? str_format(t, "<%s>", class)
                                 : str_format(t, "<%s name=%R>", class, name);
}

static Value text_text(struct thread *t, Value self)
{
    const struct file *f = (struct file *)self;
    Value name, mode, encoding = value_load(&f->encoding);
    if (encoding == VALUE_UNBOUND) {
        return file_stream(t, self) == NULL ? VALUE_ERROR : VALUE_NONE;
    }
    if (!shown_attribute(t, self, "name", &name) || !shown_attribute(t, self, "mode", &mode)) {
        return VALUE_ERROR;
    }
    Value shown_name = name == VALUE_UNBOUND ? str_empty : str_format(t, " name=%R", name);
    Value shown_mode = mode == VALUE_UNBOUND ? str_empty : str_format(t, " mode=%R", mode);
    return shown_name == VALUE_ERROR || shown_mode == VALUE_ERROR
               ? VALUE_ERROR
               : str_format(t, "<_io.TextIOWrapper%V%V encoding=%R>", shown_name, shown_mode,
                            encoding);
}

/* Attributes are asked for by name, and may show the file in turn. */
static Value guarded_repr(struct thread *t, Value self, Value (*text)(struct thread *t, Value self))
{
    enum truth entered = repr_enter(t, self);
    if (entered != TRUTH_TRUE) {
        return entered == TRUTH_ERROR
                   ? VALUE_ERROR
                   : raise_error(t, &RuntimeError_type, "reentrant call inside %s.__repr__",
                                 type_name(value_type(self)));
    }
    Value v = text(t, self);
    repr_leave(t, self);
    return v;
}

static Value raw_repr(struct thread *t, Value self)
{
    return guarded_repr(t, self, raw_text);
}

static Value buffered_repr(struct thread *t, Value self)
{
    return guarded_repr(t, self, buffered_text);
}

static Value text_repr(struct thread *t, Value self)
{
    return guarded_repr(t, self, text_text);
}

/* ---- the types ---- */

/* An object whose __init__ has not opened anything yet. */
static Value new_file(struct thread *t, Value *args, UNUSED uint32_t n_args,
                      UNUSED Value keyword_names)
{
    return file_new(t, (struct type *)args[0], VALUE_UNBOUND);
}

#define FILE_TYPE(variable, text, base_type, prefix, own_methods)                                  \
    struct type variable = {TYPE_HEADER(text, sizeof(struct file)),                                \
                            .module = "_io",                                                       \
                            .flags = TYPE_BASE,                                                    \
                            .parent = &base_type,                                                  \
                            .slots_offset = offsetof(struct file, attribute_slots),                \
                            .trace = file_trace,                                                   \
                            .methods = own_methods,                                                \
                            .getsets = prefix##_getsets,                                           \
                            .repr = prefix##_repr,                                                 \
                            .next = prefix##_next,                                                 \
                            .new = new_file,                                                       \
                            .init = prefix##_init}
FILE_TYPE(file_io_type, "FileIO", raw_io_base_type, raw, raw_methods);
FILE_TYPE(buffered_reader_type, "BufferedReader", buffered_io_base_type, buffered, reader_methods);
FILE_TYPE(buffered_writer_type, "BufferedWriter", buffered_io_base_type, buffered, writer_methods);
FILE_TYPE(buffered_random_type, "BufferedRandom", buffered_io_base_type, buffered, random_methods);
FILE_TYPE(text_io_type, "TextIOWrapper", text_io_base_type, text, text_methods);
#undef FILE_TYPE
