/*
 * Floats inside a Value ("flonum", as Ruby's of 2011, by Koichi Sasada): the double is rotated left by
 * three bits and its two top exponent bits are replaced by the tag.
 *
 * A double whose exponent bits 62..60 are 011 or 100 (magnitudes between about 2^-255 and 2^256) can be
 * rebuilt from the remaining 62 bits: bit 60 is kept and the two above it are its complement.
 * Zero has a code of its own; -0.0, NaN, infinities and extreme exponents are boxed (struct float_object).
 */
#ifndef HASP_RUNTIME_VALUE_FLOAT_H
#define HASP_RUNTIME_VALUE_FLOAT_H

#include <string.h>

#include "runtime/value.h"

/* What 2^-255 itself would encode to: given to 0.0, which is far more common; 2^-255 is boxed. */
#define FLONUM_ZERO_BITS UINT64_C(0x8000000000000002)
#define FLONUM_STOLEN_DOUBLE UINT64_C(0x3000000000000000)

static ALWAYS_INLINE uint64_t double_to_bits(double d)
{
    uint64_t bits;
    memcpy(&bits, &d, sizeof bits);
    return bits;
}

static ALWAYS_INLINE double double_from_bits(uint64_t bits)
{
    double d;
    memcpy(&d, &bits, sizeof d);
    return d;
}

/* Encodes `d` into *v without allocating; false if it must be boxed. */
static ALWAYS_INLINE bool flonum_encode(double d, Value *v)
{
    uint64_t bits = double_to_bits(d);
    unsigned top = (unsigned)(bits >> 60) & 7;
    if (LIKELY((top == 3 || top == 4) && bits != FLONUM_STOLEN_DOUBLE)) {
        *v = value_from_bits((((bits << 3) | (bits >> 61)) & ~UINT64_C(3)) | 2);
        return true;
    }
    if (bits == 0) {
        *v = value_from_bits(FLONUM_ZERO_BITS);
        return true;
    }
    return false;
}

static ALWAYS_INLINE double flonum_decode(Value v)
{
    uint64_t bits = value_bits(v);
    if (UNLIKELY(bits == FLONUM_ZERO_BITS)) {
        return 0.0;
    }
    bits = (bits & ~UINT64_C(3)) | (2 - (bits >> 63));
    return double_from_bits((bits >> 3) | (bits << 61));
}

#endif
