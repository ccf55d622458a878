/* The module zlib, over Debian's library. */
#include <stdlib.h>

#include "lock/safepoint.h"
#include "runtime/abstract.h"
#include "runtime/buffer_view.h"
#include "runtime/bytes.h"
#include "runtime/exception.h"
#include "runtime/int.h"
#include "runtime/module.h"
#include "runtime/modules/zlib_object.h"
#include "runtime/native.h"
#include "runtime/str.h"

#define ARGUMENTS struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names

Value zlib_error = VALUE_UNBOUND;

Value zlib_fail(struct thread *t, int code, const char *message, const char *what)
{
    const char *why = code == Z_VERSION_ERROR  ? "library version mismatch"
                      : message != NULL        ? message
                      : code == Z_BUF_ERROR    ? "incomplete or truncated stream"
                      : code == Z_STREAM_ERROR ? "inconsistent stream state"
                      : code == Z_DATA_ERROR   ? "invalid input data"
                                               : NULL;
    struct type *type = (struct type *)zlib_error;
    return why == NULL ? raise_error(t, type, "Error %d %s", code, what)
                       : raise_error(t, type, "Error %d %s: %s", code, what, why);
}

Value zlib_finish(struct thread *t, struct zlib_work *work, bool is_done, const char *what)
{
    what = work->is_dictionary_refused ? "while setting zdict" : what;
    Value result = is_done                     ? bytes_new(t, work->result, work->n_result)
                   : work->code == Z_MEM_ERROR ? raise_no_memory(t)
                                               : zlib_fail(t, work->code, work->message, what);
    free(work->result);
    return result;
}

bool zlib_int(struct thread *t, Value v, int otherwise, int *to)
{
    *to = otherwise;
    return v == VALUE_UNBOUND || number_to_c_int(t, v, to);
}

/* ---- all at once ---- */

/* All of `data` through a stream that is this call's own. */
static Value run_whole(struct thread *t, struct zlib_stream *stream, Value data, const char *what)
{
    struct zlib_work work = {.flush = Z_FINISH};
    const char *bytes;
    Value keep;
    if (!bytes_argument(t, data, &bytes, &work.n, &keep)) {
        return VALUE_ERROR;
    }
    work.data = (const unsigned char *)bytes;
    zlib_stream_run(t, stream, &work);
    gc_keep((void *)keep);
    return zlib_finish(t, &work, work.code == Z_STREAM_END, what);
}

/* args: data, level, wbits */
static Value function_compress(ARGUMENTS)
{
    int level, bits;
    if (!zlib_int(t, args[1], Z_DEFAULT_COMPRESSION, &level) ||
        !zlib_int(t, args[2], MAX_WBITS, &bits)) {
        return VALUE_ERROR;
    }
    struct zlib_stream *stream = zlib_stream_new(t, true);
    if (stream == NULL) {
        return VALUE_ERROR;
    }
    int code = zlib_stream_deflate(stream, level, Z_DEFLATED, bits, 8, Z_DEFAULT_STRATEGY);
    Value result = code == Z_OK ? run_whole(t, stream, args[0], "while compressing data")
                   : code == Z_STREAM_ERROR
                       ? raise_error(t, (struct type *)zlib_error, "Bad compression level")
                   : code == Z_MEM_ERROR
                       ? raise_error(t, &MemoryError_type, "Out of memory while compressing data")
                       : zlib_fail(t, code, stream->z.msg, "while compressing data");
    zlib_stream_free(stream);
    return result;
}

/* args: data, wbits, bufsize */
static Value function_decompress(ARGUMENTS)
{
    int bits;
    int64_t size = ZLIB_ROOM;
    if (!zlib_int(t, args[1], MAX_WBITS, &bits) ||
        (args[2] != VALUE_UNBOUND && !number_to_index(t, args[2], &size))) {
        return VALUE_ERROR;
    }
    if (size < 0) {
        return raise_error(t, &ValueError_type, "bufsize must be non-negative");
    }
    struct zlib_stream *stream = zlib_stream_new(t, false);
    if (stream == NULL) {
        return VALUE_ERROR;
    }
    int code = zlib_stream_inflate(stream, bits);
    Value result = code == Z_OK ? run_whole(t, stream, args[0], "while decompressing data")
                   : code == Z_MEM_ERROR
                       ? raise_error(t, &MemoryError_type, "Out of memory while decompressing data")
                       : zlib_fail(t, code, stream->z.msg, "while preparing to decompress data");
    zlib_stream_free(stream);
    return result;
}

/* ---- checksums ---- */

/* Of any int the low 32 bits. */
static bool read_sum(struct thread *t, Value v, uint64_t *sum)
{
    if (v == VALUE_UNBOUND) {
        return true;
    }
    Value index = number_index(t, v);
    Value low = index == VALUE_ERROR
                    ? index
                    : number_binary(t, BINARY_AND, index, value_from_small_int(UINT32_MAX));
    return low != VALUE_ERROR && int_to_uint64(low, sum);
}

static Value checksum(struct thread *t, Value *args, uint64_t sum,
                      uLong (*function)(uLong, const Bytef *, z_size_t))
{
    const char *data;
    size_t n;
    Value keep;
    if (!bytes_argument(t, args[0], &data, &n, &keep) || !read_sum(t, args[1], &sum)) {
        return VALUE_ERROR;
    }
    bool is_long = n >= ZLIB_LONG;
    if (is_long) {
        blocking_enter(&t->lock, "zlib");
    }
    sum = function((uLong)sum, (const Bytef *)data, n);
    if (is_long) {
        blocking_leave(&t->lock);
    }
    gc_keep((void *)keep);
    return value_from_small_int((int64_t)(sum & UINT32_MAX));
}

static Value function_crc32(ARGUMENTS)
{
    return checksum(t, args, 0, zlib_library()->crc32);
}

static Value function_adler32(ARGUMENTS)
{
    return checksum(t, args, 1, zlib_library()->adler32);
}

/* ---- the module ---- */

static const struct native_def functions[] = {
    {"adler32", function_adler32, "(data, value=1, /)", "The Adler-32 checksum, begun at value.",
     NATIVE_METHOD},
    {"compress", function_compress, "(data, /, level=-1, wbits=15)", "The data, compressed.",
     NATIVE_METHOD},
    {"compressobj", zlib_compressor_new,
     "(level=-1, method=8, wbits=15, memLevel=8, strategy=0, zdict=None)", "A compressor.",
     NATIVE_METHOD},
    {"crc32", function_crc32, "(data, value=0, /)", "The CRC-32 checksum, begun at value.",
     NATIVE_METHOD},
    {"decompress", function_decompress, "(data, /, wbits=15, bufsize=16384)",
     "What has been compressed.", NATIVE_METHOD},
    {"decompressobj", zlib_decompressor_new, "(wbits=15, zdict=b'')", "A decompressor.",
     NATIVE_METHOD},
    {0},
};

static const struct module_number constants[] = {
#define CONSTANT(name) {#name, name},
    CONSTANT(MAX_WBITS) CONSTANT(Z_BEST_COMPRESSION) CONSTANT(Z_BEST_SPEED) CONSTANT(Z_BLOCK)
        CONSTANT(Z_DEFAULT_COMPRESSION) CONSTANT(Z_DEFAULT_STRATEGY) CONSTANT(Z_FILTERED)
            CONSTANT(Z_FINISH) CONSTANT(Z_FIXED) CONSTANT(Z_FULL_FLUSH) CONSTANT(Z_HUFFMAN_ONLY)
                CONSTANT(Z_NO_COMPRESSION) CONSTANT(Z_NO_FLUSH) CONSTANT(Z_PARTIAL_FLUSH)
                    CONSTANT(Z_RLE) CONSTANT(Z_SYNC_FLUSH) CONSTANT(Z_TREES)
#undef CONSTANT
                        {"DEFLATED", Z_DEFLATED},
    {"DEF_BUF_SIZE", ZLIB_ROOM},
    {"DEF_MEM_LEVEL", 8},
};

static bool add_text(struct thread *t, Value module, const char *name, const char *text)
{
    Value s = str_from_cstr(t, text);
    return s != VALUE_ERROR && module_add(t, module, name, s);
}

bool module_init_zlib(struct thread *t, Value module)
{
    if (!zlib_library_load(t) || !type_ready(t, &zlib_compressor_type) ||
        !type_ready(t, &zlib_decompressor_type)) {
        return false;
    }
    if (zlib_error == VALUE_UNBOUND) {
        gc_add_root(&zlib_error);
        Value error = exception_type_new(t, "zlib", "error", &Exception_type, NULL);
        if (error == VALUE_ERROR) {
            return false;
        }
        value_store(&zlib_error, error);
    }
    return module_add_numbers(t, module, constants, COUNT_OF(constants)) &&
           module_add(t, module, "error", zlib_error) &&
           add_text(t, module, "ZLIB_VERSION", ZLIB_VERSION) &&
           add_text(t, module, "ZLIB_RUNTIME_VERSION", zlib_library()->version()) &&
           add_text(t, module, "__version__", "1.0") && module_add_functions(t, module, functions);
}
