/* Splitting and joining bytes and bytearrays. */
#include "runtime/abstract.h"
#include "runtime/bytes_methods.h"
#include "runtime/text_parts.h"
#include "runtime/tuple.h"

#define ARGUMENTS struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names

static ALWAYS_INLINE bool add_part(struct parts *parts, size_t from, size_t to)
{
    return parts_push(parts, bytes_like_part(parts->t, parts->self, parts->text, from, to));
}

static ALWAYS_INLINE bool is_space(struct text text, size_t i)
{
    uint8_t c = ((const uint8_t *)text.characters)[i];
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static ALWAYS_INLINE block spaces(block b)
{
    return (block)(b == ' ') | (block)(b - '\t' <= 4);
}

static ALWAYS_INLINE block line_ends(block b)
{
    return (block)(b == '\n') | (block)(b == '\r');
}

/* ---- split ---- */

static bool split_spaces(struct parts *parts, int64_t limit)
{
    struct text text = parts->text;
    if (limit < 0) {
        return parts_split_spaces(parts, spaces, add_part);
    }
    for (size_t i = 0, from;; limit--) {
        while (i < text.length && is_space(text, i)) {
            i++;
        }
        if (i == text.length) {
            return true;
        }
        from = i;
        if (limit == 0) {
            return add_part(parts, from, text.length);
        }
        while (i < text.length && !is_space(text, i)) {
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
    for (size_t i = text.length, to;; limit--) {
        while (i > 0 && is_space(text, i - 1)) {
            i--;
        }
        if (i == 0) {
            return true;
        }
        to = i;
        if (limit == 0) {
            return add_part(parts, 0, to);
        }
        while (i > 0 && !is_space(text, i - 1)) {
            i--;
        }
        if (!add_part(parts, i, to)) {
            return false;
        }
    }
}

static Value split(struct thread *t, const Value *args, bool from_end)
{
    int64_t limit = -1;
    struct parts parts;
    struct text text, separator = {"", 0, 1};
    bool at_spaces = args[1] == VALUE_UNBOUND || args[1] == VALUE_NONE, done;
    if ((args[2] != VALUE_UNBOUND && !number_to_index(t, args[2], &limit)) ||
        (!at_spaces && !bytes_like_get(t, args[1], &separator)) ||
        !bytes_like_text(t, args[0], &text)) {
        return VALUE_ERROR;
    }
    limit = limit < 0 ? -1 : limit; /* it is counted down */
    if (!at_spaces && separator.length == 0) {
        return raise_error(t, &ValueError_type, "empty separator");
    }
    parts_begin(&parts, t, args[0], text);
    if (at_spaces) {
        done = from_end ? split_spaces_from_end(&parts, limit) : split_spaces(&parts, limit);
    } else {
        done = from_end ? parts_split_at_from_end(&parts, separator, limit, add_part)
                        : parts_split_at(&parts, separator, limit, add_part);
    }
    if (!done) {
        return VALUE_ERROR;
    }
    if (from_end) {
        parts_reverse(&parts);
    }
    return parts_finish(&parts);
}

Value bytes_method_split(ARGUMENTS)
{
    return split(t, args, false);
}
Value bytes_method_rsplit(ARGUMENTS)
{
    return split(t, args, true);
}

Value bytes_method_splitlines(ARGUMENTS)
{
    struct parts parts;
    struct text text;
    int keep_ends = 0;
    if ((args[1] != VALUE_UNBOUND && !number_to_c_int(t, args[1], &keep_ends)) ||
        !bytes_like_text(t, args[0], &text)) {
        return VALUE_ERROR;
    }
    parts_begin(&parts, t, args[0], text);
    return parts_split_lines(&parts, line_ends, keep_ends != 0, add_part) ? parts_finish(&parts)
                                                                          : VALUE_ERROR;
}

/* ---- partition ---- */

static Value partition(struct thread *t, const Value *args, bool from_end)
{
    struct text text, separator;
    Value self = args[0];
    if (!bytes_like_text(t, self, &text) || !bytes_like_get(t, args[1], &separator)) {
        return VALUE_ERROR;
    }
    if (separator.length == 0) {
        return raise_error(t, &ValueError_type, "empty separator");
    }
    int64_t found = from_end ? text_find_last(text, separator) : text_find(text, separator);
    size_t before = found >= 0 ? (size_t)found : from_end ? 0 : text.length;
    size_t behind = found >= 0 ? (size_t)found + separator.length : before;
    Value parts[3] = {
        bytes_like_part(t, self, text, 0, before),
        found >= 0 && value_is_bytes(self)
            ? args[1]
            : bytes_like_new(t, self, (const char *)text.characters + before, behind - before),
        bytes_like_part(t, self, text, behind, text.length)};
    if (parts[0] == VALUE_ERROR || parts[1] == VALUE_ERROR || parts[2] == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    return tuple_new(t, parts, 3);
}

Value bytes_method_partition(ARGUMENTS)
{
    return partition(t, args, false);
}
Value bytes_method_rpartition(ARGUMENTS)
{
    return partition(t, args, true);
}

/* ---- join ---- */

/* The items as exact bytes, in a tuple; *total is their length with the separators. */
static Value items_to_join(struct thread *t, Value iterable, size_t separator, size_t *total)
{
    if (value_type(iterable)->iter == NULL && value_type(iterable)->get_item == NULL) {
        return raise_error(t, &TypeError_type, "can only join an iterable");
    }
    Value items = tuple_from_iterable(t, iterable);
    if (items == VALUE_ERROR) {
        return items;
    }
    uint64_t n = value_to_tuple(items)->length;
    Value copy = tuple_new(t, NULL, n);
    *total = n > 0 ? separator * (n - 1) : 0;
    for (uint64_t i = 0; copy != VALUE_ERROR && i < n; i++) {
        Value item = value_to_tuple(items)->items[i];
        Value bytes = value_is_bytes(item) ? item : buffer_try_bytes(t, item);
        if (bytes == VALUE_UNBOUND) {
            return raise_error(t, &TypeError_type,
                               "sequence item %ld: expected a bytes-like object, %T found", (long)i,
                               item);
        }
        if (bytes == VALUE_ERROR) {
            return bytes;
        }
        value_to_tuple(copy)->items[i] = bytes;
        *total += value_to_bytes(bytes)->length;
    }
    return copy;
}

Value bytes_method_join(ARGUMENTS)
{
    struct text separator;
    size_t total = 0;
    if (!bytes_like_text(t, args[0], &separator)) {
        return VALUE_ERROR;
    }
    Value items = items_to_join(t, args[1], separator.length, &total);
    Value result = items == VALUE_ERROR ? items : bytes_like_new(t, args[0], NULL, total);
    if (result == VALUE_ERROR) {
        return result;
    }
    const struct tuple *tuple = value_to_tuple(items);
    char *to = bytes_like_to_fill(result);
    for (uint64_t i = 0; i < tuple->length && total > 0; i++) {
        const struct bytes *item = value_to_bytes(tuple->items[i]);
        if (i > 0) {
            memcpy(to, separator.characters, separator.length);
            to += separator.length;
        }
        memcpy(to, item->data, item->length);
        to += item->length;
    }
    return result;
}
