/* Parsing a format specification. */
#include "runtime/format.h"
#include "runtime/str_search.h"
#include "runtime/unicode.h"

COLD Value format_raise_unknown(struct thread *t, uint32_t code, Value v)
{
    if (code > 32 && code < 128) {
        return raise_error(t, &ValueError_type, "Unknown format code '%c' for object of type '%T'",
                           (int)code, v);
    }
    return raise_error(t, &ValueError_type, "Unknown format code '\\x%x' for object of type '%T'",
                       (int)code, v);
}

struct cursor {
    struct text text;
    size_t at;
};

static uint32_t peek(const struct cursor *c, size_t ahead)
{
    return c->at + ahead < c->text.length ? text_at(c->text, c->at + ahead) : 0;
}

static bool skip(struct cursor *c, uint32_t wanted)
{
    bool found = c->at < c->text.length && peek(c, 0) == wanted;
    c->at += found;
    return found;
}

static bool is_align(uint32_t c)
{
    return c == '<' || c == '>' || c == '=' || c == '^';
}

/* false: an exception is pending. *n stays if there are no digits. */
static bool parse_digits(struct thread *t, struct cursor *c, int64_t *n)
{
    int64_t value = 0;
    size_t start = c->at;
    for (int digit; c->at < c->text.length && (digit = unicode_decimal(peek(c, 0))) >= 0; c->at++) {
        if (value > (INT64_MAX - digit) / 10) {
            return raise_false(t, &ValueError_type, "Too many decimal digits in format string");
        }
        value = value * 10 + digit;
    }
    if (c->at > start) {
        *n = value;
    }
    return true;
}

static void parse_fill_and_align(struct cursor *c, struct format_spec *out)
{
    if (c->text.length >= 2 && is_align(peek(c, 1))) {
        out->fill = peek(c, 0);
        out->align = (char)peek(c, 1);
        c->at = 2;
    } else if (is_align(peek(c, 0))) {
        out->align = (char)peek(c, 0);
        c->at = 1;
    }
}

static void parse_flags(struct cursor *c, bool has_fill, char default_align,
                        struct format_spec *out)
{
    uint32_t sign = peek(c, 0);
    if (sign == '+' || sign == '-' || sign == ' ') {
        out->sign = (char)sign;
        c->at++;
    }
    out->no_negative_zero = skip(c, 'z');
    out->alternate = skip(c, '#');
    if (!has_fill && peek(c, 0) == '0') {
        out->fill = '0';
        if (out->align == 0 && default_align == '>') {
            out->align = '=';
        }
        c->at++;
    }
}

static bool parse_grouping(struct thread *t, struct cursor *c, struct format_spec *out)
{
    if (skip(c, ',')) {
        out->grouping = ',';
    }
    if (skip(c, '_')) {
        if (out->grouping != 0) {
            return raise_false(t, &ValueError_type, "Cannot specify both ',' and '_'.");
        }
        out->grouping = '_';
    }
    if (peek(c, 0) == ',' && out->grouping == '_') {
        return raise_false(t, &ValueError_type, "Cannot specify both ',' and '_'.");
    }
    return true;
}

static bool parse_precision(struct thread *t, struct cursor *c, struct format_spec *out)
{
    if (!skip(c, '.')) {
        return true;
    }
    if (!parse_digits(t, c, &out->precision)) {
        return false;
    }
    return out->precision >= 0 ||
           raise_false(t, &ValueError_type, "Format specifier missing precision");
}

static bool check_grouping(struct thread *t, const struct format_spec *spec)
{
    if (spec->grouping == 0 ||
        (spec->type != 0 && strchr("defgEG%F", (int)spec->type) != NULL && spec->type < 128) ||
        spec->type == 0) {
        return true;
    }
    if (spec->grouping == '_' && spec->type < 128 && strchr("boxX", (int)spec->type) != NULL) {
        return true;
    }
    if (spec->type > 32 && spec->type < 128) {
        return raise_false(t, &ValueError_type, "Cannot specify '%c' with '%c'.", spec->grouping,
                           (int)spec->type);
    }
    return raise_false(t, &ValueError_type, "Cannot specify '%c' with '\\x%x'.", spec->grouping,
                       (int)spec->type);
}

bool format_spec_parse(struct thread *t, Value spec, Value v, char default_align,
                       struct format_spec *out)
{
    struct cursor c = {text_of(value_to_str(spec)), 0};
    *out = (struct format_spec){.fill = ' ', .precision = -1};
    parse_fill_and_align(&c, out);
    parse_flags(&c, c.at == 2, default_align, out);
    if (!parse_digits(t, &c, &out->width) || !parse_grouping(t, &c, out) ||
        !parse_precision(t, &c, out)) {
        return false;
    }
    size_t left = c.text.length - c.at;
    if (left > 1) {
        return raise_false(t, &ValueError_type,
                           "Invalid format specifier '%V' for object of type '%T'", spec, v);
    }
    if (left == 1) {
        out->type = peek(&c, 0);
        if (out->type == 0) {
            format_raise_unknown(t, 0, v);
            return false;
        }
    }
    if (out->align == 0) {
        out->align = default_align;
    }
    /* A string's type is 's' even where it is not said. */
    if (out->type == 0 && default_align == '<' && out->grouping != 0) {
        return raise_false(t, &ValueError_type, "Cannot specify '%c' with 's'.", out->grouping);
    }
    return check_grouping(t, out);
}
