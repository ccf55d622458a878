/* Values to bytes and back. */
#include <math.h>
#include <string.h>

#include "runtime/abstract.h"
#include "runtime/bytearray.h"
#include "runtime/bytes.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/modules/struct_format.h"
#include "runtime/tuple.h"

/* --- Bytes in order --- */

static void store_integer(char *to, uint64_t bits, uint64_t size, bool is_big_endian)
{
    for (uint64_t i = 0; i < size; i++) {
        to[is_big_endian ? size - 1 - i : i] = (char)(bits >> (8 * i));
    }
}

static uint64_t load_integer(const char *from, uint64_t size, bool is_big_endian)
{
    uint64_t bits = 0;
    for (uint64_t i = 0; i < size; i++) {
        bits |= (uint64_t)(unsigned char)from[is_big_endian ? size - 1 - i : i] << (8 * i);
    }
    return bits;
}

/* --- Floats --- */

/* IEEE 754 binary16, rounded to nearest, ties to even. False: too large. */
static bool half_from_double(double d, uint16_t *bits)
{
    uint16_t sign = signbit(d) ? 0x8000 : 0;
    if (isnan(d) || isinf(d)) {
        *bits = sign | (isnan(d) ? 0x7e00 : 0x7c00);
        return true;
    }
    int exponent;
    double fraction = frexp(fabs(d), &exponent); /* in [0.5, 1) */
    if (exponent > 16) {
        return false;
    }
    int shift =
        exponent < -13 ? 24 : 11 - exponent; /* subnormal numbers count in units of 2**-24 */
    uint32_t units = (uint32_t)nearbyint(ldexp(fraction, exponent + shift));
    uint32_t rest =
        exponent < -13 || d == 0 ? units : units - 1024 + ((uint32_t)(exponent + 14) << 10);
    *bits = sign | (uint16_t)rest;
    return rest < 0x7c00;
}

static double double_from_half(uint16_t bits)
{
    int exponent = bits >> 10 & 31, fraction = bits & 1023;
    double d = exponent == 31  ? (fraction != 0 ? NAN : INFINITY)
               : exponent == 0 ? ldexp(fraction, -24)
                               : ldexp(fraction + 1024, exponent - 25);
    return bits & 0x8000 ? -d : d;
}

static bool pack_float(struct thread *t, const struct struct_object *s, char code, uint64_t size,
                       Value v, char *to)
{
    double d;
    if (!number_to_double(t, v, &d)) {
        return error_swallow(t, &TypeError_type)
                   ? raise_false(t, (struct type *)struct_error, "required argument is not a float")
                   : false;
    }
    float f = (float)d;
    uint16_t half;
    uint32_t single;
    uint64_t bits;
    memcpy(&single, &f, sizeof single);
    memcpy(&bits, &d, sizeof bits);
    if ((code == 'f' && isinf(f) && !isinf(d) && !s->is_native) ||
        (code == 'e' && !half_from_double(d, &half))) {
        return raise_false(t, &OverflowError_type, "float too large to pack with %c format", code);
    }
    store_integer(to, code == 'e' ? half : code == 'f' ? single : bits, size, s->is_big_endian);
    return true;
}

static Value unpack_float(struct thread *t, char code, uint64_t bits)
{
    double d;
    if (code == 'e') {
        d = double_from_half((uint16_t)bits);
    } else if (code == 'f') {
        uint32_t single = (uint32_t)bits;
        float f;
        memcpy(&f, &single, sizeof f);
        d = f;
    } else {
        memcpy(&d, &bits, sizeof d);
    }
    return float_from_double(t, d);
}

/* --- Integers --- */

/* CPython's words depend on the byte order, which decides by which of its functions a value is packed. */
static bool raise_range(struct thread *t, const struct struct_object *s, char code, int64_t least,
                        uint64_t most)
{
    static const struct {
        char code;
        const char *name;
    } names[] = {{'b', "byte"}, {'B', "ubyte"}, {'h', "short"}, {'H', "ushort"}};
    char quoted[] = {'\'', code, '\'', '\0'};
    const char *name = quoted;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        bool is_named = names[i].code == code && (i < 2 || !s->is_big_endian);
        name = is_named ? names[i].name : name;
    }
    return raise_false(t, (struct type *)struct_error, "%s format requires %ld <= number <= %ld",
                       name, (long)least, (long)most);
}

static bool pack_integer(struct thread *t, const struct struct_object *s, char code, uint64_t size,
                         Value v, char *to)
{
    bool is_unsigned = strchr("BHILQN", code) != NULL;
    Value number = value_is_int(v) ? v : number_index(t, v);
    if (number == VALUE_ERROR) {
        return error_swallow(t, &TypeError_type)
                   ? raise_false(t, (struct type *)struct_error,
                                 "required argument is not an integer")
                   : false;
    }
    int64_t n = 0;
    uint64_t bits = 0;
    bool wide_unsigned = is_unsigned && size >= (s->is_big_endian ? 2 : 4);
    bool fits = wide_unsigned ? int_to_uint64(number, &bits) : int_to_int64(number, &n);
    if (!fits && code == 'P') {
        fits = int_to_uint64(number, &bits);
        n = (int64_t)bits;
    }
    if (!fits) {
        bool is_pointer_or_large = code == 'P' || (s->is_big_endian && size == 8);
        return raise_false(t, (struct type *)struct_error,
                           is_pointer_or_large ? "int too large to convert"
                                               : "argument out of range");
    }
    bits = wide_unsigned ? bits : (uint64_t)n;
    if (size < 8) {
        int64_t least = is_unsigned ? 0 : -(INT64_C(1) << (8 * size - 1));
        uint64_t most = (UINT64_C(1) << (8 * size - !is_unsigned)) - 1;
        if (wide_unsigned ? bits > most : n < least || n > (int64_t)most) {
            return raise_range(t, s, code, least, most);
        }
    }
    store_integer(to, bits, size, s->is_big_endian);
    return true;
}

static Value unpack_integer(struct thread *t, char code, uint64_t size, uint64_t bits)
{
    if (strchr("BHILQNP", code) != NULL) {
        return int_from_uint64(t, bits);
    }
    unsigned unused = 64 - 8 * (unsigned)size;
    return int_from_int64(t, (int64_t)(bits << unused) >> unused);
}

/* --- Bytes --- */

static bool pack_bytes(struct thread *t, char code, uint64_t size, Value v, char *to)
{
    Value bytes = value_is_bytearray(v) ? byte_store_to_bytes(t, (struct byte_store *)v) : v;
    if (bytes == VALUE_ERROR) {
        return false;
    }
    if (!value_is_bytes(bytes)) {
        return raise_false(t, (struct type *)struct_error,
                           "argument for '%c' must be a bytes object", code);
    }
    const struct bytes *b = value_to_bytes(bytes);
    uint64_t room = code == 'p' && size > 0 ? size - 1 : size;
    uint64_t n = b->length < room ? b->length : room;
    memcpy(to + (size - room), b->data, n);
    if (code == 'p' && size > 0) {
        to[0] = (char)(n < 255 ? n : 255);
    }
    gc_keep(b);
    return true;
}

static Value unpack_bytes(struct thread *t, char code, uint64_t size, const char *from)
{
    if (code != 'p') {
        return bytes_new(t, from, size);
    }
    uint64_t n = size == 0 ? 0 : (unsigned char)from[0];
    uint64_t room = size == 0 ? 0 : size - 1;
    return bytes_new(t, from + (size > 0), n < room ? n : room);
}

static bool pack_character(struct thread *t, Value v, char *to)
{
    if (!value_is_bytes(v) || value_to_bytes(v)->length != 1) {
        return raise_false(t, (struct type *)struct_error,
                           "char format requires a bytes object of length 1");
    }
    *to = value_to_bytes(v)->data[0];
    return true;
}

/* --- All of it --- */

static bool pack_value(struct thread *t, const struct struct_object *s,
                       const struct struct_item *item, Value v, char *to)
{
    switch (item->code) {
    case '?': {
        enum truth truth = object_truth(t, v);
        *to = truth == TRUTH_TRUE;
        return truth != TRUTH_ERROR;
    }
    case 'c':
        return pack_character(t, v, to);
    case 's':
    case 'p':
        return pack_bytes(t, item->code, item->size, v, to);
    case 'e':
    case 'f':
    case 'd':
        return pack_float(t, s, item->code, item->size, v, to);
    default:
        return pack_integer(t, s, item->code, item->size, v, to);
    }
}

static Value unpack_value(struct thread *t, const struct struct_object *s,
                          const struct struct_item *item, const char *from)
{
    switch (item->code) {
    case '?':
        return value_from_bool(*from != 0);
    case 'c':
        return bytes_new(t, from, 1);
    case 's':
    case 'p':
        return unpack_bytes(t, item->code, item->size, from);
    case 'e':
    case 'f':
    case 'd':
        return unpack_float(t, item->code, load_integer(from, item->size, s->is_big_endian));
    default:
        return unpack_integer(t, item->code, item->size,
                              load_integer(from, item->size, s->is_big_endian));
    }
}

bool struct_pack_values(struct thread *t, const struct struct_object *s, const Value *values,
                        char *to)
{
    for (uint64_t i = 0; i < s->n_items; i++) {
        const struct struct_item *item = &struct_items(s)[i];
        for (uint64_t k = 0; k < item->count; k++) {
            if (!pack_value(t, s, item, *values++, to + item->offset + k * item->size)) {
                return false;
            }
        }
    }
    return true;
}

Value struct_unpack_values(struct thread *t, const struct struct_object *s, const char *from)
{
    Value tuple = tuple_new(t, NULL, s->n_values);
    uint64_t n = 0;
    for (uint64_t i = 0; tuple != VALUE_ERROR && i < s->n_items; i++) {
        const struct struct_item *item = &struct_items(s)[i];
        for (uint64_t k = 0; k < item->count; k++) {
            Value v = unpack_value(t, s, item, from + item->offset + k * item->size);
            if (v == VALUE_ERROR) {
                return v;
            }
            value_to_tuple(tuple)->items[n++] = v;
        }
    }
    return tuple;
}
