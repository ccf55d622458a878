/* str.format() and str.format_map(): replacement fields. */
#include "runtime/abstract.h"
#include "runtime/dict.h"
#include "runtime/format.h"
#include "runtime/native.h"
#include "runtime/str_builder.h"
#include "runtime/str_methods.h"
#include "runtime/str_search.h"
#include "runtime/tuple.h"
#include "runtime/unicode.h"

enum { MAX_NESTING = 2 };
enum numbering { NUMBERING_OPEN, NUMBERING_AUTOMATIC, NUMBERING_MANUAL };

/* One call: where the values come from. */
struct formatter {
    struct thread *t;
    const Value *args; /* positional ones */
    uint32_t n_args;
    Value keyword_names; /* tuple or UNBOUND; their values follow args */
    Value mapping;       /* of format_map; else UNBOUND */
    enum numbering numbering;
    int64_t next;
};

/* A replacement field: parts of the format, as places in it. */
struct field {
    size_t name, name_end;
    uint32_t conversion; /* 0: none */
    size_t spec, spec_end;
    bool spec_has_fields;
};

static bool fail(struct formatter *f, const char *message)
{
    return raise_false(f->t, &ValueError_type, "%s", message);
}

/* ---- parsing a field: `*at` is behind its "{", and comes behind its "}" ---- */

static bool parse_spec(struct formatter *f, struct text text, size_t *at, struct field *field)
{
    int depth = 1;
    field->spec = *at;
    for (; *at < text.length; (*at)++) {
        uint32_t c = text_at(text, *at);
        if (c == '{') {
            field->spec_has_fields = true;
            depth++;
        } else if (c == '}' && --depth == 0) {
            field->spec_end = (*at)++;
            return true;
        }
    }
    return fail(f, "unmatched '{' in format spec");
}

static bool parse_conversion(struct formatter *f, struct text text, size_t *at, struct field *field)
{
    if (*at >= text.length) {
        return fail(f, "end of string while looking for conversion specifier");
    }
    field->conversion = text_at(text, (*at)++);
    if (*at >= text.length) {
        return fail(f, "unmatched '{' in format spec");
    }
    uint32_t c = text_at(text, (*at)++);
    if (c == '}') {
        field->spec = field->spec_end = *at;
        return true;
    }
    return c == ':' ? parse_spec(f, text, at, field)
                    : fail(f, "expected ':' after conversion specifier");
}

static bool parse_field(struct formatter *f, struct text text, size_t *at, struct field *field)
{
    bool in_brackets = false;
    *field = (struct field){.name = *at};
    for (; *at < text.length; (*at)++) {
        uint32_t c = text_at(text, *at);
        if (c == '{' && !in_brackets) {
            return fail(f, "unexpected '{' in field name");
        }
        in_brackets = c == '[' || (in_brackets && c != ']');
        if (in_brackets || (c != '}' && c != ':' && c != '!')) {
            continue;
        }
        field->name_end = (*at)++;
        if (c == '}') {
            field->spec = field->spec_end = *at;
            return true;
        }
        return c == '!' ? parse_conversion(f, text, at, field) : parse_spec(f, text, at, field);
    }
    return fail(f, "expected '}' before end of string");
}

/* ---- finding the value ---- */

/* The number that a part of the format is, -1 if it is none; -2: an exception is pending. */
static int64_t number_in(struct formatter *f, struct text part)
{
    int64_t n = 0;
    if (part.length == 0) {
        return -1;
    }
    for (size_t i = 0; i < part.length; i++) {
        int digit = unicode_decimal(text_at(part, i));
        if (digit < 0) {
            return -1;
        }
        if (n > (INT64_MAX - digit) / 10) {
            fail(f, "Too many decimal digits in format string");
            return -2;
        }
        n = n * 10 + digit;
    }
    return n;
}

static bool use_numbering(struct formatter *f, enum numbering numbering)
{
    if (f->numbering == NUMBERING_OPEN) {
        f->numbering = numbering;
    }
    if (f->numbering == numbering) {
        return true;
    }
    return fail(f,
                numbering == NUMBERING_MANUAL
                    ? "cannot switch from automatic field numbering to manual field specification"
                    : "cannot switch from manual field specification to automatic field numbering");
}

static Value positional(struct formatter *f, int64_t i)
{
    if (f->mapping != VALUE_UNBOUND) {
        return raise_error(f->t, &ValueError_type, "Format string contains positional fields");
    }
    if (i >= (int64_t)f->n_args) {
        return raise_error(f->t, &IndexError_type,
                           "Replacement index %ld out of range for positional args tuple", (long)i);
    }
    return f->args[i];
}

static Value by_keyword(struct formatter *f, Value name)
{
    if (f->mapping != VALUE_UNBOUND) {
        return object_get_item(f->t, f->mapping, name);
    }
    for (uint32_t i = 0; i < keyword_count(f->keyword_names); i++) {
        Value keyword = value_to_tuple(f->keyword_names)->items[i];
        if (value_is_str(keyword) && str_equal(value_to_str(keyword), value_to_str(name))) {
            return f->args[f->n_args + i];
        }
    }
    return raise_with_argument(f->t, &KeyError_type, name);
}

static Value first_value(struct formatter *f, Value format, size_t from, size_t to)
{
    if (from == to) {
        return use_numbering(f, NUMBERING_AUTOMATIC) ? positional(f, f->next++) : VALUE_ERROR;
    }
    int64_t number = number_in(f, text_part(text_of(value_to_str(format)), from, to));
    if (number == -2) {
        return VALUE_ERROR;
    }
    if (number >= 0) {
        return use_numbering(f, NUMBERING_MANUAL) ? positional(f, number) : VALUE_ERROR;
    }
    Value name = str_slice(f->t, format, (int64_t)from, (int64_t)to);
    return name == VALUE_ERROR ? name : by_keyword(f, name);
}

static Value get_attribute(struct formatter *f, Value v, Value format, size_t from, size_t to)
{
    if (from == to) {
        return fail(f, "Empty attribute in format string"), VALUE_ERROR;
    }
    Value name = str_slice(f->t, format, (int64_t)from, (int64_t)to);
    return name == VALUE_ERROR ? name : object_get_attribute(f->t, v, name);
}

static Value get_item(struct formatter *f, Value v, Value format, size_t from, size_t to)
{
    if (from == to) {
        return fail(f, "Empty attribute in format string"), VALUE_ERROR;
    }
    int64_t number = number_in(f, text_part(text_of(value_to_str(format)), from, to));
    if (number == -2) {
        return VALUE_ERROR;
    }
    Value key = number >= 0 ? value_from_small_int(number)
                            : str_slice(f->t, format, (int64_t)from, (int64_t)to);
    return key == VALUE_ERROR ? key : object_get_item(f->t, v, key);
}

static size_t end_of_name(struct text text, size_t from, size_t to)
{
    while (from < to && text_at(text, from) != '.' && text_at(text, from) != '[') {
        from++;
    }
    return from;
}

/* first(.attribute | [key])* */
static Value field_value(struct formatter *f, Value format, const struct field *field)
{
    struct text text = text_of(value_to_str(format));
    size_t at = end_of_name(text, field->name, field->name_end);
    Value v = first_value(f, format, field->name, at);
    while (v != VALUE_ERROR && at < field->name_end) {
        size_t from = at + 1;
        if (text_at(text, at) == '.') {
            at = end_of_name(text, from, field->name_end);
            v = get_attribute(f, v, format, from, at);
            continue;
        }
        for (at = from; at < field->name_end && text_at(text, at) != ']';) {
            at++;
        }
        if (at == field->name_end) {
            return fail(f, "Missing ']' in format string"), VALUE_ERROR;
        }
        v = get_item(f, v, format, from, at++);
        if (v != VALUE_ERROR && at < field->name_end && text_at(text, at) != '.' &&
            text_at(text, at) != '[') {
            return fail(f, "Only '.' or '[' may follow ']' in format field specifier"), VALUE_ERROR;
        }
    }
    return v;
}

static Value convert(struct formatter *f, Value v, uint32_t conversion)
{
    switch (conversion) {
    case 0:
        return v;
    case 'r':
        return object_repr(f->t, v);
    case 's':
        return object_str(f->t, v);
    case 'a':
        return object_ascii(f->t, v);
    default:
        if (conversion > 32 && conversion < 127) {
            return raise_error(f->t, &ValueError_type, "Unknown conversion specifier %c",
                               (int)conversion);
        }
        return raise_error(f->t, &ValueError_type, "Unknown conversion specifier \\x%x",
                           (int)conversion);
    }
}

/* ---- the whole ---- */

static bool add_formatted(struct formatter *f, struct str_builder *b, Value format, size_t from,
                          size_t to, int nesting);

static Value spec_of(struct formatter *f, Value format, const struct field *field, int nesting)
{
    if (!field->spec_has_fields) {
        return str_slice(f->t, format, (int64_t)field->spec, (int64_t)field->spec_end);
    }
    struct str_builder b;
    str_builder_init(&b, f->t);
    return add_formatted(f, &b, format, field->spec, field->spec_end, nesting - 1)
               ? str_builder_finish(&b)
               : VALUE_ERROR;
}

static bool add_field(struct formatter *f, struct str_builder *b, Value format,
                      const struct field *field, int nesting)
{
    Value v = field_value(f, format, field);
    if (v == VALUE_ERROR) {
        return false;
    }
    if (field->spec == field->spec_end && field->conversion == 'r') {
        str_builder_add_repr(b, v);
        return !b->failed;
    }
    v = convert(f, v, field->conversion);
    if (v == VALUE_ERROR) {
        return false;
    }
    if (!field->spec_has_fields && format_is_direct(v)) {
        struct text text = text_of(value_to_str(format));
        return format_to_direct(b, v, text_part(text, field->spec, field->spec_end));
    }
    Value spec = spec_of(f, format, field, nesting);
    Value text = spec == VALUE_ERROR ? spec : object_format(f->t, v, spec);
    if (text == VALUE_ERROR) {
        return false;
    }
    str_builder_add_str(b, text);
    return true;
}

static size_t end_of_literal(struct text text, size_t from, size_t to)
{
    if (text.kind == 1) {
        const char *characters = text.characters;
        while (from < to && characters[from] != '{' && characters[from] != '}') {
            from++;
        }
        return from;
    }
    while (from < to && text_at(text, from) != '{' && text_at(text, from) != '}') {
        from++;
    }
    return from;
}

/* Appends format[from:to] with its fields replaced. */
static bool add_formatted(struct formatter *f, struct str_builder *b, Value format, size_t from,
                          size_t to, int nesting)
{
    if (nesting == 0) {
        return fail(f, "Max string recursion exceeded");
    }
    struct text text = text_part(text_of(value_to_str(format)), 0, to);
    while (from < to) {
        size_t end = end_of_literal(text, from, to);
        str_builder_add_slice(b, format, from, end);
        if (end == to) {
            break;
        }
        uint32_t c = text_at(text, end);
        from = end + 1;
        if (from < to && text_at(text, from) == c) {
            str_builder_add_code_point(b, c);
            from++;
        } else if (c == '}' || from == to) {
            return fail(f, c == '}' ? "Single '}' encountered in format string"
                                    : "Single '{' encountered in format string");
        } else {
            struct field field;
            if (!parse_field(f, text, &from, &field) || !add_field(f, b, format, &field, nesting)) {
                return false;
            }
        }
    }
    return !b->failed;
}

static Value run(struct formatter *f, Value format)
{
    struct str_builder b;
    str_builder_init(&b, f->t);
    uint64_t n = value_to_str(format)->length;
    return add_formatted(f, &b, format, 0, n, MAX_NESTING) ? str_builder_finish(&b) : VALUE_ERROR;
}

Value str_method_format(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    if (n_args == 0 || !value_is_str(args[0])) {
        return raise_error(t, &TypeError_type, "unbound method str.format() needs an argument");
    }
    struct formatter f = {
        .t = t, .args = args + 1, .n_args = n_args - 1, .keyword_names = keyword_names};
    return run(&f, args[0]);
}

Value str_method_format_map(struct thread *t, Value *args, UNUSED uint32_t n_args,
                            UNUSED Value names)
{
    struct formatter f = {.t = t, .mapping = args[1]};
    return run(&f, args[0]);
}

Value str_method___format__(struct thread *t, Value *args, UNUSED uint32_t n_args,
                            UNUSED Value names)
{
    if (!value_is_str(args[1])) {
        return raise_error(t, &TypeError_type, "__format__() argument must be str, not %A",
                           args[1]);
    }
    return format_str(t, args[0], args[1]);
}
