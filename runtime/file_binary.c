/* FileIO and the three buffered classes: methods and attributes. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "runtime/abstract.h"
#include "runtime/base/buffer.h"
#include "runtime/bytes.h"
#include "runtime/file_private.h"
#include "runtime/int.h"
#include "runtime/memoryview.h"
#include "runtime/str.h"

#define METHOD(name) FORWARDING(static, binary_##name, file_forward(t, #name, args, n))
#define SIZED_METHOD(name) FORWARDING(static, binary_##name, file_forward_sized(t, #name, args))

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

/* None where nothing was read because there is nothing yet, in a file that does not wait. */
static Value none_if_blocked(const struct stream *s, Value bytes)
{
    return bytes != VALUE_ERROR && s->blocked && value_to_bytes(bytes)->length == 0 ? VALUE_NONE
                                                                                    : bytes;
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
    return none_if_blocked(s, bytes_of(t, &out, ok));
}

SIZED_METHOD(read)
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
    s->blocked = false;
    Value v = raw && size >= 0 ? read_unbuffered(t, s, (size_t)size)
                               : none_if_blocked(s, read_buffered(t, s, size, false));
    stream_leave(s);
    return v;
}

SIZED_METHOD(read1)
{
    int64_t size;
    if (!size_argument(t, args[1], &size)) {
        return VALUE_ERROR;
    }
    struct stream *s = enter(t, args[0], NEED_READING, "read of");
    if (s == NULL) {
        return VALUE_ERROR;
    }
    Value v = read_buffered(t, s, size < 0 ? (int64_t)s->buffer_bytes : size, true);
    stream_leave(s);
    return v;
}

METHOD(peek)
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
    s->blocked = false;
    bool ok = stream_make_buffer(t, s) && gather(t, s, &out, size, once);
    bool is_none = s->blocked && out.size == 0 && (is_raw(self) || !once);
    stream_leave(s);
    if (ok) {
        writable_store(target, out.data, out.size);
    }
    size = out.size;
    buffer_free(&out);
    return !ok ? VALUE_ERROR : is_none ? VALUE_NONE : value_from_small_int((int64_t)size);
}

METHOD(readinto)
{
    return read_into(t, args[0], args[1], is_raw(args[0]));
}

METHOD(readinto1)
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

SIZED_METHOD(readline)
{
    int64_t limit;
    return size_argument(t, args[1], &limit) ? read_line(t, args[0], limit) : VALUE_ERROR;
}

Value buffered_next(struct thread *t, Value self)
{
    if (type_has(value_type(self), TYPE_HEAP)) {
        return file_next_by_method(t, self);
    }
    Value line = file_general(self) == VALUE_UNBOUND ? read_line(t, self, -1)
                                                     : file_forward(t, "readline", &self, 1);
    return line != VALUE_ERROR && value_to_bytes(line)->length == 0 ? VALUE_UNBOUND : line;
}

Value raw_next(struct thread *t, Value self)
{
    return buffered_next(t, self);
}

/* ---- writing ---- */

/* One system call, behind what a buffered view has pending. *size: how much was written; *is_none: it would block. */
static bool write_unbuffered(struct thread *t, struct stream *s, const char *data, size_t *size,
                             bool *is_none)
{
    size_t n = *size;
    if (!stream_flush(t, s) || (s->from != s->to && !stream_unread(t, s)) ||
        !stream_write_raw(t, s, data, n, size)) {
        return false;
    }
    *is_none = s->blocked;
    /* A signal may have ended the call early: its handler is to run now. */
    return *size == n || *is_none || interrupted_retry(t);
}

METHOD(write)
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
    bool is_none = false;
    bool ok = is_raw(args[0]) ? write_unbuffered(t, s, data, &size, &is_none)
                              : stream_write(t, s, data, size);
    stream_leave(s);
    gc_keep(keep);
    return !ok ? VALUE_ERROR : is_none ? VALUE_NONE : value_from_small_int((int64_t)size);
}

/* ---- position ---- */

static bool seek_arguments(struct thread *t, Value *args, int64_t *offset, int64_t *whence)
{
    *whence = 0;
    return number_to_index(t, args[1], offset) &&
           (args[2] == VALUE_UNBOUND || number_to_index(t, args[2], whence));
}

static Value forward_seek(struct thread *t, Value *args)
{
    int64_t offset, whence;
    if (!seek_arguments(t, args, &offset, &whence)) {
        return VALUE_ERROR;
    }
    Value copy[] = {args[0], int_from_int64(t, offset), value_from_small_int(whence)};
    return copy[1] == VALUE_ERROR ? VALUE_ERROR : file_forward(t, "seek", copy, 3);
}

/* A buffered file that has no position says so in words of its own. */
static bool check_seekable(struct thread *t, Value self, const struct stream *s)
{
    return is_raw(self) || lseek(s->fd, 0, SEEK_CUR) >= 0 ||
           raise_unsupported(t, "File or stream is not seekable.") != VALUE_ERROR;
}

FORWARDING(static, binary_seek, forward_seek(t, args))
{
    int64_t offset, whence, position;
    if (!seek_arguments(t, args, &offset, &whence)) {
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

METHOD(tell)
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

METHOD(truncate)
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

static Value binary_detach(struct thread *t, Value *args, uint32_t n UNUSED, Value names UNUSED)
{
    bool is_attached = file_general(args[0]) != VALUE_UNBOUND || file_stream(t, args[0]) != NULL;
    Value raw = is_attached ? file_inner(t, args[0], &file_io_type) : VALUE_ERROR;
    return raw != VALUE_ERROR && file_detach(t, args[0]) ? raw : VALUE_ERROR;
}
#undef METHOD
#undef SIZED_METHOD

/* ---- making ---- */

/* The name is an attribute in CPython: a derived class may look at what is set, and refuse it. */
static bool name_derived(struct thread *t, Value self, Value name)
{
    if (!type_has(value_type(self), TYPE_HEAP) || object_set_attribute(t, self, name_name, name)) {
        return true;
    }
    Value error = error_take(t);
    struct stream *s = file_stream(t, self);
    if (s != NULL && stream_enter(t, s)) {
        s->closes_descriptor = s->closes_descriptor && !value_is_int(name);
        (void)!stream_close(t, s);
        stream_leave(s);
    }
    error_clear(t);
    t->exception = error;
    return false;
}

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
    Value stream = value_load(&((struct file *)opened)->stream);
    file_forget(opened); /* else it closes the stream when it dies */
    value_store(&((struct file *)self)->stream, stream);
    return name_derived(t, self, bound[0]);
}

/* BufferedReader(raw, buffer_size=8192) and its like over a FileIO: another view of its stream. */
static bool share_stream(struct thread *t, Value self, Value raw, int64_t size, bool reads,
                         bool writes)
{
    struct stream *s = file_stream(t, raw);
    if (s == NULL || !stream_enter(t, s)) {
        return false;
    }
    bool is_open = s->fd >= 0, allowed = (!reads || s->readable) && (!writes || s->writable);
    s->unbuffered = s->unbuffered && !(is_open && allowed);
    s->buffer_bytes = s->buffer == NULL ? (size_t)size : s->buffer_bytes;
    stream_leave(s);
    if (!is_open) {
        return raise_false(t, &ValueError_type, "I/O operation on closed file");
    }
    if (!allowed) {
        return raise_unsupported(t, s->readable ? "File or stream is not writable."
                                                : "File or stream is not readable.") != VALUE_ERROR;
    }
    value_store(&((struct file *)self)->inner, raw);
    value_store(&((struct file *)self)->stream, value_from_object(s));
    return true;
}

bool buffered_init(struct thread *t, Value self, Value *args, uint32_t n_args, Value keyword_names)
{
#define SIGNATURE "(raw, buffer_size=8192)"
    static struct argument_parser parsers[] = {{"BufferedRandom", SIGNATURE, NULL},
                                               {"BufferedReader", SIGNATURE, NULL},
                                               {"BufferedWriter", SIGNATURE, NULL}};
#undef SIGNATURE
    bool reads = !value_is_instance(self, &buffered_writer_type);
    bool writes = !value_is_instance(self, &buffered_reader_type);
    Value bound[2];
    int64_t size = STREAM_BUFFER_BYTES;
    if (!arguments_bind(t,
                        &parsers[!writes  ? 1
                                 : !reads ? 2
                                          : 0],
                        args, n_args, keyword_names, bound)) {
        return false;
    }
    file_forget(self);
    if (bound[1] != VALUE_UNBOUND && !number_to_index(t, bound[1], &size)) {
        return false;
    }
    if (value_type(bound[0]) == &file_io_type && size > 0) {
        return share_stream(t, self, bound[0], size, reads, writes);
    }
    return file_become_buffered(t, self, bound[0], size, reads, writes);
}

/* ---- attributes ---- */

static Value get_closed(struct thread *t, Value self)
{
    if (file_general(self) != VALUE_UNBOUND) {
        return file_forward_attribute(t, self, "closed");
    }
    if (is_raw(self) && value_load(&((struct file *)self)->stream) == VALUE_UNBOUND) {
        return VALUE_TRUE; /* nothing has been opened yet */
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

/* An attribute like any other, in CPython: tempfile gives a file the name that it is deleted by. */
static bool set_name(struct thread *t, Value self, Value v)
{
    struct stream *s = file_stream(t, self);
    if (s == NULL) {
        return false;
    }
    if (v == VALUE_UNBOUND && value_load(&s->name) == VALUE_UNBOUND) {
        return raise_false(t, &AttributeError_type, "name");
    }
    value_store(&s->name, v);
    return true;
}

static Value get_mode(struct thread *t, Value self)
{
    if (file_general(self) != VALUE_UNBOUND) {
        return file_forward_attribute(t, self, "mode");
    }
    struct stream *s = file_stream(t, self);
    return s == NULL ? VALUE_ERROR : s->mode;
}

static Value get_close_fd(struct thread *t, Value self)
{
    struct stream *s = file_stream(t, self);
    return s == NULL ? VALUE_ERROR : value_from_bool(s->closes_descriptor);
}

/* How much at once suits the file. */
static Value get_block_size(struct thread *t, Value self)
{
    struct stream *s = file_stream(t, self);
    struct stat status;
    return s == NULL ? VALUE_ERROR
           : fstat(stream_descriptor(s), &status) == 0 && status.st_blksize > 1
               ? value_from_small_int(status.st_blksize)
               : value_from_small_int(STREAM_BUFFER_BYTES);
}

static Value get_raw(struct thread *t, Value self)
{
    return file_inner(t, self, &file_io_type);
}

#define SHARED_ATTRIBUTES                                                                          \
    {"closed", get_closed, NULL, "True if the file is closed"},                                    \
    {                                                                                              \
        "mode", get_mode, NULL, NULL                                                               \
    }
const struct getset_def raw_getsets[] = {
    SHARED_ATTRIBUTES,
    {"name", get_name, set_name, NULL},
    {"_blksize", get_block_size, NULL, NULL},
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

static Value raw_readall(struct thread *t, Value *args, uint32_t n UNUSED, Value names)
{
    Value read_args[] = {VALUE_UNBOUND, args[0], VALUE_UNBOUND};
    return binary_read(t, read_args + 1, 2, names);
}

#define ROW(python_name, signature)                                                                \
    {#python_name, binary_##python_name, signature, NULL, NATIVE_METHOD},
#define SHARED_ROWS                                                                                \
    FILE_METHODS(FILE_METHOD_ROW){"_dealloc_warn", file_method__dealloc_warn, "(self, source, /)", \
                                  NULL, NATIVE_METHOD},                                            \
        ROW(seek, "(self, target, whence=0, /)") ROW(tell, "(self, /)")                            \
            ROW(truncate, "(self, pos=None, /)")
#define READING_ROWS                                                                               \
    FILE_METHOD_READABLE(FILE_METHOD_ROW)                                                          \
    ROW(read, "(self, size=-1, /)")                                                                \
    ROW(readinto, "(self, buffer, /)") ROW(readline, "(self, size=-1, /)")
#define BUFFERED_READING_ROWS                                                                      \
    READING_ROWS ROW(peek, "(self, size=0, /)") ROW(read1, "(self, size=-1, /)")                   \
        ROW(readinto1, "(self, buffer, /)")
#define WRITING_ROWS FILE_METHOD_WRITABLE(FILE_METHOD_ROW) ROW(write, "(self, buffer, /)")

const struct native_def raw_methods[] = {
    SHARED_ROWS READING_ROWS WRITING_ROWS{"readall", raw_readall, "(self, /)",
                                          "Read all data from the file, returned as bytes.",
                                          NATIVE_METHOD},
    {0},
};
const struct native_def reader_methods[] = {
    SHARED_ROWS BUFFERED_READING_ROWS ROW(detach, "(self, /)"){0},
};
const struct native_def writer_methods[] = {
    SHARED_ROWS WRITING_ROWS ROW(detach, "(self, /)"){0},
};
const struct native_def random_methods[] = {
    SHARED_ROWS BUFFERED_READING_ROWS WRITING_ROWS ROW(detach, "(self, /)"){0},
};
#undef ROW
#undef SHARED_ROWS
#undef READING_ROWS
#undef BUFFERED_READING_ROWS
#undef WRITING_ROWS
