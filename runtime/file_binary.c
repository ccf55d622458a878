/* FileIO and the three buffered classes: methods and attributes. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "runtime/abstract.h"
#include "runtime/base/buffer.h"
#include "runtime/bytes.h"
#include "runtime/file_private.h"
#include "runtime/int.h"
#include "runtime/memoryview.h"
#include "runtime/str.h"

#define METHOD(name)                                                                               \
    static Value name(struct thread *t, Value *args, uint32_t n UNUSED, Value names UNUSED)

/* ---- entering ---- */

enum need { NEED_NOTHING, NEED_READING, NEED_WRITING };

static bool is_raw(Value self)
{
    return value_is_instance(self, &file_io_type);
}

/* The stream of `self`, entered; NULL: closed (`what` says of what), or not open for that. */
static struct stream *enter(struct thread *t, Value self, enum need need, const char *what)
{
    struct stream *s = file_stream(t, self);
    if (s == NULL || !stream_enter(t, s)) {
        return NULL;
    }
    bool allowed = need == NEED_READING ? s->readable : need == NEED_WRITING ? s->writable : true;
    if (s->fd >= 0 && allowed) {
        return s;
    }
    stream_leave(s);
    if (!allowed && !is_raw(self)) {
        (void)raise_unsupported(t, need == NEED_READING ? "read" : "write");
    } else if (s->fd < 0) {
        (void)raise_error(t, &ValueError_type,
                          is_raw(self) ? "I/O operation on closed file" : "%s closed file", what);
    } else {
        (void)raise_unsupported(t, need == NEED_READING ? "File not open for reading"
                                                        : "File not open for writing");
    }
    return NULL;
}

bool size_argument(struct thread *t, Value v, int64_t *n)
{
    *n = -1;
    if (v == VALUE_UNBOUND || v == VALUE_NONE) {
        return true;
    }
    if (!value_is_int(v) && object_find_special(t, v, name___index__) == VALUE_UNBOUND) {
        return raise_false(t, &TypeError_type, "argument should be integer or None, not '%T'", v);
    }
    return number_to_index(t, v, n);
}

/* ---- reading ---- */

static Value bytes_of(struct thread *t, struct buffer *collected, bool ok)
{
    Value v = ok ? bytes_new(t, collected->data, collected->size) : VALUE_ERROR;
    buffer_free(collected);
    return v;
}

/* Up to `n` bytes into `out`, from the buffer first; until the end of the file, or after one system call if `once`. */
static bool gather(struct thread *t, struct stream *s, struct buffer *out, size_t n, bool once)
{
    size_t n_read = 1;
    while (out->size < n && n_read != 0) {
        size_t have = s->to - s->from, wanted = n - out->size;
        if (have == 0) {
            if ((once && out->size > 0) || !stream_fill(t, s, &n_read)) {
                break;
            }
            continue;
        }
        size_t taken = have < wanted ? have : wanted;
        if (!buffer_append(out, s->buffer + s->from, taken)) {
            (void)raise_no_memory(t);
            break;
        }
        s->from += taken;
    }
    return !error_pending(t);
}

static Value read_buffered(struct thread *t, struct stream *s, int64_t n, bool once)
{
    struct buffer out = BUFFER_EMPTY;
    bool ok = stream_make_buffer(t, s) &&
              (n < 0 ? stream_read_all(t, s, &out) : gather(t, s, &out, (size_t)n, once));
    return bytes_of(t, &out, ok);
}

/* One system call, unless a buffered view has read ahead. */
static Value read_unbuffered(struct thread *t, struct stream *s, size_t n)
{
    struct buffer out = BUFFER_EMPTY;
    if (s->from != s->to) {
        return read_buffered(t, s, (int64_t)n, true);
    }
    bool ok = stream_flush(t, s) &&
              (buffer_reserve(&out, n == 0 ? 1 : n) || (raise_no_memory(t), false)) &&
              stream_read_raw(t, s, out.data, n, &out.size);
    return bytes_of(t, &out, ok);
}

METHOD(binary_read)
{
    int64_t size;
    bool raw = is_raw(args[0]);
    if (!size_argument(t, args[1], &size)) {
        return VALUE_ERROR;
    }
    if (size < -1 && !raw) {
        return raise_error(t, &ValueError_type, "read length must be non-negative or -1");
    }
    struct stream *s = enter(t, args[0], NEED_READING, "read of");
    if (s == NULL) {
        return VALUE_ERROR;
    }
    Value v =
        raw && size >= 0 ? read_unbuffered(t, s, (size_t)size) : read_buffered(t, s, size, false);
    stream_leave(s);
    return v;
}

METHOD(binary_read1)
{
    int64_t size;
    if (!size_argument(t, args[1], &size)) {
        return VALUE_ERROR;
    }
    struct stream *s = enter(t, args[0], NEED_READING, "read of");
    if (s == NULL) {
        return VALUE_ERROR;
    }
    Value v = read_buffered(t, s, size < 0 ? STREAM_BUFFER_BYTES : size, true);
    stream_leave(s);
    return v;
}

METHOD(binary_peek)
{
    size_t n_read = 1;
    struct stream *s = enter(t, args[0], NEED_READING, "peek of");
    if (s == NULL) {
        return VALUE_ERROR;
    }
    bool ok = stream_make_buffer(t, s) && (s->from != s->to || stream_fill(t, s, &n_read));
    Value v = ok ? bytes_new(t, s->buffer + s->from, s->to - s->from) : VALUE_ERROR;
    stream_leave(s);
    return v;
}

static Value read_into(struct thread *t, Value self, Value target, bool once)
{
    size_t size;
    struct buffer out = BUFFER_EMPTY;
    if (!writable_length(t, target, "readinto()", &size)) {
        return VALUE_ERROR;
    }
    struct stream *s = enter(t, self, NEED_READING, "readinto of");
    if (s == NULL) {
        return VALUE_ERROR;
    }
    bool ok = stream_make_buffer(t, s) && gather(t, s, &out, size, once);
    stream_leave(s);
    if (ok) {
        writable_store(target, out.data, out.size);
    }
    size = out.size;
    buffer_free(&out);
    return ok ? value_from_small_int((int64_t)size) : VALUE_ERROR;
}

METHOD(binary_readinto)
{
    return read_into(t, args[0], args[1], is_raw(args[0]));
}

METHOD(binary_readinto1)
{
    return read_into(t, args[0], args[1], true);
}

/* Until "\n", `limit` bytes or the end. */
static bool gather_line(struct thread *t, struct stream *s, struct buffer *out, size_t limit)
{
    for (size_t n_read = 1; out->size < limit;) {
        size_t have = s->to - s->from, left = limit - out->size;
        if (have == 0) {
            if (!stream_fill(t, s, &n_read)) {
                return false;
            }
            if (n_read == 0) {
                return true;
            }
            continue;
        }
        const char *from = s->buffer + s->from;
        const char *end = memchr(from, '\n', have);
        size_t taken = end != NULL ? (size_t)(end - from) + 1 : have;
        bool complete = end != NULL && taken <= left;
        taken = taken < left ? taken : left;
        if (!buffer_append(out, from, taken)) {
            (void)raise_no_memory(t);
            return false;
        }
        s->from += taken;
        if (complete) {
            return true;
        }
    }
    return true;
}

static Value read_line(struct thread *t, Value self, int64_t limit)
{
    struct buffer out = BUFFER_EMPTY;
    struct stream *s = enter(t, self, NEED_READING, "readline of");
    if (s == NULL) {
        return VALUE_ERROR;
    }
    bool ok =
        stream_make_buffer(t, s) && gather_line(t, s, &out, limit < 0 ? SIZE_MAX : (size_t)limit);
    stream_leave(s);
    return bytes_of(t, &out, ok);
}

METHOD(binary_readline)
{
    int64_t limit;
    return size_argument(t, args[1], &limit) ? read_line(t, args[0], limit) : VALUE_ERROR;
}

Value buffered_next(struct thread *t, Value self)
{
    if (type_has(value_type(self), TYPE_HEAP)) {
        return file_next_by_method(t, self);
    }
    Value line = read_line(t, self, -1);
    return line != VALUE_ERROR && value_to_bytes(line)->length == 0 ? VALUE_UNBOUND : line;
}

Value raw_next(struct thread *t, Value self)
{
    return buffered_next(t, self);
}

/* ---- writing ---- */

METHOD(binary_write)
{
    const char *data;
    size_t size;
    Value keep;
    if (!bytes_argument(t, args[1], &data, &size, &keep)) {
        return VALUE_ERROR;
    }
    struct stream *s = enter(t, args[0], NEED_WRITING, "write to");
    if (s == NULL) {
        return VALUE_ERROR;
    }
    bool ok = stream_write(t, s, data, size) && (!is_raw(args[0]) || stream_flush(t, s));
    stream_leave(s);
    gc_keep(keep);
    return ok ? value_from_small_int((int64_t)size) : VALUE_ERROR;
}

/* ---- position ---- */

/* A buffered file that has no position says so in words of its own. */
static bool check_seekable(struct thread *t, Value self, const struct stream *s)
{
    return is_raw(self) || lseek(s->fd, 0, SEEK_CUR) >= 0 ||
           raise_unsupported(t, "File or stream is not seekable.") != VALUE_ERROR;
}

METHOD(binary_seek)
{
    int64_t offset, whence = 0, position;
    if (!number_to_index(t, args[1], &offset) ||
        (args[2] != VALUE_UNBOUND && !number_to_index(t, args[2], &whence))) {
        return VALUE_ERROR;
    }
    if (whence < 0 || whence > 4) {
        return raise_error(t, &ValueError_type, "whence value %ld unsupported", (long)whence);
    }
    struct stream *s = enter(t, args[0], NEED_NOTHING, "seek of");
    if (s == NULL) {
        return VALUE_ERROR;
    }
    bool ok = check_seekable(t, args[0], s) && stream_seek(t, s, offset, (int)whence, &position);
    stream_leave(s);
    return ok ? int_from_int64(t, position) : VALUE_ERROR;
}

METHOD(binary_tell)
{
    int64_t position;
    struct stream *s = enter(t, args[0], NEED_NOTHING, "I/O operation on");
    if (s == NULL) {
        return VALUE_ERROR;
    }
    bool ok = stream_tell(t, s, &position);
    stream_leave(s);
    return ok ? int_from_int64(t, position) : VALUE_ERROR;
}

METHOD(binary_truncate)
{
    int64_t size;
    bool given = args[1] != VALUE_UNBOUND && args[1] != VALUE_NONE;
    if (given && !number_to_index(t, args[1], &size)) {
        return VALUE_ERROR;
    }
    struct stream *s = enter(t, args[0], NEED_NOTHING, "truncate of");
    if (s == NULL) {
        return VALUE_ERROR;
    }
    bool ok = s->writable ? stream_flush(t, s) && (given || stream_tell(t, s, &size))
                          : raise_unsupported(t, is_raw(args[0]) ? "File not open for writing"
                                                                 : "truncate") != VALUE_ERROR;
    if (ok && ftruncate(s->fd, size) < 0) {
        ok = raise_errno(t, VALUE_UNBOUND) != VALUE_ERROR;
    }
    stream_leave(s);
    return ok ? int_from_int64(t, size) : VALUE_ERROR;
}

METHOD(binary_detach)
{
    struct stream *s = file_stream(t, args[0]);
    Value raw = s == NULL ? VALUE_ERROR : file_inner(t, args[0], &file_io_type);
    if (raw != VALUE_ERROR && file_flush(t, args[0])) {
        store_relaxed(&((struct file *)args[0])->is_detached, true);
        value_store(&((struct file *)args[0])->stream, VALUE_UNBOUND);
        return raw;
    }
    return VALUE_ERROR;
}
#undef METHOD

/* ---- making ---- */

/* FileIO(file, mode='r', closefd=True, opener=None) */
bool raw_init(struct thread *t, Value self, Value *args, uint32_t n_args, Value keyword_names)
{
    static struct argument_parser parser = {"FileIO", "(file, mode='r', closefd=True, opener=None)",
                                            NULL};
    Value bound[4];
    if (!arguments_bind(t, &parser, args, n_args, keyword_names, bound)) {
        return false;
    }
    Value given = bound[1] == VALUE_UNBOUND ? str_from_cstr(t, "r") : bound[1];
    Value mode = given;
    if (given != VALUE_ERROR && value_is_str(given)) {
        const char *text = str_to_utf8(t, given, NULL);
        mode = text == NULL                ? VALUE_ERROR
               : strchr(text, 'b') != NULL ? given
                                           : str_format(t, "%sb", text);
    }
    Value opened = mode == VALUE_ERROR
                       ? mode
                       : file_open(t, &(struct open_arguments){.file = bound[0],
                                                               .mode = mode,
                                                               .buffering = value_from_small_int(0),
                                                               .closefd = bound[2],
                                                               .opener = bound[3]});
    if (opened == VALUE_ERROR) {
        return false;
    }
    value_store(&((struct file *)self)->stream, value_load(&((struct file *)opened)->stream));
    return true;
}

/* BufferedReader(raw, buffer_size=8192) and its like: another view of the stream of a FileIO. */
bool buffered_init(struct thread *t, Value self, Value *args, uint32_t n_args, Value keyword_names)
{
    static struct argument_parser parser = {"BufferedReader", "(raw, buffer_size=8192)", NULL};
    Value bound[2];
    if (!arguments_bind(t, &parser, args, n_args, keyword_names, bound)) {
        return false;
    }
    bool needs_reading = !value_is_instance(self, &buffered_writer_type);
    bool needs_writing = !value_is_instance(self, &buffered_reader_type);
    if (!is_raw(bound[0])) {
        return raise_false(t, &TypeError_type, "%T needs a FileIO, not %T", self, bound[0]);
    }
    struct stream *s = file_stream(t, bound[0]);
    if (s == NULL || !stream_enter(t, s)) {
        return false;
    }
    bool allowed = (!needs_reading || s->readable) && (!needs_writing || s->writable);
    s->unbuffered = s->unbuffered && !allowed;
    stream_leave(s);
    if (!allowed) {
        return raise_unsupported(t, s->readable ? "File or stream is not writable."
                                                : "File or stream is not readable.") != VALUE_ERROR;
    }
    struct file *f = (struct file *)self;
    value_store(&f->inner, bound[0]);
    value_store(&f->stream, value_from_object(s));
    return true;
}

/* ---- attributes ---- */

static Value get_closed(struct thread *t, Value self)
{
    if (is_raw(self) && value_load(&((struct file *)self)->stream) == VALUE_UNBOUND) {
        return VALUE_TRUE; /* nothing has been opened yet */
    }
    struct stream *s = file_stream(t, self);
    return s == NULL ? VALUE_ERROR : value_from_bool(stream_descriptor(s) < 0);
}

static Value get_name(struct thread *t, Value self)
{
    struct stream *s = file_stream(t, self);
    return s == NULL ? VALUE_ERROR : value_load(&s->name);
}

/* An attribute like any other, in CPython: tempfile gives a file the name that it is deleted by. */
static bool set_name(struct thread *t, Value self, Value v)
{
    struct stream *s = file_stream(t, self);
    if (s == NULL || v == VALUE_UNBOUND) {
        return s != NULL && raise_false(t, &AttributeError_type, "name");
    }
    value_store(&s->name, v);
    return true;
}

static Value get_mode(struct thread *t, Value self)
{
    struct stream *s = file_stream(t, self);
    return s == NULL ? VALUE_ERROR : s->mode;
}

static Value get_close_fd(struct thread *t, Value self)
{
    struct stream *s = file_stream(t, self);
    return s == NULL ? VALUE_ERROR : value_from_bool(s->closes_descriptor);
}

static Value get_raw(struct thread *t, Value self)
{
    return file_inner(t, self, &file_io_type);
}

#define SHARED_ATTRIBUTES                                                                          \
    {"closed", get_closed, NULL, NULL},                                                            \
    {                                                                                              \
        "mode", get_mode, NULL, NULL                                                               \
    }
const struct getset_def raw_getsets[] = {
    SHARED_ATTRIBUTES,
    {"name", get_name, set_name, NULL},
    {"closefd", get_close_fd, NULL, NULL},
    {0},
};
const struct getset_def buffered_getsets[] = {
    SHARED_ATTRIBUTES,
    {"name", get_name, NULL, NULL},
    {"raw", get_raw, NULL, NULL},
    {0},
};
#undef SHARED_ATTRIBUTES

#define SHARED_METHODS                                                                             \
    FILE_METHODS(FILE_METHOD_ROW){"read", binary_read, "(self, size=-1, /)", NULL, NATIVE_METHOD}, \
        {"readinto", binary_readinto, "(self, buffer, /)", NULL, NATIVE_METHOD},                   \
        {"readline", binary_readline, "(self, size=-1, /)", NULL, NATIVE_METHOD},                  \
        {"seek", binary_seek, "(self, target, whence=0, /)", NULL, NATIVE_METHOD},                 \
        {"tell", binary_tell, "(self, /)", NULL, NATIVE_METHOD},                                   \
        {"truncate", binary_truncate, "(self, pos=None, /)", NULL, NATIVE_METHOD},                 \
    {                                                                                              \
        "write", binary_write, "(self, buffer, /)", NULL, NATIVE_METHOD                            \
    }

static Value raw_readall(struct thread *t, Value *args, uint32_t n UNUSED, Value names)
{
    Value read_args[] = {VALUE_UNBOUND, args[0], VALUE_UNBOUND};
    return binary_read(t, read_args + 1, 2, names);
}

const struct native_def raw_methods[] = {
    SHARED_METHODS,
    {"readall", raw_readall, "(self, /)", "Read all data from the file, returned as bytes.",
     NATIVE_METHOD},
    {0},
};
const struct native_def buffered_methods[] = {
    SHARED_METHODS,
    {"detach", binary_detach, "(self, /)", NULL, NATIVE_METHOD},
    {"peek", binary_peek, "(self, size=0, /)", NULL, NATIVE_METHOD},
    {"read1", binary_read1, "(self, size=-1, /)", NULL, NATIVE_METHOD},
    {"readinto1", binary_readinto1, "(self, buffer, /)", NULL, NATIVE_METHOD},
    {0},
};
#undef SHARED_METHODS
