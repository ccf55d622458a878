/* The % operator of str and bytes. Bytes are formatted as the Latin-1 text that they are. */
#include "runtime/abstract.h"
#include "runtime/bytes_methods.h"
#include "runtime/call.h"
#include "runtime/format.h"
#include "runtime/int.h"
#include "runtime/str_builder.h"
#include "runtime/tuple.h"

struct percent {
    struct thread *t;
    struct str_builder b;
    struct text format;
    Value format_value;
    size_t at;       /* the next character of the format */
    Value arguments; /* a tuple, or what was given */
    int64_t n_left;  /* arguments not used yet */
    int64_t next;
    bool has_mapping; /* arguments may be asked by key */
    bool is_bytes;
};

/* One conversion specifier. */
struct conversion {
    Value key;     /* UNBOUND: takes the next argument */
    bool is_plain; /* nothing but the type */
    bool left, plus, blank, alternate, zero;
    int64_t width, precision; /* -1: none */
    uint32_t type;
};

static Value next_argument(struct percent *p)
{
    if (p->n_left == 0) {
        return raise_error(p->t, &TypeError_type, "not enough arguments for format string");
    }
    p->n_left--;
    return value_is_tuple(p->arguments) ? value_to_tuple(p->arguments)->items[p->next++]
                                        : p->arguments;
}

/* ---- parsing ---- */

static bool at_end(struct percent *p)
{
    return p->at >= p->format.length &&
           raise_false(p->t, &ValueError_type, "incomplete format") == false;
}

static bool parse_key(struct percent *p, struct conversion *c)
{
    if (text_at(p->format, p->at) != '(') {
        return true;
    }
    if (!p->has_mapping) {
        return raise_false(p->t, &TypeError_type, "format requires a mapping");
    }
    size_t from = ++p->at;
    for (int depth = 1; p->at < p->format.length; p->at++) {
        uint32_t character = text_at(p->format, p->at);
        depth += character == '(' ? 1 : character == ')' ? -1 : 0;
        if (depth == 0) {
            c->key = p->is_bytes
                         ? bytes_new(p->t, (const char *)p->format.characters + from, p->at - from)
                         : str_slice(p->t, p->format_value, (int64_t)from, (int64_t)p->at);
            p->at++;
            return c->key != VALUE_ERROR;
        }
    }
    return raise_false(p->t, &ValueError_type, "incomplete format key");
}

static void parse_flags(struct percent *p, struct conversion *c)
{
    for (; p->at < p->format.length; p->at++) {
        switch (text_at(p->format, p->at)) {
        case '-':
            c->left = true;
            break;
        case '+':
            c->plus = true;
            break;
        case ' ':
            c->blank = true;
            break;
        case '#':
            c->alternate = true;
            break;
        case '0':
            c->zero = true;
            break;
        default:
            return;
        }
    }
}

/* Digits, or a * that takes an argument. */
static bool parse_number(struct percent *p, int64_t *n, const char *message, const char *c_type)
{
    if (p->at < p->format.length && text_at(p->format, p->at) == '*') {
        p->at++;
        Value v = next_argument(p);
        if (v == VALUE_ERROR) {
            return false;
        }
        if (!value_is_int(v)) {
            return raise_false(p->t, &TypeError_type, "* wants int");
        }
        bool is_int = strcmp(c_type, "int") == 0;
        bool fits = int_to_int64(v, n) && (!is_int || (*n >= INT32_MIN && *n <= INT32_MAX));
        return fits || raise_false(p->t, &OverflowError_type,
                                   "Python int too large to convert to C %s", c_type);
    }
    for (; p->at < p->format.length; p->at++) {
        uint32_t c = text_at(p->format, p->at);
        if (c < '0' || c > '9') {
            return true;
        }
        if (*n > INT32_MAX / 10) {
            return raise_false(p->t, &ValueError_type, "%s", message);
        }
        *n = (*n < 0 ? 0 : *n) * 10 + c - '0';
    }
    return true;
}

static bool parse_width_and_precision(struct percent *p, struct conversion *c)
{
    if (!parse_number(p, &c->width, "width too big", "ssize_t")) {
        return false;
    }
    if (c->width < -1) {
        c->left = true;
        c->width = c->width == INT64_MIN ? 0 : -c->width; /* which nothing is the opposite of */
    }
    if (p->at < p->format.length && text_at(p->format, p->at) == '.') {
        p->at++;
        c->precision = 0;
        if (!parse_number(p, &c->precision, "precision too big", "int")) {
            return false;
        }
        c->precision = c->precision < 0 ? 0 : c->precision;
    }
    return true;
}

static bool parse_conversion(struct percent *p, struct conversion *c)
{
    *c = (struct conversion){.width = -1, .precision = -1};
    if (at_end(p)) {
        return false;
    }
    c->type = text_at(p->format, p->at);
    if (c->type == 's' || c->type == 'd' || c->type == 'r') {
        c->is_plain = true;
        p->at++;
        return true;
    }
    if (!parse_key(p, c)) {
        return false;
    }
    parse_flags(p, c);
    if (!parse_width_and_precision(p, c)) {
        return false;
    }
    if (p->at < p->format.length) {
        uint32_t size = text_at(p->format, p->at);
        p->at += size == 'h' || size == 'l' || size == 'L';
    }
    if (at_end(p)) {
        return false;
    }
    c->type = text_at(p->format, p->at++);
    return true;
}

/* ---- conversions ---- */

static struct format_spec spec_of(const struct conversion *c, bool is_number)
{
    bool zero = c->zero && is_number && !c->left;
    return (struct format_spec){.fill = zero ? '0' : ' ',
                                .align = zero      ? '='
                                         : c->left ? '<'
                                                   : '>',
                                .sign = c->plus    ? '+'
                                        : c->blank ? ' '
                                                   : 0,
                                .alternate = c->alternate,
                                .width = c->width,
                                .precision = c->precision,
                                .type = c->type == 'i' || c->type == 'u' ? 'd' : c->type};
}

static bool add_text(struct percent *p, Value text, const struct conversion *c)
{
    if (text == VALUE_ERROR) {
        return false;
    }
    struct format_spec spec = spec_of(c, false);
    uint64_t n = value_to_str(text)->length;
    n = c->precision >= 0 && (uint64_t)c->precision < n && c->type != 'c' ? (uint64_t)c->precision
                                                                          : n;
    format_add_text(&p->b, text, n, &spec);
    return true;
}

/* What the number conversions read: an int, by __index__ for o, x, X and by __int__ for the others. */
static Value to_int(struct percent *p, Value v, uint32_t type)
{
    bool by_index = type == 'x' || type == 'X' || type == 'o';
    if (value_is_int(v)) {
        return v;
    }
    const struct type *of = value_type(v);
    Value result = VALUE_ERROR;
    if (by_index ? of->unary[UNARY_INDEX] != NULL
                 : of->unary[UNARY_INT] != NULL || of->unary[UNARY_INDEX] != NULL) {
        result = by_index || of->unary[UNARY_INT] == NULL ? number_index(p->t, v)
                                                          : number_unary(p->t, UNARY_INT, v);
        if (result != VALUE_ERROR || !error_matches(p->t, &TypeError_type)) {
            return result;
        }
        error_clear(p->t);
    }
    type = p->is_bytes && type == 'i' ? 'd' : type;
    return raise_error(p->t, &TypeError_type, "%%%c format: %s is required, not %T", (int)type,
                       by_index ? "an integer" : "a real number", v);
}

/* A precision is the least number of digits. */
static bool add_int_with_precision(struct percent *p, Value v, struct format_spec *spec,
                                   int64_t precision)
{
    static const char *const prefixes[] = {['o'] = "0o", ['x'] = "0x", ['X'] = "0X"};
    struct format_spec plain = {.fill = '0', .align = '=', .type = spec->type, .width = precision};
    bool is_negative = int_sign(v) < 0;
    plain.width += is_negative;
    struct str_builder digits;
    str_builder_init(&digits, p->t);
    if (!format_add_int(&digits, v, &plain)) {
        return false;
    }
    Value text = str_builder_finish(&digits);
    if (text == VALUE_ERROR) {
        return false;
    }
    const struct str *s = value_to_str(text);
    struct number_text number = {
        .sign = is_negative ? '-' : spec->sign,
        .prefix = spec->alternate && spec->type != 'd' ? prefixes[spec->type] : "",
        .digits = (const char *)s->characters + is_negative,
        .n_digits = s->length - is_negative,
        .rest = "",
        .group = 3};
    format_add_number(&p->b, &number, spec);
    gc_keep(s);
    return true;
}

static bool add_int(struct percent *p, Value v, const struct conversion *c)
{
    struct format_spec spec = spec_of(c, true);
    spec.precision = -1;
    v = to_int(p, v, c->type);
    if (v == VALUE_ERROR) {
        return false;
    }
    if (c->is_plain && value_is_small_int(v)) {
        str_builder_add_value(&p->b, v);
        return true;
    }
    return c->precision > 0 ? add_int_with_precision(p, v, &spec, c->precision)
                            : format_add_int(&p->b, v, &spec);
}

static bool add_float(struct percent *p, Value v, const struct conversion *c)
{
    struct format_spec spec = spec_of(c, true);
    double d;
    if (!number_to_double(p->t, v, &d)) {
        if (p->is_bytes && error_swallow(p->t, &TypeError_type)) {
            raise_error(p->t, &TypeError_type, "float argument required, not %T", v);
        }
        return false;
    }
    spec.precision = c->precision < 0 ? 6 : c->precision;
    return format_add_float(&p->b, d, &spec);
}

static bool add_character(struct percent *p, Value v, const struct conversion *c)
{
    int64_t n;
    if (value_is_str(v)) {
        return value_to_str(v)->length == 1
                   ? add_text(p, v, c)
                   : raise_false(p->t, &TypeError_type, "%%c requires int or char");
    }
    if (!value_is_int(v) && value_type(v)->unary[UNARY_INDEX] == NULL) {
        return raise_false(p->t, &TypeError_type, "%%c requires int or char");
    }
    Value index = number_index(p->t, v);
    if (index == VALUE_ERROR) {
        return false;
    }
    if (!int_to_int64(index, &n) || n < 0 || n > 0x10ffff) {
        return raise_false(p->t, &OverflowError_type, "%%c arg not in range(0x110000)");
    }
    return add_text(p, str_from_code_point(p->t, (uint32_t)n), c);
}

/* ---- what bytes do differently ---- */

static bool add_byte(struct percent *p, Value v, const struct conversion *c)
{
    struct text text;
    int64_t n;
    if (value_has_buffer(v)) {
        if (!bytes_like_text(p->t, v, &text)) {
            return false;
        }
        if (text.length == 1) {
            return add_text(p, str_from_latin1(p->t, text.characters, 1), c);
        }
    } else if (value_is_int(v)) {
        if (int_to_int64(v, &n) && n >= 0 && n < 256) {
            return add_text(p, str_from_code_point(p->t, (uint32_t)n), c);
        }
        return raise_false(p->t, &OverflowError_type, "%%c arg not in range(256)");
    }
    return raise_false(p->t, &TypeError_type,
                       "%%c requires an integer in range(256) or a single byte");
}

static bool add_bytes(struct percent *p, Value v, const struct conversion *c)
{
    struct text text;
    if (!value_has_buffer(v)) {
        Value method = object_find_special(p->t, v, name___bytes__);
        if (method == VALUE_UNBOUND) {
            return raise_false(p->t, &TypeError_type,
                               "%%b requires a bytes-like object, or an object that implements "
                               "__bytes__, not '%T'",
                               v);
        }
        v = method == VALUE_ERROR ? method : call_0(p->t, method);
        if (v == VALUE_ERROR) {
            return false;
        }
    }
    v = buffer_to_bytes(p->t, v);
    return v != VALUE_ERROR && bytes_like_text(p->t, v, &text) &&
           add_text(p, str_from_latin1(p->t, text.characters, text.length), c);
}

static bool add_value(struct percent *p, Value v, const struct conversion *c)
{
    if (c->is_plain && !p->is_bytes && c->type != 'd') {
        c->type == 's' ? str_builder_add_value(&p->b, v) : str_builder_add_repr(&p->b, v);
        return true;
    }
    switch (c->type) {
    case 's':
        return p->is_bytes ? add_bytes(p, v, c) : add_text(p, object_str(p->t, v), c);
    case 'r':
        return add_text(p, p->is_bytes ? object_ascii(p->t, v) : object_repr(p->t, v), c);
    case 'a':
        return add_text(p, object_ascii(p->t, v), c);
    case 'd':
    case 'i':
    case 'u':
    case 'o':
    case 'x':
    case 'X':
        return add_int(p, v, c);
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
        return add_float(p, v, c);
    case 'c':
        return p->is_bytes ? add_byte(p, v, c) : add_character(p, v, c);
    default:
        if (c->type == 'b' && p->is_bytes) {
            return add_bytes(p, v, c);
        }
        return raise_false(
            p->t, &ValueError_type, "unsupported format character '%c' (0x%x) at index %zu",
            c->type > 31 && c->type < 128 ? (int)c->type : '?', (int)c->type, p->at - 1);
    }
}

/* ---- the whole ---- */

static bool add_conversion(struct percent *p)
{
    struct conversion c;
    size_t from = p->at;
    if (!parse_conversion(p, &c)) {
        return false;
    }
    if (c.type == '%' && p->at == from + 1) {
        str_builder_add_code_point(&p->b, '%');
        return true;
    }
    Value v;
    if (c.key != VALUE_UNBOUND) {
        v = object_get_item(p->t, p->arguments, c.key);
        p->n_left = 0;
    } else {
        v = next_argument(p);
    }
    return v != VALUE_ERROR && add_value(p, v, &c) && !p->b.failed;
}

static size_t end_of_literal(const struct percent *p)
{
    size_t at = p->at;
    if (p->format.kind == 1) {
        const char *characters = p->format.characters;
        while (at < p->format.length && characters[at] != '%') {
            at++;
        }
        return at;
    }
    while (at < p->format.length && text_at(p->format, at) != '%') {
        at++;
    }
    return at;
}

static Value run(struct percent *p)
{
    str_builder_init(&p->b, p->t);
    while (p->at < p->format.length) {
        size_t end = end_of_literal(p);
        if (p->is_bytes) {
            str_builder_add_characters(&p->b, 1, characters_from(1, p->format.characters, p->at),
                                       end - p->at);
        } else {
            str_builder_add_slice(&p->b, p->format_value, p->at, end);
        }
        p->at = end + 1;
        if (end < p->format.length && !add_conversion(p)) {
            return VALUE_ERROR;
        }
    }
    if (p->n_left > 0 && !p->has_mapping) {
        return raise_error(p->t, &TypeError_type,
                           "not all arguments converted during %s formatting",
                           p->is_bytes ? "bytes" : "string");
    }
    return str_builder_finish(&p->b);
}

static void take_arguments(struct percent *p, Value arguments)
{
    p->arguments = arguments;
    p->n_left = value_is_tuple(arguments) ? (int64_t)value_to_tuple(arguments)->length : 1;
    p->has_mapping = !value_is_tuple(arguments) && !value_is_str(arguments) &&
                     value_type(arguments)->get_item != NULL &&
                     !(p->is_bytes && (value_is_bytes(arguments) || value_is_bytearray(arguments)));
}

Value str_percent_format(struct thread *t, Value format, Value arguments)
{
    struct percent p = {.t = t, .format = text_of(value_to_str(format)), .format_value = format};
    take_arguments(&p, arguments);
    return run(&p);
}

Value bytes_percent_format(struct thread *t, Value format, Value arguments)
{
    struct percent p = {.t = t, .format_value = format, .is_bytes = true};
    if (!bytes_like_text(t, format, &p.format)) {
        return VALUE_ERROR;
    }
    take_arguments(&p, arguments);
    Value text = run(&p);
    gc_keep(p.format.characters);
    if (text == VALUE_ERROR) {
        return text;
    }
    const struct str *s = value_to_str(text);
    return bytes_like_new(t, format, s->characters, s->length);
}
