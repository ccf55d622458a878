/* Values as text, appended to a builder: str(), repr() and format() without a str on the way, where no Python code runs. */
#include "runtime/abstract.h"
#include "runtime/float.h"
#include "runtime/format.h"
#include "runtime/int.h"
#include "runtime/int_text.h"
#include "runtime/str_builder.h"

static void add_small_int(struct str_builder *b, int64_t n)
{
    char space[1 + DECIMAL_BYTES], *end = space + sizeof space;
    char *start = decimal_before(end, n < 0 ? -(uint64_t)n : (uint64_t)n);
    if (n < 0) {
        *--start = '-';
    }
    str_builder_add_ascii(b, start, (size_t)(end - start));
}

static void add_float(struct str_builder *b, double d)
{
    char text[FLOAT_TEXT_BYTES];
    str_builder_add_ascii(b, text, double_to_text(d, text));
}

static void add_text(struct str_builder *b, Value text)
{
    if (text == VALUE_ERROR) {
        b->failed = true;
    } else {
        str_builder_add_str(b, text);
    }
}

void str_builder_add_value(struct str_builder *b, Value v)
{
    if (value_is_small_int(v)) {
        add_small_int(b, value_to_small_int(v));
    } else if (value_type(v) == &str_type) {
        str_builder_add_str(b, v);
    } else if (value_type(v) == &float_type) {
        add_float(b, float_to_double(v));
    } else if (!b->failed) {
        add_text(b, object_str(b->t, v));
    }
}

void str_builder_add_repr(struct str_builder *b, Value v)
{
    if (value_is_small_int(v)) {
        add_small_int(b, value_to_small_int(v));
    } else if (value_type(v) == &str_type) {
        str_add_repr(b, v);
    } else if (value_type(v) == &float_type) {
        add_float(b, float_to_double(v));
    } else if (!b->failed) {
        add_text(b, object_repr(b->t, v));
    }
}

bool format_is_direct(Value v)
{
    const struct type *type = value_type(v);
    return type == &str_type || type == &int_type || type == &float_type;
}

bool format_to_direct(struct str_builder *b, Value v, struct text spec)
{
    if (spec.length == 0) {
        str_builder_add_value(b, v);
        return !b->failed;
    }
    const struct type *type = value_type(v);
    return type == &int_type     ? format_to_int(b, v, spec)
           : type == &float_type ? format_to_float(b, v, spec)
                                 : format_to_str(b, v, spec);
}
