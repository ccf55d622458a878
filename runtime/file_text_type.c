/* TextIOWrapper: methods and attributes. */
#include <stdio.h>
#include <unistd.h>

#include "runtime/abstract.h"
#include "runtime/file_private.h"
#include "runtime/int.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

#define METHOD(name)                                                                               \
    static Value name(struct thread *t, Value *args, uint32_t n UNUSED, Value names UNUSED)

struct stream *text_enter(struct thread *t, Value self)
{
    struct stream *s = file_stream(t, self);
    if (s == NULL || !stream_enter(t, s)) {
        return NULL;
    }
    if (s->fd < 0) {
        stream_leave(s);
        (void)raise_error(t, &ValueError_type, "I/O operation on closed file.");
        return NULL;
    }
    return s;
}

static struct stream *enter_reading(struct thread *t, Value self)
{
    struct stream *s = text_enter(t, self);
    if (s != NULL && !s->readable) {
        stream_leave(s);
        (void)raise_unsupported(t, "not readable");
        return NULL;
    }
    return s;
}

/* ---- writing ---- */

bool file_write_str(struct thread *t, Value file, Value text)
{
    struct stream *s = text_enter(t, file);
    if (s == NULL) {
        return false;
    }
    bool ok = s->writable ? text_write(t, (struct file *)file, s, text)
                          : raise_unsupported(t, "not writable") != VALUE_ERROR;
    stream_leave(s);
    return ok;
}

METHOD(text_write_method)
{
    if (!value_is_str(args[1])) {
        return raise_error(t, &TypeError_type, "write() argument must be str, not %A", args[1]);
    }
    return file_write_str(t, args[0], args[1])
               ? value_from_small_int((int64_t)value_to_str(args[1])->length)
               : VALUE_ERROR;
}

/* ---- reading ---- */

METHOD(text_read_method)
{
    int64_t size;
    if (!size_argument(t, args[1], &size)) {
        return VALUE_ERROR;
    }
    struct stream *s = enter_reading(t, args[0]);
    if (s == NULL) {
        return VALUE_ERROR;
    }
    Value text = text_read(t, (struct file *)args[0], s, size);
    stream_leave(s);
    return text;
}

static Value read_line(struct thread *t, Value self, int64_t limit)
{
    struct stream *s = enter_reading(t, self);
    if (s == NULL) {
        return VALUE_ERROR;
    }
    Value line = text_read_line(t, (struct file *)self, s, limit);
    stream_leave(s);
    return line;
}

METHOD(text_readline)
{
    int64_t limit;
    return size_argument(t, args[1], &limit) ? read_line(t, args[0], limit) : VALUE_ERROR;
}

Value text_next(struct thread *t, Value self)
{
    if (type_has(value_type(self), TYPE_HEAP)) {
        return file_next_by_method(t, self);
    }
    struct stream *s = enter_reading(t, self);
    if (s == NULL) {
        return VALUE_ERROR;
    }
    Value line = text_read_line(t, (struct file *)self, s, -1);
    bool is_end = line != VALUE_ERROR && value_to_str(line)->length == 0;
    s->tell_disabled = !is_end;
    stream_leave(s);
    return is_end ? VALUE_UNBOUND : line;
}

METHOD(text_truncate)
{
    int64_t size;
    bool given = args[1] != VALUE_UNBOUND && args[1] != VALUE_NONE;
    if (given && !number_to_index(t, args[1], &size)) {
        return VALUE_ERROR;
    }
    struct stream *s = text_enter(t, args[0]);
    if (s == NULL) {
        return VALUE_ERROR;
    }
    bool ok = s->writable ? stream_flush(t, s) && (given || stream_tell(t, s, &size))
                          : raise_unsupported(t, "truncate") != VALUE_ERROR;
    if (ok && ftruncate(s->fd, size) < 0) {
        ok = raise_errno(t, VALUE_UNBOUND) != VALUE_ERROR;
    }
    stream_leave(s);
    return ok ? int_from_int64(t, size) : VALUE_ERROR;
}

/* ---- the layers ---- */

static struct type *inner_type(const struct stream *s)
{
    return s->readable && s->writable ? &buffered_random_type
           : s->readable              ? &buffered_reader_type
                                      : &buffered_writer_type;
}

Value file_inner(struct thread *t, Value self, struct type *type)
{
    struct file *f = (struct file *)self;
    Value inner = value_load(&f->inner), stream = value_load(&f->stream);
    if (inner != VALUE_UNBOUND) {
        return inner;
    }
    if (stream == VALUE_UNBOUND) {
        return raise_error(t, &ValueError_type, "raw stream has been detached");
    }
    Value fresh = file_new(t, type, stream);
    /* Two threads may both have made one: the first stays. */
    if (fresh == VALUE_ERROR || compare_and_swap(&f->inner, &inner, fresh)) {
        return fresh;
    }
    return inner;
}

static Value get_buffer(struct thread *t, Value self)
{
    struct stream *s = file_stream(t, self);
    return s == NULL ? VALUE_ERROR : file_inner(t, self, inner_type(s));
}

METHOD(text_detach)
{
    Value buffer = get_buffer(t, args[0]);
    if (buffer == VALUE_ERROR || !file_flush(t, args[0])) {
        return VALUE_ERROR;
    }
    store_relaxed(&((struct file *)args[0])->is_detached, true);
    value_store(&((struct file *)args[0])->stream, VALUE_UNBOUND);
    return buffer;
}

static bool flag_argument(struct thread *t, Value v, bool *flag)
{
    if (v == VALUE_UNBOUND || v == VALUE_NONE) {
        return true;
    }
    enum truth truth = object_truth(t, v);
    store_relaxed(flag, truth == TRUTH_TRUE);
    return truth != TRUTH_ERROR;
}

/* args: self, encoding, errors, newline, line_buffering, write_through. */
METHOD(text_reconfigure)
{
    struct file *f = (struct file *)args[0];
    struct stream *s = text_enter(t, args[0]);
    if (s == NULL) {
        return VALUE_ERROR;
    }
    uint8_t newline_mode = f->newline_mode;
    Value encoding =
        args[1] == VALUE_UNBOUND || args[1] == VALUE_NONE ? value_load(&f->encoding) : args[1];
    bool new_encoding = encoding != value_load(&f->encoding);
    Value errors = args[2] != VALUE_UNBOUND && args[2] != VALUE_NONE ? args[2]
                   : new_encoding                                    ? VALUE_NONE
                                                                     : value_load(&f->errors);
    bool ok = stream_flush(t, s) && text_configure(t, f, encoding, errors, args[3]);
    if (args[3] == VALUE_UNBOUND) {
        f->newline_mode = newline_mode;
    }
    stream_leave(s);
    return ok && flag_argument(t, args[4], &f->line_buffering) &&
                   flag_argument(t, args[5], &f->write_through)
               ? VALUE_NONE
               : VALUE_ERROR;
}
#undef METHOD

/* TextIOWrapper(buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False) */
bool text_init(struct thread *t, Value self, Value *args, uint32_t n_args, Value keyword_names)
{
    static struct argument_parser parser = {"TextIOWrapper",
                                            "(buffer, encoding=None, errors=None, newline=None, "
                                            "line_buffering=False, write_through=False)",
                                            NULL};
    Value bound[6];
    if (!arguments_bind(t, &parser, args, n_args, keyword_names, bound)) {
        return false;
    }
    if (!value_is_file(bound[0]) || value_is_instance(bound[0], &text_io_base_type)) {
        return raise_false(t, &TypeError_type,
                           "TextIOWrapper needs a binary file with a descriptor, not %T", bound[0]);
    }
    struct stream *s = file_stream(t, bound[0]);
    struct file *f = (struct file *)self;
    if (s == NULL || !text_configure(t, f, bound[1], bound[2], bound[3]) ||
        !flag_argument(t, bound[4], &f->line_buffering) ||
        !flag_argument(t, bound[5], &f->write_through)) {
        return false;
    }
    value_store(&f->inner, bound[0]);
    value_store(&f->stream, value_from_object(s));
    return true;
}

/* ---- attributes ---- */

static Value get_closed(struct thread *t, Value self)
{
    struct stream *s = file_stream(t, self);
    return s == NULL ? VALUE_ERROR : value_from_bool(stream_descriptor(s) < 0);
}

static Value get_name(struct thread *t, Value self)
{
    struct stream *s = file_stream(t, self);
    return s == NULL ? VALUE_ERROR : value_load(&s->name);
}

static Value get_mode(struct thread *t, Value self)
{
    Value mode = value_load(&((struct file *)self)->mode);
    struct stream *s = mode == VALUE_UNBOUND ? file_stream(t, self) : NULL;
    return mode != VALUE_UNBOUND ? mode : s == NULL ? VALUE_ERROR : s->mode;
}

static bool set_mode(struct thread *t, Value self, Value v)
{
    if (v == VALUE_UNBOUND) {
        return raise_false(t, &AttributeError_type, "mode");
    }
    value_store(&((struct file *)self)->mode, v);
    return true;
}

static Value get_encoding(struct thread *t UNUSED, Value self)
{
    return value_load(&((struct file *)self)->encoding);
}

static Value get_errors(struct thread *t UNUSED, Value self)
{
    return value_load(&((struct file *)self)->errors);
}

static Value get_line_buffering(struct thread *t UNUSED, Value self)
{
    return value_from_bool(load_relaxed(&((struct file *)self)->line_buffering));
}

static Value get_write_through(struct thread *t UNUSED, Value self)
{
    return value_from_bool(load_relaxed(&((struct file *)self)->write_through));
}

static Value get_newlines(struct thread *t, Value self)
{
    static const struct {
        uint8_t kind;
        const char *text;
    } ends[] = {{NEWLINE_CR, "\r"}, {NEWLINE_LF, "\n"}, {NEWLINE_CRLF, "\r\n"}};
    struct stream *s = file_stream(t, self);
    if (s == NULL || !stream_enter(t, s)) {
        return VALUE_ERROR;
    }
    uint8_t seen = s->newlines;
    stream_leave(s);
    Value items[3];
    size_t n = 0;
    for (size_t i = 0; i < COUNT_OF(ends); i++) {
        if ((seen & ends[i].kind) && (items[n++] = str_from_cstr(t, ends[i].text)) == VALUE_ERROR) {
            return VALUE_ERROR;
        }
    }
    return n == 0 ? VALUE_NONE : n == 1 ? items[0] : tuple_new(t, items, n);
}

const struct getset_def text_getsets[] = {
    {"buffer", get_buffer, NULL, NULL},
    {"closed", get_closed, NULL, NULL},
    {"encoding", get_encoding, NULL, NULL},
    {"errors", get_errors, NULL, NULL},
    {"line_buffering", get_line_buffering, NULL, NULL},
    {"mode", get_mode, set_mode, NULL},
    {"name", get_name, NULL, NULL},
    {"newlines", get_newlines, NULL, NULL},
    {"write_through", get_write_through, NULL, NULL},
    {0},
};

const struct native_def text_methods[] = {
    FILE_METHODS(FILE_METHOD_ROW){"detach", text_detach, "(self, /)", NULL, NATIVE_METHOD},
    {"read", text_read_method, "(self, size=-1, /)", NULL, NATIVE_METHOD},
    {"readline", text_readline, "(self, size=-1, /)", NULL, NATIVE_METHOD},
    {"reconfigure", text_reconfigure,
     "(self, /, *, encoding=None, errors=None, newline=None, line_buffering=None, "
     "write_through=None)",
     NULL, NATIVE_METHOD},
    {"seek", text_seek, "(self, cookie, whence=0, /)", NULL, NATIVE_METHOD},
    {"tell", text_tell, "(self, /)", NULL, NATIVE_METHOD},
    {"truncate", text_truncate, "(self, pos=None, /)", NULL, NATIVE_METHOD},
    {"write", text_write_method, "(self, text, /)", NULL, NATIVE_METHOD},
    {0},
};
