/* complex numbers as text. */
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "runtime/complex.h"
#include "runtime/format.h"
#include "runtime/int_text.h"
#include "runtime/str.h"

/* repr of a part: without the ".0" of floats. */
static size_t write_part(char *to, double d, bool with_sign)
{
    char text[FLOAT_TEXT_BYTES];
    size_t n = double_to_text(d, text);
    if (n > 2 && memcmp(text + n - 2, ".0", 2) == 0) {
        n -= 2;
    }
    bool plus = with_sign && text[0] != '-';
    *to = '+';
    memcpy(to + plus, text, n);
    return n + plus;
}

Value complex_to_str(struct thread *t, double real, double imaginary)
{
    char text[2 * FLOAT_TEXT_BYTES + 8], *at = text;
    if (real == 0.0 && !signbit(real)) {
        at += write_part(at, imaginary, false);
        *at++ = 'j';
    } else {
        *at++ = '(';
        at += write_part(at, real, false);
        at += write_part(at, imaginary, true);
        *at++ = 'j';
        *at++ = ')';
    }
    return str_from_latin1(t, (const uint8_t *)text, (size_t)(at - text));
}

/* ---- __format__ ---- */

/* One of the parts by the type and precision of `spec`, without width. */
static bool add_part(struct str_builder *b, double d, const struct format_spec *spec,
                     bool with_sign)
{
    struct format_spec part = *spec;
    part.width = 0;
    part.align = 0;
    part.sign = with_sign ? '+' : spec->sign;
    part.type = spec->type == 0 ? 'g' : spec->type;
    if (spec->type == 0 && spec->precision < 0) {
        char text[FLOAT_TEXT_BYTES + 2];
        size_t n = write_part(text, d, with_sign || spec->sign == '+');
        str_builder_add_utf8(b, text, n);
        return true;
    }
    return format_add_float(b, d, &part);
}

static bool check_spec(struct thread *t, const struct format_spec *spec)
{
    if (spec->fill == '0' && spec->align == '=') {
        return raise_false(t, &ValueError_type,
                           "Zero padding is not allowed in complex format specifier");
    }
    return spec->align != '=' ||
           raise_false(t, &ValueError_type,
                       "'=' alignment flag is not allowed in complex format specifier");
}

Value complex_format(struct thread *t, Value v, Value text)
{
    const struct complex_object *o = (const struct complex_object *)v;
    struct format_spec spec;
    if (!format_spec_parse(t, text_of(value_to_str(text)), v, '>', &spec)) {
        return VALUE_ERROR;
    }
    if (spec.type != 0 && strchr("eEfFgGn", (int)spec.type) == NULL) {
        return format_raise_unknown(t, spec.type, v);
    }
    if (!check_spec(t, &spec)) {
        return VALUE_ERROR;
    }
    bool only_imaginary = spec.type == 0 && o->real == 0.0 && !signbit(o->real);
    struct str_builder whole, padded;
    str_builder_init(&whole, t);
    if (!only_imaginary) {
        str_builder_add_cstr(&whole, spec.type == 0 ? "(" : "");
        if (!add_part(&whole, o->real, &spec, false)) {
            return VALUE_ERROR;
        }
    }
    if (!add_part(&whole, o->imaginary, &spec, !only_imaginary)) {
        return VALUE_ERROR;
    }
    str_builder_add_cstr(&whole, spec.type == 0 && !only_imaginary ? "j)" : "j");
    Value made = str_builder_finish(&whole);
    if (made == VALUE_ERROR) {
        return made;
    }
    str_builder_init(&padded, t);
    format_add_text(&padded, made, value_to_str(made)->length, &spec);
    return str_builder_finish(&padded);
}

/* ---- reading ---- */

/* How far a float goes from `from`: to a sign that does not follow an exponent's e, to a j, or to the end. */
static const char *part_end(const char *from, const char *end)
{
    const char *at = from;
    at += at < end && (*at == '+' || *at == '-');
    while (at < end && *at != 'j' && *at != 'J' &&
           !((*at == '+' || *at == '-') && (at[-1] | 0x20) != 'e')) {
        at++;
    }
    return at;
}

/* The factor before j: a bare sign or nothing is 1. */
static bool imaginary_part(const char *from, const char *to, double *d)
{
    size_t n = (size_t)(to - from);
    if (n == 0 || (n == 1 && (*from == '+' || *from == '-'))) {
        *d = n == 1 && *from == '-' ? -1.0 : 1.0;
        return true;
    }
    return float_parse(from, n, d);
}

static bool parse(const char *from, const char *end, double *real, double *imaginary)
{
    const char *to = part_end(from, end);
    if (to == end) {
        return float_parse(from, (size_t)(to - from), real);
    }
    if (*to == 'j' || *to == 'J') {
        return to + 1 == end && imaginary_part(from, to, imaginary);
    }
    if (!float_parse(from, (size_t)(to - from), real)) {
        return false;
    }
    const char *second = to;
    to = part_end(second, end);
    return to + 1 == end && (*to == 'j' || *to == 'J') && imaginary_part(second, to, imaginary);
}

static void skip_spaces(const char **from, const char **end)
{
    while (*from < *end && isspace((unsigned char)**from)) {
        ++*from;
    }
    while (*end > *from && isspace((unsigned char)(*end)[-1])) {
        --*end;
    }
}

/* Is each underscore between digits? */
static bool underscores_are_right(const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (text[i] == '_' && (i == 0 || !isdigit((unsigned char)text[i - 1]) ||
                               !isdigit((unsigned char)text[i + 1]))) {
            return false;
        }
    }
    return true;
}

Value complex_from_str(struct thread *t, Value text)
{
    size_t n;
    const char *ascii = number_text(t, text, &n);
    if (ascii == NULL) {
        return VALUE_ERROR;
    }
    if (!underscores_are_right(ascii, n)) {
        return raise_error(t, &ValueError_type, "could not convert string to complex: %R", text);
    }
    const char *from = ascii, *end = ascii + n;
    skip_spaces(&from, &end);
    if (end - from >= 2 && *from == '(' && end[-1] == ')') {
        from++;
        end--;
        skip_spaces(&from, &end);
    }
    double real = 0.0, imaginary = 0.0;
    bool parsed = parse(from, end, &real, &imaginary);
    gc_keep(ascii);
    return parsed ? complex_new(t, real, imaginary)
                  : raise_error(t, &ValueError_type, "complex() arg is a malformed string");
}
