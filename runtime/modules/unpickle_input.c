/* The bytes of a pickle. */
#include "runtime/buffer_view.h"
#include "runtime/bytes.h"
#include "runtime/call.h"
#include "runtime/modules/unpickle.h"

enum {
    PEEKED_BYTES = 128 * 1024,
    FIRST_PIECE = 1024 * 1024, /* of what is read in pieces, each as long as all before it */
};

static bool truncated(struct unpickler *u)
{
    return raise_false(u->t, unpickling_error_type(), "pickle data was truncated");
}

static bool set_input(struct unpickler *u, Value bytes)
{
    const char *data;
    size_t n;
    Value keep;
    if (bytes == VALUE_ERROR || !bytes_argument(u->t, bytes, &data, &n, &keep)) {
        return false;
    }
    u->source = keep;
    u->data = data;
    u->n = n;
    u->at = 0;
    return true;
}

static bool read_bytes(struct unpickler *u, size_t n)
{
    Value bytes = call_1(u->t, u->read, value_from_small_int((int64_t)n));
    u->is_peeked = false;
    return set_input(u, bytes);
}

bool unpickle_skip_used(struct unpickler *u)
{
    if (!u->is_peeked) {
        return true;
    }
    size_t n = u->at;
    u->is_peeked = false;
    u->at = u->n = 0;
    return n == 0 || call_1(u->t, u->read, value_from_small_int((int64_t)n)) != VALUE_ERROR;
}

/* Shows what the file has at hand, if it can. False with no exception: it cannot, or has too little. */
static bool peek(struct unpickler *u, size_t n)
{
    if (u->peek == VALUE_UNBOUND || n >= PEEKED_BYTES) {
        return false;
    }
    Value bytes = call_1(u->t, u->peek, value_from_small_int(PEEKED_BYTES));
    if (bytes == VALUE_ERROR && error_swallow(u->t, &NotImplementedError_type)) {
        u->peek = VALUE_UNBOUND;
        return false;
    }
    if (!set_input(u, bytes)) {
        return false;
    }
    u->is_peeked = true;
    return n <= u->n;
}

/* Puts the `n_kept` bytes at `kept` in front of the input. */
static bool prepend(struct unpickler *u, const char *kept, size_t n_kept)
{
    if (n_kept == 0) {
        return true;
    }
    Value both = bytes_new_unset(u->t, n_kept + u->n);
    if (both == VALUE_ERROR) {
        return false;
    }
    memcpy(value_to_bytes(both)->data, kept, n_kept);
    memcpy(value_to_bytes(both)->data + n_kept, u->data, u->n);
    return set_input(u, both);
}

/* One piece behind what there is. */
static bool read_piece(struct unpickler *u, size_t wanted)
{
    Value source = u->source;
    const char *kept = u->data + u->at;
    size_t n_kept = u->n - u->at;
    if (!read_bytes(u, wanted)) {
        return false;
    }
    bool is_enough = u->n >= wanted;
    bool ok = prepend(u, kept, n_kept);
    gc_keep(source);
    return ok && (is_enough || truncated(u));
}

/* What the pickle says about a length is no reason to take memory: long data comes in pieces. */
static bool read_pieces(struct unpickler *u, size_t n)
{
    size_t n_have;
    while ((n_have = u->n - u->at) < n) {
        size_t most = n_have < FIRST_PIECE ? FIRST_PIECE : n_have;
        if (!read_piece(u, n - n_have < most ? n - n_have : most)) {
            return false;
        }
    }
    return true;
}

bool unpickle_fill(struct unpickler *u, size_t n)
{
    if (u->read == VALUE_UNBOUND) {
        return truncated(u);
    }
    if (!unpickle_skip_used(u)) {
        return false;
    }
    if (u->at == u->n) {
        if (peek(u, n)) {
            return true;
        }
        if (error_pending(u->t)) {
            return false;
        }
        u->at = u->n = 0;
    }
    return read_pieces(u, n);
}

/* A line that is complete in what there is. NULL: it is not. */
static const char *line_at_hand(struct unpickler *u, size_t *n)
{
    const char *line = u->data + u->at;
    const char *end = u->at == u->n ? NULL : memchr(line, '\n', u->n - u->at);
    if (end == NULL) {
        return NULL;
    }
    *n = (size_t)(end - line);
    u->at += *n + 1;
    return line;
}

const char *unpickle_line(struct unpickler *u, size_t *n)
{
    const char *line = line_at_hand(u, n);
    if (line != NULL) {
        return line;
    }
    if (u->read != VALUE_UNBOUND) {
        if (!unpickle_skip_used(u)) {
            return NULL;
        }
        Value source = u->source;
        const char *kept = u->data + u->at;
        size_t n_kept = u->n - u->at;
        if (!set_input(u, call_0(u->t, u->readline)) || !prepend(u, kept, n_kept)) {
            return NULL;
        }
        gc_keep(source);
        line = line_at_hand(u, n);
    }
    if (line == NULL) {
        (void)!truncated(u);
    }
    return line;
}
