/*
 * What bz2 needs around a library's stream: a mutex, room for the result, input that is kept for the next call.
 *
 * A stream lies outside of the heap; whoever steps it holds its mutex, and is in a blocking region if it waits for the mutex
 * or has much to do. The input is immutable bytes, which the caller's frame keeps.
 */
#ifndef HASP_RUNTIME_MODULES_PACK_STREAM_H
#define HASP_RUNTIME_MODULES_PACK_STREAM_H

#include <pthread.h>

#include "runtime/error.h"

enum pack_outcome { PACK_GOES_ON, PACK_ENDED, PACK_FAILED };

/* Input and room of one step of a library. */
struct pack_window {
    const char *in;
    size_t n_in; /* what is left afterwards */
    char *out;
    size_t n_out; /* the same */
};

struct pack_stream {
    void *state; /* the library's; constant, owned by who made the stream */
    /* Constant. One step; `finishes`: there will be no more input. PACK_FAILED leaves the library's number in *error. */
    enum pack_outcome (*step)(void *state, struct pack_window *w, bool finishes, int *error);
    pthread_mutex_t mutex;
    /* Under the mutex. */
    bool is_closed;   /* compressing: it was finished; else: the end was reached */
    bool has_failed;  /* the library must not be called any more: it may crash */
    bool needs_input; /* for a decompressor: what is kept gives nothing more */
    char *kept;       /* owned: input for the next call, or what stood behind the end */
    size_t n_kept;
};

void pack_stream_init(struct pack_stream *s);
void pack_stream_destroy(struct pack_stream *s);

struct pack_result {
    char *bytes; /* malloc'ed: the caller's */
    size_t n;
    bool was_closed, had_failed; /* nothing was done */
    bool has_no_memory;
    enum pack_outcome outcome;
    int error;
};

/* Compresses all of it. */
struct pack_result pack_stream_add(struct thread *t, struct pack_stream *s, const char *data,
                                   size_t n, bool finishes);
/* Decompresses, at most `limit` bytes if that is not negative. */
struct pack_result pack_stream_take(struct thread *t, struct pack_stream *s, const char *data,
                                    size_t n, int64_t limit);

/* The state between two calls. */
struct pack_state {
    bool is_closed, needs_input;
    struct pack_result kept; /* a copy */
};
struct pack_state pack_stream_look(struct thread *t, struct pack_stream *s);

#endif
