/* split(), rsplit(), splitlines(), partition() and rpartition(). */
#include "runtime/abstract.h"
#include "runtime/list_buffer.h"
#include "runtime/str_methods.h"
#include "runtime/str_search.h"
#include "runtime/tuple.h"
#include "runtime/unicode.h"

enum { FIRST_CAPACITY = 12 };

/* Parts of `self`, which become a list when they are complete: until then nobody else sees the buffer. */
struct parts {
    struct thread *t;
    Value self;
    struct text text;
    bool ascii;
    struct value_buffer *buffer;
    size_t n;
};

static bool parts_begin(struct thread *t, Value self, struct parts *parts)
{
    const struct str *s = value_to_str(self);
    *parts = (struct parts){
        t, self, text_of(s), str_is_ascii(s), value_buffer_new(t, FIRST_CAPACITY), 0};
    return parts->buffer != NULL;
}

static NOINLINE bool parts_reserve(struct parts *parts, size_t capacity)
{
    struct value_buffer *bigger = value_buffer_new(parts->t, capacity);
    if (bigger == NULL) {
        return false;
    }
    memcpy(bigger->items, parts->buffer->items, parts->n * sizeof(Value));
    parts->buffer = bigger;
    return true;
}

static ALWAYS_INLINE bool parts_add(struct parts *parts, size_t from, size_t to)
{
    bool is_proper = to - from < parts->text.length;
    Value part =
        LIKELY(parts->ascii && is_proper)
            ? str_from_ascii(parts->t, (const char *)parts->text.characters + from, to - from)
            : str_slice(parts->t, parts->self, (int64_t)from, (int64_t)to);
    if (UNLIKELY(part == VALUE_ERROR) ||
        (UNLIKELY(parts->n == parts->buffer->capacity) && !parts_reserve(parts, parts->n * 2))) {
        return false;
    }
    parts->buffer->items[parts->n++] = part;
    return true;
}

static Value parts_finish(struct parts *parts)
{
    Value list = list_new(parts->t, 0);
    if (list != VALUE_ERROR) {
        list_publish_buffer_locked(value_to_list(list), parts->buffer);
        value_to_list(list)->length = parts->n;
    }
    return list;
}

static void reverse(struct parts *parts)
{
    Value *items = parts->buffer->items;
    for (size_t i = 0, n = parts->n; i + 1 < n - i; i++) {
        Value v = items[i];
        items[i] = items[n - 1 - i];
        items[n - 1 - i] = v;
    }
}

/* ---- at whitespace ---- */

static ALWAYS_INLINE bool is_space_at(struct text text, size_t i)
{
    return unicode_is_space(text_at(text, i));
}

/* As unicode_is_space says of ASCII: \t \n \v \f \r, the separators 28 to 31 and the blank. */
static ALWAYS_INLINE bool is_ascii_space(uint8_t c)
{
    return c <= ' ' && (UINT64_C(0x1f0003e00) >> c & 1);
}

/* The commonest case, without a limit. */
static bool split_ascii_spaces(struct parts *parts)
{
    const uint8_t *text = parts->text.characters;
    size_t n = parts->text.length;
    for (size_t i = 0;;) {
        while (i < n && is_ascii_space(text[i])) {
            i++;
        }
        if (i == n) {
            return true;
        }
        size_t from = i;
        while (i < n && !is_ascii_space(text[i])) {
            i++;
        }
        if (!parts_add(parts, from, i)) {
            return false;
        }
    }
}

static bool split_spaces(struct parts *parts, int64_t limit)
{
    struct text text = parts->text;
    if (parts->ascii && limit < 0) {
        return split_ascii_spaces(parts);
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
    struct text needle = {&separator, 1, 1};
    size_t n = limit < 0 ? (size_t)text_count(parts->text, needle, INT64_MAX) : 0;
    if (n >= FIRST_CAPACITY && !parts_reserve(parts, n + 1)) {
        return false;
    }
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
        reverse(&parts);
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
    return parts_finish(&parts);
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
