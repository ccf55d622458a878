/*
 * Floats inside a Value ("flonum"): as Ruby's of 2011, by Koichi Sasada, but with the exponent moved by an addition
 * before it is rotated (Melançon, Feeley and Serrano, 2024, "Float self-tagging"), so that a code needs no repair.
 *
 *      63  62 61 60       52 51           0
 *     +---+-----+-----------+--------------+
 *     | s | e e |  e ... e  |   fraction   |   the double + 2^60: its exponent is larger by 256
 *     +---+-----+-----------+--------------+
 *          1 0: the tag, once all is rotated left by three bits; s comes to lie above it
 *
 * Those two bits are 10 exactly for magnitudes from 2^-255 to below 2^257. Zero has a code of its own; -0.0, NaN,
 * infinities and other exponents are boxed (struct float_object).
 */
#ifndef HASP_RUNTIME_VALUE_FLOAT_H
#define HASP_RUNTIME_VALUE_FLOAT_H

#include <string.h>

#include "runtime/value.h"

#define FLONUM_EXPONENT_OFFSET (UINT64_C(1) << 60)
/* What 2^-255 itself would encode to: given to 0.0, which is far more common; 2^-255 is boxed. */
#define FLONUM_ZERO ((Value)2)

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
    uint64_t bits = double_to_bits(d), moved = bits + FLONUM_EXPONENT_OFFSET;
    Value code = value_from_bits(moved << 3 | moved >> 61);
    if (LIKELY(value_is_flonum(code) && code != FLONUM_ZERO)) {
        *v = code;
        return true;
    }
    if (bits == 0) {
        *v = FLONUM_ZERO;
        return true;
    }
    return false;
}

static ALWAYS_INLINE double flonum_decode(Value v)
{
    uint64_t bits = value_bits(v);
    if (UNLIKELY(v == FLONUM_ZERO)) {
        return 0.0;
    }
    return double_from_bits((bits >> 3 | bits << 61) - FLONUM_EXPONENT_OFFSET);
}

#endif
