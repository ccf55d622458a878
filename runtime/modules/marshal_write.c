#include <stdio.h>

#include "runtime/abstract.h"
#include "runtime/buffer_view.h"
#include "runtime/bytes_like.h"
#include "runtime/code.h"
#include "runtime/complex.h"
#include "runtime/dict.h"
#include "runtime/float.h"
#include "runtime/int_internal.h"
#include "runtime/list.h"
#include "runtime/modules/marshal.h"
#include "runtime/set.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

void marshal_write_int(struct marshal_writer *w, int32_t n)
{
    uint32_t u = (uint32_t)n;
    const char bytes[] = {(char)u, (char)(u >> 8), (char)(u >> 16), (char)(u >> 24)};
    buffer_append(&w->out, bytes, sizeof bytes);
}

static bool refuse(struct marshal_writer *w, const char *why)
{
    return raise_false(w->t, &ValueError_type, "%s", why);
}

static bool write_size(struct marshal_writer *w, uint64_t n)
{
    if (n > INT32_MAX) {
        return refuse(w, "unmarshallable object");
    }
    marshal_write_int(w, (int32_t)n);
    return true;
}

static bool write_sized(struct marshal_writer *w, const void *bytes, size_t n)
{
    return write_size(w, n) && (buffer_append(&w->out, bytes, n), true);
}

static void write_double(struct marshal_writer *w, double d)
{
    buffer_append(&w->out, &d, sizeof d);
}

/* 17 digits, their number in one byte: floats of old versions. */
static void write_float_text(struct marshal_writer *w, double d)
{
    char text[32];
    int n = snprintf(text, sizeof text, "%.17g", d);
    buffer_append_byte(&w->out, (char)n);
    buffer_append(&w->out, text, (size_t)n);
}

/* The bits of a magnitude from `at` on, fifteen of them. */
static uint16_t digit_at(const struct magnitude *m, size_t at)
{
    size_t limb = at / 64, shift = at % 64;
    uint64_t bits = limb < m->n ? m->limbs[limb] >> shift : 0;
    if (shift > 49 && limb + 1 < m->n) {
        bits |= m->limbs[limb + 1] << (64 - shift);
    }
    return bits & 0x7fff;
}

static bool write_int(struct marshal_writer *w, Value v, char flag)
{
    int64_t n;
    if (int_to_int64(v, &n) && n >= INT32_MIN && n <= INT32_MAX) {
        buffer_append_byte(&w->out, (char)('i' | flag));
        marshal_write_int(w, (int32_t)n);
        return true;
    }
    struct magnitude m;
    magnitude_of(&m, v);
    size_t n_bits = m.n * 64 - (size_t)__builtin_clzll(m.limbs[m.n - 1]);
    size_t n_digits = (n_bits + 14) / 15;
    if (n_digits > INT32_MAX) {
        return refuse(w, "unmarshallable object");
    }
    buffer_append_byte(&w->out, (char)('l' | flag));
    marshal_write_int(w, m.negative ? -(int32_t)n_digits : (int32_t)n_digits);
    for (size_t i = 0; i < n_digits; i++) {
        uint16_t digit = digit_at(&m, i * 15);
        const char bytes[] = {(char)digit, (char)(digit >> 8)};
        buffer_append(&w->out, bytes, sizeof bytes);
    }
    gc_keep((const void *)v);
    return true;
}

static bool is_ascii(const struct str *s)
{
    const uint8_t *characters = s->characters;
    for (uint64_t i = 0; s->kind == 1 && i < s->length; i++) {
        if (characters[i] >= 0x80) {
            return false;
        }
    }
    return s->kind == 1;
}

static bool write_str(struct marshal_writer *w, Value v, char flag)
{
    const struct str *s = value_to_str(v);
    bool interned = object_has_flag(&s->base, OBJECT_INTERNED);
    if (w->version >= 4 && is_ascii(s)) {
        if (s->length < 256) {
            buffer_append_byte(&w->out, (char)((interned ? 'Z' : 'z') | flag));
            buffer_append_byte(&w->out, (char)s->length);
            buffer_append(&w->out, s->characters, s->length);
            return true;
        }
        buffer_append_byte(&w->out, (char)((interned ? 'A' : 'a') | flag));
        return write_sized(w, s->characters, s->length);
    }
    size_t n;
    const char *text = str_to_utf8(w->t, v, &n);
    buffer_append_byte(&w->out, (char)((interned && w->version >= 3 ? 't' : 'u') | flag));
    bool written = text != NULL && write_sized(w, text, n);
    gc_keep(text);
    return written;
}

static bool write_items(struct marshal_writer *w, const Value *items, uint64_t n)
{
    for (uint64_t i = 0; i < n; i++) {
        if (!marshal_write(w, items[i])) {
            return false;
        }
    }
    return true;
}

static bool write_sequence(struct marshal_writer *w, Value v, char type, char flag)
{
    Value items = tuple_from_iterable(w->t, v);
    if (items == VALUE_ERROR) {
        return false;
    }
    const struct tuple *tuple = value_to_tuple(items);
    bool is_small = type == '(' && w->version >= 4 && tuple->length < 256;
    buffer_append_byte(&w->out, (char)((is_small ? ')' : type) | flag));
    if (is_small) {
        buffer_append_byte(&w->out, (char)tuple->length);
    } else if (!write_size(w, tuple->length)) {
        return false;
    }
    return write_items(w, tuple->items, tuple->length);
}

static bool write_dict(struct marshal_writer *w, Value v, char flag)
{
    Value copy = dict_copy(w->t, value_to_dict(v)), key, value;
    if (copy == VALUE_ERROR) {
        return false;
    }
    buffer_append_byte(&w->out, (char)('{' | flag));
    for (uint64_t position = 0; dict_next(value_to_dict(copy), &position, &key, &value);) {
        if (!marshal_write(w, key) || !marshal_write(w, value)) {
            return false;
        }
    }
    buffer_append_byte(&w->out, '0');
    return true;
}

static void write_real(struct marshal_writer *w, double d)
{
    if (w->version > 1) {
        write_double(w, d);
    } else {
        write_float_text(w, d);
    }
}

static bool write_float(struct marshal_writer *w, Value v, char flag)
{
    buffer_append_byte(&w->out, (char)((w->version > 1 ? 'g' : 'f') | flag));
    write_real(w, float_to_double(v));
    return true;
}

static bool write_complex(struct marshal_writer *w, Value v, char flag)
{
    const struct complex_object *c = (const struct complex_object *)v;
    buffer_append_byte(&w->out, (char)((w->version > 1 ? 'y' : 'x') | flag));
    write_real(w, c->real);
    write_real(w, c->imaginary);
    return true;
}

static bool write_bytes(struct marshal_writer *w, Value v, char flag)
{
    struct text text;
    if (!bytes_like_text(w->t, v, &text)) {
        return false;
    }
    buffer_append_byte(&w->out, (char)('s' | flag));
    bool written = write_sized(w, text.characters, text.length);
    gc_keep((const void *)v);
    return written;
}

static bool write_object(struct marshal_writer *w, Value v, char flag)
{
    const struct type *type = value_type(v);
    if (type == &int_type) {
        return write_int(w, v, flag);
    }
    if (type == &float_type) {
        return write_float(w, v, flag);
    }
    if (type == &complex_type) {
        return write_complex(w, v, flag);
    }
    if (type == &str_type) {
        return write_str(w, v, flag);
    }
    if (type == &dict_type) {
        return write_dict(w, v, flag);
    }
    const char sequence = type == &tuple_type       ? '('
                          : type == &list_type      ? '['
                          : type == &set_type       ? '<'
                          : type == &frozenset_type ? '>'
                                                    : 0;
    if (sequence != 0) {
        return write_sequence(w, v, sequence, flag);
    }
    if (type == &code_type) {
        return w->write_code(w, v);
    }
    return value_has_buffer(v) ? write_bytes(w, v, flag) : refuse(w, "unmarshallable object");
}

/* What is written without a reference: one byte. */
static char constant_byte(Value v)
{
    return v == VALUE_NONE                               ? 'N'
           : v == VALUE_TRUE                             ? 'T'
           : v == VALUE_FALSE                            ? 'F'
           : v == VALUE_ELLIPSIS                         ? '.'
           : v == value_from_object(&StopIteration_type) ? 'S'
                                                         : 0;
}

/* Writes a reference if the object was written before (*done); else remembers it under the next number. */
static bool write_reference(struct marshal_writer *w, Value v, bool *done)
{
    struct dict *seen = value_to_dict(w->seen);
    Value key = int_from_uint64(w->t, (uint64_t)v);
    Value number = key == VALUE_ERROR ? key : dict_get(w->t, seen, key);
    if (number == VALUE_ERROR) {
        return false;
    }
    *done = number != VALUE_UNBOUND;
    if (*done) {
        buffer_append_byte(&w->out, 'r');
        marshal_write_int(w, (int32_t)value_to_small_int(number));
        return true;
    }
    return dict_set(w->t, seen, key, value_from_small_int((int64_t)dict_length(seen)));
}

bool marshal_write(struct marshal_writer *w, Value v)
{
    char constant = constant_byte(v);
    if (constant != 0) {
        buffer_append_byte(&w->out, constant);
        return true;
    }
    bool done = false;
    if (w->seen != VALUE_UNBOUND && !write_reference(w, v, &done)) {
        return false;
    }
    if (done) {
        return true;
    }
    if (w->depth >= MARSHAL_MAX_DEPTH || !stack_has_room(w->t)) {
        return refuse(w, "object too deeply nested to marshal");
    }
    w->depth++;
    bool written = write_object(w, v, w->seen == VALUE_UNBOUND ? 0 : (char)MARSHAL_REFERABLE);
    w->depth--;
    return written;
}
