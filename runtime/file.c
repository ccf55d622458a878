/* The types of file objects, and what all of them share. Their abstract bases are in io_base.c. */
#include "runtime/file_private.h"

#include <string.h>
#include <unistd.h>

#include "runtime/abstract.h"
#include "runtime/bytes.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

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

void file_trace(struct marker *m, struct object *self)
{
    struct file *f = (struct file *)self;
    mark_value(m, f->stream);
    mark_value(m, f->inner);
    mark_value(m, f->encoding);
    mark_value(m, f->errors);
    mark_value(m, f->mode);
}

/* ---- shared methods ---- */

static Value closed_error(struct thread *t)
{
    return raise_error(t, &ValueError_type, "I/O operation on closed file");
}

#define FILE_METHOD(name)                                                                          \
    Value file_method_##name(struct thread *t, Value *args, uint32_t n UNUSED, Value names UNUSED)
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

FILE_METHOD(flush)
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

FILE_METHOD(close)
{
    struct stream *s = file_stream(t, args[0]);
    if (s == NULL || !close_stream(t, s)) {
        return VALUE_ERROR;
    }
    return VALUE_NONE;
}

#undef FILE_METHOD

/* ---- repr ---- */

static Value raw_repr(struct thread *t, Value self)
{
    struct stream *s = file_stream(t, self);
    if (s == NULL) {
        return VALUE_ERROR;
    }
    return stream_descriptor(s) < 0
               ? str_from_cstr(t, "<_io.FileIO [closed]>")
               : str_format(t, "<_io.FileIO name=%R mode=%R closefd=%s>", value_load(&s->name),
                            s->mode, s->closes_descriptor ? "True" : "False");
}

static Value buffered_repr(struct thread *t, Value self)
{
    struct stream *s = file_stream(t, self);
    return s == NULL
               ? VALUE_ERROR
               : str_format(t, "<_io.%s name=%R>", value_type(self)->name, value_load(&s->name));
}

static Value text_repr(struct thread *t, Value self)
{
    const struct file *f = (struct file *)self;
    struct stream *s = file_stream(t, self);
    if (s == NULL) {
        return VALUE_ERROR;
    }
    Value encoding = value_load(&f->encoding);
    return value_load(&f->mode) == VALUE_UNBOUND
               ? str_format(t, "<_io.TextIOWrapper name=%R encoding=%R>", value_load(&s->name),
                            encoding)
               : str_format(t, "<_io.TextIOWrapper name=%R mode=%R encoding=%R>",
                            value_load(&s->name), value_load(&f->mode), encoding);
}

/* ---- the types ---- */

/* An object whose __init__ has not opened anything yet. */
static Value new_file(struct thread *t, Value *args, UNUSED uint32_t n_args,
                      UNUSED Value keyword_names)
{
    return file_new(t, (struct type *)args[0], VALUE_UNBOUND);
}

#define FILE_TYPE(variable, text, base_type, prefix)                                               \
    struct type variable = {TYPE_HEADER(text, sizeof(struct file)),                                \
                            .module = "_io",                                                       \
                            .flags = TYPE_BASE,                                                    \
                            .parent = &base_type,                                                  \
                            .slots_offset = offsetof(struct file, attribute_slots),                \
                            .trace = file_trace,                                                   \
                            .methods = prefix##_methods,                                           \
                            .getsets = prefix##_getsets,                                           \
                            .repr = prefix##_repr,                                                 \
                            .next = prefix##_next,                                                 \
                            .new = new_file,                                                       \
                            .init = prefix##_init}
FILE_TYPE(file_io_type, "FileIO", raw_io_base_type, raw);
FILE_TYPE(buffered_reader_type, "BufferedReader", buffered_io_base_type, buffered);
FILE_TYPE(buffered_writer_type, "BufferedWriter", buffered_io_base_type, buffered);
FILE_TYPE(buffered_random_type, "BufferedRandom", buffered_io_base_type, buffered);
FILE_TYPE(text_io_type, "TextIOWrapper", text_io_base_type, text);
#undef FILE_TYPE
