/* zlib 1.2, opened when the module zlib is first imported. */
#ifndef HASP_RUNTIME_MODULES_ZLIB_LIBRARY_H
#define HASP_RUNTIME_MODULES_ZLIB_LIBRARY_H

#include <zlib.h>

#include "runtime/error.h"

struct zlib_library {
    int (*deflate_init)(z_stream *, int level, int method, int window_bits, int memory_level,
                        int strategy, const char *version, int size);
    int (*deflate)(z_stream *, int flush);
    int (*deflate_copy)(z_stream *to, z_stream *from);
    int (*deflate_end)(z_stream *);
    int (*deflate_dictionary)(z_stream *, const Bytef *data, uInt n);
    int (*inflate_init)(z_stream *, int window_bits, const char *version, int size);
    int (*inflate)(z_stream *, int flush);
    int (*inflate_copy)(z_stream *to, z_stream *from);
    int (*inflate_end)(z_stream *);
    int (*inflate_dictionary)(z_stream *, const Bytef *data, uInt n);
    uLong (*crc32)(uLong sum, const Bytef *data, z_size_t n);
    uLong (*adler32)(uLong sum, const Bytef *data, z_size_t n);
    const char *(*version)(void);
};

/* ImportError, and false, if the library is not installed. Called by the import of the module alone. */
RAISES bool zlib_library_load(struct thread *t);
/* After that; from any thread. */
const struct zlib_library *zlib_library(void);

#endif
