/* Formatting float by a parsed specification. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/abstract.h"
#include "runtime/float.h"
#include "runtime/float_decimal.h"
#include "runtime/format.h"
#include "runtime/int_text.h"
#include "runtime/str_internal.h"

/* A text has at most MORE_THAN_PRECISION characters besides those that the precision asks for; its digits, which are
   made first, need as much room again. */
enum { MORE_THAN_PRECISION = 400, FORMAT_SPACE = 2 * (MORE_THAN_PRECISION + 100) };
enum { MAX_SIGNIFICANT = 17 };

/* Where a number is written to, and where its digits lie until then. */
struct room {
    char *text, *digits;
    size_t size; /* of each */
};

static int print_fixed(const struct room *room, double d, int precision, bool alternate)
{
    uint64_t scaled;
    if (!double_scale(d, precision, &scaled)) {
        return snprintf(room->text, room->size, alternate ? "%#.*f" : "%.*f", precision, d);
    }
    char *end = room->digits + DECIMAL_BYTES, *digits = decimal_before(end, scaled);
    int n = (int)(end - digits);
    struct decimal_layout layout = {digits, n, n - precision, precision, alternate};
    return (int)decimal_write_plain(room->text, &layout);
}

/* `n` significant digits. */
static struct decimal_layout significant_digits(const struct room *room, double d, int n)
{
    uint64_t number;
    int exponent;
    if (n <= MAX_SIGNIFICANT && d != 0 && double_significant(d, n, &number, &exponent)) {
        char *digits = decimal_before(room->digits + DECIMAL_BYTES, number);
        return (struct decimal_layout){.digits = digits, .n = n, .point = exponent + 1};
    }
    int length = snprintf(room->digits, room->size, "%.*e", n - 1, d);
    const char *e = memrchr(room->digits, 'e', (size_t)length);
    if (n > 1) {
        room->digits[1] = room->digits[0]; /* over the point */
    }
    return (struct decimal_layout){
        .digits = room->digits + (n > 1), .n = n, .point = atoi(e + 1) + 1};
}

static int print_exponential(const struct room *room, double d, int precision, bool alternate,
                             char letter)
{
    struct decimal_layout layout = significant_digits(room, d, precision + 1);
    layout.n_decimals = precision;
    layout.has_point = alternate;
    return (int)decimal_write_exponential(room->text, &layout, letter);
}

/*
 * As %g. Without a type (`is_short`) one digit is behind the point at least, and the exponent comes from one digit
 * earlier on.
 */
static int print_general(const struct room *room, double d, int precision, bool alternate,
                         char letter, bool is_short)
{
    precision = precision == 0 ? 1 : precision;
    struct decimal_layout layout = significant_digits(room, d, precision);
    bool is_plain = layout.point > -4 && layout.point <= precision - is_short;
    while (layout.n > 1 && layout.digits[layout.n - 1] == '0') {
        layout.n--;
    }
    layout.has_point = alternate;
    layout.n_decimals = (alternate ? precision : layout.n) - (is_plain ? layout.point : 1);
    if (!is_plain) {
        return (int)decimal_write_exponential(room->text, &layout, letter);
    }
    if (layout.n_decimals < is_short) {
        layout.n_decimals = is_short;
    }
    return (int)decimal_write_plain(room->text, &layout);
}

static int print(const struct room *room, double d, const struct format_spec *spec, int precision)
{
    switch (spec->type) {
    case 'f':
    case 'F':
    case '%':
        return print_fixed(room, d, precision, spec->alternate);
    case 'e':
    case 'E':
        return print_exponential(room, d, precision, spec->alternate, (char)spec->type);
    case 'g':
    case 'n':
        return print_general(room, d, precision, spec->alternate, 'e', false);
    case 'G':
        return print_general(room, d, precision, spec->alternate, 'E', false);
    default:
        return print_general(room, d, precision, spec->alternate, 'e', true);
    }
}

/* The digits of |d| as the type asks for, in `space` or collected memory. NULL: an exception is pending. */
static const char *format_digits(struct thread *t, double d, const struct format_spec *spec,
                                 char space[FORMAT_SPACE], size_t *n)
{
    int64_t precision = spec->precision < 0 ? 6 : spec->precision;
    if (precision > INT32_MAX - MORE_THAN_PRECISION) {
        (void)!raise_error(t, &ValueError_type, "precision too big");
        return NULL;
    }
    if (spec->type == '%') {
        d *= 100;
    }
    struct room room = {.text = space, .size = (size_t)precision + MORE_THAN_PRECISION};
    if (2 * room.size > FORMAT_SPACE) {
        struct raw_buffer *buffer = raw_buffer_new_unset(t, 2 * room.size);
        if (buffer == NULL) {
            return NULL;
        }
        room.text = buffer->bytes;
    }
    room.digits = room.text + room.size;
    if (isnan(d) || isinf(d)) {
        bool upper = spec->type == 'E' || spec->type == 'F' || spec->type == 'G';
        strcpy(room.text, isnan(d) ? (upper ? "NAN" : "nan") : upper ? "INF" : "inf");
        *n = 3;
    } else {
        *n = (size_t)print(&room, fabs(d), spec, (int)precision);
    }
    if (spec->type == '%') {
        room.text[(*n)++] = '%';
    }
    return room.text;
}

/* repr(|d|), with a point even before an exponent if `alternate`. */
static const char *repr_digits(double d, bool alternate, char space[FORMAT_SPACE], size_t *n)
{
    *n = double_to_text(fabs(d), space);
    if (alternate && isfinite(d) && memchr(space, '.', *n) == NULL) {
        char *e = memchr(space, 'e', *n);
        memmove(e + 1, e, (size_t)(space + *n - e));
        *e = '.';
        ++*n;
    }
    return space;
}

static bool has_nonzero_digit(const char *digits, size_t n)
{
    for (size_t i = 0; i < n && digits[i] != 'e' && digits[i] != 'E'; i++) {
        if (digits[i] != '0' && digits[i] != '.' && digits[i] != '%') {
            return true;
        }
    }
    return false;
}

bool format_add_float(struct str_builder *b, double d, const struct format_spec *spec)
{
    size_t n;
    char space[FORMAT_SPACE];
    const char *digits = spec->type == 0 && spec->precision < 0
                             ? repr_digits(d, spec->alternate, space, &n)
                             : format_digits(b->t, d, spec, space, &n);
    if (digits == NULL) {
        return false;
    }
    bool is_negative = signbit(d) && !isnan(d);
    if (spec->no_negative_zero && !has_nonzero_digit(digits, n)) {
        is_negative = false;
    }
    size_t whole = 0;
    while (whole < n && ((digits[whole] >= '0' && digits[whole] <= '9') || digits[0] > '9')) {
        whole++;
    }
    whole = digits[0] > '9' && digits[n - 1] == '%' ? whole - 1 : whole;
    struct number_text number = {.sign = format_sign(is_negative, spec),
                                 .prefix = "",
                                 .digits = digits,
                                 .n_digits = whole,
                                 .rest = digits + whole,
                                 .n_rest = n - whole,
                                 .group = 3};
    format_add_number(b, &number, spec);
    gc_keep(digits);
    return true;
}

bool format_to_float(struct str_builder *b, Value v, struct text format)
{
    struct format_spec spec;
    if (!format_spec_parse(b->t, format, v, '>', &spec)) {
        return false;
    }
    if (spec.type != 0 && (spec.type > 127 || strchr("eEfFgGn%", (int)spec.type) == NULL)) {
        return format_raise_unknown(b->t, spec.type, v) != VALUE_ERROR;
    }
    return format_add_float(b, float_to_double(v), &spec);
}

Value format_float(struct thread *t, Value v, Value spec)
{
    if (value_to_str(spec)->length == 0) {
        return float_to_str(t, float_to_double(v));
    }
    struct str_builder b;
    str_builder_init(&b, t);
    return format_to_float(&b, v, text_of(value_to_str(spec))) ? str_builder_finish(&b)
                                                               : VALUE_ERROR;
}
