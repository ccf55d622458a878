/* Padding and stripping: center() and its kind, zfill(), expandtabs(), strip(). */
#include "runtime/abstract.h"
#include "runtime/str_builder.h"
#include "runtime/str_methods.h"
#include "runtime/str_search.h"
#include "runtime/unicode.h"

#define ARGUMENTS struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names

/* ---- padding ---- */

static Value pad(struct thread *t, Value self, size_t left, size_t right, uint32_t fill)
{
    if (left == 0 && right == 0) {
        return str_exact(t, self);
    }
    struct str_builder b;
    str_builder_init(&b, t);
    str_builder_add_repeated(&b, fill, left);
    str_builder_add_str(&b, self);
    str_builder_add_repeated(&b, fill, right);
    return str_builder_finish(&b);
}

/* The arguments (self, width, fillchar): *missing is how many characters to add. */
static bool parse_padding(struct thread *t, const Value *args, size_t *missing, uint32_t *fill)
{
    int64_t width;
    if (!number_to_index(t, args[1], &width)) {
        return false;
    }
    *fill = ' ';
    if (args[2] != VALUE_UNBOUND) {
        if (!value_is_str(args[2])) {
            return raise_false(t, &TypeError_type,
                               "The fill character must be a unicode character, not %T", args[2]);
        }
        if (value_to_str(args[2])->length != 1) {
            return raise_false(t, &TypeError_type,
                               "The fill character must be exactly one character long");
        }
        *fill = str_at(value_to_str(args[2]), 0);
    }
    int64_t length = (int64_t)value_to_str(args[0])->length;
    *missing = width > length ? (size_t)(width - length) : 0;
    return true;
}

Value str_method_ljust(ARGUMENTS)
{
    size_t missing = 0;
    uint32_t fill = 0;
    return parse_padding(t, args, &missing, &fill) ? pad(t, args[0], 0, missing, fill)
                                                   : VALUE_ERROR;
}

Value str_method_rjust(ARGUMENTS)
{
    size_t missing = 0;
    uint32_t fill = 0;
    return parse_padding(t, args, &missing, &fill) ? pad(t, args[0], missing, 0, fill)
                                                   : VALUE_ERROR;
}

/* An odd one goes to the left if the width is odd, as in CPython. */
Value str_method_center(ARGUMENTS)
{
    size_t missing = 0;
    uint32_t fill = 0;
    if (!parse_padding(t, args, &missing, &fill)) {
        return VALUE_ERROR;
    }
    size_t width = missing + value_to_str(args[0])->length;
    size_t left = missing / 2 + (missing & width & 1);
    return pad(t, args[0], left, missing - left, fill);
}

Value str_method_zfill(ARGUMENTS)
{
    int64_t width;
    if (!number_to_index(t, args[1], &width)) {
        return VALUE_ERROR;
    }
    const struct str *s = value_to_str(args[0]);
    if (width <= (int64_t)s->length) {
        return str_exact(t, args[0]);
    }
    uint32_t first = s->length > 0 ? str_at(s, 0) : 0;
    uint64_t sign = first == '+' || first == '-';
    struct str_builder b;
    str_builder_init(&b, t);
    str_builder_add_slice(&b, args[0], 0, sign);
    str_builder_add_repeated(&b, '0', (size_t)width - s->length);
    str_builder_add_slice(&b, args[0], sign, s->length);
    return str_builder_finish(&b);
}

Value str_method_expandtabs(ARGUMENTS)
{
    int size = 8;
    int64_t column = 0;
    if (args[1] != VALUE_UNBOUND && !number_to_c_int(t, args[1], &size)) {
        return VALUE_ERROR;
    }
    const struct str *s = value_to_str(args[0]);
    struct str_builder b;
    str_builder_init(&b, t);
    for (uint64_t i = 0; i < s->length; i++) {
        uint32_t c = str_at(s, i);
        if (c != '\t') {
            str_builder_add_code_point(&b, c);
            column = c == '\n' || c == '\r' ? 0 : column + 1;
        } else if (size > 0) {
            int64_t n = size - column % size;
            str_builder_add_repeated(&b, ' ', (size_t)n);
            column += n;
        }
    }
    return str_builder_finish(&b);
}

/* ---- stripping ---- */

static bool is_stripped(struct text text, size_t i, struct text set, bool spaces)
{
    uint32_t c = text_at(text, i);
    if (spaces) {
        return unicode_is_space(c);
    }
    for (size_t k = 0; k < set.length; k++) {
        if (text_at(set, k) == c) {
            return true;
        }
    }
    return false;
}

static Value strip(struct thread *t, const Value *args, const char *method, bool left, bool right)
{
    struct text text = text_of(value_to_str(args[0])), set = {"", 0, 1};
    bool spaces = args[1] == VALUE_UNBOUND || args[1] == VALUE_NONE;
    if (!spaces && !value_is_str(args[1])) {
        return raise_error(t, &TypeError_type, "%s arg must be None or str", method);
    }
    if (!spaces) {
        set = text_of(value_to_str(args[1]));
    }
    size_t from = 0, to = text.length;
    while (left && from < to && is_stripped(text, from, set, spaces)) {
        from++;
    }
    while (right && to > from && is_stripped(text, to - 1, set, spaces)) {
        to--;
    }
    return str_slice(t, args[0], (int64_t)from, (int64_t)to);
}

Value str_method_strip(ARGUMENTS)
{
    return strip(t, args, "strip", true, true);
}
Value str_method_lstrip(ARGUMENTS)
{
    return strip(t, args, "lstrip", true, false);
}
Value str_method_rstrip(ARGUMENTS)
{
    return strip(t, args, "rstrip", false, true);
}
