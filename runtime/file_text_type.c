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
#define FORWARDED(function, name) FORWARDING(static, function, file_forward(t, #name, args, n))

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
    if (UNLIKELY(file_general(file) != VALUE_UNBOUND)) {
        Value args[] = {file, text};
        return file_forward(t, "write", args, 2) != VALUE_ERROR;
    }
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
    if (file_general(args[0]) != VALUE_UNBOUND) {
        return file_forward(t, "write", args, 2);
    }
    return file_write_str(t, args[0], args[1])
               ? value_from_small_int((int64_t)value_to_str(args[1])->length)
               : VALUE_ERROR;
}

/* ---- reading ---- */

FORWARDING(static, text_read_method, file_forward_sized(t, "read", args))
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

FORWARDING(static, text_readline, file_forward_sized(t, "readline", args))
{
    int64_t limit;
    return size_argument(t, args[1], &limit) ? read_line(t, args[0], limit) : VALUE_ERROR;
}

Value text_next(struct thread *t, Value self)
{
    if (type_has(value_type(self), TYPE_HEAP)) {
        return file_next_by_method(t, self);
    }
    if (file_general(self) != VALUE_UNBOUND) {
        Value line = file_forward(t, "next_line", &self, 1);
        return line != VALUE_ERROR && value_to_str(line)->length == 0 ? VALUE_UNBOUND : line;
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

FORWARDED(text_truncate, truncate)
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
    if (file_general(self) != VALUE_UNBOUND) {
        return value_load(&((struct file *)self)->inner);
    }
    struct stream *s = file_stream(t, self);
    return s == NULL ? VALUE_ERROR : file_inner(t, self, inner_type(s));
}

/* The attribute: None of a file that has none. */
static Value get_buffer_or_none(struct thread *t, Value self)
{
    const struct file *f = (const struct file *)self;
    bool has_none = file_general(self) == VALUE_UNBOUND && value_load(&f->stream) == VALUE_UNBOUND;
    return has_none ? VALUE_NONE : get_buffer(t, self);
}

METHOD(text_detach)
{
    Value buffer = get_buffer(t, args[0]);
    return buffer != VALUE_ERROR && file_detach(t, args[0]) ? buffer : VALUE_ERROR;
}

/* After the file's object has changed its configuration, what the file shows. */
static bool text_refresh(struct thread *t, Value self)
{
    Value encoding = file_forward_attribute(t, self, "encoding");
    Value errors = encoding == VALUE_ERROR ? encoding : file_forward_attribute(t, self, "errors");
    if (errors == VALUE_ERROR) {
        return false;
    }
    value_store(&((struct file *)self)->encoding, encoding);
    value_store(&((struct file *)self)->errors, errors);
    return true;
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
static Value reconfigure_general(struct thread *t, Value *args)
{
    struct file *f = (struct file *)args[0];
    bool line_buffering = load_relaxed(&f->line_buffering);
    bool write_through = load_relaxed(&f->write_through);
    uint8_t newline_mode;
    if (!text_check_arguments(t, args[1], args[2]) ||
        !newline_argument(t, args[3], "illegal newline value: %V", &newline_mode) ||
        !flag_argument(t, args[4], &line_buffering) || !flag_argument(t, args[5], &write_through)) {
        return VALUE_ERROR;
    }
    bool has_encoding = args[1] != VALUE_UNBOUND && args[1] != VALUE_NONE;
    Value encoding = has_encoding ? text_encoding_name(t, args[1]) : VALUE_NONE;
    Value copy[] = {args[0],
                    encoding,
                    args[2] == VALUE_UNBOUND ? VALUE_NONE : args[2],
                    args[3] == VALUE_UNBOUND ? VALUE_FALSE : args[3],
                    value_from_bool(line_buffering),
                    value_from_bool(write_through)};
    if (encoding == VALUE_ERROR || file_forward(t, "reconfigure", copy, 6) == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    store_relaxed(&f->line_buffering, line_buffering);
    store_relaxed(&f->write_through, write_through);
    return text_refresh(t, args[0]) ? VALUE_NONE : VALUE_ERROR;
}

/* Bytes are decoded when they are asked for, so another encoding may begin anywhere, as in CPython before the first read. */
static bool reconfigure_stream(struct thread *t, struct file *f, Value *args)
{
    Value encoding =
        args[1] == VALUE_UNBOUND || args[1] == VALUE_NONE ? value_load(&f->encoding) : args[1];
    bool new_encoding = encoding != value_load(&f->encoding);
    Value errors = args[2] != VALUE_UNBOUND && args[2] != VALUE_NONE ? args[2]
                   : new_encoding                                    ? VALUE_NONE
                                                                     : value_load(&f->errors);
    uint8_t newline_mode = f->newline_mode;
    struct stream *s = text_enter(t, (Value)f);
    if (s == NULL) {
        return false;
    }
    bool ok = stream_flush(t, s) && text_configure(t, f, encoding, errors, args[3]);
    if (args[3] == VALUE_UNBOUND) {
        f->newline_mode = newline_mode;
    }
    stream_leave(s);
    return ok;
}

FORWARDING(static, text_reconfigure, reconfigure_general(t, args))
{
    struct file *f = (struct file *)args[0];
    Value buffer = get_buffer(t, args[0]);
    if (buffer == VALUE_ERROR || !reconfigure_stream(t, f, args) ||
        !flag_argument(t, args[4], &f->line_buffering) ||
        !flag_argument(t, args[5], &f->write_through)) {
        return VALUE_ERROR;
    }
    return f->encoding_kind != FILE_OTHER || file_become_text(t, args[0], buffer) ? VALUE_NONE
                                                                                  : VALUE_ERROR;
}
#undef METHOD
#undef FORWARDED

/* Do the methods here reach all that `buffer` does? A file of ours and of no derived class, that is. */
static bool is_plain(Value buffer)
{
    return value_is_file(buffer) && !type_has(value_type(buffer), TYPE_HEAP) &&
           !value_is_text_file(buffer) && file_general(buffer) == VALUE_UNBOUND;
}

/* TextIOWrapper(buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False) */
bool text_init(struct thread *t, Value self, Value *args, uint32_t n_args, Value keyword_names)
{
    static struct argument_parser parser = {"TextIOWrapper",
                                            "(buffer, encoding=None, errors=None, newline=None, "
                                            "line_buffering=False, write_through=False)",
                                            NULL};
    Value bound[6];
    struct file *f = (struct file *)self;
    if (!arguments_bind(t, &parser, args, n_args, keyword_names, bound)) {
        return false;
    }
    file_forget(self);
    if (!text_check_arguments(t, bound[1], bound[2]) || !text_warn_encoding(t, bound[1]) ||
        !text_check_handler(t, bound[2]) || !text_configure(t, f, bound[1], bound[2], bound[3]) ||
        !flag_argument(t, bound[4], &f->line_buffering) ||
        !flag_argument(t, bound[5], &f->write_through)) {
        return false;
    }
    if (!is_plain(bound[0]) || f->encoding_kind == FILE_OTHER) {
        return file_become_text(t, self, bound[0]);
    }
    struct stream *s = file_stream(t, bound[0]);
    if (s == NULL) {
        return false;
    }
    if (stream_descriptor(s) < 0) {
        return raise_false(t, &ValueError_type, "I/O operation on closed file");
    }
    if (s->buffer_bytes < TEXT_MIN_BUFFER) {
        return file_become_text(t, self, bound[0]);
    }
    value_store(&f->inner, bound[0]);
    value_store(&f->stream, value_from_object(s));
    return true;
}

/* ---- attributes ---- */

static Value get_closed(struct thread *t, Value self)
{
    if (file_general(self) != VALUE_UNBOUND) {
        return file_forward_attribute(t, self, "closed");
    }
    struct stream *s = file_stream(t, self);
    return s == NULL ? VALUE_ERROR : value_from_bool(stream_descriptor(s) < 0);
}

static Value get_name(struct thread *t, Value self)
{
    if (file_general(self) != VALUE_UNBOUND) {
        return file_forward_attribute(t, self, "name");
    }
    struct stream *s = file_stream(t, self);
    Value name = s == NULL ? VALUE_ERROR : value_load(&s->name);
    return name != VALUE_UNBOUND
               ? name
               : raise_error(t, &AttributeError_type, "'%T' object has no attribute 'name'", self);
}

/* An attribute of the instance, in CPython, which open() sets. */
static Value get_mode(struct thread *t, Value self)
{
    Value mode = value_load(&((struct file *)self)->mode);
    return mode != VALUE_UNBOUND
               ? mode
               : raise_error(t, &AttributeError_type, "'%T' object has no attribute 'mode'", self);
}

static bool set_mode(struct thread *t, Value self, Value v)
{
    if (v == VALUE_UNBOUND) {
        return raise_false(t, &AttributeError_type, "mode");
    }
    value_store(&((struct file *)self)->mode, v);
    return true;
}

/* How much is decoded at once. Files that decode byte by byte become such as do not once it is set. */
static Value get_chunk_size(struct thread *t, Value self)
{
    return file_general(self) != VALUE_UNBOUND ? file_forward_attribute(t, self, "chunk_size")
           : file_stream(t, self) != NULL      ? value_from_small_int(STREAM_BUFFER_BYTES)
                                               : VALUE_ERROR;
}

static bool set_chunk_size(struct thread *t, Value self, Value v)
{
    Value name = str_intern_cstr(t, "chunk_size");
    if (v == VALUE_UNBOUND) {
        return raise_false(t, &AttributeError_type, "cannot delete attribute");
    }
    if (file_general(self) == VALUE_UNBOUND) {
        Value buffer = get_buffer(t, self);
        if (buffer == VALUE_ERROR || !file_become_text(t, self, buffer)) {
            return false;
        }
    }
    return name != VALUE_ERROR && object_set_attribute(t, file_general(self), name, v);
}

static Value get_encoding(struct thread *t, Value self)
{
    Value encoding = value_load(&((struct file *)self)->encoding);
    return encoding == VALUE_UNBOUND && file_stream(t, self) == NULL ? VALUE_ERROR : encoding;
}

static Value get_errors(struct thread *t, Value self)
{
    Value errors = value_load(&((struct file *)self)->errors);
    return errors == VALUE_UNBOUND && file_stream(t, self) == NULL ? VALUE_ERROR : errors;
}

static Value get_line_buffering(struct thread *t UNUSED, Value self)
{
    return value_from_bool(load_relaxed(&((struct file *)self)->line_buffering));
}

static Value get_write_through(struct thread *t UNUSED, Value self)
{
    return value_from_bool(load_relaxed(&((struct file *)self)->write_through));
}

Value newline_kinds_value(struct thread *t, uint8_t seen)
{
    static const struct {
        uint8_t kind;
        const char *text;
    } ends[] = {{NEWLINE_CR, "\r"}, {NEWLINE_LF, "\n"}, {NEWLINE_CRLF, "\r\n"}};
    Value items[3];
    size_t n = 0;
    for (size_t i = 0; i < COUNT_OF(ends); i++) {
        if ((seen & ends[i].kind) && (items[n++] = str_from_cstr(t, ends[i].text)) == VALUE_ERROR) {
            return VALUE_ERROR;
        }
    }
    return n == 0 ? VALUE_NONE : n == 1 ? items[0] : tuple_new(t, items, n);
}

static Value get_newlines(struct thread *t, Value self)
{
    if (file_general(self) != VALUE_UNBOUND) {
        return file_forward_attribute(t, self, "newlines");
    }
    struct stream *s = file_stream(t, self);
    if (s == NULL || !stream_enter(t, s)) {
        return VALUE_ERROR;
    }
    uint8_t seen = s->newlines;
    stream_leave(s);
    return newline_kinds_value(t, seen);
}

const struct getset_def text_getsets[] = {
    {"_CHUNK_SIZE", get_chunk_size, set_chunk_size, NULL},
    {"buffer", get_buffer_or_none, NULL, NULL},
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
    FILE_METHODS(FILE_METHOD_ROW) FILE_METHOD_READABLE(FILE_METHOD_ROW) FILE_METHOD_WRITABLE(
        FILE_METHOD_ROW){"detach", text_detach, "(self, /)", NULL, NATIVE_METHOD},
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
