/* split(), rsplit(), splitlines(), partition() and rpartition(). */
#include "runtime/abstract.h"
#include "runtime/list_buffer.h"
#include "runtime/str_methods.h"
#include "runtime/str_search.h"
#include "runtime/text_blocks.h"
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
static ALWAYS_INLINE block ascii_spaces(block b)
{
    return (block)(b == ' ') | (block)(b - 9 <= 4) | (block)(b - 28 <= 3);
}

/* The bits of the 64 characters from `i` on; those beyond the end are as the character `beyond`. */
static ALWAYS_INLINE uint64_t bits_from(struct text text, size_t i, block (*is_in)(block),
                                        char beyond)
{
    const char *from = (const char *)text.characters + i;
    if (LIKELY(text.length - i >= 64)) {
        return blocks_bits(from, is_in);
    }
    char padded[64];
    memset(padded, beyond, sizeof padded);
    memcpy(padded, from, text.length - i);
    return blocks_bits(padded, is_in);
}

/* The commonest case, without a limit: words are between changes from space to other characters and back. */
static bool split_ascii_spaces(struct parts *parts)
{
    struct text text = parts->text;
    size_t word = 0;
    uint64_t before = 1; /* was the last character a space? */
    bool in_word = false;
    for (size_t i = 0; i < text.length; i += 64) {
        uint64_t spaces = bits_from(text, i, ascii_spaces, ' ');
        uint64_t changes = spaces ^ (spaces << 1 | before);
        before = spaces >> 63;
        for (; changes != 0; changes &= changes - 1, in_word = !in_word) {
            size_t at = i + (size_t)__builtin_ctzll(changes);
            if (!in_word) {
                word = at;
            } else if (!parts_add(parts, word, at)) {
                return false;
            }
        }
    }
    return !in_word || parts_add(parts, word, text.length);
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

/* Room for all parts, the first `n` separators of which have been found. */
static bool reserve_for(struct parts *parts, struct text separator, const size_t *places, size_t n)
{
    size_t count = n;
    if (n == TEXT_N_PLACES) {
        size_t behind = places[n - 1] + separator.length;
        struct text rest = text_part(parts->text, behind, parts->text.length);
        count += (size_t)text_count(rest, separator, INT64_MAX);
    }
    return count < FIRST_CAPACITY || parts_reserve(parts, count + 1);
}

static bool split_at(struct parts *parts, struct text separator, int64_t limit)
{
    size_t places[TEXT_N_PLACES], n, from = 0;
    bool is_first = true;
    do {
        size_t max = limit >= 0 && limit < TEXT_N_PLACES ? (size_t)limit : TEXT_N_PLACES;
        n = text_find_each(parts->text, from, separator, places, max);
        if (is_first && limit < 0 && !reserve_for(parts, separator, places, n)) {
            return false;
        }
        is_first = false;
        for (size_t i = 0; i < n; i++) {
            if (!parts_add(parts, from, places[i])) {
                return false;
            }
            from = places[i] + separator.length;
        }
        limit -= limit >= 0 ? (int64_t)n : 0;
    } while (n == TEXT_N_PLACES);
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

static ALWAYS_INLINE block ascii_line_breaks(block b)
{
    return (block)(b - 10 <= 3) | (block)(b - 28 <= 2);
}

static size_t behind_line_break(struct text text, size_t i)
{
    bool is_pair = i + 1 < text.length && text_at(text, i) == '\r' && text_at(text, i + 1) == '\n';
    return i + 1 + is_pair;
}

static bool split_ascii_lines(struct parts *parts, bool keep_ends)
{
    struct text text = parts->text;
    size_t from = 0;
    for (size_t i = 0; i < text.length; i += 64) {
        uint64_t breaks = bits_from(text, i, ascii_line_breaks, ' ');
        for (; breaks != 0; breaks &= breaks - 1) {
            size_t at = i + (size_t)__builtin_ctzll(breaks);
            if (at < from) {
                continue; /* the second of a pair */
            }
            size_t next = behind_line_break(text, at);
            if (!parts_add(parts, from, keep_ends ? next : at)) {
                return false;
            }
            from = next;
        }
    }
    return from >= text.length || parts_add(parts, from, text.length);
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
        i = i < text.length ? behind_line_break(text, i) : i;
        if (!parts_add(parts, from, keep_ends ? i : to)) {
            return false;
        }
    }
    return true;
}

Value str_method_splitlines(ARGUMENTS)
{
    struct parts parts;
    enum truth keep = args[1] == VALUE_UNBOUND ? TRUTH_FALSE : object_truth(t, args[1]);
    if (keep == TRUTH_ERROR || !parts_begin(t, args[0], &parts)) {
        return VALUE_ERROR;
    }
    bool done = parts.ascii ? split_ascii_lines(&parts, keep == TRUTH_TRUE)
                            : split_lines(&parts, keep == TRUTH_TRUE);
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
