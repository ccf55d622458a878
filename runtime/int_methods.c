/* The methods and attributes of int. */
#include <string.h>

#include "runtime/abstract.h"
#include "runtime/bytes.h"
#include "runtime/bytes_methods.h"
#include "runtime/call.h"
#include "runtime/format.h"
#include "runtime/int_internal.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

#define METHOD(name)                                                                               \
    static Value name(struct thread *t, Value *args, UNUSED uint32_t n_args,                       \
                      UNUSED Value keyword_names)

METHOD(itself)
{
    return int_exact(t, args[0]);
}

METHOD(format_)
{
    if (!value_is_str(args[1])) {
        return raise_error(t, &TypeError_type, "__format__() argument must be str, not %A",
                           args[1]);
    }
    /* Without a specification as str() does: of bools their names. */
    return value_to_str(args[1])->length == 0 ? object_str(t, args[0])
                                              : format_int(t, args[0], args[1]);
}

METHOD(bit_length)
{
    return int_from_uint64(t, int_bit_length(args[0]));
}

METHOD(bit_count)
{
    struct magnitude m;
    magnitude_of(&m, args[0]);
    return int_from_uint64(t, m.n == 0 ? 0 : mpn_popcount(m.limbs, (mp_size_t)m.n));
}

METHOD(as_integer_ratio)
{
    Value v = int_exact(t, args[0]);
    return v == VALUE_ERROR ? v : tuple_of(t, 2, v, value_from_small_int(1));
}

METHOD(getnewargs)
{
    Value v = int_exact(t, args[0]);
    return v == VALUE_ERROR ? v : tuple_of(t, 1, v);
}

METHOD(size_of)
{
    struct magnitude m;
    magnitude_of(&m, args[0]);
    return int_from_uint64(t, value_is_object(args[0]) ? sizeof(struct int_object) + m.n * 8 : 8);
}

/* ---- rounding to tens, hundreds, ... ---- */

/* v - v mod p, or the next multiple of p if that is nearer; the even one of two at the same distance. p > 0. */
static Value nearest_multiple(struct thread *t, Value v, Value p)
{
    Value pair = int_binary(t, BINARY_DIVMOD, v, p, 0);
    if (pair == VALUE_ERROR) {
        return pair;
    }
    Value quotient = value_to_tuple(pair)->items[0], rest = value_to_tuple(pair)->items[1];
    Value twice = int_binary(t, BINARY_LEFT_SHIFT, rest, value_from_small_int(1), 0);
    Value odd = int_binary(t, BINARY_AND, quotient, value_from_small_int(1), 0);
    Value below = int_binary(t, BINARY_SUBTRACT, v, rest, 0);
    if (twice == VALUE_ERROR || odd == VALUE_ERROR || below == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    int order = int_order(twice, p);
    bool up = order > 0 || (order == 0 && int_sign(odd) != 0);
    return up ? int_binary(t, BINARY_ADD, below, p, 0) : below;
}

METHOD(round_to)
{
    Value v = int_exact(t, args[0]);
    if (v == VALUE_ERROR || args[1] == VALUE_UNBOUND) {
        return v;
    }
    Value digits = number_index(t, args[1]);
    if (digits == VALUE_ERROR || int_sign(digits) >= 0) {
        return digits == VALUE_ERROR ? digits : v;
    }
    Value exponent = int_negative(t, digits);
    int64_t n;
    if (exponent == VALUE_ERROR) {
        return exponent;
    }
    if (!int_to_int64(exponent, &n) || (uint64_t)n > int_bit_length(v)) {
        return value_from_small_int(0); /* 10^n is more than twice |v| */
    }
    Value power = int_power(t, value_from_small_int(10), exponent, VALUE_UNBOUND);
    return power == VALUE_ERROR ? power : nearest_multiple(t, v, power);
}

/* ---- bytes ---- */

/* 'big': true, 'little': false. */
static bool byte_order(struct thread *t, Value order, const char *function, bool *big)
{
    *big = true;
    if (order == VALUE_UNBOUND) {
        return true;
    }
    if (!value_is_str(order)) {
        return raise_false(t, &TypeError_type, "%s() argument 'byteorder' must be str, not %A",
                           function, order);
    }
    *big = str_equals_cstr(order, "big");
    return *big || str_equals_cstr(order, "little") ||
           raise_false(t, &ValueError_type, "byteorder must be either 'little' or 'big'");
}

static bool flag(struct thread *t, Value v, bool *set)
{
    enum truth truth = v == VALUE_UNBOUND ? TRUTH_FALSE : object_truth(t, v);
    *set = truth == TRUTH_TRUE;
    return truth != TRUTH_ERROR;
}

/* Byte i, least significant first, of the two's complement; *carry is the + 1 that is still on its way up. */
static uint8_t complement_byte(const struct magnitude *m, size_t i, unsigned *carry)
{
    unsigned byte = i / 8 < m->n ? (unsigned)(m->limbs[i / 8] >> (i % 8 * 8)) & 0xff : 0;
    if (m->negative) {
        byte = (~byte & 0xff) + *carry;
        *carry = byte >> 8;
    }
    return (uint8_t)byte;
}

/* Does the number fit `length` bytes? For a negative one -2^(8 * length - 1) does, too. */
static bool fits_bytes(const struct magnitude *m, Value v, uint64_t length, bool is_signed)
{
    uint64_t bits = int_bit_length(v), room = length > UINT64_MAX / 8 ? UINT64_MAX : length * 8;
    if (bits == 0) {
        return true;
    }
    if (!is_signed) {
        return bits <= room;
    }
    if (bits < room) {
        return true;
    }
    size_t last = (bits - 1) / 64;
    bool is_power = m->limbs[last] == UINT64_C(1) << ((bits - 1) % 64) &&
                    (last == 0 || mpn_zero_p(m->limbs, (mp_size_t)last));
    return m->negative && bits == room && is_power;
}

METHOD(to_bytes)
{
    int64_t length = 1;
    bool big, is_signed;
    if ((args[1] != VALUE_UNBOUND && !number_to_index(t, args[1], &length)) ||
        !byte_order(t, args[2], "to_bytes", &big) || !flag(t, args[3], &is_signed)) {
        return VALUE_ERROR;
    }
    if (length < 0) {
        return raise_error(t, &ValueError_type, "length argument must be non-negative");
    }
    struct magnitude m;
    magnitude_of(&m, args[0]);
    if (m.n != 0 && m.negative && !is_signed) {
        return raise_error(t, &OverflowError_type, "can't convert negative int to unsigned");
    }
    if (!fits_bytes(&m, args[0], (uint64_t)length, is_signed)) {
        return raise_error(t, &OverflowError_type, "int too big to convert");
    }
    Value made = bytes_new(t, NULL, (size_t)length);
    if (made == VALUE_ERROR) {
        return made;
    }
    char *data = ((struct bytes *)made)->data;
    unsigned carry = 1;
    for (int64_t i = 0; i < length; i++) {
        data[big ? length - 1 - i : i] = (char)complement_byte(&m, (size_t)i, &carry);
    }
    return made;
}

static Value from_byte_text(struct thread *t, const uint8_t *data, size_t n, bool big,
                            bool is_signed)
{
    struct int_object *o = int_allocate(t, n / 8 + 1);
    if (o == NULL) {
        return VALUE_ERROR;
    }
    size_t n_limbs = n / 8 + 1;
    memset(o->limbs, 0, n_limbs * 8);
    for (size_t i = 0; i < n; i++) {
        o->limbs[i / 8] |= (uint64_t)data[big ? n - 1 - i : i] << (i % 8 * 8);
    }
    bool negative = is_signed && n > 0 && (data[big ? 0 : n - 1] & 0x80);
    if (negative) {
        o->limbs[n / 8] |= UINT64_MAX << (n % 8 * 8);
        mpn_neg(o->limbs, o->limbs, (mp_size_t)n_limbs);
    }
    return int_finish(o, n_limbs, negative);
}

METHOD(from_bytes)
{
    bool big, is_signed;
    if (!byte_order(t, args[2], "from_bytes", &big) || !flag(t, args[3], &is_signed)) {
        return VALUE_ERROR;
    }
    Value bytes = value_type(args[1]) == &bytes_type ? args[1] : bytes_from_object(t, args[1]);
    if (bytes == VALUE_ERROR) {
        return bytes;
    }
    const struct bytes *b = value_to_bytes(bytes);
    Value v = from_byte_text(t, (const uint8_t *)b->data, b->length, big, is_signed);
    gc_keep(b);
    return v == VALUE_ERROR || args[0] == value_from_object(&int_type) ? v : call_1(t, args[0], v);
}
#undef METHOD

const struct native_def int_methods[] = {
    {"conjugate", itself, "(self, /)", "Returns self, the complex conjugate of any int.",
     NATIVE_METHOD},
    {"bit_length", bit_length, "(self, /)", "Number of bits necessary to represent self in binary.",
     NATIVE_METHOD},
    {"bit_count", bit_count, "(self, /)",
     "Number of ones in the binary representation of the absolute value of self.", NATIVE_METHOD},
    {"to_bytes", to_bytes, "(self, /, length=1, byteorder='big', *, signed=False)",
     "Return an array of bytes representing an integer.", NATIVE_METHOD},
    {"from_bytes", from_bytes, "(type, /, bytes, byteorder='big', *, signed=False)",
     "Return the integer represented by the given array of bytes.", NATIVE_CLASS_METHOD},
    {"as_integer_ratio", as_integer_ratio, "(self, /)", "Return integer ratio.", NATIVE_METHOD},
    {"__trunc__", itself, "(self, /)", "Truncating an Integral returns itself.", NATIVE_METHOD},
    {"__floor__", itself, "(self, /)", "Flooring an Integral returns itself.", NATIVE_METHOD},
    {"__ceil__", itself, "(self, /)", "Ceiling of an Integral returns itself.", NATIVE_METHOD},
    {"__round__", round_to, "(self, ndigits=None, /)",
     "Rounding an Integral returns itself.\n\nRounding with an ndigits argument also returns an "
     "integer.",
     NATIVE_METHOD},
    {"__format__", format_, "(self, format_spec, /)", "Default object formatter.", NATIVE_METHOD},
    {"__getnewargs__", getnewargs, "(self, /)", NULL, NATIVE_METHOD},
    {"__sizeof__", size_of, "(self, /)", "Returns size in memory, in bytes.", NATIVE_METHOD},
    {0},
};

static Value get_imag(UNUSED struct thread *t, UNUSED Value self)
{
    return value_from_small_int(0);
}

static Value get_denominator(UNUSED struct thread *t, UNUSED Value self)
{
    return value_from_small_int(1);
}

const struct getset_def int_getsets[] = {
    {"real", int_exact, NULL, "the real part of a complex number"},
    {"imag", get_imag, NULL, "the imaginary part of a complex number"},
    {"numerator", int_exact, NULL, "the numerator of a rational number in lowest terms"},
    {"denominator", get_denominator, NULL, "the denominator of a rational number in lowest terms"},
    {0},
};
