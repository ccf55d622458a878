/* The type codes of array.array: how an item is read and written. Items are little-endian, as the machines that we run on. */
#include <stdio.h>
#include <string.h>

#include "runtime/abstract.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/modules/array.h"
#include "runtime/str.h"

/* ---- reading ---- */

#define READ(name, c_type, result)                                                                 \
    static Value read_##name(UNUSED struct thread *t, const char *item)                            \
    {                                                                                              \
        c_type x;                                                                                  \
        memcpy(&x, item, sizeof x);                                                                \
        return result;                                                                             \
    }
READ(int8, int8_t, value_from_small_int(x))
READ(uint8, uint8_t, value_from_small_int(x))
READ(int16, int16_t, value_from_small_int(x))
READ(uint16, uint16_t, value_from_small_int(x))
READ(int32, int32_t, value_from_small_int(x))
READ(uint32, uint32_t, value_from_small_int(x))
READ(int64, int64_t, int_from_int64(t, x))
READ(uint64, uint64_t, int_from_uint64(t, x))
READ(float, float, float_from_double(t, x))
READ(double, double, float_from_double(t, x))
#undef READ

static Value read_character(struct thread *t, const char *item)
{
    uint32_t c;
    memcpy(&c, item, sizeof c);
    return c > 0x10ffff ? raise_error(t, &ValueError_type, "chr() arg not in range(0x110000)")
                        : str_from_code_point(t, c);
}

Value array_text(struct thread *t, const char *data, size_t n)
{
    const uint32_t *characters = (const uint32_t *)(const void *)data;
    for (size_t i = 0; i < n / sizeof *characters; i++) {
        if (characters[i] > 0x10ffff) {
            char digits[16];
            snprintf(digits, sizeof digits, "%x", characters[i]);
            return raise_error(t, &ValueError_type,
                               "character U+%s is not in range [U+0000; U+10ffff]", digits);
        }
    }
    return str_from_characters(t, 4, data, n / sizeof *characters);
}

/* ---- writing ---- */

/* Within what CPython converts first, and then within the item: each with its own message. */
static bool check_range(struct thread *t, int64_t n, int64_t min, int64_t max, const char *what)
{
    return n < min   ? raise_false(t, &OverflowError_type, "%s is less than minimum", what)
           : n > max ? raise_false(t, &OverflowError_type, "%s is greater than maximum", what)
                     : true;
}

static bool check_narrow(struct thread *t, char code, int64_t n)
{
    switch (code) {
    case 'b':
        return check_range(t, n, INT16_MIN, INT16_MAX, "signed short integer") &&
               check_range(t, n, INT8_MIN, INT8_MAX, "signed char");
    case 'B':
        return check_range(t, n, 0, UINT8_MAX, "unsigned byte integer");
    case 'h':
        return check_range(t, n, INT16_MIN, INT16_MAX, "signed short integer");
    case 'H':
        return check_range(t, n, INT32_MIN, INT32_MAX, "signed integer") &&
               check_range(t, n, 0, UINT16_MAX, "unsigned short");
    default:
        return check_range(t, n, INT32_MIN, INT32_MAX, "signed integer");
    }
}

static bool write_signed(struct thread *t, const struct array_kind *kind, Value v, char *item)
{
    int64_t n;
    Value index = number_index(t, v);
    if (index == VALUE_ERROR) {
        return false;
    }
    if (!int_to_int64(index, &n)) {
        return raise_false(t, &OverflowError_type,
                           kind->code == 'q' ? "int too big to convert"
                                             : "Python int too large to convert to C long");
    }
    if (kind->size < 8 && !check_narrow(t, kind->code, n)) {
        return false;
    }
    memcpy(item, &n, kind->size);
    return true;
}

static bool write_unsigned(struct thread *t, const struct array_kind *kind, Value v, char *item)
{
    uint64_t n;
    bool is_q = kind->code == 'Q';
    Value index = number_index(t, v);
    if (index == VALUE_ERROR) {
        return false;
    }
    if (int_sign(index) < 0) {
        return raise_false(t, &OverflowError_type,
                           is_q ? "can't convert negative int to unsigned"
                                : "can't convert negative value to unsigned int");
    }
    if (!int_to_uint64(index, &n)) {
        return raise_false(t, &OverflowError_type,
                           is_q ? "int too big to convert"
                                : "Python int too large to convert to C unsigned long");
    }
    if (kind->size == 4 && n > UINT32_MAX) {
        return raise_false(t, &OverflowError_type, "unsigned int is greater than maximum");
    }
    memcpy(item, &n, kind->size);
    return true;
}

static bool write_float(struct thread *t, const struct array_kind *kind, Value v, char *item)
{
    double d;
    if (!number_to_double(t, v, &d)) {
        return false;
    }
    if (kind->size == sizeof d) {
        memcpy(item, &d, sizeof d);
    } else {
        float f = (float)d;
        memcpy(item, &f, sizeof f);
    }
    return true;
}

static bool write_character(struct thread *t, UNUSED const struct array_kind *kind, Value v,
                            char *item)
{
    if (!value_is_str(v) || value_to_str(v)->length != 1) {
        return raise_false(t, &TypeError_type, "array item must be unicode character");
    }
    uint32_t c = str_at(value_to_str(v), 0);
    memcpy(item, &c, sizeof c);
    return true;
}

/* ---- the table ---- */

/* Of the rows with one machine format the last is what _array_reconstructor takes. */
static const struct array_kind kinds[] = {
    {'b', "b", 1, true, true, 1, read_int8, write_signed},
    {'B', "B", 1, true, false, 0, read_uint8, write_signed},
    {'u', "w", 4, false, false, 20, read_character, write_character},
    {'h', "h", 2, true, true, 4, read_int16, write_signed},
    {'H', "H", 2, true, false, 2, read_uint16, write_signed},
    {'i', "i", 4, true, true, 8, read_int32, write_signed},
    {'I', "I", 4, true, false, 6, read_uint32, write_unsigned},
    {'l', "l", 8, true, true, 12, read_int64, write_signed},
    {'L', "L", 8, true, false, 10, read_uint64, write_unsigned},
    {'q', "q", 8, true, true, 12, read_int64, write_signed},
    {'Q', "Q", 8, true, false, 10, read_uint64, write_unsigned},
    {'f', "f", 4, false, true, 14, read_float, write_float},
    {'d', "d", 8, false, true, 16, read_double, write_float},
};

const char *array_type_codes(void)
{
    static const char codes[] = "bBuhHiIlLqQfd";
    static_assert(sizeof codes == COUNT_OF(kinds) + 1, "one letter a row");
    return codes;
}

const struct array_kind *array_kind_of_code(uint32_t code)
{
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        if ((uint8_t)kinds[i].code == code) {
            return &kinds[i];
        }
    }
    return NULL;
}

/* From 2 on, even formats are little-endian, and the next one is the same in big-endian order. */
const struct array_kind *array_kind_of_machine_format(int64_t format, bool *is_swapped)
{
    *is_swapped = format >= 2 && format % 2 != 0;
    format -= *is_swapped;
    size_t i = COUNT_OF(kinds);
    while (i > 0 && kinds[i - 1].machine_format != format) {
        i--;
    }
    return i == 0 ? NULL : &kinds[i - 1];
}
