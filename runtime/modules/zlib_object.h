/* The objects of the module zlib that work piece by piece, and what they share with its functions. */
#ifndef HASP_RUNTIME_MODULES_ZLIB_OBJECT_H
#define HASP_RUNTIME_MODULES_ZLIB_OBJECT_H

#include "runtime/modules/zlib_stream.h"

extern Value zlib_error; /* zlib.error; a root */
extern struct type zlib_compressor_type, zlib_decompressor_type;

/* zlib.error "Error -3 while decompressing data: why": by zlib's message or, where it has none, by the code. */
Value zlib_fail(struct thread *t, int code, const char *message, const char *what);
/* The result of `work` as bytes, if it is_done; frees it. */
RAISES Value zlib_finish(struct thread *t, struct zlib_work *work, bool is_done, const char *what);
/* A C int that may be omitted. */
RAISES MAY_GC bool zlib_int(struct thread *t, Value v, int otherwise, int *to);

/* compressobj and decompressobj. */
Value zlib_compressor_new(struct thread *t, Value *args, uint32_t n_args, Value names);
Value zlib_decompressor_new(struct thread *t, Value *args, uint32_t n_args, Value names);

#endif
