/*
 * The abstract classes of io: _IOBase and below it _RawIOBase, _BufferedIOBase and _TextIOBase. Their methods are what
 * a class of a script has until it says otherwise; each reaches the others by name, so that one that is overridden counts.
 */
#include <string.h>

#include "runtime/abstract.h"
#include "runtime/base/buffer.h"
#include "runtime/bytearray.h"
#include "runtime/bytes.h"
#include "runtime/call.h"
#include "runtime/file_private.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/memoryview.h"
#include "runtime/str.h"

#define METHOD(name)                                                                               \
    static Value name(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)

struct io_base {
    struct object base;
    struct slot_chunk *attribute_slots; /* slots_offset points here */
};

/* ---- closed ---- */

/* Whether close() of this class, not of a derived one, has been called: the instance says so. */
static enum truth is_marked_closed(struct thread *t, Value self)
{
    Value name = str_intern_cstr(t, "__IOBase_closed");
    Value mark = name == VALUE_ERROR ? name : object_find_attribute(t, self, name);
    return mark == VALUE_ERROR ? TRUTH_ERROR : mark == VALUE_UNBOUND ? TRUTH_FALSE : TRUTH_TRUE;
}

static Value get_closed(struct thread *t, Value self)
{
    enum truth closed = is_marked_closed(t, self);
    return closed == TRUTH_ERROR ? VALUE_ERROR : value_from_bool(closed == TRUTH_TRUE);
}

/* The attribute `closed`, which derived classes override. */
static enum truth is_closed(struct thread *t, Value self)
{
    Value name = str_intern_cstr(t, "closed");
    Value closed = name == VALUE_ERROR ? name : object_get_attribute(t, self, name);
    return closed == VALUE_ERROR ? TRUTH_ERROR : object_truth(t, closed);
}

static bool check_open(struct thread *t, Value self)
{
    enum truth closed = is_closed(t, self);
    return closed == TRUTH_FALSE ||
           (closed == TRUTH_TRUE &&
            raise_false(t, &ValueError_type, "I/O operation on closed file."));
}

METHOD(base_close)
{
    enum truth closed = is_marked_closed(t, args[0]);
    if (closed != TRUTH_FALSE) {
        return closed == TRUTH_TRUE ? VALUE_NONE : VALUE_ERROR;
    }
    Value flush = str_intern_cstr(t, "flush"), mark = str_intern_cstr(t, "__IOBase_closed");
    if (flush == VALUE_ERROR || mark == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    Value flushed = call_method_0(t, args[0], flush);
    Value error = flushed == VALUE_ERROR ? error_take(t) : VALUE_UNBOUND;
    bool marked = object_set_attribute(t, args[0], mark, VALUE_TRUE);
    if (error != VALUE_UNBOUND) {
        error_clear(t);
        t->exception = error;
        return VALUE_ERROR;
    }
    return marked ? VALUE_NONE : VALUE_ERROR;
}

METHOD(base_flush)
{
    enum truth closed = is_marked_closed(t, args[0]);
    return closed == TRUTH_FALSE ? VALUE_NONE
           : closed == TRUTH_TRUE
               ? raise_error(t, &ValueError_type, "I/O operation on closed file.")
               : VALUE_ERROR;
}

/*
 * An object that dies open is closed, as classes that override close() expect. Files in memory have nothing to close, and
 * the standard streams are left open.
 */
static void base_finalize(struct thread *t, Value self)
{
    bool is_file = value_is_file(self);
    if (!type_has(value_type(self), TYPE_HEAP) && !(is_file && file_is_owner(self))) {
        return;
    }
    if (is_closed(t, self) == TRUTH_FALSE) {
        if (is_file) {
            file_warn_unclosed(t, self, self);
        }
        (void)!call_method_0(t, self, name_close);
    }
    error_clear(t);
}

/* ---- checks ---- */

METHOD(base_check_closed)
{
    return check_open(t, args[0]) ? VALUE_NONE : VALUE_ERROR;
}

/* self.`method`() must say True. */
static Value check_answer(struct thread *t, Value self, const char *method, const char *message)
{
    Value name = str_intern_cstr(t, method);
    Value answer = name == VALUE_ERROR ? name : call_method_0(t, self, name);
    return answer == VALUE_ERROR || answer == VALUE_TRUE ? answer : raise_unsupported(t, message);
}

METHOD(base_check_readable)
{
    return check_answer(t, args[0], "readable", "File or stream is not readable.");
}

METHOD(base_check_writable)
{
    return check_answer(t, args[0], "writable", "File or stream is not writable.");
}

METHOD(base_check_seekable)
{
    return check_answer(t, args[0], "seekable", "File or stream is not seekable.");
}

METHOD(base_no)
{
    (void)t;
    (void)args;
    return VALUE_FALSE;
}

METHOD(base_isatty)
{
    return check_open(t, args[0]) ? VALUE_FALSE : VALUE_ERROR;
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
UNSUPPORTED(base_read1, "read1")
UNSUPPORTED(base_readline_text, "readline")
UNSUPPORTED(base_write, "write")
UNSUPPORTED(base_detach, "detach")
#undef UNSUPPORTED

METHOD(base_tell)
{
    Value name = str_intern_cstr(t, "seek");
    Value seek_args[] = {VALUE_UNBOUND, value_from_small_int(0), value_from_small_int(1)};
    return name == VALUE_ERROR ? name : call_method(t, args[0], name, seek_args + 1, 2);
}

/* ---- as a context manager and as an iterator ---- */

METHOD(base_enter)
{
    return check_open(t, args[0]) ? args[0] : VALUE_ERROR;
}

METHOD(base_exit)
{
    return call_method_0(t, args[0], name_close);
}

static Value base_iter(struct thread *t, Value self)
{
    return check_open(t, self) ? self : VALUE_ERROR;
}

Value file_next_by_method(struct thread *t, Value self)
{
    int64_t length;
    Value line = call_method_0(t, self, name_readline);
    if (line == VALUE_ERROR || !object_length(t, line, &length)) {
        return VALUE_ERROR;
    }
    return length == 0 ? VALUE_UNBOUND : line;
}

/* ---- lines ---- */

/* How many bytes to ask for: up to the line end that peek() shows, else one. */
static bool bytes_to_read(struct thread *t, Value peek, uint64_t *n)
{
    *n = 1;
    if (peek == VALUE_UNBOUND) {
        return true;
    }
    Value ahead = call_1(t, peek, value_from_small_int(1));
    if (ahead == VALUE_ERROR) {
        return false;
    }
    if (!value_is_bytes(ahead)) {
        return raise_false(t, &OSError_type, "peek() should have returned a bytes object, not '%T'",
                           ahead);
    }
    const struct bytes *bytes = value_to_bytes(ahead);
    if (bytes->length > 0) {
        const char *end = memchr(bytes->data, '\n', bytes->length);
        *n = end == NULL ? bytes->length : (uint64_t)(end - bytes->data) + 1;
    }
    return true;
}

/* Appends what one read(n) gives. */
static bool read_more(struct thread *t, Value self, uint64_t n, struct buffer *line, bool *is_over)
{
    Value got = call_method_1(t, self, name_read, value_from_small_int((int64_t)n));
    if (got == VALUE_ERROR) {
        return false;
    }
    if (!value_is_bytes(got)) {
        return raise_false(t, &OSError_type, "read() should have returned a bytes object, not '%T'",
                           got);
    }
    const struct bytes *bytes = value_to_bytes(got);
    *is_over = bytes->length == 0;
    return buffer_append(line, bytes->data, bytes->length) || raise_no_memory(t) != VALUE_ERROR;
}

static bool collect_line(struct thread *t, Value self, int64_t limit, struct buffer *line)
{
    Value name = str_intern_cstr(t, "peek");
    Value peek = name == VALUE_ERROR ? name : object_find_attribute(t, self, name);
    bool is_over = peek == VALUE_ERROR;
    while (!is_over && (limit < 0 || line->size < (uint64_t)limit)) {
        uint64_t n;
        if (!bytes_to_read(t, peek, &n)) {
            break;
        }
        uint64_t left = limit < 0 ? n : (uint64_t)limit - line->size;
        if (!read_more(t, self, n < left ? n : left, line, &is_over)) {
            break;
        }
        is_over = is_over || line->data[line->size - 1] == '\n';
    }
    return !error_pending(t);
}

METHOD(base_readline)
{
    int64_t limit;
    struct buffer line = BUFFER_EMPTY;
    if (!size_argument(t, args[1], &limit)) {
        return VALUE_ERROR;
    }
    bool ok = collect_line(t, args[0], limit, &line);
    Value v = ok ? bytes_new(t, line.data, line.size) : VALUE_ERROR;
    buffer_free(&line);
    return v;
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
    return check_open(t, args[0]) && iterate(t, args[1], write_line, &args[0]) ? VALUE_NONE
                                                                               : VALUE_ERROR;
}

/* ---- raw: read() by readinto() ---- */

METHOD(raw_base_readall)
{
    struct buffer all = BUFFER_EMPTY;
    bool ok = true, is_none = false;
    for (;;) {
        Value got = call_method_1(t, args[0], name_read, value_from_small_int(STREAM_BUFFER_BYTES));
        ok = got != VALUE_ERROR;
        is_none = got == VALUE_NONE && all.size == 0;
        if (!ok || got == VALUE_NONE) {
            break;
        }
        if (!value_is_bytes(got)) {
            ok = raise_false(t, &TypeError_type, "read() should return bytes");
            break;
        }
        const struct bytes *bytes = value_to_bytes(got);
        if (bytes->length == 0) {
            break;
        }
        if (!buffer_append(&all, bytes->data, bytes->length)) {
            ok = raise_no_memory(t) != VALUE_ERROR;
            break;
        }
    }
    Value v = !ok ? VALUE_ERROR : is_none ? VALUE_NONE : bytes_new(t, all.data, all.size);
    buffer_free(&all);
    return v;
}

METHOD(raw_base_read)
{
    int64_t size;
    Value readall = str_intern_cstr(t, "readall"), readinto = str_intern_cstr(t, "readinto");
    if (!size_argument(t, args[1], &size) || readall == VALUE_ERROR || readinto == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    if (size < 0) {
        return call_method_0(t, args[0], readall);
    }
    Value array = bytearray_new(t, NULL, (size_t)size);
    Value got = array == VALUE_ERROR ? array : call_method_1(t, args[0], readinto, array);
    int64_t n;
    if (got == VALUE_ERROR || got == VALUE_NONE || !number_to_index(t, got, &n)) {
        return got == VALUE_NONE ? VALUE_NONE : VALUE_ERROR;
    }
    const char *data;
    size_t length;
    Value keep;
    if (!bytes_argument(t, array, &data, &length, &keep)) {
        return VALUE_ERROR;
    }
    Value bytes = bytes_new(t, data, n < 0 ? 0 : (size_t)n < length ? (size_t)n : length);
    gc_keep(keep);
    return bytes;
}

METHOD(raw_base_missing)
{
    (void)args;
    return raise_plain(t, &NotImplementedError_type);
}

/* ---- buffered: readinto() by read() ---- */

static Value read_into(struct thread *t, Value self, Value target, const char *method)
{
    size_t room, length;
    Value name = str_intern_cstr(t, method), keep;
    const char *data;
    if (name == VALUE_ERROR || !writable_length(t, target, "readinto()", &room)) {
        return VALUE_ERROR;
    }
    Value got = call_method_1(t, self, name, value_from_small_int((int64_t)room));
    if (got == VALUE_ERROR) {
        return got;
    }
    if (!value_is_bytes(got)) {
        return raise_error(t, &TypeError_type, "read() should return bytes");
    }
    if (!bytes_argument(t, got, &data, &length, &keep)) {
        return VALUE_ERROR;
    }
    if (length > room) {
        return raise_error(t, &ValueError_type,
                           "read() returned too much data: %zu bytes requested, %zu returned", room,
                           length);
    }
    writable_store(target, data, length);
    gc_keep(keep);
    return value_from_small_int((int64_t)length);
}

METHOD(buffered_base_readinto)
{
    return read_into(t, args[0], args[1], "read");
}

METHOD(buffered_base_readinto1)
{
    return read_into(t, args[0], args[1], "read1");
}
#undef METHOD

/* ---- the types ---- */

/* As in CPython, arguments and abstract methods do not matter here. */
static Value new_base(struct thread *t, Value *args, UNUSED uint32_t n_args,
                      UNUSED Value keyword_names)
{
    void *made = gc_new(t, (struct type *)args[0]);
    return made == NULL ? VALUE_ERROR : value_from_object(made);
}

static bool init_base(UNUSED struct thread *t, UNUSED Value self, UNUSED Value *args,
                      UNUSED uint32_t n_args, UNUSED Value keyword_names)
{
    return true;
}

static const struct native_def io_base_methods[] = {
    {"__enter__", base_enter, "(self, /)", NULL, NATIVE_METHOD},
    {"__exit__", base_exit, "(self, /, *args)", NULL, NATIVE_METHOD},
    {"_checkClosed", base_check_closed, "(self, msg=None, /)", NULL, NATIVE_METHOD},
    {"_checkReadable", base_check_readable, "(self, msg=None, /)", NULL, NATIVE_METHOD},
    {"_checkSeekable", base_check_seekable, "(self, msg=None, /)", NULL, NATIVE_METHOD},
    {"_checkWritable", base_check_writable, "(self, msg=None, /)", NULL, NATIVE_METHOD},
    {"close", base_close, "(self, /)", "Flush and close the IO object.", NATIVE_METHOD},
    {"fileno", base_fileno, "(self, /)", "Returns underlying file descriptor if one exists.",
     NATIVE_METHOD},
    {"flush", base_flush, "(self, /)", "Flush write buffers, if applicable.", NATIVE_METHOD},
    {"isatty", base_isatty, "(self, /)", "Return whether this is an 'interactive' stream.",
     NATIVE_METHOD},
    {"readable", base_no, "(self, /)", "Return whether object was opened for reading.",
     NATIVE_METHOD},
    {"readline", base_readline, "(self, size=-1, /)", "Read and return a line from the stream.",
     NATIVE_METHOD},
    {"readlines", base_readlines, "(self, hint=-1, /)", "Return a list of lines from the stream.",
     NATIVE_METHOD},
    {"seek", base_seek, "(self, offset, whence=0, /)", NULL, NATIVE_METHOD},
    {"seekable", base_no, "(self, /)", "Return whether object supports random access.",
     NATIVE_METHOD},
    {"tell", base_tell, "(self, /)", "Return current stream position.", NATIVE_METHOD},
    {"truncate", base_truncate, "(self, size=None, /)", NULL, NATIVE_METHOD},
    {"writable", base_no, "(self, /)", "Return whether object was opened for writing.",
     NATIVE_METHOD},
    {"writelines", base_writelines, "(self, lines, /)", "Write a list of lines to stream.",
     NATIVE_METHOD},
    {0},
};

static const struct native_def raw_base_methods[] = {
    {"read", raw_base_read, "(self, size=-1, /)", NULL, NATIVE_METHOD},
    {"readall", raw_base_readall, "(self, /)", "Read until EOF, using multiple read() call.",
     NATIVE_METHOD},
    {"readinto", raw_base_missing, "(self, buffer, /)", NULL, NATIVE_METHOD},
    {"write", raw_base_missing, "(self, b, /)", NULL, NATIVE_METHOD},
    {0},
};

static const struct native_def buffered_base_methods[] = {
    {"detach", base_detach, "(self, /)", NULL, NATIVE_METHOD},
    {"read", base_read, "(self, size=-1, /)", NULL, NATIVE_METHOD},
    {"read1", base_read1, "(self, size=-1, /)", NULL, NATIVE_METHOD},
    {"readinto", buffered_base_readinto, "(self, buffer, /)", NULL, NATIVE_METHOD},
    {"readinto1", buffered_base_readinto1, "(self, buffer, /)", NULL, NATIVE_METHOD},
    {"write", base_write, "(self, b, /)", NULL, NATIVE_METHOD},
    {0},
};

static const struct native_def text_base_methods[] = {
    {"detach", base_detach, "(self, /)", NULL, NATIVE_METHOD},
    {"read", base_read, "(self, size=-1, /)", NULL, NATIVE_METHOD},
    {"readline", base_readline_text, "(self, size=-1, /)", NULL, NATIVE_METHOD},
    {"write", base_write, "(self, s, /)", NULL, NATIVE_METHOD},
    {0},
};

static Value get_none(UNUSED struct thread *t, UNUSED Value self)
{
    return VALUE_NONE;
}

static const struct getset_def io_base_getsets[] = {
    {"closed", get_closed, NULL, NULL},
    {0},
};

static const struct getset_def text_base_getsets[] = {
    {"encoding", get_none, NULL, "Encoding of the text stream."},
    {"errors", get_none, NULL, "The error setting of the decoder or encoder."},
    {"newlines", get_none, NULL, "Line endings translated so far."},
    {0},
};

struct type io_base_type = {
    TYPE_HEADER("_IOBase", sizeof(struct io_base)),
    .module = "_io",
    .flags = TYPE_BASE | TYPE_WEAK_REFERABLE,
    .slots_offset = offsetof(struct io_base, attribute_slots),
    .methods = io_base_methods,
    .getsets = io_base_getsets,
    .new = new_base,
    .init = init_base,
    .iter = base_iter,
    .next = file_next_by_method,
    .finalize = base_finalize,
    .finalize_rank = FILE_RANK_RAW,
};

#define ABSTRACT_TYPE(variable, text, prefix, ...)                                                 \
    struct type variable = {TYPE_HEADER(text, sizeof(struct io_base)),                             \
                            .module = "_io",                                                       \
                            .flags = TYPE_BASE,                                                    \
                            .parent = &io_base_type,                                               \
                            .methods = prefix##_methods,                                           \
                            __VA_ARGS__}
ABSTRACT_TYPE(raw_io_base_type, "_RawIOBase", raw_base, );
ABSTRACT_TYPE(buffered_io_base_type, "_BufferedIOBase", buffered_base,
              .finalize_rank = FILE_RANK_BUFFERED);
ABSTRACT_TYPE(text_io_base_type, "_TextIOBase", text_base, .getsets = text_base_getsets,
              .finalize_rank = FILE_RANK_TEXT);
#undef ABSTRACT_TYPE
