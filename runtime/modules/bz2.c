/* The module _bz2, over Debian's libbz2, opened when it is first imported. */
#include <bzlib.h>
#include <dlfcn.h>
#include <limits.h>
#include <stdlib.h>

#include "runtime/abstract.h"
#include "runtime/buffer_view.h"
#include "runtime/bytes.h"
#include "runtime/module.h"
#include "runtime/modules/dynamic_library.h"
#include "runtime/modules/pack_stream.h"
#include "runtime/native.h"

#define ARGUMENTS struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names

/* Filled once: a module is imported by one thread, and others find it after that. */
static struct {
    __typeof__(&BZ2_bzCompressInit) CompressInit;
    __typeof__(&BZ2_bzCompress) Compress;
    __typeof__(&BZ2_bzCompressEnd) CompressEnd;
    __typeof__(&BZ2_bzDecompressInit) DecompressInit;
    __typeof__(&BZ2_bzDecompress) Decompress;
    __typeof__(&BZ2_bzDecompressEnd) DecompressEnd;
} library;

static bool load_library(struct thread *t)
{
    const struct dynamic_function rows[] = {
#define ROW(name) {#name, &library.name}
        ROW(CompressInit),   ROW(Compress),   ROW(CompressEnd),
        ROW(DecompressInit), ROW(Decompress), ROW(DecompressEnd),
#undef ROW
    };
    void *opened = dlopen("libbz2.so.1.0", RTLD_NOW | RTLD_LOCAL);
    return (opened != NULL && dynamic_functions_find(opened, "BZ2_bz", "", rows, COUNT_OF(rows))) ||
           raise_false(t, &ImportError_type,
                       "the module bz2 needs libbz2.so.1.0 (Debian: apt-get install libbz2-1.0)");
}

/* --- Streams --- */

/* A compressor or a decompressor. */
struct packer {
    struct object base;
    bz_stream *z; /* owned; NULL: not open */
    struct pack_stream stream;
};

static unsigned at_most(size_t n)
{
    return n > UINT_MAX ? UINT_MAX : (unsigned)n;
}

static void open_window(bz_stream *z, const struct pack_window *w)
{
    z->next_in = (char *)w->in;
    z->avail_in = at_most(w->n_in);
    z->next_out = w->out;
    z->avail_out = at_most(w->n_out);
}

static void close_window(const bz_stream *z, struct pack_window *w)
{
    w->n_in -= (size_t)(z->next_in - w->in);
    w->n_out -= (size_t)(z->next_out - w->out);
    w->in = z->next_in;
    w->out = z->next_out;
}

static enum pack_outcome compress_step(void *state, struct pack_window *w, bool finishes,
                                       int *error)
{
    bz_stream *z = state;
    if (w->n_in == 0 && !finishes) { /* to run without input is an error for the library */
        return PACK_GOES_ON;
    }
    open_window(z, w);
    *error = library.Compress(z, finishes && z->avail_in == w->n_in ? BZ_FINISH : BZ_RUN);
    close_window(z, w);
    return *error == BZ_STREAM_END ? PACK_ENDED : *error < 0 ? PACK_FAILED : PACK_GOES_ON;
}

static enum pack_outcome decompress_step(void *state, struct pack_window *w, UNUSED bool finishes,
                                         int *error)
{
    bz_stream *z = state;
    open_window(z, w);
    *error = library.Decompress(z);
    close_window(z, w);
    return *error == BZ_STREAM_END ? PACK_ENDED : *error != BZ_OK ? PACK_FAILED : PACK_GOES_ON;
}

static void release_compressor(struct object *self)
{
    struct packer *p = (struct packer *)self;
    if (p->z != NULL) {
        library.CompressEnd(p->z);
        pack_stream_destroy(&p->stream);
        free(p->z);
    }
}

static void release_decompressor(struct object *self)
{
    struct packer *p = (struct packer *)self;
    if (p->z != NULL) {
        library.DecompressEnd(p->z);
        pack_stream_destroy(&p->stream);
        free(p->z);
    }
}

/* --- Results --- */

static Value raise_code(struct thread *t, int code)
{
    switch (code) {
    case BZ_PARAM_ERROR:
        return raise_error(t, &ValueError_type,
                           "Internal error - invalid parameters passed to libbzip2");
    case BZ_MEM_ERROR:
        return raise_no_memory(t);
    case BZ_DATA_ERROR:
    case BZ_DATA_ERROR_MAGIC:
        return raise_error(t, &OSError_type, "Invalid data stream");
    default:
        return raise_error(t, &OSError_type, "Unrecognized error from libbzip2: %d", code);
    }
}

static Value result_value(struct thread *t, struct pack_result *r)
{
    if (r->had_failed) {
        return raise_error(t, &ValueError_type, "Decompressor is unusable after a previous error");
    }
    Value v = r->has_no_memory            ? raise_no_memory(t)
              : r->outcome == PACK_FAILED ? raise_code(t, r->error)
                                          : bytes_new(t, r->bytes, r->n);
    free(r->bytes);
    return v;
}

static Value packer_new(struct thread *t, struct type *type,
                        enum pack_outcome (*step)(void *, struct pack_window *, bool, int *),
                        int level)
{
    struct packer *p = gc_new(t, type);
    bz_stream *z = p == NULL ? NULL : calloc(1, sizeof *z);
    if (z == NULL) {
        return p == NULL ? VALUE_ERROR : raise_no_memory(t);
    }
    int code = level > 0 ? library.CompressInit(z, level, 0, 0) : library.DecompressInit(z, 0, 0);
    if (code != BZ_OK) {
        free(z);
        return raise_code(t, code);
    }
    p->stream.state = z;
    p->stream.step = step;
    pack_stream_init(&p->stream);
    p->z = z;
    return value_from_object(p);
}

/* --- BZ2Compressor --- */

static struct type bz2_compressor_type, bz2_decompressor_type;

static Value compressor_new(struct thread *t, Value *args, uint32_t n_args, Value names)
{
    static struct argument_parser parser = {"BZ2Compressor", "(compresslevel=9, /)", NULL};
    Value level = VALUE_UNBOUND;
    int number = 9;
    if (!arguments_bind(t, &parser, args + 1, n_args - 1, names, &level) ||
        (level != VALUE_UNBOUND && !number_to_c_int(t, level, &number))) {
        return VALUE_ERROR;
    }
    if (number < 1 || number > 9) {
        return raise_error(t, &ValueError_type, "compresslevel must be between 1 and 9");
    }
    return packer_new(t, &bz2_compressor_type, compress_step, number);
}

static Value compressor_compress(ARGUMENTS)
{
    const char *data;
    size_t n;
    Value keep;
    if (!bytes_argument(t, args[1], &data, &n, &keep)) {
        return VALUE_ERROR;
    }
    struct pack_result r = pack_stream_add(t, &((struct packer *)args[0])->stream, data, n, false);
    gc_keep((void *)keep);
    return r.was_closed ? raise_error(t, &ValueError_type, "Compressor has been flushed")
                        : result_value(t, &r);
}

static Value compressor_flush(ARGUMENTS)
{
    struct pack_result r = pack_stream_add(t, &((struct packer *)args[0])->stream, "", 0, true);
    return r.was_closed ? raise_error(t, &ValueError_type, "Repeated call to flush()")
                        : result_value(t, &r);
}

static const struct native_def compressor_methods[] = {
    {"compress", compressor_compress, "(self, data, /)",
     "What is ready of the compressed data; the rest comes with later calls.", NATIVE_METHOD},
    {"flush", compressor_flush, "(self, /)",
     "All that is left of the compressed data; the stream ends.", NATIVE_METHOD},
    {0},
};

static struct type bz2_compressor_type = {
    TYPE_HEADER("BZ2Compressor", sizeof(struct packer)),
    .module = "_bz2",
    .doc = "BZ2Compressor(compresslevel=9): compresses a stream part by part.",
    .release = release_compressor,
    .new = compressor_new,
    .methods = compressor_methods,
};

/* --- BZ2Decompressor --- */

static Value decompressor_new(struct thread *t, Value *args, uint32_t n_args, Value names)
{
    static struct argument_parser parser = {"BZ2Decompressor", "()", NULL};
    Value none[1];
    return arguments_bind(t, &parser, args + 1, n_args - 1, names, none)
               ? packer_new(t, &bz2_decompressor_type, decompress_step, 0)
               : VALUE_ERROR;
}

/* args: self, data, max_length */
static Value decompressor_decompress(ARGUMENTS)
{
    const char *data;
    size_t n;
    Value keep;
    int64_t limit = -1;
    if (!bytes_argument(t, args[1], &data, &n, &keep) ||
        (args[2] != VALUE_UNBOUND && !number_to_index(t, args[2], &limit))) {
        return VALUE_ERROR;
    }
    struct pack_result r = pack_stream_take(t, &((struct packer *)args[0])->stream, data, n, limit);
    gc_keep((void *)keep);
    return r.was_closed ? raise_error(t, &EOFError_type, "End of stream already reached")
                        : result_value(t, &r);
}

static const struct native_def decompressor_methods[] = {
    {"decompress", decompressor_decompress, "(self, /, data, max_length=-1)",
     "What data gives, at most max_length bytes; the rest of it is kept for the next call.",
     NATIVE_METHOD},
    {0},
};

static Value get_eof(struct thread *t, Value self)
{
    struct pack_state state = pack_stream_look(t, &((struct packer *)self)->stream);
    free(state.kept.bytes);
    return value_from_bool(state.is_closed);
}

static Value get_needs_input(struct thread *t, Value self)
{
    struct pack_state state = pack_stream_look(t, &((struct packer *)self)->stream);
    free(state.kept.bytes);
    return value_from_bool(state.needs_input);
}

static Value get_unused_data(struct thread *t, Value self)
{
    struct pack_state state = pack_stream_look(t, &((struct packer *)self)->stream);
    state.kept.n = state.is_closed ? state.kept.n : 0;
    return result_value(t, &state.kept);
}

static const struct getset_def decompressor_getsets[] = {
    {"eof", get_eof, NULL, "Has the end of the stream been reached?"},
    {"needs_input", get_needs_input, NULL, "Is new input needed before more can come?"},
    {"unused_data", get_unused_data, NULL, "What stood behind the end of the stream."},
    {0},
};

static struct type bz2_decompressor_type = {
    TYPE_HEADER("BZ2Decompressor", sizeof(struct packer)),
    .module = "_bz2",
    .doc = "BZ2Decompressor(): decompresses a stream part by part.",
    .release = release_decompressor,
    .new = decompressor_new,
    .methods = decompressor_methods,
    .getsets = decompressor_getsets,
};

bool module_init__bz2(struct thread *t, Value module)
{
    return load_library(t) && type_ready(t, &bz2_compressor_type) &&
           type_ready(t, &bz2_decompressor_type) &&
           module_add(t, module, "BZ2Compressor", value_from_object(&bz2_compressor_type)) &&
           module_add(t, module, "BZ2Decompressor", value_from_object(&bz2_decompressor_type));
}
