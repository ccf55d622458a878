/* The output of a pickler: a buffer that grows, frames in it, and the file behind it. */
#include "runtime/bytes.h"
#include "runtime/call.h"
#include "runtime/modules/pickle.h"

enum {
    FIRST_BYTES = GC_SMALL_MAX - sizeof(struct raw_buffer),
    SHORTEST_FRAME = 4, /* bytes; what is shorter gets no header */
};

void pickle_output_init(struct pickler *p)
{
    p->out = NULL;
    p->length = p->limit = 0;
    p->is_framing = false;
    p->frame_start = PICKLE_NO_FRAME;
    p->frame_limit = SIZE_MAX;
}

static bool needs_frame(const struct pickler *p)
{
    return p->is_framing && p->frame_start == PICKLE_NO_FRAME;
}

static void set_limit(struct pickler *p)
{
    p->limit = p->out == NULL || needs_frame(p) ? 0 : p->out->n_bytes;
}

void pickle_set_framing(struct pickler *p, bool is_framing)
{
    p->is_framing = is_framing;
    set_limit(p);
}

static bool reserve(struct pickler *p, size_t n)
{
    if (p->out != NULL && n <= p->out->n_bytes - p->length) {
        return true;
    }
    if (n > SIZE_MAX / 4) {
        return raise_no_memory(p->t) != VALUE_ERROR;
    }
    size_t wanted = p->length + n, capacity = p->out == NULL ? FIRST_BYTES : 2 * p->out->n_bytes;
    capacity = capacity < wanted ? wanted : capacity;
    if (p->out != NULL && raw_buffer_extend(p->t, p->out, capacity)) {
        return true;
    }
    struct raw_buffer *larger =
        p->out == NULL ? pickle_take_bytes(p->t, capacity) : raw_buffer_new_growing(p->t, capacity);
    if (larger == NULL) {
        return false;
    }
    if (p->out != NULL) {
        memcpy(larger->bytes, p->out->bytes, p->length);
    }
    p->out = larger;
    return true;
}

char *pickle_claim_slow(struct pickler *p, size_t n)
{
    bool begins = needs_frame(p);
    if (!reserve(p, n + (begins ? PICKLE_FRAME_HEADER : 0))) {
        return NULL;
    }
    if (begins) {
        p->frame_start = p->length;
        p->frame_limit = p->length + PICKLE_FRAME_HEADER + PICKLE_FRAME_TARGET;
        p->length += PICKLE_FRAME_HEADER;
    }
    set_limit(p);
    char *place = p->out->bytes + p->length;
    p->length += n;
    return place;
}

void pickle_end_frame(struct pickler *p)
{
    if (p->frame_start == PICKLE_NO_FRAME) {
        return;
    }
    char *header = p->out->bytes + p->frame_start;
    size_t n = p->length - p->frame_start - PICKLE_FRAME_HEADER;
    if (n >= SHORTEST_FRAME) {
        header[0] = (char)PICKLE_FRAME;
        pickle_put_number(header + 1, n, 8);
    } else {
        memmove(header, header + PICKLE_FRAME_HEADER, n);
        p->length -= PICKLE_FRAME_HEADER;
    }
    p->frame_start = PICKLE_NO_FRAME;
    p->frame_limit = SIZE_MAX;
    set_limit(p);
}

bool pickle_flush(struct pickler *p)
{
    Value bytes = bytes_new(p->t, p->out == NULL ? "" : p->out->bytes, p->length);
    p->length = 0;
    return bytes != VALUE_ERROR && call_1(p->t, p->write, bytes) != VALUE_ERROR;
}

/* So that no more than a frame is held for a file. */
bool pickle_boundary(struct pickler *p)
{
    pickle_end_frame(p);
    return p->write == VALUE_UNBOUND || pickle_flush(p);
}

/* Data that is at least as long as a frame. */
static bool write_unframed(struct pickler *p, const char *header, size_t n_header, const char *data,
                           size_t n, Value payload)
{
    if (!pickle_write(p, header, n_header)) {
        return false;
    }
    if (p->write == VALUE_UNBOUND) {
        return pickle_write(p, data, n);
    }
    Value object = !pickle_flush(p)           ? VALUE_ERROR
                   : payload != VALUE_UNBOUND ? payload
                                              : bytes_new(p->t, data, n);
    return object != VALUE_ERROR && call_1(p->t, p->write, object) != VALUE_ERROR;
}

bool pickle_write_data(struct pickler *p, const char *header, size_t n_header, const char *data,
                       size_t n, Value payload)
{
    if (n < PICKLE_FRAME_TARGET) {
        char *place = pickle_claim(p, n_header + n);
        if (place != NULL) {
            memcpy(place, header, n_header);
            memcpy(place + n_header, data, n);
        }
        return place != NULL;
    }
    bool was_framing = p->is_framing;
    pickle_end_frame(p);
    pickle_set_framing(p, false);
    bool ok = write_unframed(p, header, n_header, data, n, payload);
    pickle_set_framing(p, was_framing);
    return ok;
}
