#include "runtime/modules/zlib_stream.h"

#include <limits.h>
#include <stdlib.h>

#include "lock/safepoint.h"

struct zlib_stream *zlib_stream_new(struct thread *t, bool is_deflate)
{
    struct zlib_stream *stream = calloc(1, sizeof *stream);
    if (stream == NULL) {
        raise_no_memory(t);
        return NULL;
    }
    pthread_mutex_init(&stream->mutex, NULL);
    stream->is_deflate = is_deflate;
    return stream;
}

static int close_locked(struct zlib_stream *stream)
{
    stream->is_open = false;
    return stream->is_deflate ? zlib_library()->deflate_end(&stream->z)
                              : zlib_library()->inflate_end(&stream->z);
}

void zlib_stream_free(struct zlib_stream *stream)
{
    if (stream != NULL) {
        if (stream->is_open) {
            (void)close_locked(stream);
        }
        pthread_mutex_destroy(&stream->mutex);
        free(stream);
    }
}

int zlib_stream_deflate(struct zlib_stream *stream, int level, int method, int window_bits,
                        int memory_level, int strategy)
{
    int code = zlib_library()->deflate_init(&stream->z, level, method, window_bits, memory_level,
                                            strategy, ZLIB_VERSION, (int)sizeof(z_stream));
    stream->is_open = code == Z_OK;
    return code;
}

int zlib_stream_inflate(struct zlib_stream *stream, int window_bits)
{
    int code =
        zlib_library()->inflate_init(&stream->z, window_bits, ZLIB_VERSION, (int)sizeof(z_stream));
    stream->is_open = code == Z_OK;
    return code;
}

static uInt at_most(size_t n)
{
    return n > UINT_MAX ? UINT_MAX : (uInt)n;
}

int zlib_stream_set_dictionary(struct zlib_stream *stream, const void *data, size_t n)
{
    return stream->is_deflate ? zlib_library()->deflate_dictionary(&stream->z, data, at_most(n))
                              : zlib_library()->inflate_dictionary(&stream->z, data, at_most(n));
}

int zlib_stream_copy(struct thread *t, struct zlib_stream *from, struct zlib_stream *to)
{
    blocking_enter(&t->lock, "zlib");
    pthread_mutex_lock(&from->mutex);
    int code = from->is_deflate ? zlib_library()->deflate_copy(&to->z, &from->z)
                                : zlib_library()->inflate_copy(&to->z, &from->z);
    to->is_open = code == Z_OK;
    pthread_mutex_unlock(&from->mutex);
    blocking_leave(&t->lock);
    return code;
}

/* ---- work ---- */

/* false: the limit has been reached, or there is no memory (code). */
static bool make_room(struct zlib_work *work)
{
    if (work->n_result < work->room) {
        return true;
    }
    if (work->limit != 0 && work->n_result >= work->limit) {
        return false;
    }
    size_t room = work->room == 0 ? ZLIB_ROOM : 2 * work->room;
    room = work->limit != 0 && room > work->limit ? work->limit : room;
    unsigned char *result = realloc(work->result, room);
    if (result == NULL) {
        work->code = Z_MEM_ERROR;
        return false;
    }
    work->result = result;
    work->room = room;
    return true;
}

/* One call of the library. Is there more to do? */
static bool step_locked(struct zlib_stream *stream, struct zlib_work *work)
{
    z_stream *z = &stream->z;
    uInt n_in = at_most(work->n), n_out = at_most(work->room - work->n_result);
    int flush = n_in == work->n ? work->flush : Z_NO_FLUSH;
    z->next_in = (Bytef *)work->data;
    z->avail_in = n_in;
    z->next_out = work->result + work->n_result;
    z->avail_out = n_out;
    work->code =
        stream->is_deflate ? zlib_library()->deflate(z, flush) : zlib_library()->inflate(z, flush);
    work->data += n_in - z->avail_in;
    work->n -= n_in - z->avail_in;
    work->n_result += n_out - z->avail_out;
    if (work->code == Z_NEED_DICT && work->dictionary != NULL) {
        work->code = zlib_stream_set_dictionary(stream, work->dictionary, work->n_dictionary);
        work->is_dictionary_refused = work->code != Z_OK;
        return work->code == Z_OK;
    }
    return (work->code == Z_OK && work->n > 0) ||
           ((work->code == Z_OK || work->code == Z_BUF_ERROR) && z->avail_out == 0);
}

static void run_locked(struct zlib_stream *stream, struct zlib_work *work)
{
    work->code = Z_OK;
    while (make_room(work) && step_locked(stream, work)) {
    }
    if (work->code == Z_STREAM_END && work->ends) {
        int code = close_locked(stream);
        work->code = code == Z_OK ? Z_STREAM_END : code;
    }
    work->message = stream->z.msg;
}

void zlib_stream_run(struct thread *t, struct zlib_stream *stream, struct zlib_work *work)
{
    bool blocks = work->n >= ZLIB_LONG || pthread_mutex_trylock(&stream->mutex) != 0;
    if (blocks) {
        blocking_enter(&t->lock, "zlib");
        pthread_mutex_lock(&stream->mutex);
    }
    run_locked(stream, work);
    pthread_mutex_unlock(&stream->mutex);
    if (blocks) {
        blocking_leave(&t->lock);
    }
}
