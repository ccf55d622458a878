#include "runtime/modules/pack_stream.h"

#include <stdlib.h>
#include <string.h>

#include "lock/safepoint.h"

/* From so many bytes on work is long. */
enum { LONG = 2048, FIRST_ROOM = 8192 };

void pack_stream_init(struct pack_stream *s)
{
    pthread_mutex_init(&s->mutex, NULL);
    s->needs_input = true;
}

void pack_stream_destroy(struct pack_stream *s)
{
    pthread_mutex_destroy(&s->mutex);
    free(s->kept);
}

/* True: the caller has to leave the blocking region. */
static bool enter(struct thread *t, struct pack_stream *s, size_t n)
{
    bool blocks = n >= LONG || pthread_mutex_trylock(&s->mutex) != 0;
    if (blocks) {
        blocking_enter(&t->lock, "compress");
        pthread_mutex_lock(&s->mutex);
    }
    return blocks;
}

static void leave(struct thread *t, struct pack_stream *s, bool blocks)
{
    pthread_mutex_unlock(&s->mutex);
    if (blocks) {
        blocking_leave(&t->lock);
    }
}

/* False: `limit` is reached, or there is no memory. */
static bool make_room(struct pack_result *r, size_t *room, size_t limit)
{
    if (r->n < *room) {
        return true;
    }
    if (*room >= limit) {
        return false;
    }
    size_t wanted = *room == 0 ? FIRST_ROOM : 2 * *room;
    wanted = wanted > limit ? limit : wanted;
    char *bigger = realloc(r->bytes, wanted);
    if (bigger == NULL) {
        r->has_no_memory = true;
        return false;
    }
    r->bytes = bigger;
    *room = wanted;
    return true;
}

/* Steps until all input is used and all output has come, or no more output is wanted. */
static void run_locked(struct pack_stream *s, struct pack_result *r, const char **data, size_t *n,
                       bool finishes, size_t limit)
{
    size_t room = 0;
    while (make_room(r, &room, limit)) {
        struct pack_window w = {*data, *n, r->bytes + r->n, room - r->n};
        r->outcome = s->step(s->state, &w, finishes, &r->error);
        s->has_failed = r->outcome == PACK_FAILED;
        *data = w.in;
        *n = w.n_in;
        r->n = room - w.n_out;
        if (r->outcome != PACK_GOES_ON || (w.n_in == 0 && w.n_out > 0 && !finishes)) {
            break;
        }
    }
}

struct pack_result pack_stream_add(struct thread *t, struct pack_stream *s, const char *data,
                                   size_t n, bool finishes)
{
    struct pack_result r = {.outcome = PACK_GOES_ON};
    bool blocks = enter(t, s, finishes ? LONG : n);
    r.was_closed = s->is_closed;
    r.had_failed = s->has_failed;
    if (!r.was_closed && !r.had_failed) {
        s->is_closed = finishes;
        run_locked(s, &r, &data, &n, finishes, SIZE_MAX / 4);
    }
    leave(t, s, blocks);
    return r;
}

/* Behind what has been kept comes `data`. False: no memory. */
static bool join_locked(struct pack_stream *s, const char **data, size_t *n)
{
    if (s->n_kept == 0) {
        return true;
    }
    char *bigger = realloc(s->kept, s->n_kept + *n);
    if (bigger == NULL) {
        return false;
    }
    memcpy(bigger + s->n_kept, *data, *n);
    s->kept = bigger;
    *n = s->n_kept += *n;
    *data = bigger;
    return true;
}

/* False: no memory. `data` may lie in what is kept. */
static bool keep_locked(struct pack_stream *s, const char *data, size_t n)
{
    char *kept = n == 0 ? NULL : malloc(n);
    if (n > 0 && kept == NULL) {
        return false;
    }
    if (n > 0) {
        memcpy(kept, data, n);
    }
    free(s->kept);
    s->kept = kept;
    s->n_kept = n;
    return true;
}

struct pack_result pack_stream_take(struct thread *t, struct pack_stream *s, const char *data,
                                    size_t n, int64_t limit)
{
    struct pack_result r = {.outcome = PACK_GOES_ON};
    bool blocks = enter(t, s, n);
    r.was_closed = s->is_closed;
    r.had_failed = s->has_failed;
    if (!r.was_closed && !r.had_failed) {
        r.has_no_memory = !join_locked(s, &data, &n);
        if (!r.has_no_memory) {
            run_locked(s, &r, &data, &n, false, limit < 0 ? SIZE_MAX / 4 : (size_t)limit);
            s->is_closed = r.outcome == PACK_ENDED;
            s->needs_input = !s->is_closed && n == 0 && !s->has_failed;
            r.has_no_memory = !keep_locked(s, data, s->has_failed ? 0 : n) || r.has_no_memory;
        }
    }
    leave(t, s, blocks);
    return r;
}

struct pack_state pack_stream_look(struct thread *t, struct pack_stream *s)
{
    bool blocks = enter(t, s, 0);
    struct pack_state state = {.is_closed = s->is_closed, .needs_input = s->needs_input};
    state.kept.n = s->n_kept;
    state.kept.bytes = malloc(s->n_kept + 1);
    state.kept.has_no_memory = state.kept.bytes == NULL;
    if (!state.kept.has_no_memory && s->n_kept > 0) {
        memcpy(state.kept.bytes, s->kept, s->n_kept);
    }
    leave(t, s, blocks);
    return state;
}
