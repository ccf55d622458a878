#include "runtime/text_parts.h"

#include "runtime/list_buffer.h"

bool parts_reserve(struct parts *parts, size_t capacity)
{
    struct value_buffer *bigger = value_buffer_new(parts->t, capacity);
    if (bigger == NULL) {
        return false;
    }
    memcpy(bigger->items, parts->items, parts->n * sizeof(Value));
    parts->buffer = bigger;
    parts->items = bigger->items;
    parts->capacity = capacity;
    return true;
}

bool parts_reserve_for(struct parts *parts, struct text separator, const size_t *places, size_t n)
{
    size_t count = n + 1;
    if (n == TEXT_N_PLACES) {
        size_t behind = places[n - 1] + separator.length;
        struct text rest = text_part(parts->text, behind, parts->text.length);
        count += (size_t)text_count(rest, separator, INT64_MAX);
    }
    return count <= parts->capacity || parts_reserve(parts, count);
}

void parts_reverse(struct parts *parts)
{
    Value *items = parts->items;
    for (size_t i = 0, n = parts->n; i + 1 < n - i; i++) {
        Value v = items[i];
        items[i] = items[n - 1 - i];
        items[n - 1 - i] = v;
    }
}

Value parts_finish(struct parts *parts)
{
    if (parts->buffer == NULL) {
        return list_from_values(parts->t, parts->items, parts->n);
    }
    Value list = list_new(parts->t, 0);
    if (list != VALUE_ERROR) {
        list_publish_buffer_locked(value_to_list(list), parts->buffer);
        value_to_list(list)->length = parts->n;
    }
    return list;
}
