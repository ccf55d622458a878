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

/* The specification as characters of one width; both ends may be asked for, beyond is 0. */
struct cursor {
    const uint32_t *at, *end;
};

static ALWAYS_INLINE uint32_t peek(const struct cursor *c)
{
    return c->at < c->end ? *c->at : 0;
}

static ALWAYS_INLINE bool skip(struct cursor *c, uint32_t wanted)
{
    bool found = c->at < c->end && *c->at == wanted;
    c->at += found;
    return found;
}

static bool is_align(uint32_t c)
{
    return c == '<' || c == '>' || c == '=' || c == '^';
}

static ALWAYS_INLINE int digit_value(uint32_t c)
{
    return c < 128 ? (c >= '0' && c <= '9' ? (int)(c - '0') : -1) : unicode_decimal(c);
}

/* false: an exception is pending. *n stays if there are no digits. */
static bool parse_digits(struct thread *t, struct cursor *c, int64_t *n)
{
    int64_t value = 0;
    const uint32_t *start = c->at;
    for (int digit; c->at < c->end && (digit = digit_value(*c->at)) >= 0; c->at++) {
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

/* Returns whether a fill character is given. */
static bool parse_fill_and_align(struct cursor *c, struct format_spec *out)
{
    if (c->end - c->at >= 2 && is_align(c->at[1])) {
        out->fill = c->at[0];
        out->align = (char)c->at[1];
        c->at += 2;
        return true;
    }
    if (is_align(peek(c))) {
        out->align = (char)*c->at++;
    }
    return false;
}

static void parse_flags(struct cursor *c, bool has_fill, char default_align,
                        struct format_spec *out)
{
    uint32_t sign = peek(c);
    if (sign == '+' || sign == '-' || sign == ' ') {
        out->sign = (char)sign;
        c->at++;
    }
    out->no_negative_zero = skip(c, 'z');
    out->alternate = skip(c, '#');
    if (!has_fill && peek(c) == '0') {
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
    if (peek(c) == ',' && out->grouping == '_') {
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

static bool parse(struct thread *t, struct cursor *c, struct text spec, Value v, char default_align,
                  struct format_spec *out)
{
    *out = (struct format_spec){.fill = ' ', .precision = -1};
    bool has_fill = parse_fill_and_align(c, out);
    parse_flags(c, has_fill, default_align, out);
    if (!parse_digits(t, c, &out->width) || !parse_grouping(t, c, out) ||
        !parse_precision(t, c, out)) {
        return false;
    }
    if (c->end - c->at > 1) {
        Value text = str_from_characters(t, spec.kind, spec.characters, spec.length);
        return text != VALUE_ERROR &&
               raise_false(t, &ValueError_type,
                           "Invalid format specifier '%V' for object of type '%T'", text, v);
    }
    if (c->at < c->end) {
        out->type = *c->at;
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

bool format_spec_parse(struct thread *t, struct text spec, Value v, char default_align,
                       struct format_spec *out)
{
    uint32_t few[16], *characters = few;
    struct raw_buffer *many = NULL;
    if (spec.length > COUNT_OF(few)) {
        many = raw_buffer_new(t, spec.length * sizeof *characters);
        if (many == NULL) {
            return false;
        }
        characters = (uint32_t *)(void *)many->bytes;
    }
    for (size_t i = 0; i < spec.length; i++) {
        characters[i] = text_at(spec, i);
    }
    struct cursor c = {characters, characters + spec.length};
    bool parsed = parse(t, &c, spec, v, default_align, out);
    gc_keep(many);
    return parsed;
}
