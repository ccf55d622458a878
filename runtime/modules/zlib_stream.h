/*
 * Streams of zlib that compress or decompress. A stream lies outside of the heap, under a mutex of its own; long work on it
 * is done in a blocking region: no collection waits for it, and other threads run even under a global lock. Its input is
 * immutable bytes, which the caller's frame keeps.
 */
#ifndef HASP_RUNTIME_MODULES_ZLIB_STREAM_H
#define HASP_RUNTIME_MODULES_ZLIB_STREAM_H

#include <pthread.h>

#include "runtime/modules/zlib_library.h"

/* From so many bytes on work is long. */
enum { ZLIB_LONG = 2048, ZLIB_ROOM = 16384 };

struct zlib_stream {
    bool is_deflate; /* constant */
    pthread_mutex_t mutex;
    /* Under the mutex. */
    z_stream z;
    bool is_open;
};

/* Some work on a stream: all input is consumed, or as much as gives `limit` bytes. */
struct zlib_work {
    const unsigned char *data; /* what is left of it afterwards */
    size_t n;
    size_t limit;                    /* of the result; 0: none */
    int flush;                       /* with the last of the input */
    bool ends;                       /* the stream is closed when its end has been reached */
    const unsigned char *dictionary; /* NULL: none */
    size_t n_dictionary;
    /* Results. */
    unsigned char *result; /* malloc'ed: the caller's */
    size_t n_result, room;
    int code;            /* of zlib; Z_MEM_ERROR if there was no room for the result, too */
    const char *message; /* zlib's; static, or NULL */
    bool is_dictionary_refused;
};

/* Not open yet. NULL: MemoryError. */
RAISES struct zlib_stream *zlib_stream_new(struct thread *t, bool is_deflate);
/* NULL allowed. */
void zlib_stream_free(struct zlib_stream *stream);

/* These give a code of zlib. Known to this thread only. */
int zlib_stream_deflate(struct zlib_stream *stream, int level, int method, int window_bits,
                        int memory_level, int strategy);
int zlib_stream_inflate(struct zlib_stream *stream, int window_bits);
int zlib_stream_set_dictionary(struct zlib_stream *stream, const void *data, size_t n);
/* `to` is a new stream of the same kind. From any thread. */
int zlib_stream_copy(struct thread *t, struct zlib_stream *from, struct zlib_stream *to);

void zlib_stream_run(struct thread *t, struct zlib_stream *stream, struct zlib_work *work);

#endif
