/* Items of a memoryview: the native formats of the struct module. */
#include <string.h>

#include "runtime/abstract.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/memoryview.h"

/* ---- formats ---- */

/* Of each native format, by its letter: the names, and the size; 0: there is no such format. */
static const struct native_format {
    uint8_t size;
    char name[2], name_with_at[3];
} formats[128] = {
#define FORMAT(letter, character, size) [character] = {size, letter, "@" letter},
    FORMAT("c", 'c', 1) FORMAT("b", 'b', 1) FORMAT("B", 'B', 1) FORMAT("h", 'h', 2)
        FORMAT("H", 'H', 2) FORMAT("i", 'i', 4) FORMAT("I", 'I', 4) FORMAT("l", 'l', 8)
            FORMAT("L", 'L', 8) FORMAT("q", 'q', 8) FORMAT("Q", 'Q', 8) FORMAT("n", 'n', 8)
                FORMAT("N", 'N', 8) FORMAT("f", 'f', 4) FORMAT("d", 'd', 8) FORMAT("?", '?', 1)
                    FORMAT("P", 'P', 8)
#undef FORMAT
};

static const struct native_format *find_format(char letter)
{
    return &formats[(unsigned char)letter & 127];
}

char memoryview_format_letter(const char *format)
{
    format += format[0] == '@';
    bool is_known =
        format[0] > 0 && format[1] == '\0' && find_format(format[0])->size != 0; /* ASCII */
    return is_known ? format[0] : '\0';
}

const char *memoryview_format_of(char letter, bool has_at)
{
    const struct native_format *format = find_format(letter);
    return has_at ? format->name_with_at : format->name;
}

uint32_t memoryview_format_size(char letter)
{
    return find_format(letter)->size;
}

bool memoryview_check_format(struct thread *t, const struct memoryview *view)
{
    return memoryview_format_letter(view->format) != '\0' ||
           raise_false(t, &NotImplementedError_type, "memoryview: format %s not supported",
                       view->format);
}

/* ---- reading ---- */

Value memoryview_unpack(struct thread *t, char letter, const char *item)
{
    union {
        int8_t i8;
        uint8_t u8;
        int16_t i16;
        uint16_t u16;
        int32_t i32;
        uint32_t u32;
        int64_t i64;
        uint64_t u64;
        float f;
        double d;
    } u;
    memcpy(&u, item, memoryview_format_size(letter));
    switch (letter) {
    case 'c':
        return bytes_new(t, item, 1);
    case 'b':
        return value_from_small_int(u.i8);
    case '?':
        return value_from_bool(u.u8 != 0);
    case 'h':
        return value_from_small_int(u.i16);
    case 'H':
        return value_from_small_int(u.u16);
    case 'i':
        return value_from_small_int(u.i32);
    case 'I':
        return value_from_small_int(u.u32);
    case 'l':
    case 'q':
    case 'n':
        return int_from_int64(t, u.i64);
    case 'L':
    case 'Q':
    case 'N':
    case 'P':
        return int_from_uint64(t, u.u64);
    case 'f':
        return float_from_double(t, u.f);
    case 'd':
        return float_from_double(t, u.d);
    default:
        return value_from_small_int(u.u8);
    }
}

/* ---- writing ---- */

static bool raise_type(struct thread *t, char letter)
{
    return raise_false(t, &TypeError_type, "memoryview: invalid type for format '%c'", letter);
}

static bool raise_value(struct thread *t, char letter)
{
    return raise_false(t, &ValueError_type, "memoryview: invalid value for format '%c'", letter);
}

/* Words the pending error of a conversion; what a script raised otherwise stays. */
static bool translate_error(struct thread *t, char letter)
{
    if (error_swallow(t, &TypeError_type)) {
        return raise_type(t, letter);
    }
    return (error_swallow(t, &OverflowError_type) || error_swallow(t, &ValueError_type)) &&
           raise_value(t, letter);
}

static bool pack_float(struct thread *t, char letter, Value v, char *item)
{
    double d;
    if (!number_to_double(t, v, &d)) {
        return translate_error(t, letter);
    }
    float f = (float)d;
    memcpy(item, letter == 'f' ? (const void *)&f : (const void *)&d,
           memoryview_format_size(letter));
    return true;
}

static bool pack_integer(struct thread *t, char letter, Value v, char *item)
{
    unsigned size = memoryview_format_size(letter);
    bool is_signed = strchr("bhilqn", letter) != NULL;
    int64_t n = 0;
    uint64_t u = 0;
    Value index = number_index(t, v);
    if (index == VALUE_ERROR) {
        return translate_error(t, letter);
    }
    bool fits;
    if (is_signed || (letter == 'P' && int_sign(index) < 0)) {
        fits = int_to_int64(index, &n);
        u = (uint64_t)n;
    } else {
        fits = int_to_uint64(index, &u);
    }
    if (fits && size < 8) {
        fits = is_signed ? n >= -(INT64_C(1) << (8 * size - 1)) && n < INT64_C(1) << (8 * size - 1)
                         : u < UINT64_C(1) << (8 * size);
    }
    memcpy(item, &u, size); /* little-endian, as the machines that we run on */
    return fits || raise_value(t, letter);
}

bool memoryview_pack(struct thread *t, char letter, Value v, char *item)
{
    if (letter == 'f' || letter == 'd') {
        return pack_float(t, letter, v, item);
    }
    if (letter == '?') {
        enum truth truth = object_truth(t, v);
        item[0] = truth == TRUTH_TRUE;
        return truth != TRUTH_ERROR;
    }
    if (letter == 'c') {
        if (!value_is_bytes(v)) {
            return raise_type(t, letter);
        }
        item[0] = value_to_bytes(v)->data[0];
        return value_to_bytes(v)->length == 1 || raise_value(t, letter);
    }
    return pack_integer(t, letter, v, item);
}
