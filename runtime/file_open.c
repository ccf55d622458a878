/* open(), the standard streams, and what happens to open files at exit. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "runtime/abstract.h"
#include "runtime/bytes.h"
#include "runtime/call.h"
#include "runtime/codec.h"
#include "runtime/file_private.h"
#include "runtime/int.h"
#include "runtime/module.h"
#include "runtime/native.h"
#include "runtime/path.h"
#include "runtime/str.h"
#include "runtime/sys.h"
#include "runtime/tuple.h"
#include "runtime/warning.h"

/* ---- the mode ---- */

struct open_mode {
    bool reading, writing, creating, appending, updating, text, binary;
};

static Value invalid_mode(struct thread *t, Value mode)
{
    return raise_error(t, &ValueError_type, "invalid mode: %R", mode);
}

static bool scan_mode(const char *text, struct open_mode *m)
{
    *m = (struct open_mode){0};
    for (const char *c = text; *c != '\0'; c++) {
        bool *flag = *c == 'r'   ? &m->reading
                     : *c == 'w' ? &m->writing
                     : *c == 'x' ? &m->creating
                     : *c == 'a' ? &m->appending
                     : *c == '+' ? &m->updating
                     : *c == 't' ? &m->text
                     : *c == 'b' ? &m->binary
                                 : NULL;
        if (flag == NULL || *flag) {
            return false;
        }
        *flag = true;
    }
    return true;
}

static bool parse_mode(struct thread *t, Value mode, struct open_mode *m)
{
    if (!value_is_str(mode)) {
        return raise_false(t, &TypeError_type, "open() argument 'mode' must be str, not %A", mode);
    }
    const char *text = str_to_utf8(t, mode, NULL);
    if (text == NULL) {
        return false;
    }
    if (!scan_mode(text, m)) {
        return invalid_mode(t, mode) != VALUE_ERROR;
    }
    if (m->text && m->binary) {
        return raise_false(t, &ValueError_type, "can't have text and binary mode at once");
    }
    int kinds = m->reading + m->writing + m->creating + m->appending;
    if (kinds > 1) {
        return raise_false(t, &ValueError_type,
                           "must have exactly one of create/read/write/append mode");
    }
    if (kinds == 0) {
        return raise_false(
            t, &ValueError_type,
            "Must have exactly one of create/read/write/append mode and at most one plus");
    }
    return true;
}

static int open_flags(const struct open_mode *m)
{
    int access = m->updating ? O_RDWR : m->reading ? O_RDONLY : O_WRONLY;
    return access | O_CLOEXEC | (m->writing ? O_CREAT | O_TRUNC : 0) |
           (m->creating ? O_CREAT | O_EXCL : 0) | (m->appending ? O_CREAT | O_APPEND : 0);
}

/* The mode of the raw file, as FileIO.mode says it. */
static const char *raw_mode(const struct open_mode *m)
{
    return m->creating    ? (m->updating ? "xb+" : "xb")
           : m->appending ? (m->updating ? "ab+" : "ab")
           : m->updating  ? "rb+"
           : m->reading   ? "rb"
                          : "wb";
}

/* ---- the descriptor ---- */

bool file_reclaim_descriptors(struct thread *t)
{
    if (errno != EMFILE && errno != ENFILE) {
        return false;
    }
    gc_reclaim(t);
    return true;
}

static int open_path(struct thread *t, Value file, int flags)
{
    size_t n;
    const char *path = path_from_value(t, file, &n);
    if (path == NULL) {
        return -1;
    }
    int fd;
    streams_flush_path(t, path);
    WITH_DESCRIPTORS(t, fd, BLOCKING(t, fd, open(path, flags, 0666)));
    if (fd < 0) {
        (void)raise_errno(t, file);
    }
    gc_keep(path);
    return fd;
}

static int call_opener(struct thread *t, Value opener, Value file, int flags)
{
    int64_t fd;
    Value given = call_2(t, opener, file, value_from_small_int(flags));
    if (given == VALUE_ERROR) {
        return -1;
    }
    if (!value_is_int(given)) {
        (void)raise_error(t, &TypeError_type, "expected integer from opener");
        return -1;
    }
    if (!int_to_int64(given, &fd) || fd < 0) {
        (void)raise_error(t, &ValueError_type, "opener returned %V", given);
        return -1;
    }
    return (int)fd;
}

/* *owned: the file was opened here, so that it is closed if the rest fails. */
static int open_descriptor(struct thread *t, const struct open_arguments *a, int flags,
                           bool close_fd, bool *owned)
{
    int64_t fd;
    *owned = false;
    if (value_is_int(a->file)) {
        if (!int_to_int64(a->file, &fd) || fd > INT32_MAX || fd < INT32_MIN) {
            (void)raise_error(t, &OverflowError_type, "Python int too large to convert to C int");
            return -1;
        }
        if (fd < 0) {
            (void)raise_error(t, &ValueError_type, "negative file descriptor");
            return -1;
        }
        return (int)fd;
    }
    if (!close_fd) {
        (void)raise_error(t, &ValueError_type, "Cannot use closefd=False with file name");
        return -1;
    }
    *owned = true;
    return a->opener != VALUE_UNBOUND && a->opener != VALUE_NONE
               ? call_opener(t, a->opener, a->file, flags)
               : open_path(t, a->file, flags);
}

/* Directories cannot be files; a descriptor that is none is found out here. */
static bool check_descriptor(struct thread *t, int fd, Value name)
{
    struct stat status;
    if (fstat(fd, &status) < 0) {
        return errno != EBADF || raise_os_error(t, errno, value_is_int(name) ? VALUE_UNBOUND : name,
                                                VALUE_UNBOUND) != VALUE_ERROR;
    }
    return !S_ISDIR(status.st_mode) ||
           raise_os_error(t, EISDIR, name, VALUE_UNBOUND) != VALUE_ERROR;
}

/* ---- building ---- */

static Value make_stream(struct thread *t, const struct open_arguments *a,
                         const struct open_mode *m, int fd, bool close_fd)
{
    Value name = a->file, mode = str_from_cstr(t, raw_mode(m));
    Value v = mode == VALUE_ERROR ? mode : stream_new(t, fd, name, mode, close_fd);
    if (v == VALUE_ERROR) {
        return v;
    }
    struct stream *s = (struct stream *)v;
    s->readable = m->reading || m->updating;
    s->writable = !m->reading || m->updating;
    s->appending = m->appending;
    if (m->appending) {
        s->text_begun = lseek(fd, 0, SEEK_END) > 0; /* a pipe has no end to go to */
    }
    stream_publish(s);
    return v;
}

static struct type *binary_type(const struct open_mode *m, int64_t buffering)
{
    return buffering == 0 ? &file_io_type
           : m->updating  ? &buffered_random_type
           : m->reading   ? &buffered_reader_type
                          : &buffered_writer_type;
}

/* A field of sys.flags, which never changes: asked for once. *known: 0: not yet, 1: no, 2: yes. */
static bool start_flag(struct thread *t, const char *field, int32_t *known)
{
    int32_t answer = load_relaxed(known);
    if (answer == 0) {
        Value flags = sys_get_attribute(t, "flags");
        Value name = str_intern_cstr(t, field);
        Value flag = name == VALUE_ERROR || flags == VALUE_UNBOUND
                         ? VALUE_ERROR
                         : object_get_attribute(t, flags, name);
        if (flag == VALUE_ERROR) {
            error_clear(t);
            return false; /* start-up */
        }
        answer = flag == value_from_small_int(0) || flag == VALUE_FALSE ? 1 : 2;
        store_relaxed(known, answer);
    }
    return answer == 2;
}

bool text_warns_of_default_encoding(struct thread *t)
{
    static int32_t known;
    return start_flag(t, "warn_default_encoding", &known);
}

bool text_is_utf8_mode(struct thread *t)
{
    static int32_t known;
    return start_flag(t, "utf8_mode", &known);
}

bool text_check_handler(struct thread *t, Value errors)
{
    static int32_t known;
    if (errors == VALUE_UNBOUND || errors == VALUE_NONE || !start_flag(t, "dev_mode", &known)) {
        return true;
    }
    Value module_name = str_intern_cstr(t, "_codecs"), name = str_intern_cstr(t, "lookup_error");
    Value module = module_name == VALUE_ERROR || name == VALUE_ERROR
                       ? VALUE_ERROR
                       : import_module(t, module_name);
    return module != VALUE_ERROR && call_method_1(t, module, name, errors) != VALUE_ERROR;
}

bool text_warn_encoding(struct thread *t, Value encoding)
{
    return (encoding != VALUE_UNBOUND && encoding != VALUE_NONE) ||
           !text_warns_of_default_encoding(t) ||
           warning_issue(t, &EncodingWarning_type, "'encoding' argument not specified");
}

static Value make_file(struct thread *t, const struct open_arguments *a, const struct open_mode *m,
                       int64_t buffering, Value stream)
{
    struct stream *s = (struct stream *)stream;
    s->unbuffered = buffering == 0;
    if (buffering > (m->binary ? 1 : STREAM_BUFFER_BYTES)) {
        s->buffer_bytes = (size_t)buffering;
    }
    if (m->binary) {
        return file_new(t, binary_type(m, buffering), stream);
    }
    Value file = file_new(t, &text_io_type, stream);
    if (file == VALUE_ERROR) {
        return file;
    }
    struct file *f = (struct file *)file;
    f->mode = a->mode;
    f->line_buffering = buffering == 1 || (buffering < 0 && isatty(s->fd));
    if (!text_configure(t, f, a->encoding, a->errors, a->newline)) {
        return VALUE_ERROR;
    }
    if (f->encoding_kind == FILE_OTHER) {
        Value buffer = file_inner(t, file, binary_type(m, buffering));
        return buffer != VALUE_ERROR && file_become_text(t, file, buffer) ? file : VALUE_ERROR;
    }
    return file;
}

static bool check_text_argument(struct thread *t, const char *name, Value v)
{
    return v == VALUE_UNBOUND || v == VALUE_NONE || value_is_str(v) ||
           raise_false(t, &TypeError_type, "open() argument '%s' must be str or None, not %A", name,
                       v);
}

static bool check_arguments(struct thread *t, const struct open_arguments *a,
                            const struct open_mode *m, int64_t buffering)
{
    const struct {
        const char *name;
        Value v;
    } texts[] = {{"encoding", a->encoding}, {"errors", a->errors}, {"newline", a->newline}};
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        if (!check_text_argument(t, texts[i].name, texts[i].v)) {
            return false;
        }
        if (m->binary && texts[i].v != VALUE_UNBOUND && texts[i].v != VALUE_NONE) {
            return raise_false(t, &ValueError_type, "binary mode doesn't take %s argument",
                               i == 0   ? "an encoding"
                               : i == 1 ? "an errors"
                                        : "a newline");
        }
    }
    return buffering != 0 || m->binary ||
           raise_false(t, &ValueError_type, "can't have unbuffered text I/O");
}

/* open() has failed after all. */
static void abandon(struct thread *t, struct stream *s, bool owned)
{
    Value error = error_take(t);
    s->closes_descriptor = owned;
    if (stream_enter(t, s)) {
        (void)!stream_close(t, s);
        stream_leave(s);
    }
    error_clear(t);
    t->exception = error;
}

Value file_open(struct thread *t, const struct open_arguments *given)
{
    struct open_arguments a = *given;
    struct open_mode m;
    int64_t buffering = -1;
    bool owned;
    if (a.mode == VALUE_UNBOUND && (a.mode = str_from_cstr(t, "r")) == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    if (!value_is_int(a.file) && (a.file = path_to_name(t, a.file)) == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    if (!parse_mode(t, a.mode, &m) ||
        (a.buffering != VALUE_UNBOUND && !number_to_index(t, a.buffering, &buffering)) ||
        !check_arguments(t, &a, &m, buffering) ||
        (!m.binary && (!text_warn_encoding(t, a.encoding) || !text_check_handler(t, a.errors)))) {
        return VALUE_ERROR;
    }
    if (m.binary && buffering == 1) {
        if (!warning_issue(t, &RuntimeWarning_type,
                           "line buffering (buffering=1) isn't supported in binary mode, the "
                           "default buffer size will be used")) {
            return VALUE_ERROR;
        }
        buffering = -1;
    }
    enum truth close_fd = a.closefd == VALUE_UNBOUND ? TRUTH_TRUE : object_truth(t, a.closefd);
    int fd = close_fd == TRUTH_ERROR
                 ? -1
                 : open_descriptor(t, &a, open_flags(&m), close_fd == TRUTH_TRUE, &owned);
    if (fd < 0) {
        return VALUE_ERROR;
    }
    Value stream = check_descriptor(t, fd, a.file)
                       ? make_stream(t, &a, &m, fd, close_fd == TRUTH_TRUE)
                       : VALUE_ERROR;
    if (stream == VALUE_ERROR) {
        if (owned) {
            close(fd);
        }
        return stream;
    }
    Value file = make_file(t, &a, &m, buffering, stream);
    if (file == VALUE_ERROR) {
        abandon(t, (struct stream *)stream, owned);
    }
    return file;
}

static Value open_function(struct thread *t, Value *args, uint32_t n UNUSED, Value names UNUSED)
{
    return file_open(t, &(struct open_arguments){args[0], args[1], args[2], args[3], args[4],
                                                 args[5], args[6], args[7]});
}

const struct native_def file_open_functions[] = {
    {"open", open_function,
     "(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, "
     "opener=None)",
     "Open file and return a stream.  Raise OSError upon failure.", NATIVE_METHOD},
    {0},
};

/* ---- the standard streams ---- */

static Value standard_stream(struct thread *t, int fd, bool writes, bool unbuffered)
{
    static const char *const names[] = {"<stdin>", "<stdout>", "<stderr>"};
    Value name = str_from_cstr(t, names[fd]), mode = str_from_cstr(t, writes ? "wb" : "rb");
    Value v = name == VALUE_ERROR || mode == VALUE_ERROR ? VALUE_ERROR
                                                         : stream_new(t, fd, name, mode, false);
    if (v != VALUE_ERROR) {
        struct stream *s = (struct stream *)v;
        s->readable = !writes;
        s->writable = writes;
        s->unbuffered = unbuffered;
        stream_publish(s);
    }
    return v;
}

Value file_standard(struct thread *t, int fd, const char *mode, bool unbuffered, Value encoding,
                    const char *error_handler)
{
    ASSERT(fd >= 0 && fd <= 2);
    if (!files_init(t)) {
        return VALUE_ERROR;
    }
    if (fcntl(fd, F_GETFD) < 0) {
        return VALUE_NONE;
    }
    bool writes = mode[0] == 'w';
    Value stream = standard_stream(t, fd, writes, unbuffered && writes);
    Value file = stream == VALUE_ERROR ? stream : file_new(t, &text_io_type, stream);
    Value errors = str_from_cstr(t, error_handler), shown_mode = str_from_cstr(t, mode);
    if (file == VALUE_ERROR || errors == VALUE_ERROR || shown_mode == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    struct file *f = (struct file *)file;
    f->mode = shown_mode;
    f->write_through = unbuffered && writes;
    f->line_buffering = !f->write_through && (fd == 2 || isatty(fd));
    Value newline = writes ? str_from_cstr(t, "\n") : VALUE_NONE;
    if (newline == VALUE_ERROR || !text_configure(t, f, encoding, errors, newline)) {
        return VALUE_ERROR;
    }
    /* Nothing can be imported yet: the registry is asked line by line. LookupError: it does not know the encoding. */
    bool is_known = f->encoding_kind != FILE_OTHER ||
                    codec_encode(t, str_empty, f->encoding, f->errors) != VALUE_ERROR;
    return is_known ? file : VALUE_ERROR;
}

/* ---- at exit ---- */

static void flush_one(struct thread *t, struct stream *s, void *context UNUSED)
{
    if (s->fd < 0 || s->pending == 0 || !stream_enter_final(t, s)) {
        return;
    }
    if (!stream_flush(t, s)) {
        s->pending = 0;
        error_clear(t);
    }
    stream_leave(s);
}

/* Flushes sys.stdout or sys.stderr, whatever object that is now. false: an exception is pending. */
static bool flush_standard(struct thread *t, const char *name, Value *out)
{
    *out = sys_get_attribute(t, name);
    if (*out == VALUE_UNBOUND || *out == VALUE_NONE) {
        return true;
    }
    if (value_is_text_file(*out) && file_general(*out) == VALUE_UNBOUND) {
        struct stream *s = (struct stream *)value_load(&((struct file *)*out)->stream);
        if (s == NULL || s->fd < 0 || !stream_enter_final(t, s)) {
            return true;
        }
        bool ok = stream_flush(t, s);
        s->pending = ok ? s->pending : 0;
        stream_leave(s);
        return ok;
    }
    return call_method_0(t, *out, name_flush) != VALUE_ERROR;
}

bool files_flush_all(struct thread *t)
{
    Value out;
    bool ok = flush_standard(t, "stdout", &out);
    if (!ok) {
        error_write_unraisable(t, out);
    }
    if (!flush_standard(t, "stderr", &out)) {
        error_clear(t);
    }
    streams_each(t, flush_one, NULL);
    return ok;
}
