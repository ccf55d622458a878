/* split(), rsplit(), splitlines(), partition() and rpartition(). */
#include "runtime/abstract.h"
#include "runtime/list.h"
#include "runtime/str_methods.h"
#include "runtime/str_search.h"
#include "runtime/tuple.h"
#include "runtime/unicode.h"

/* A result list that grows by parts of `self`. */
struct parts {
    struct thread *t;
    Value self;
    struct text text;
    struct list *list;
};

static bool parts_begin(struct thread *t, Value self, struct parts *parts)
{
    Value list = list_new(t, 12);
    if (list == VALUE_ERROR) {
        return false;
    }
    *parts = (struct parts){t, self, text_of(value_to_str(self)), value_to_list(list)};
    return true;
}

static bool parts_add(struct parts *parts, size_t from, size_t to)
{
    Value part = str_slice(parts->t, parts->self, (int64_t)from, (int64_t)to);
    return part != VALUE_ERROR && list_append(parts->t, parts->list, part);
}

static void reverse(struct list *list)
{
    struct value_buffer *buffer = list_buffer(list);
    uint64_t n = list_length(list);
    for (uint64_t i = 0; i + 1 < n - i; i++) {
        Value v = buffer->items[i];
        value_store(&buffer->items[i], buffer->items[n - 1 - i]);
        value_store(&buffer->items[n - 1 - i], v);
    }
}

/* ---- at whitespace ---- */

static ALWAYS_INLINE bool is_space_at(struct text text, size_t i)
{
    return unicode_is_space(text_at(text, i));
}

static bool split_spaces(struct parts *parts, int64_t limit)
{
    struct text text = parts->text;
    for (size_t i = 0;;) {
        while (i < text.length && is_space_at(text, i)) {
            i++;
        }
        if (i == text.length) {
            return true;
        }
        size_t from = i;
        if (limit-- == 0) {
            return parts_add(parts, from, text.length);
        }
        while (i < text.length && !is_space_at(text, i)) {
            i++;
        }
        if (!parts_add(parts, from, i)) {
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
            return parts_add(parts, 0, to);
        }
        while (i > 0 && !is_space_at(text, i - 1)) {
            i--;
        }
        if (!parts_add(parts, i, to)) {
            return false;
        }
    }
}

/* ---- at a separator ---- */

/* One Latin-1 character in a text of such: the commonest case. */
static bool split_at_byte(struct parts *parts, uint8_t separator, int64_t limit)
{
    const char *start = parts->text.characters, *from = start, *end = start + parts->text.length;
    while (limit-- != 0) {
        const char *found = memchr(from, separator, (size_t)(end - from));
        if (found == NULL) {
            break;
        }
        if (!parts_add(parts, (size_t)(from - start), (size_t)(found - start))) {
            return false;
        }
        from = found + 1;
    }
    return parts_add(parts, (size_t)(from - start), parts->text.length);
}

static bool split_at(struct parts *parts, struct text separator, int64_t limit)
{
    if (separator.length == 1 && separator.kind == 1 && parts->text.kind == 1) {
        return split_at_byte(parts, (uint8_t)text_at(separator, 0), limit);
    }
    size_t from = 0;
    while (limit-- != 0) {
        int64_t found = text_find(text_part(parts->text, from, parts->text.length), separator);
        if (found < 0) {
            break;
        }
        if (!parts_add(parts, from, from + (size_t)found)) {
            return false;
        }
        from += (size_t)found + separator.length;
    }
    return parts_add(parts, from, parts->text.length);
}

static bool split_at_from_end(struct parts *parts, struct text separator, int64_t limit)
{
    size_t to = parts->text.length;
    while (limit-- != 0) {
        int64_t found = text_find_last(text_part(parts->text, 0, to), separator);
        if (found < 0) {
            break;
        }
        if (!parts_add(parts, (size_t)found + separator.length, to)) {
            return false;
        }
        to = (size_t)found;
    }
    return parts_add(parts, 0, to);
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
        (!at_spaces && !check_separator(t, args[1])) || !parts_begin(t, args[0], &parts)) {
        return VALUE_ERROR;
    }
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
        reverse(parts.list);
    }
    return value_from_object(parts.list);
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

Value str_method_splitlines(ARGUMENTS)
{
    struct parts parts;
    enum truth keep_ends = args[1] == VALUE_UNBOUND ? TRUTH_FALSE : object_truth(t, args[1]);
    if (keep_ends == TRUTH_ERROR || !parts_begin(t, args[0], &parts)) {
        return VALUE_ERROR;
    }
    struct text text = parts.text;
    for (size_t i = 0; i < text.length;) {
        size_t from = i;
        if (text.kind == 1) {
            const uint8_t *bytes = text.characters;
            while (i < text.length && !is_line_break(bytes[i])) {
                i++;
            }
        }
        while (i < text.length && !is_line_break(text_at(text, i))) {
            i++;
        }
        size_t to = i;
        if (i < text.length) {
            i += i + 1 < text.length && text_at(text, i) == '\r' && text_at(text, i + 1) == '\n'
                     ? 2
                     : 1;
        }
        if (!parts_add(&parts, from, keep_ends == TRUTH_TRUE ? i : to)) {
            return VALUE_ERROR;
        }
    }
    return value_from_object(parts.list);
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
