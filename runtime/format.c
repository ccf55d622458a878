/* Formatting str, int and float by a parsed specification. */
#include "runtime/format.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "runtime/abstract.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/str_builder.h"
#include "runtime/str_internal.h"
#include "runtime/unicode.h"

/* ---- layout ---- */

static void split_padding(const struct format_spec *spec, uint64_t n, size_t *left, size_t *right)
{
    size_t missing = spec->width > 0 && (uint64_t)spec->width > n ? (size_t)spec->width - n : 0;
    *left = spec->align == '<' ? 0 : spec->align == '^' ? missing / 2 : missing;
    *right = missing - *left;
}

void format_add_text(struct str_builder *b, Value s, uint64_t n, const struct format_spec *spec)
{
    size_t left, right;
    split_padding(spec, n, &left, &right);
    str_builder_add_repeated(b, spec->fill, left);
    str_builder_add_slice(b, s, 0, n);
    str_builder_add_repeated(b, spec->fill, right);
}

/* How many digits, zeros in front included, so that with their separators they take at least `width` columns. */
static size_t grouped_digits(size_t n_digits, unsigned group, char separator, size_t width)
{
    size_t n = n_digits;
    if (separator == 0) {
        return width > n ? width : n;
    }
    size_t estimate = width / (group + 1) * group;
    n = estimate > n ? estimate : n;
    while (n + (n - 1) / group < width) {
        n++;
    }
    return n;
}

static void add_digits(struct str_builder *b, const struct number_text *number, char separator,
                       size_t n)
{
    size_t zeros = n - number->n_digits;
    if (separator == 0) {
        str_builder_add_repeated(b, '0', zeros);
        str_builder_add_ascii(b, number->digits, number->n_digits);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && (n - i) % number->group == 0) {
            str_builder_add_code_point(b, (uint8_t)separator);
        }
        str_builder_add_code_point(b, i < zeros ? '0' : (uint8_t)number->digits[i - zeros]);
    }
}

void format_add_number(struct str_builder *b, const struct number_text *number,
                       const struct format_spec *spec)
{
    size_t n_prefix = strlen(number->prefix), left, right, n = number->n_digits;
    size_t around = (number->sign != 0) + n_prefix + number->n_rest, width = 0;
    if (spec->align == '=' && spec->fill == '0' && spec->width > (int64_t)around) {
        width = (size_t)spec->width - around;
    }
    bool is_number = n > 0 && number->digits[0] >= '0' && number->digits[0] <= '9';
    char separator = is_number || number->group == 4 ? spec->grouping : 0;
    n = grouped_digits(n, number->group, separator, width);
    size_t total = around + n + (separator != 0 && n > 0 ? (n - 1) / number->group : 0);
    split_padding(spec, total, &left, &right);
    if (spec->align != '=') {
        str_builder_add_repeated(b, spec->fill, left);
    }
    if (number->sign != 0) {
        str_builder_add_code_point(b, (uint8_t)number->sign);
    }
    str_builder_add_ascii(b, number->prefix, n_prefix);
    if (spec->align == '=') {
        str_builder_add_repeated(b, spec->fill, left);
    }
    add_digits(b, number, separator, n);
    str_builder_add_ascii(b, number->rest, number->n_rest);
    str_builder_add_repeated(b, spec->fill, right);
}

static char sign_of(bool is_negative, const struct format_spec *spec)
{
    return is_negative ? '-' : spec->sign == '+' || spec->sign == ' ' ? spec->sign : 0;
}

/* ---- str ---- */

static bool check_str_spec(struct thread *t, Value v, const struct format_spec *spec)
{
    if (spec->type != 0 && spec->type != 's') {
        return format_raise_unknown(t, spec->type, v) != VALUE_ERROR;
    }
    if (spec->sign != 0) {
        return raise_false(t, &ValueError_type,
                           spec->sign == ' ' ? "Space not allowed in string format specifier"
                                             : "Sign not allowed in string format specifier");
    }
    if (spec->no_negative_zero) {
        return raise_false(t, &ValueError_type,
                           "Negative zero coercion (z) not allowed in string format specifier");
    }
    if (spec->alternate) {
        return raise_false(t, &ValueError_type,
                           "Alternate form (#) not allowed in string format specifier");
    }
    if (spec->align == '=') {
        return raise_false(t, &ValueError_type,
                           "'=' alignment not allowed in string format specifier");
    }
    return true;
}

Value format_str(struct thread *t, Value v, Value format)
{
    struct format_spec spec;
    if (value_to_str(format)->length == 0) {
        return object_str(t, v);
    }
    if (!format_spec_parse(t, format, v, '<', &spec) || !check_str_spec(t, v, &spec)) {
        return VALUE_ERROR;
    }
    uint64_t n = value_to_str(v)->length;
    struct str_builder b;
    str_builder_init(&b, t);
    format_add_text(
        &b, v, spec.precision >= 0 && (uint64_t)spec.precision < n ? (uint64_t)spec.precision : n,
        &spec);
    return str_builder_finish(&b);
}

/* ---- int ---- */

static bool add_int_character(struct str_builder *b, Value v, const struct format_spec *spec)
{
    int64_t c;
    if (spec->sign != 0) {
        return raise_false(b->t, &ValueError_type,
                           "Sign not allowed with integer format specifier 'c'");
    }
    if (spec->alternate) {
        return raise_false(b->t, &ValueError_type,
                           "Alternate form (#) not allowed with integer format specifier 'c'");
    }
    if (!int_to_int64(v, &c)) {
        return raise_false(b->t, &OverflowError_type, "Python int too large to convert to C long");
    }
    if (c < 0 || c > UNICODE_MAX) {
        return raise_false(b->t, &OverflowError_type, "%%c arg not in range(0x110000)");
    }
    Value s = str_from_code_point(b->t, (uint32_t)c);
    if (s == VALUE_ERROR) {
        return false;
    }
    format_add_text(b, s, 1, spec);
    return true;
}

static int base_of(uint32_t type)
{
    return type == 'b' ? 2 : type == 'o' ? 8 : type == 'x' || type == 'X' ? 16 : 10;
}

/* A small int in base 10, with its sign, at the end of buffer[24]. */
static const char *small_digits(int64_t v, char *buffer, size_t *n)
{
    char *end = buffer + 24, *at = end;
    uint64_t rest = v < 0 ? -(uint64_t)v : (uint64_t)v;
    do {
        *--at = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (v < 0) {
        *--at = '-';
    }
    *n = (size_t)(end - at);
    return at;
}

/* The digits of `v`, ASCII, in upper case for 'X'; maybe in `buffer`. */
static const char *int_digits(struct thread *t, Value v, uint32_t type, char *buffer, size_t *n)
{
    if (value_is_small_int(v) && base_of(type) == 10) {
        return small_digits(value_to_small_int(v), buffer, n);
    }
    Value text = int_to_str(t, v, base_of(type));
    const char *digits = text == VALUE_ERROR ? NULL : str_to_utf8(t, text, n);
    for (char *c = (char *)(uintptr_t)digits; digits != NULL && type == 'X' && *c != '\0'; c++) {
        *c = *c >= 'a' && *c <= 'f' ? (char)(*c - 32) : *c;
    }
    return digits;
}

bool format_add_int(struct str_builder *b, Value v, const struct format_spec *spec)
{
    static const char *const prefixes[] = {['b'] = "0b", ['o'] = "0o", ['x'] = "0x", ['X'] = "0X"};
    if (spec->type == 'c') {
        return add_int_character(b, v, spec);
    }
    size_t n;
    char buffer[24];
    const char *digits = int_digits(b->t, v, spec->type, buffer, &n);
    if (digits == NULL) {
        return false;
    }
    bool is_negative = digits[0] == '-';
    bool has_prefix = spec->alternate && base_of(spec->type) != 10;
    struct number_text number = {.sign = sign_of(is_negative, spec),
                                 .prefix = has_prefix ? prefixes[spec->type] : "",
                                 .digits = digits + is_negative,
                                 .n_digits = n - is_negative,
                                 .rest = "",
                                 .group = base_of(spec->type) == 10 ? 3 : 4};
    format_add_number(b, &number, spec);
    gc_keep(digits);
    return true;
}

static bool check_int_spec(struct thread *t, const struct format_spec *spec)
{
    if (spec->precision >= 0) {
        return raise_false(t, &ValueError_type,
                           "Precision not allowed in integer format specifier");
    }
    return !spec->no_negative_zero ||
           raise_false(t, &ValueError_type,
                       "Negative zero coercion (z) not allowed in integer format specifier");
}

static bool format_int_as(struct str_builder *b, Value v, const struct format_spec *spec)
{
    double d;
    switch (spec->type) {
    case 0:
    case 'd':
    case 'n':
    case 'b':
    case 'o':
    case 'x':
    case 'X':
    case 'c':
        return check_int_spec(b->t, spec) && format_add_int(b, v, spec);
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
    case '%':
        return int_to_double(b->t, v, &d) && format_add_float(b, d, spec);
    default:
        return format_raise_unknown(b->t, spec->type, v) != VALUE_ERROR;
    }
}

Value format_int(struct thread *t, Value v, Value format)
{
    struct format_spec spec;
    if (value_to_str(format)->length == 0) {
        return int_to_str(t, v, 10);
    }
    if (!format_spec_parse(t, format, v, '>', &spec)) {
        return VALUE_ERROR;
    }
    struct str_builder b;
    str_builder_init(&b, t);
    return format_int_as(&b, v, &spec) ? str_builder_finish(&b) : VALUE_ERROR;
}

/* ---- float ---- */

/* As %g, but with one digit behind the point at least, and the exponent from one digit earlier on. */
static int print_short(char *text, size_t size, double d, int precision, bool alternate)
{
    precision = precision == 0 ? 1 : precision;
    int n = snprintf(text, size, "%.*e", precision - 1, d);
    const char *e = memchr(text, 'e', (size_t)n);
    int point = atoi(e + 1) + 1;
    bool is_fixed = point > -4 && point <= precision - 1;
    if (alternate) {
        return is_fixed ? snprintf(text, size, "%#.*g", precision, d)
                        : snprintf(text, size, "%#.*e", precision - 1, d);
    }
    if (is_fixed) {
        n = snprintf(text, size, "%.*g", precision, d);
        return memchr(text, '.', (size_t)n) == NULL ? n + (int)(stpcpy(text + n, ".0") - (text + n))
                                                    : n;
    }
    const char *end = e;
    if (memchr(text, '.', (size_t)(e - text)) != NULL) {
        while (end[-1] == '0') {
            end--;
        }
        end -= end[-1] == '.';
    }
    size_t n_exponent = (size_t)(text + n - e);
    memmove(text + (end - text), e, n_exponent + 1);
    return (int)((end - text) + (ptrdiff_t)n_exponent);
}

static int print(char *text, size_t size, double d, const struct format_spec *spec, int precision)
{
    char format[] = "%#.*e";
    switch (spec->type) {
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
        format[4] = (char)spec->type;
        break;
    case 'n':
        format[4] = 'g';
        break;
    case '%':
        format[4] = 'f';
        break;
    default:
        return print_short(text, size, d, precision, spec->alternate);
    }
    if (spec->alternate) {
        return snprintf(text, size, format, precision, d);
    }
    memmove(format + 1, format + 2, sizeof format - 2);
    return snprintf(text, size, format, precision, d);
}

const char *format_digits(struct thread *t, double d, const struct format_spec *spec,
                          char space[FORMAT_SPACE], size_t *n)
{
    int64_t precision = spec->precision < 0 ? 6 : spec->precision;
    if (precision > INT32_MAX - 400) {
        (void)!raise_error(t, &ValueError_type, "precision too big");
        return NULL;
    }
    if (spec->type == '%') {
        d *= 100;
    }
    char *text = space;
    size_t size = (size_t)precision + 400;
    if (size > FORMAT_SPACE) {
        struct raw_buffer *buffer = raw_buffer_new(t, size);
        if (buffer == NULL) {
            return NULL;
        }
        text = buffer->bytes;
    }
    if (isnan(d) || isinf(d)) {
        bool upper = spec->type == 'E' || spec->type == 'F' || spec->type == 'G';
        strcpy(text, isnan(d) ? (upper ? "NAN" : "nan") : upper ? "INF" : "inf");
        *n = 3;
    } else {
        *n = (size_t)print(text, size - 1, fabs(d), spec, (int)precision);
    }
    if (spec->type == '%') {
        text[(*n)++] = '%';
    }
    return text;
}

/* repr(|d|), with a point even before an exponent if `alternate`. */
static const char *repr_digits(struct thread *t, double d, bool alternate, size_t *n)
{
    Value text = float_to_str(t, fabs(d));
    if (text == VALUE_ERROR) {
        return NULL;
    }
    const char *digits = str_to_utf8(t, text, n);
    if (digits == NULL || !alternate || strpbrk(digits, ".ni") != NULL) {
        return digits;
    }
    struct str_builder b;
    str_builder_init(&b, t);
    size_t mantissa = strcspn(digits, "e");
    str_builder_add_ascii(&b, digits, mantissa);
    str_builder_add_ascii(&b, ".", 1);
    str_builder_add_ascii(&b, digits + mantissa, *n - mantissa);
    text = str_builder_finish(&b);
    return text == VALUE_ERROR ? NULL : str_to_utf8(t, text, n);
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
                             ? repr_digits(b->t, d, spec->alternate, &n)
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
    struct number_text number = {.sign = sign_of(is_negative, spec),
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

Value format_float(struct thread *t, double d, Value format)
{
    struct format_spec spec;
    if (value_to_str(format)->length == 0) {
        return float_to_str(t, d);
    }
    Value v = float_from_double(t, d);
    if (v == VALUE_ERROR || !format_spec_parse(t, format, v, '>', &spec)) {
        return VALUE_ERROR;
    }
    if (spec.type != 0 && (spec.type > 127 || strchr("eEfFgGn%", (int)spec.type) == NULL)) {
        return format_raise_unknown(t, spec.type, v);
    }
    struct str_builder b;
    str_builder_init(&b, t);
    return format_add_float(&b, d, &spec) ? str_builder_finish(&b) : VALUE_ERROR;
}
