/* Splitting and joining bytes and bytearrays. */
#include "runtime/abstract.h"
#include "runtime/bytes_methods.h"
#include "runtime/list.h"
#include "runtime/tuple.h"

#define ARGUMENTS struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names

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
    *parts = (struct parts){.t = t, .self = self, .list = value_to_list(list)};
    return bytes_like_text(t, self, &parts->text);
}

static bool parts_add(struct parts *parts, size_t from, size_t to)
{
    Value part = bytes_like_part(parts->t, parts->self, parts->text, from, to);
    return part != VALUE_ERROR && list_append(parts->t, parts->list, part);
}

static bool is_space(struct text text, size_t i)
{
    uint32_t c = text_at(text, i);
    return c == ' ' || (c >= '\t' && c <= '\r');
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

/* ---- split ---- */

static bool split_spaces(struct parts *parts, int64_t limit)
{
    struct text text = parts->text;
    for (size_t i = 0, from;; limit--) {
        while (i < text.length && is_space(text, i)) {
            i++;
        }
        if (i == text.length) {
            return true;
        }
        from = i;
        if (limit == 0) {
            return parts_add(parts, from, text.length);
        }
        while (i < text.length && !is_space(text, i)) {
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
    for (size_t i = text.length, to;; limit--) {
        while (i > 0 && is_space(text, i - 1)) {
            i--;
        }
        if (i == 0) {
            return true;
        }
        to = i;
        if (limit == 0) {
            return parts_add(parts, 0, to);
        }
        while (i > 0 && !is_space(text, i - 1)) {
            i--;
        }
        if (!parts_add(parts, i, to)) {
            return false;
        }
    }
}

static bool split_at(struct parts *parts, struct text separator, int64_t limit)
{
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

static Value split(struct thread *t, const Value *args, bool from_end)
{
    int64_t limit = -1;
    struct parts parts;
    struct text separator = {"", 0, 1};
    bool at_spaces = args[1] == VALUE_UNBOUND || args[1] == VALUE_NONE, done;
    if ((args[2] != VALUE_UNBOUND && !number_to_index(t, args[2], &limit)) ||
        (!at_spaces && !bytes_like_get(t, args[1], &separator)) ||
        !parts_begin(t, args[0], &parts)) {
        return VALUE_ERROR;
    }
    if (!at_spaces && separator.length == 0) {
        return raise_error(t, &ValueError_type, "empty separator");
    }
    if (at_spaces) {
        done = from_end ? split_spaces_from_end(&parts, limit) : split_spaces(&parts, limit);
    } else {
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
    enum truth keep_ends = args[1] == VALUE_UNBOUND ? TRUTH_FALSE : object_truth(t, args[1]);
    if (keep_ends == TRUTH_ERROR || !parts_begin(t, args[0], &parts)) {
        return VALUE_ERROR;
    }
    struct text text = parts.text;
    for (size_t i = 0; i < text.length;) {
        size_t from = i;
        while (i < text.length && text_at(text, i) != '\n' && text_at(text, i) != '\r') {
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
        bytes_like_new(t, self, (const char *)text.characters + before, behind - before),
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
        if (!value_is_bytes_like(item)) {
            return raise_error(t, &TypeError_type,
                               "sequence item %ld: expected a bytes-like object, %T found", (long)i,
                               item);
        }
        item = value_is_bytes(item) ? item : bytes_like_to_bytes(t, item);
        if (item == VALUE_ERROR) {
            return item;
        }
        value_to_tuple(copy)->items[i] = item;
        *total += value_to_bytes(item)->length;
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
