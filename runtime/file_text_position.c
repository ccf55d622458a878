/*
 * seek() and tell() of text. What tell() gives is opaque to scripts, a "cookie" of these parts, which are CPython's:
 *
 *     bits 0-63   the position in bytes
 *     64-95       the state of the decoder there: byte order 0 (that of the machine), 1 (the other) or 2 (not known yet),
 *                 doubled where line ends are decoded, too
 *     96-127      bytes to feed to the decoder from there on
 *     128-159     how many of the characters that come out were read already
 *     160-        the bytes end the file
 *
 * Since nothing is decoded ahead, our cookies have the first two only; seek() heeds all but the last.
 */
#include <stdio.h>
#include <unistd.h>

#include "runtime/abstract.h"
#include "runtime/file_private.h"
#include "runtime/int.h"
#include "runtime/str.h"

struct cookie {
    int64_t position;
    uint32_t state;
    uint32_t n_bytes, n_characters;
};

/* ---- cookies as ints ---- */

/* Bits [from, from + 64) of an int that is not negative. */
static bool cookie_bits(struct thread *t, Value v, int from, uint64_t *bits)
{
    Value mask = int_from_uint64(t, UINT64_MAX);
    Value high = mask == VALUE_ERROR
                     ? mask
                     : number_binary(t, BINARY_RIGHT_SHIFT, v, value_from_small_int(from));
    Value low = high == VALUE_ERROR ? high : number_binary(t, BINARY_AND, high, mask);
    return low != VALUE_ERROR && int_to_uint64(low, bits);
}

static bool cookie_parse(struct thread *t, Value v, struct cookie *cookie)
{
    uint64_t position, states, rest;
    if (!cookie_bits(t, v, 0, &position) || !cookie_bits(t, v, 64, &states) ||
        !cookie_bits(t, v, 128, &rest)) {
        return false;
    }
    *cookie = (struct cookie){(int64_t)position, (uint32_t)states, (uint32_t)(states >> 32),
                              (uint32_t)rest};
    Value too_large = number_binary(t, BINARY_RIGHT_SHIFT, v, value_from_small_int(168));
    return too_large != VALUE_ERROR &&
           (too_large == value_from_small_int(0) ||
            raise_false(t, &OverflowError_type, "int too big to convert"));
}

static Value cookie_make(struct thread *t, int64_t position, uint32_t state)
{
    Value low = int_from_int64(t, position);
    if (low == VALUE_ERROR || state == 0) {
        return low;
    }
    Value high =
        number_binary(t, BINARY_LEFT_SHIFT, value_from_small_int(state), value_from_small_int(64));
    return high == VALUE_ERROR ? high : number_binary(t, BINARY_OR, high, low);
}

/* ---- the decoder's state ---- */

static bool decodes_line_ends(const struct file *f)
{
    return f->newline_mode <= NEWLINES_KEPT;
}

static uint32_t state_of(const struct file *f, const struct stream *s)
{
    bool is_swapped = f->has_mark && s->text_order == TEXT_BIG_ENDIAN;
    return is_swapped ? 1u << decodes_line_ends(f) : 0;
}

static void set_state(const struct file *f, struct stream *s, const struct cookie *cookie)
{
    uint32_t order = cookie->state >> decodes_line_ends(f);
    bool is_start = (cookie->position == 0 && cookie->state == 0) || order >= 2;
    s->text_order = !f->has_mark || is_start ? TEXT_UNBEGUN
                    : order == 1             ? TEXT_BIG_ENDIAN
                                             : TEXT_LITTLE_ENDIAN;
}

/* ---- the methods ---- */

static bool check_seekable(struct thread *t, const struct stream *s)
{
    return lseek(s->fd, 0, SEEK_CUR) >= 0 ||
           raise_unsupported(t, "underlying stream is not seekable") != VALUE_ERROR;
}

static Value tell(struct thread *t, struct file *f, struct stream *s)
{
    int64_t position;
    if (!check_seekable(t, s)) {
        return VALUE_ERROR;
    }
    if (s->tell_disabled) {
        return raise_error(t, &OSError_type, "telling position disabled by next() call");
    }
    return stream_tell(t, s, &position) ? cookie_make(t, position, state_of(f, s)) : VALUE_ERROR;
}

static Value seek_to_end(struct thread *t, struct stream *s)
{
    int64_t position;
    if (!stream_seek(t, s, 0, SEEK_END, &position)) {
        return VALUE_ERROR;
    }
    s->tell_disabled = false;
    s->text_order = TEXT_UNBEGUN;
    s->text_begun = position != 0;
    return int_from_int64(t, position);
}

static bool seek_to(struct thread *t, struct file *f, struct stream *s, const struct cookie *cookie)
{
    int64_t position;
    if (!stream_seek(t, s, cookie->position, SEEK_SET, &position)) {
        return false;
    }
    s->tell_disabled = false;
    set_state(f, s, cookie);
    s->text_begun = cookie->position != 0 || cookie->state != 0;
    return cookie->n_characters == 0 || text_skip(t, f, s, cookie->n_characters);
}

/* What `whence` makes of the cookie: one to seek to from the start, UNBOUND for the end. */
static Value check_whence(struct thread *t, struct file *f, struct stream *s, Value cookie,
                          int whence)
{
    bool is_zero = cookie == value_from_small_int(0);
    switch (whence) {
    case SEEK_CUR:
        return is_zero ? tell(t, f, s)
                       : raise_unsupported(t, "can't do nonzero cur-relative seeks");
    case SEEK_END:
        return is_zero ? VALUE_UNBOUND
                       : raise_unsupported(t, "can't do nonzero end-relative seeks");
    case SEEK_SET:
        return int_sign(cookie) >= 0
                   ? cookie
                   : raise_error(t, &ValueError_type, "negative seek position %R", cookie);
    default:
        return raise_error(t, &ValueError_type, "invalid whence (%d, should be 0, 1 or 2)", whence);
    }
}

static Value seek(struct thread *t, struct file *f, struct stream *s, Value v, int whence)
{
    struct cookie cookie;
    if (!check_seekable(t, s)) {
        return VALUE_ERROR;
    }
    Value from_start = check_whence(t, f, s, v, whence);
    if (from_start == VALUE_ERROR || from_start == VALUE_UNBOUND) {
        return from_start == VALUE_ERROR ? from_start : seek_to_end(t, s);
    }
    return cookie_parse(t, from_start, &cookie) && seek_to(t, f, s, &cookie) ? from_start
                                                                             : VALUE_ERROR;
}

static Value forward_seek(struct thread *t, const Value *args)
{
    int whence = SEEK_SET;
    Value cookie = number_index(t, args[1]);
    if (cookie == VALUE_ERROR ||
        (args[2] != VALUE_UNBOUND && !number_to_c_int(t, args[2], &whence))) {
        return VALUE_ERROR;
    }
    Value copy[] = {args[0], cookie, value_from_small_int(whence)};
    return file_forward(t, "seek", copy, 3);
}

FORWARDING(, text_seek, forward_seek(t, args))
{
    int whence = SEEK_SET;
    Value cookie = number_index(t, args[1]);
    if (cookie == VALUE_ERROR ||
        (args[2] != VALUE_UNBOUND && !number_to_c_int(t, args[2], &whence))) {
        return VALUE_ERROR;
    }
    struct stream *s = text_enter(t, args[0]);
    if (s == NULL) {
        return VALUE_ERROR;
    }
    Value result = seek(t, (struct file *)args[0], s, cookie, whence);
    stream_leave(s);
    return result;
}

FORWARDING(, text_tell, file_forward(t, "tell", args, n))
{
    struct stream *s = text_enter(t, args[0]);
    if (s == NULL) {
        return VALUE_ERROR;
    }
    Value result = tell(t, (struct file *)args[0], s);
    stream_leave(s);
    return result;
}
