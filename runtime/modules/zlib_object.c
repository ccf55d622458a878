/* zlib.Compress and zlib.Decompress. */
#include "runtime/modules/zlib_object.h"

#include <limits.h>
#include <string.h>

#include "runtime/abstract.h"
#include "runtime/buffer_view.h"
#include "runtime/bytes.h"
#include "runtime/native.h"

#define ARGUMENTS struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names

struct compressor {
    struct object base;
    struct zlib_stream *stream; /* owned; immutable */
};

/* The attributes describe the state after the last call; each is replaced by value_store, under no lock: of calls at the
   same time one or the other has the last word. */
struct decompressor {
    struct object base;
    struct zlib_stream *stream; /* owned; immutable */
    Value dictionary;           /* bytes, or UNBOUND; immutable */
    Value unused_data, unconsumed_tail;
    uint32_t is_at_end; /* atomic */
};

static void release_compressor(struct object *self)
{
    zlib_stream_free(((struct compressor *)self)->stream);
}

static void release_decompressor(struct object *self)
{
    zlib_stream_free(((struct decompressor *)self)->stream);
}

static void trace_decompressor(struct marker *m, struct object *self)
{
    struct decompressor *d = (struct decompressor *)self;
    mark_value(m, d->dictionary);
    mark_value(m, d->unused_data);
    mark_value(m, d->unconsumed_tail);
}

/* ---- making ---- */

static bool raise_no_room(struct thread *t, const char *message)
{
    return raise_false(t, &MemoryError_type, "%s", message);
}

static bool check_made(struct thread *t, int code, const struct zlib_stream *stream,
                       const char *kind)
{
    switch (code) {
    case Z_OK:
        return true;
    case Z_STREAM_ERROR:
        return raise_false(t, &ValueError_type, "Invalid initialization option");
    case Z_MEM_ERROR:
        return raise_no_room(t, stream->is_deflate
                                    ? "Can't allocate memory for compression object"
                                    : "Can't allocate memory for decompression object");
    default:
        return zlib_fail(t, code, stream->z.msg, kind) != VALUE_ERROR;
    }
}

/* args: level, method, wbits, memLevel, strategy, zdict */
Value zlib_compressor_new(ARGUMENTS)
{
    static const int defaults[] = {Z_DEFAULT_COMPRESSION, Z_DEFLATED, MAX_WBITS, 8,
                                   Z_DEFAULT_STRATEGY};
    int numbers[COUNT_OF(defaults)];
    const char *dictionary = NULL;
    size_t n = 0;
    Value keep = VALUE_UNBOUND;
    for (size_t i = 0; i < COUNT_OF(defaults); i++) {
        if (!zlib_int(t, args[i], defaults[i], &numbers[i])) {
            return VALUE_ERROR;
        }
    }
    if (args[5] != VALUE_UNBOUND && !bytes_argument(t, args[5], &dictionary, &n, &keep)) {
        return VALUE_ERROR;
    }
    struct compressor *c = gc_new(t, &zlib_compressor_type);
    if (c == NULL || (c->stream = zlib_stream_new(t, true)) == NULL) {
        return VALUE_ERROR;
    }
    int code =
        zlib_stream_deflate(c->stream, numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
    if (!check_made(t, code, c->stream, "while creating compression object")) {
        return VALUE_ERROR;
    }
    if (dictionary != NULL && zlib_stream_set_dictionary(c->stream, dictionary, n) != Z_OK) {
        return raise_error(t, &ValueError_type, "Invalid dictionary");
    }
    gc_keep((void *)keep);
    return value_from_object(c);
}

/* args: wbits, zdict */
Value zlib_decompressor_new(ARGUMENTS)
{
    int bits;
    Value empty = bytes_new(t, "", 0);
    if (empty == VALUE_ERROR || !zlib_int(t, args[0], MAX_WBITS, &bits)) {
        return VALUE_ERROR;
    }
    if (args[1] != VALUE_UNBOUND && !value_has_buffer(args[1])) {
        return raise_error(t, &TypeError_type, "zdict argument must support the buffer protocol");
    }
    struct decompressor *d = gc_new(t, &zlib_decompressor_type);
    if (d == NULL) {
        return VALUE_ERROR;
    }
    d->unused_data = d->unconsumed_tail = empty;
    d->dictionary = args[1] == VALUE_UNBOUND ? VALUE_UNBOUND : bytes_from_buffer(t, args[1]);
    if (d->dictionary == VALUE_ERROR) {
        d->dictionary = VALUE_UNBOUND; /* the collector looks at it */
        return VALUE_ERROR;
    }
    d->stream = zlib_stream_new(t, false);
    if (d->stream == NULL || !check_made(t, zlib_stream_inflate(d->stream, bits), d->stream,
                                         "while creating decompression object")) {
        return VALUE_ERROR;
    }
    if (bits < 0 && d->dictionary != VALUE_UNBOUND) { /* a raw stream does not ask for it */
        const struct bytes *bytes = value_to_bytes(d->dictionary);
        int code = zlib_stream_set_dictionary(d->stream, bytes->data, bytes->length);
        if (code != Z_OK) {
            return zlib_fail(t, code, d->stream->z.msg, "while setting zdict");
        }
    }
    return value_from_object(d);
}

static bool copy_stream(struct thread *t, struct zlib_stream *from, struct zlib_stream **to)
{
    *to = zlib_stream_new(t, from->is_deflate);
    if (*to == NULL) {
        return false;
    }
    int code = zlib_stream_copy(t, from, *to);
    return code == Z_OK ||
           (code == Z_STREAM_ERROR
                ? raise_false(t, &ValueError_type, "Inconsistent stream state")
                : raise_no_room(t, from->is_deflate
                                       ? "Can't allocate memory for compression object"
                                       : "Can't allocate memory for decompression object"));
}

/* ---- Compress ---- */

static Value compressor_compress(ARGUMENTS)
{
    struct zlib_work work = {.flush = Z_NO_FLUSH};
    const char *data;
    Value keep;
    if (!bytes_argument(t, args[1], &data, &work.n, &keep)) {
        return VALUE_ERROR;
    }
    work.data = (const unsigned char *)data;
    zlib_stream_run(t, ((struct compressor *)args[0])->stream, &work);
    gc_keep((void *)keep);
    return zlib_finish(t, &work, work.code == Z_OK || work.code == Z_BUF_ERROR,
                       "while compressing data");
}

static Value compressor_flush(ARGUMENTS)
{
    struct zlib_work work = {.data = (const unsigned char *)"", .ends = true};
    if (!zlib_int(t, args[1], Z_FINISH, &work.flush)) {
        return VALUE_ERROR;
    }
    if (work.flush == Z_NO_FLUSH) {
        return bytes_new(t, "", 0);
    }
    zlib_stream_run(t, ((struct compressor *)args[0])->stream, &work);
    bool is_done = work.code == Z_OK || work.code == Z_BUF_ERROR || work.code == Z_STREAM_END;
    return zlib_finish(t, &work, is_done, "while flushing");
}

static Value compressor_copy(ARGUMENTS)
{
    struct compressor *copy = gc_new(t, &zlib_compressor_type);
    return copy != NULL && copy_stream(t, ((struct compressor *)args[0])->stream, &copy->stream)
               ? value_from_object(copy)
               : VALUE_ERROR;
}

static const struct native_def compressor_methods[] = {
    {"__copy__", compressor_copy, "(self, /)", NULL, NATIVE_METHOD},
    {"__deepcopy__", compressor_copy, "(self, memo, /)", NULL, NATIVE_METHOD},
    {"compress", compressor_compress, "(self, data, /)",
     "What is ready of the compressed data; the rest comes with later calls.", NATIVE_METHOD},
    {"copy", compressor_copy, "(self, /)", "A compressor in the same state.", NATIVE_METHOD},
    {"flush", compressor_flush, "(self, mode=4, /)",
     "All that is left of the compressed data; by default the stream ends.", NATIVE_METHOD},
    {0},
};

struct type zlib_compressor_type = {
    TYPE_HEADER("Compress", sizeof(struct compressor)),
    .module = "zlib",
    .release = release_compressor,
    .methods = compressor_methods,
};

/* ---- Decompress ---- */

/* Keeps what has been left of the input: what stands behind the end, or what there was no room for. */
static bool store_rest(struct thread *t, struct decompressor *d, const struct zlib_work *work)
{
    bool is_end = work->code == Z_STREAM_END;
    if (is_end && work->n > 0) {
        const struct bytes *before = value_to_bytes(value_load(&d->unused_data));
        Value unused = bytes_new(t, NULL, before->length + work->n);
        if (unused == VALUE_ERROR) {
            return false;
        }
        memcpy(value_to_bytes(unused)->data, before->data, before->length);
        memcpy(value_to_bytes(unused)->data + before->length, work->data, work->n);
        value_store(&d->unused_data, unused);
    }
    Value tail = bytes_new(t, work->data, is_end ? 0 : work->n);
    if (tail == VALUE_ERROR) {
        return false;
    }
    value_store(&d->unconsumed_tail, tail);
    if (is_end) {
        store_release(&d->is_at_end, 1u);
    }
    return true;
}

static Value decompress(struct thread *t, struct decompressor *d, Value v, struct zlib_work *work,
                        bool accepts_errors)
{
    const char *data;
    Value keep;
    if (!bytes_argument(t, v, &data, &work->n, &keep)) {
        return VALUE_ERROR;
    }
    work->data = (const unsigned char *)data;
    if (d->dictionary != VALUE_UNBOUND) {
        work->dictionary = (const unsigned char *)value_to_bytes(d->dictionary)->data;
        work->n_dictionary = value_to_bytes(d->dictionary)->length;
    }
    zlib_stream_run(t, d->stream, work);
    bool is_stored = store_rest(t, d, work);
    gc_keep((void *)keep);
    bool is_done = work->code == Z_OK || work->code == Z_BUF_ERROR || work->code == Z_STREAM_END ||
                   (accepts_errors && work->code != Z_MEM_ERROR);
    Value result = zlib_finish(t, work, is_stored && is_done, "while decompressing data");
    return is_stored ? result : VALUE_ERROR;
}

static Value decompressor_decompress(ARGUMENTS)
{
    int64_t limit = 0;
    if (args[2] != VALUE_UNBOUND && !number_to_index(t, args[2], &limit)) {
        return VALUE_ERROR;
    }
    if (limit < 0) {
        return raise_error(t, &ValueError_type, "max_length must be non-negative");
    }
    struct zlib_work work = {.flush = Z_SYNC_FLUSH, .limit = (size_t)limit};
    return decompress(t, (struct decompressor *)args[0], args[1], &work, false);
}

/* As CPython, flush() gives what there is, and no errors. */
static Value decompressor_flush(ARGUMENTS)
{
    struct decompressor *d = (struct decompressor *)args[0];
    int64_t length = 1;
    if (args[1] != VALUE_UNBOUND && !number_to_index(t, args[1], &length)) {
        return VALUE_ERROR;
    }
    if (length <= 0) {
        return raise_error(t, &ValueError_type, "length must be greater than zero");
    }
    struct zlib_work work = {.flush = Z_FINISH, .ends = true};
    return decompress(t, d, value_load(&d->unconsumed_tail), &work, true);
}

static Value decompressor_copy(ARGUMENTS)
{
    struct decompressor *d = (struct decompressor *)args[0];
    struct decompressor *copy = gc_new(t, &zlib_decompressor_type);
    if (copy == NULL) {
        return VALUE_ERROR;
    }
    copy->dictionary = d->dictionary;
    copy->unused_data = value_load(&d->unused_data);
    copy->unconsumed_tail = value_load(&d->unconsumed_tail);
    copy->is_at_end = load_acquire(&d->is_at_end);
    return copy_stream(t, d->stream, &copy->stream) ? value_from_object(copy) : VALUE_ERROR;
}

static const struct native_def decompressor_methods[] = {
    {"__copy__", decompressor_copy, "(self, /)", NULL, NATIVE_METHOD},
    {"__deepcopy__", decompressor_copy, "(self, memo, /)", NULL, NATIVE_METHOD},
    {"copy", decompressor_copy, "(self, /)", "A decompressor in the same state.", NATIVE_METHOD},
    {"decompress", decompressor_decompress, "(self, data, /, max_length=0)",
     "What data gives, at most max_length bytes; input that is left is in unconsumed_tail.",
     NATIVE_METHOD},
    {"flush", decompressor_flush, "(self, length=16384, /)", "What is left.", NATIVE_METHOD},
    {0},
};

static Value get_eof(UNUSED struct thread *t, Value self)
{
    return value_from_bool(load_acquire(&((struct decompressor *)self)->is_at_end) != 0);
}

static Value get_unused_data(UNUSED struct thread *t, Value self)
{
    return value_load(&((struct decompressor *)self)->unused_data);
}

static Value get_unconsumed_tail(UNUSED struct thread *t, Value self)
{
    return value_load(&((struct decompressor *)self)->unconsumed_tail);
}

static const struct getset_def decompressor_getsets[] = {
    {"eof", get_eof, NULL, "Has the end of the stream been reached?"},
    {"unconsumed_tail", get_unconsumed_tail, NULL, "What max_length has left over."},
    {"unused_data", get_unused_data, NULL, "What stood behind the end of the stream."},
    {0},
};

struct type zlib_decompressor_type = {
    TYPE_HEADER("Decompress", sizeof(struct decompressor)),
    .module = "zlib",
    .trace = trace_decompressor,
    .release = release_decompressor,
    .methods = decompressor_methods,
    .getsets = decompressor_getsets,
};
