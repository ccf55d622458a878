/* The module builtins: abs, bin, chr, divmod, hex, oct, ord, pow, round. */
#include "runtime/abstract.h"
#include "runtime/builtin_functions.h"
#include "runtime/bytes_like.h"
#include "runtime/call.h"
#include "runtime/int.h"
#include "runtime/native.h"
#include "runtime/str.h"

FUNCTION(builtin_abs)
{
    return number_unary(t, UNARY_ABSOLUTE, args[0]);
}

FUNCTION(builtin_divmod)
{
    return number_binary(t, BINARY_DIVMOD, args[0], args[1]);
}

FUNCTION(builtin_pow)
{
    return number_power(t, args[0], args[1], args[2]);
}

FUNCTION(builtin_round)
{
    Value method = object_find_special(t, args[0], name___round__);
    if (method == VALUE_UNBOUND) {
        return raise_error(t, &TypeError_type, "type %T doesn't define __round__ method", args[0]);
    }
    if (method == VALUE_ERROR) {
        return method;
    }
    bool has_digits = args[1] != VALUE_UNBOUND && args[1] != VALUE_NONE;
    return has_digits ? call_1(t, method, args[1]) : call_0(t, method);
}

/* ---- in another base ---- */

/* The digits with their prefix after the sign. */
static Value with_prefix(struct thread *t, Value v, int base, const char *prefix)
{
    Value index = number_index(t, v);
    Value digits = index == VALUE_ERROR ? index : int_to_str(t, index, base);
    if (digits == VALUE_ERROR) {
        return digits;
    }
    bool negative = str_at(value_to_str(digits), 0) == '-';
    struct str_builder b;
    str_builder_init(&b, t);
    str_builder_add_cstr(&b, negative ? "-" : "");
    str_builder_add_cstr(&b, prefix);
    str_builder_add_slice(&b, digits, negative, value_to_str(digits)->length);
    return str_builder_finish(&b);
}

FUNCTION(builtin_bin)
{
    return with_prefix(t, args[0], 2, "0b");
}

FUNCTION(builtin_oct)
{
    return with_prefix(t, args[0], 8, "0o");
}

FUNCTION(builtin_hex)
{
    return with_prefix(t, args[0], 16, "0x");
}

/* ---- characters ---- */

FUNCTION(builtin_chr)
{
    int c;
    if (!number_to_c_int(t, args[0], &c)) {
        return VALUE_ERROR;
    }
    return c >= 0 && c <= 0x10ffff
               ? str_from_code_point(t, (uint32_t)c)
               : raise_error(t, &ValueError_type, "chr() arg not in range(0x110000)");
}

FUNCTION(builtin_ord)
{
    size_t length;
    uint32_t c;
    if (value_is_str(args[0])) {
        const struct str *s = value_to_str(args[0]);
        length = s->length;
        c = length == 1 ? str_at(s, 0) : 0;
    } else if (value_is_bytes(args[0]) || value_is_bytearray(args[0])) {
        struct text bytes;
        if (!bytes_like_text(t, args[0], &bytes)) {
            return VALUE_ERROR;
        }
        length = bytes.length;
        c = length == 1 ? *(const uint8_t *)bytes.characters : 0;
    } else {
        return raise_error(t, &TypeError_type, "ord() expected string of length 1, but %T found",
                           args[0]);
    }
    return length == 1
               ? value_from_small_int(c)
               : raise_error(t, &TypeError_type,
                             "ord() expected a character, but string of length %zu found", length);
}

const struct native_def builtin_number_functions[] = {
    {"abs", builtin_abs, "(x, /)", "Return the absolute value of the argument.", NATIVE_METHOD},
    {"bin", builtin_bin, "(number, /)", "Return the binary representation of an integer.",
     NATIVE_METHOD},
    {"chr", builtin_chr, "(i, /)",
     "Return a Unicode string of one character with ordinal i; 0 <= i <= 0x10ffff.", NATIVE_METHOD},
    {"divmod", builtin_divmod, "(x, y, /)",
     "Return the tuple (x//y, x%y).  Invariant: div*y + mod == x.", NATIVE_METHOD},
    {"hex", builtin_hex, "(number, /)", "Return the hexadecimal representation of an integer.",
     NATIVE_METHOD},
    {"oct", builtin_oct, "(number, /)", "Return the octal representation of an integer.",
     NATIVE_METHOD},
    {"ord", builtin_ord, "(c, /)", "Return the Unicode code point for a one-character string.",
     NATIVE_METHOD},
    {"pow", builtin_pow, "(base, exp, mod=None)",
     "Equivalent to base**exp with 2 arguments or base**exp % mod with 3 arguments.",
     NATIVE_METHOD},
    {"round", builtin_round, "(number, ndigits=None)",
     "Round a number to a given precision in decimal digits.", NATIVE_METHOD},
    {0},
};
