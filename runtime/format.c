/* Formatting str and int by a parsed specification, and the layout of numbers. */
#include "runtime/format.h"

#include "runtime/abstract.h"
#include "runtime/int.h"
#include "runtime/int_text.h"
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

/* `n` digits, zeros in front included, with separators. */
static void add_digits(struct str_builder *b, const struct number_text *number, char separator,
                       size_t n)
{
    size_t zeros = n - number->n_digits;
    if (separator == 0) {
        str_builder_add_repeated(b, '0', zeros);
        str_builder_add_ascii(b, number->digits, number->n_digits);
        return;
    }
    if (!str_builder_reserve(b, 1, n + n / number->group)) { /* or the loop might not end */
        return;
    }
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && (n - i) % number->group == 0) {
            str_builder_add_code_point(b, (uint8_t)separator);
        }
        str_builder_add_code_point(b, i < zeros ? '0' : (uint8_t)number->digits[i - zeros]);
    }
}

/* What is neither grouped nor padded with zeros, in one piece. */
static void add_plain_number(struct str_builder *b, const struct number_text *number)
{
    size_t n = (number->sign != 0) + number->n_digits + number->n_rest;
    char *to = number->prefix[0] == 0 ? str_builder_claim_ascii(b, n) : NULL;
    if (to != NULL) {
        if (number->sign != 0) {
            *to++ = number->sign;
        }
        copy_short(to, number->digits, number->n_digits);
        copy_short(to + number->n_digits, number->rest, number->n_rest);
        return;
    }
    str_builder_add_ascii(b, &number->sign, number->sign != 0);
    str_builder_add_ascii(b, number->prefix, strlen(number->prefix));
    str_builder_add_ascii(b, number->digits, number->n_digits);
    str_builder_add_ascii(b, number->rest, number->n_rest);
}

static void add_number_inside(struct str_builder *b, const struct number_text *number,
                              const struct format_spec *spec, char separator, size_t n_digits,
                              size_t n_fill)
{
    if (spec->align != '=' && n_digits == number->n_digits && separator == 0) {
        add_plain_number(b, number);
        return;
    }
    str_builder_add_ascii(b, &number->sign, number->sign != 0);
    str_builder_add_ascii(b, number->prefix, strlen(number->prefix));
    if (spec->align == '=') {
        str_builder_add_repeated(b, spec->fill, n_fill);
    }
    add_digits(b, number, separator, n_digits);
    str_builder_add_ascii(b, number->rest, number->n_rest);
}

void format_add_number(struct str_builder *b, const struct number_text *number,
                       const struct format_spec *spec)
{
    if (spec->width <= 0 && spec->grouping == 0) {
        add_plain_number(b, number);
        return;
    }
    size_t left, right, n = number->n_digits, width = 0;
    size_t around = (number->sign != 0) + strlen(number->prefix) + number->n_rest;
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
    add_number_inside(b, number, spec, separator, n, left);
    str_builder_add_repeated(b, spec->fill, right);
}

char format_sign(bool is_negative, const struct format_spec *spec)
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

bool format_to_str(struct str_builder *b, Value v, struct text format)
{
    struct format_spec spec;
    if (!format_spec_parse(b->t, format, v, '<', &spec) || !check_str_spec(b->t, v, &spec)) {
        return false;
    }
    uint64_t n = value_to_str(v)->length;
    n = spec.precision >= 0 && (uint64_t)spec.precision < n ? (uint64_t)spec.precision : n;
    format_add_text(b, v, n, &spec);
    return true;
}

Value format_str(struct thread *t, Value v, Value spec)
{
    if (value_to_str(spec)->length == 0) {
        return object_str(t, v);
    }
    struct str_builder b;
    str_builder_init(&b, t);
    return format_to_str(&b, v, text_of(value_to_str(spec))) ? str_builder_finish(&b) : VALUE_ERROR;
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

enum { INT_SPACE = 1 + DECIMAL_BYTES };

/* The digits of `v`, ASCII, in upper case for 'X'; maybe in `space`. */
static const char *int_digits(struct thread *t, Value v, uint32_t type, char space[INT_SPACE],
                              size_t *n)
{
    if (value_is_small_int(v) && base_of(type) == 10) {
        int64_t small = value_to_small_int(v);
        char *end = space + INT_SPACE;
        char *start = decimal_before(end, small < 0 ? -(uint64_t)small : (uint64_t)small);
        if (small < 0) {
            *--start = '-';
        }
        *n = (size_t)(end - start);
        return start;
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
    char space[INT_SPACE];
    const char *digits = int_digits(b->t, v, spec->type, space, &n);
    if (digits == NULL) {
        return false;
    }
    bool is_negative = digits[0] == '-';
    bool has_prefix = spec->alternate && base_of(spec->type) != 10;
    struct number_text number = {.sign = format_sign(is_negative, spec),
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

bool format_to_int(struct str_builder *b, Value v, struct text format)
{
    struct format_spec spec;
    return format_spec_parse(b->t, format, v, '>', &spec) && format_int_as(b, v, &spec);
}

Value format_int(struct thread *t, Value v, Value spec)
{
    if (value_to_str(spec)->length == 0) {
        return int_to_str(t, v, 10);
    }
    struct str_builder b;
    str_builder_init(&b, t);
    return format_to_int(&b, v, text_of(value_to_str(spec))) ? str_builder_finish(&b) : VALUE_ERROR;
}
