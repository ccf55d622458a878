/* split(), rsplit(), splitlines(), partition() and rpartition(). */
#include "runtime/abstract.h"
#include "runtime/str_methods.h"
#include "runtime/text_parts.h"
#include "runtime/tuple.h"
#include "runtime/unicode.h"

static ALWAYS_INLINE bool add_part(struct parts *parts, size_t from, size_t to)
{
    return parts_push(parts, str_slice(parts->t, parts->self, (int64_t)from, (int64_t)to));
}

/* Of ASCII. */
static ALWAYS_INLINE bool add_ascii_part(struct parts *parts, size_t from, size_t to)
{
    if (UNLIKELY(to - from == parts->text.length)) {
        return add_part(parts, from, to);
    }
    return parts_push(
        parts, str_from_ascii(parts->t, (const char *)parts->text.characters + from, to - from));
}

static bool is_ascii(const struct parts *parts)
{
    return str_is_ascii(value_to_str(parts->self));
}

/* ---- at whitespace ---- */

static ALWAYS_INLINE bool is_space_at(struct text text, size_t i)
{
    return unicode_is_space(text_at(text, i));
}

/* As unicode_is_space says of ASCII: \t \n \v \f \r, the separators 28 to 31 and the blank. */
static ALWAYS_INLINE block ascii_spaces(block b)
{
    return (block)(b == ' ') | (block)(b - 9 <= 4) | (block)(b - 28 <= 3);
}

static bool split_spaces(struct parts *parts, int64_t limit)
{
    struct text text = parts->text;
    if (is_ascii(parts) && limit < 0) {
        return parts_split_spaces(parts, ascii_spaces, add_ascii_part);
    }
    for (size_t i = 0;;) {
        while (i < text.length && is_space_at(text, i)) {
            i++;
        }
        if (i == text.length) {
            return true;
        }
        size_t from = i;
        if (limit-- == 0) {
            return add_part(parts, from, text.length);
        }
        while (i < text.length && !is_space_at(text, i)) {
            i++;
        }
        if (!add_part(parts, from, i)) {
            return false;
        }
    }
}

static bool split_spaces_from_end(struct parts *parts, int64_t limit)
{
    struct text text = parts->text;
    for (size_t i = text.length;;) {
        while (i > 0 && is_space_at(text, i - 1)) {
            i--;
        }
        if (i == 0) {
            return true;
        }
        size_t to = i;
        if (limit-- == 0) {
            return add_part(parts, 0, to);
        }
        while (i > 0 && !is_space_at(text, i - 1)) {
            i--;
        }
        if (!add_part(parts, i, to)) {
            return false;
        }
    }
}

/* ---- at a separator ---- */

static bool split_at(struct parts *parts, struct text separator, int64_t limit)
{
    return is_ascii(parts) ? parts_split_at(parts, separator, limit, add_ascii_part)
                           : parts_split_at(parts, separator, limit, add_part);
}

static bool split_at_from_end(struct parts *parts, struct text separator, int64_t limit)
{
    return parts_split_at_from_end(parts, separator, limit, add_part);
}

/* ---- the methods ---- */

static bool check_separator(struct thread *t, Value separator)
{
    if (!value_is_str(separator)) {
        return raise_false(t, &TypeError_type, "must be str or None, not %T", separator);
    }
    return value_to_str(separator)->length > 0 ||
           raise_false(t, &ValueError_type, "empty separator");
}

static Value split(struct thread *t, const Value *args, bool from_end)
{
    int64_t limit = -1;
    struct parts parts;
    bool at_spaces = args[1] == VALUE_UNBOUND || args[1] == VALUE_NONE, done;
    if ((args[2] != VALUE_UNBOUND && !number_to_index(t, args[2], &limit)) ||
        (!at_spaces && !check_separator(t, args[1]))) {
        return VALUE_ERROR;
    }
    limit = limit < 0 ? -1 : limit; /* it is counted down */
    parts_begin(&parts, t, args[0], text_of(value_to_str(args[0])));
    if (at_spaces) {
        done = from_end ? split_spaces_from_end(&parts, limit) : split_spaces(&parts, limit);
    } else {
        struct text separator = text_of(value_to_str(args[1]));
        done = from_end ? split_at_from_end(&parts, separator, limit)
                        : split_at(&parts, separator, limit);
    }
    if (!done) {
        return VALUE_ERROR;
    }
    if (from_end) {
        parts_reverse(&parts);
    }
    return parts_finish(&parts);
}

#define ARGUMENTS struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names

Value str_method_split(ARGUMENTS)
{
    return split(t, args, false);
}
Value str_method_rsplit(ARGUMENTS)
{
    return split(t, args, true);
}

static ALWAYS_INLINE bool is_line_break(uint32_t c)
{
    return LIKELY(c > 30 && c < 128) ? false
           : c < 128                 ? (c >= 10 && c <= 13) || (c >= 28 && c <= 30)
                                     : unicode_is(c, UNICODE_LINE_BREAK);
}

static ALWAYS_INLINE block ascii_line_breaks(block b)
{
    return (block)(b - 10 <= 3) | (block)(b - 28 <= 2);
}

static bool split_lines(struct parts *parts, bool keep_ends)
{
    struct text text = parts->text;
    for (size_t i = 0; i < text.length;) {
        size_t from = i;
        while (i < text.length && !is_line_break(text_at(text, i))) {
            i++;
        }
        size_t to = i;
        i = i < text.length ? parts_behind_line_end(parts, i) : i;
        if (!add_part(parts, from, keep_ends ? i : to)) {
            return false;
        }
    }
    return true;
}

Value str_method_splitlines(ARGUMENTS)
{
    struct parts parts;
    int keep = 0;
    if (args[1] != VALUE_UNBOUND && !number_to_c_int(t, args[1], &keep)) {
        return VALUE_ERROR;
    }
    parts_begin(&parts, t, args[0], text_of(value_to_str(args[0])));
    bool keep_ends = keep != 0;
    bool done = is_ascii(&parts)
                    ? parts_split_lines(&parts, ascii_line_breaks, keep_ends, add_ascii_part)
                    : split_lines(&parts, keep_ends);
    return done ? parts_finish(&parts) : VALUE_ERROR;
}

static Value three_parts(struct thread *t, Value self, Value separator, int64_t place)
{
    uint64_t length = value_to_str(self)->length, width = value_to_str(separator)->length;
    Value before = str_slice(t, self, 0, place);
    Value behind = str_slice(t, self, place + (int64_t)width, (int64_t)length);
    if (before == VALUE_ERROR || behind == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    return tuple_of(t, (size_t)3, before, separator, behind);
}

static bool check_partition(struct thread *t, Value separator)
{
    if (!value_is_str(separator)) {
        return raise_false(t, &TypeError_type, "must be str, not %T", separator);
    }
    return value_to_str(separator)->length > 0 ||
           raise_false(t, &ValueError_type, "empty separator");
}

Value str_method_partition(ARGUMENTS)
{
    if (!check_partition(t, args[1])) {
        return VALUE_ERROR;
    }
    int64_t place = text_find(text_of(value_to_str(args[0])), text_of(value_to_str(args[1])));
    if (place < 0) {
        Value self = str_exact(t, args[0]);
        return self == VALUE_ERROR ? self : tuple_of(t, (size_t)3, self, str_empty, str_empty);
    }
    return three_parts(t, args[0], args[1], place);
}

Value str_method_rpartition(ARGUMENTS)
{
    if (!check_partition(t, args[1])) {
        return VALUE_ERROR;
    }
    int64_t place = text_find_last(text_of(value_to_str(args[0])), text_of(value_to_str(args[1])));
    if (place < 0) {
        Value self = str_exact(t, args[0]);
        return self == VALUE_ERROR ? self : tuple_of(t, (size_t)3, str_empty, str_empty, self);
    }
    return three_parts(t, args[0], args[1], place);
}
