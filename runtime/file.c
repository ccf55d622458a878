/* The types of file objects, what all of them share, and the attributes that only look. */
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
        (void)raise_error(t, &ValueError_type,
                          value_is_text_file(file) ? "underlying buffer has been detached"
                                                   : "raw stream has been detached");
        return NULL;
    }
    return (struct stream *)stream;
}

static void trace(struct marker *m, struct object *self)
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
#define METHOD(name)                                                                               \
    static Value name(struct thread *t, Value *args, uint32_t n UNUSED, Value names UNUSED)

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

/* The file as a context manager, for these classes and for those that scripts derive from the abstract ones. */
METHOD(base_enter)
{
    Value name = str_intern_cstr(t, "closed");
    Value closed = name == VALUE_ERROR ? name : object_get_attribute(t, args[0], name);
    enum truth is_closed = closed == VALUE_ERROR ? TRUTH_ERROR : object_truth(t, closed);
    return is_closed == TRUTH_ERROR ? VALUE_ERROR
           : is_closed == TRUTH_TRUE
               ? raise_error(t, &ValueError_type, "I/O operation on closed file.")
               : args[0];
}

METHOD(base_exit)
{
    return call_method_0(t, args[0], name_close);
}

static bool append_within(struct thread *t, Value lines, Value line, int64_t *left)
{
    int64_t length;
    if (!list_append(t, value_to_list(lines), line) || !object_length(t, line, &length)) {
        return false;
    }
    *left -= length;
    return true;
}

METHOD(base_readlines)
{
    int64_t hint = -1;
    if (args[1] != VALUE_UNBOUND && args[1] != VALUE_NONE && !number_to_index(t, args[1], &hint)) {
        return VALUE_ERROR;
    }
    Value iterator = object_iter(t, args[0]);
    Value lines = iterator == VALUE_ERROR ? iterator : list_new(t, 0);
    int64_t left = hint > 0 ? hint : INT64_MAX;
    while (lines != VALUE_ERROR && left > 0) {
        Value line = iterator_next(t, iterator);
        if (line == VALUE_UNBOUND) {
            break;
        }
        if (line == VALUE_ERROR || !append_within(t, lines, line, &left)) {
            return VALUE_ERROR;
        }
    }
    return lines;
}

static bool write_line(struct thread *t, Value line, void *file)
{
    return call_method_1(t, *(Value *)file, name_write, line) != VALUE_ERROR;
}

METHOD(base_writelines)
{
    Value enter[] = {VALUE_UNBOUND, args[0]};
    if (base_enter(t, enter + 1, 1, VALUE_UNBOUND) == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    return iterate(t, args[1], write_line, &args[0]) ? VALUE_NONE : VALUE_ERROR;
}

/* What a class derived from io.IOBase has until it says otherwise. */
METHOD(base_no)
{
    (void)t;
    (void)args;
    return VALUE_FALSE;
}

METHOD(base_nothing)
{
    (void)t;
    (void)args;
    return VALUE_NONE;
}

#define UNSUPPORTED(function, what)                                                                \
    METHOD(function)                                                                               \
    {                                                                                              \
        (void)args;                                                                                \
        return raise_unsupported(t, what);                                                         \
    }
UNSUPPORTED(base_fileno, "fileno")
UNSUPPORTED(base_seek, "seek")
UNSUPPORTED(base_truncate, "truncate")
UNSUPPORTED(base_read, "read")
UNSUPPORTED(base_write, "write")
UNSUPPORTED(base_detach, "detach")
#undef UNSUPPORTED

METHOD(base_tell)
{
    Value name = str_intern_cstr(t, "seek");
    Value seek_args[] = {VALUE_UNBOUND, value_from_small_int(0), value_from_small_int(1)};
    return name == VALUE_ERROR ? name : call_method(t, args[0], name, seek_args + 1, 2);
}

#undef METHOD
#undef FILE_METHOD

static Value base_iter(struct thread *t, Value self)
{
    Value args[] = {VALUE_UNBOUND, self};
    return base_enter(t, args + 1, 1, VALUE_UNBOUND);
}

static Value base_next(struct thread *t, Value self)
{
    int64_t length;
    Value line = call_method_0(t, self, name_readline);
    if (line == VALUE_ERROR || !object_length(t, line, &length)) {
        return VALUE_ERROR;
    }
    return length == 0 ? VALUE_UNBOUND : line;
}

const struct native_def io_base_methods[] = {
    {"__enter__", base_enter, "(self, /)", NULL, NATIVE_METHOD},
    {"__exit__", base_exit, "(self, /, *args)", NULL, NATIVE_METHOD},
    {"close", base_nothing, "(self, /)", "Flush and close the IO object.", NATIVE_METHOD},
    {"fileno", base_fileno, "(self, /)", "Returns underlying file descriptor if one exists.",
     NATIVE_METHOD},
    {"flush", base_nothing, "(self, /)", "Flush write buffers, if applicable.", NATIVE_METHOD},
    {"isatty", base_no, "(self, /)", NULL, NATIVE_METHOD},
    {"readable", base_no, "(self, /)", NULL, NATIVE_METHOD},
    {"readlines", base_readlines, "(self, hint=-1, /)", "Return a list of lines from the stream.",
     NATIVE_METHOD},
    {"seek", base_seek, "(self, offset, whence=0, /)", NULL, NATIVE_METHOD},
    {"seekable", base_no, "(self, /)", NULL, NATIVE_METHOD},
    {"tell", base_tell, "(self, /)", "Return current stream position.", NATIVE_METHOD},
    {"truncate", base_truncate, "(self, size=None, /)", NULL, NATIVE_METHOD},
    {"writable", base_no, "(self, /)", NULL, NATIVE_METHOD},
    {"writelines", base_writelines, "(self, lines, /)", "Write a list of lines to stream.",
     NATIVE_METHOD},
    {0},
};

/* The abstract classes; text and buffered ones promise read, write and detach. */
static const struct native_def abstract_methods[] = {
    {"detach", base_detach, "(self, /)", NULL, NATIVE_METHOD},
    {"read", base_read, "(self, size=-1, /)", NULL, NATIVE_METHOD},
    {"write", base_write, "(self, s, /)", NULL, NATIVE_METHOD},
    {0},
};

static Value base_get_closed(struct thread *t UNUSED, Value self UNUSED)
{
    return VALUE_FALSE;
}

const struct getset_def io_base_getsets[] = {
    {"closed", base_get_closed, NULL, NULL},
    {0},
};

/* ---- repr ---- */

static Value raw_repr(struct thread *t, Value self)
{
    struct stream *s = file_stream(t, self);
    if (s == NULL) {
        return VALUE_ERROR;
    }
    return stream_descriptor(s) < 0
               ? str_from_cstr(t, "<_io.FileIO [closed]>")
               : str_format(t, "<_io.FileIO name=%R mode=%R closefd=%s>", s->name, s->mode,
                            s->closes_descriptor ? "True" : "False");
}

static Value buffered_repr(struct thread *t, Value self)
{
    struct stream *s = file_stream(t, self);
    return s == NULL ? VALUE_ERROR
                     : str_format(t, "<_io.%s name=%R>", value_type(self)->name, s->name);
}

static Value text_repr(struct thread *t, Value self)
{
    const struct file *f = (struct file *)self;
    struct stream *s = file_stream(t, self);
    if (s == NULL) {
        return VALUE_ERROR;
    }
    Value encoding = value_load(&f->encoding);
    return f->mode == VALUE_UNBOUND
               ? str_format(t, "<_io.TextIOWrapper name=%R encoding=%R>", s->name, encoding)
               : str_format(t, "<_io.TextIOWrapper name=%R mode=%R encoding=%R>", s->name, f->mode,
                            encoding);
}

/* ---- the types ---- */

struct type io_base_type = {
    TYPE_HEADER("_IOBase", sizeof(struct object)),
    .module = "_io",
    .flags = TYPE_BASE | TYPE_WEAK_REFERABLE,
    .methods = io_base_methods,
    .getsets = io_base_getsets,
    .iter = base_iter,
    .next = base_next,
};

#define ABSTRACT_TYPE(variable, text)                                                              \
    struct type variable = {                                                                       \
        TYPE_HEADER(text, sizeof(struct object)),                                                  \
        .module = "_io",                                                                           \
        .flags = TYPE_BASE,                                                                        \
        .parent = &io_base_type,                                                                   \
        .methods = abstract_methods,                                                               \
    }
ABSTRACT_TYPE(raw_io_base_type, "_RawIOBase");
ABSTRACT_TYPE(buffered_io_base_type, "_BufferedIOBase");
ABSTRACT_TYPE(text_io_base_type, "_TextIOBase");
#undef ABSTRACT_TYPE

#define FILE_TYPE(variable, text, base_type, prefix, ...)                                          \
    struct type variable = {TYPE_HEADER(text, sizeof(struct file)),                                \
                            .module = "_io",                                                       \
                            .parent = &base_type,                                                  \
                            .trace = trace,                                                        \
                            .methods = prefix##_methods,                                           \
                            .getsets = prefix##_getsets,                                           \
                            .repr = prefix##_repr,                                                 \
                            .next = prefix##_next,                                                 \
                            __VA_ARGS__}
FILE_TYPE(file_io_type, "FileIO", raw_io_base_type, raw, .new = raw_new);
FILE_TYPE(buffered_reader_type, "BufferedReader", buffered_io_base_type, buffered,
          .new = buffered_new);
FILE_TYPE(buffered_writer_type, "BufferedWriter", buffered_io_base_type, buffered,
          .new = buffered_new);
FILE_TYPE(buffered_random_type, "BufferedRandom", buffered_io_base_type, buffered,
          .new = buffered_new);
FILE_TYPE(text_io_type, "TextIOWrapper", text_io_base_type, text, .new = text_new);
#undef FILE_TYPE
