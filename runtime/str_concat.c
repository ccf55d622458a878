/*
 * Concatenation, parts and joining.
 *
 * `s += t` in a loop is linear although no count of references tells that nobody else sees `s`: the second time that a
 * long result is extended, the characters move to a rope, a shared buffer with spare room.
 *
 *     rope:  [ n_bytes | fill | A  b  c  d  e  f  .  .  . ]
 *                                       ^ fill: the first free byte
 *     s = "Abcd" and s + "ef" point to the same characters, with lengths of their own.
 *
 * A string that ends exactly at the fill mark may move the mark by compare-and-swap; who wins writes the bytes
 * between the old and the new mark, which belong to no string yet. Who loses copies.
 */
#include "runtime/abstract.h"
#include "runtime/list.h"
#include "runtime/str_internal.h"
#include "runtime/tuple.h"

enum { GROWN_MIN = 128, ROPE_MIN = 256 }; /* bytes */

static ALWAYS_INLINE uint64_t *rope_fill(struct raw_buffer *rope)
{
    return (uint64_t *)(void *)rope->bytes;
}
static ALWAYS_INLINE char *rope_text(struct raw_buffer *rope)
{
    return rope->bytes + sizeof(uint64_t);
}

/* A string header over characters in a rope. */
static Value over_rope(struct thread *t, struct raw_buffer *rope, const void *characters,
                       uint64_t length, int kind, uint32_t ascii)
{
    struct str *s = gc_allocate(t, sizeof *s, &str_type);
    if (s == NULL) {
        return VALUE_ERROR;
    }
    s->length = length;
    s->kind = (uint8_t)kind;
    s->buffer = rope;
    s->characters = characters;
    s->base.lock_flags = ascii | STR_ROPE | STR_GROWN;
    return str_value(s);
}

/* Is there room for `n_bytes` behind `end`? A long rope grows by an eighth, where it lies. */
static ALWAYS_INLINE bool has_room(struct thread *t, struct raw_buffer *rope, uint64_t end,
                                   size_t n_bytes)
{
    size_t needed = sizeof(uint64_t) + end + n_bytes;
    return LIKELY(needed <= load_relaxed(&rope->n_bytes)) ||
           raw_buffer_extend(t, rope, needed + needed / 8);
}

/* Takes the `n_bytes` behind `a` if they are free. */
static bool claim(struct thread *t, const struct str *a, size_t n_bytes)
{
    uint64_t *fill = rope_fill(a->buffer);
    uint64_t end =
        (uint64_t)((const char *)a->characters - rope_text(a->buffer)) + a->length * a->kind;
    return load_relaxed(fill) == end && has_room(t, a->buffer, end, n_bytes) &&
           compare_and_swap(fill, &end, end + n_bytes);
}

static Value extend_rope(struct thread *t, const struct str *a, const struct str *b, uint32_t ascii)
{
    char *end = (char *)(uintptr_t)a->characters + a->length * a->kind;
    characters_copy(a->kind, end, b->kind, b->characters, b->length);
    return over_rope(t, a->buffer, a->characters, a->length + b->length, a->kind, ascii);
}

static Value new_rope(struct thread *t, const struct str *a, const struct str *b, int kind,
                      uint32_t ascii)
{
    uint64_t length = a->length + b->length;
    size_t n_bytes = length * (unsigned)kind;
    struct raw_buffer *rope = raw_buffer_new_growing(t, sizeof(uint64_t) + 2 * n_bytes);
    if (rope == NULL) {
        return VALUE_ERROR;
    }
    char *text = rope_text(rope);
    store_relaxed(rope_fill(rope), (uint64_t)n_bytes);
    characters_copy(kind, text, a->kind, a->characters, a->length);
    characters_copy(kind, text + a->length * (unsigned)kind, b->kind, b->characters, b->length);
    return over_rope(t, rope, text, length, kind, ascii);
}

Value str_concat(struct thread *t, Value v, Value w)
{
    const struct str *a = value_to_str(v), *b = value_to_str(w);
    if (a->length == 0) {
        return str_exact(t, w);
    }
    if (b->length == 0) {
        return str_exact(t, v);
    }
    int kind = a->kind > b->kind ? a->kind : b->kind;
    uint32_t flags = load_relaxed(&a->base.lock_flags);
    uint32_t ascii = flags & load_relaxed(&b->base.lock_flags) & STR_ASCII;
    uint64_t length = a->length + b->length;
    if (UNLIKELY(flags & STR_GROWN) && length * (unsigned)kind >= ROPE_MIN &&
        length < STR_MAX_LENGTH) {
        if ((flags & STR_ROPE) && kind == a->kind && claim(t, a, b->length * (unsigned)kind)) {
            return extend_rope(t, a, b, ascii);
        }
        return new_rope(t, a, b, kind, ascii);
    }
    struct str *s = str_allocate(t, kind, length);
    if (s == NULL) {
        return VALUE_ERROR;
    }
    char *to = str_to_fill(s);
    characters_copy(kind, to, a->kind, a->characters, a->length);
    characters_copy(kind, to + a->length * (unsigned)kind, b->kind, b->characters, b->length);
    s->base.lock_flags = ascii | (length * (unsigned)kind >= GROWN_MIN ? STR_GROWN : 0);
    return str_value(s);
}

/* Appends `s`, widened. */
static ALWAYS_INLINE char *put(char *to, int kind, const struct str *s)
{
    if (LIKELY(kind == s->kind)) {
        size_t n_bytes = s->length * (unsigned)kind;
        copy_short(to, s->characters, n_bytes);
        return to + n_bytes;
    }
    characters_copy(kind, to, s->kind, s->characters, s->length);
    return to + s->length * (unsigned)kind;
}

static ALWAYS_INLINE int widest(unsigned kinds)
{
    return kinds & 4 ? 4 : kinds & 2 ? 2 : 1;
}

Value str_concat_all(struct thread *t, const Value *pieces, uint32_t n)
{
    uint64_t length = 0;
    unsigned kinds = 0; /* 1, 2, 4 or'ed */
    uint32_t ascii = STR_ASCII;
    for (uint32_t i = 0; i < n; i++) {
        const struct str *s = value_to_str(pieces[i]);
        length += s->length;
        kinds |= s->kind;
        ascii &= load_relaxed(&s->base.lock_flags);
    }
    if (length <= 1) {
        for (uint32_t i = 0; i < n; i++) {
            if (value_to_str(pieces[i])->length > 0) {
                return str_exact(t, pieces[i]);
            }
        }
        return str_empty;
    }
    int kind = widest(kinds);
    struct str *result = str_allocate(t, kind, length);
    if (result == NULL) {
        return VALUE_ERROR;
    }
    result->base.lock_flags = ascii;
    char *to = str_to_fill(result);
    for (uint32_t i = 0; i < n; i++) {
        to = put(to, kind, value_to_str(pieces[i]));
    }
    return str_value(result);
}

/* ---- parts ---- */

Value str_part(struct thread *t, const struct str *s, uint64_t from, uint64_t to)
{
    if (str_is_ascii(s)) {
        return str_from_ascii(t, (const char *)s->characters + from, to - from);
    }
    return str_from_characters(t, s->kind, characters_from(s->kind, s->characters, from),
                               to - from);
}

Value str_slice(struct thread *t, Value v, int64_t from, int64_t to)
{
    const struct str *s = value_to_str(v);
    if (from == 0 && (uint64_t)to == s->length && s->base.type == &str_type) {
        return v;
    }
    return str_part(t, s, (uint64_t)from, (uint64_t)to);
}

/* ---- joining ---- */

/* What the result will be. The items may lie in a list: then what is read twice may have changed meanwhile. */
struct join {
    const struct str *separator;
    const Value *items;
    uint64_t n_items;
    bool in_list;
    uint64_t length;
    int kind;
    uint32_t ascii;
};

/* A list may hold UNBOUND. Exact strings are known without a look at their type. */
static ALWAYS_INLINE bool is_item(Value v)
{
    return value_is_object(v) && (LIKELY(value_to_object(v)->type == &str_type) || value_is_str(v));
}

/* false: cannot be done, and unless `in_list` an exception is pending. */
static bool measure_join(struct thread *t, struct join *join)
{
    const struct str *separator = join->separator;
    unsigned kinds = separator->kind;
    uint32_t ascii = load_relaxed(&separator->base.lock_flags) & STR_ASCII;
    uint64_t length = separator->length * (join->n_items - 1);
    for (uint64_t i = 0; i < join->n_items; i++) {
        Value item = value_load(&join->items[i]);
        if (UNLIKELY(!is_item(item))) {
            return !join->in_list &&
                   raise_false(t, &TypeError_type,
                               "sequence item %ld: expected str instance, %T found", (long)i, item);
        }
        const struct str *s = value_to_str(item);
        length += s->length;
        kinds |= s->kind;
        ascii &= load_relaxed(&s->base.lock_flags);
        if (UNLIKELY(length > STR_MAX_LENGTH)) {
            return !join->in_list && raise_false(t, &OverflowError_type,
                                                 "join() result is too long for a Python string");
        }
    }
    join->length = length;
    join->kind = widest(kinds);
    join->ascii = ascii;
    return true;
}

/* false: the items are not those that were measured. */
static ALWAYS_INLINE bool fill_join_of(const struct join *join, char *to, int kind)
{
    const struct str *separator = join->separator;
    uint64_t left = join->length, gap = 0; /* no separator before the first */
    unsigned kinds = separator->kind;
    uint32_t only = separator->length == 1 ? str_at(separator, 0) : 0;
    uint32_t ascii = load_relaxed(&separator->base.lock_flags) & STR_ASCII;
    for (uint64_t i = 0; i < join->n_items; i++, gap = separator->length) {
        Value item = value_load(&join->items[i]);
        if (UNLIKELY(!is_item(item))) {
            return false;
        }
        const struct str *s = value_to_str(item);
        uint64_t n = s->length + gap;
        if (UNLIKELY(n > left || s->kind > kind)) {
            return false;
        }
        left -= n;
        kinds |= s->kind;
        ascii &= load_relaxed(&s->base.lock_flags);
        if (gap == 1) {
            characters_put(kind, to, 0, only);
            to += kind;
        } else if (gap > 0) {
            to = put(to, kind, separator);
        }
        to = put(to, kind, s);
    }
    return left == 0 && widest(kinds) == kind && ascii == join->ascii;
}

static bool fill_join(const struct join *join, char *to)
{
    return join->kind == 1 ? fill_join_of(join, to, 1) : fill_join_of(join, to, join->kind);
}

/* UNBOUND: cannot be done with what lies in a list, which is to be copied. */
static Value join_items(struct thread *t, struct join *join)
{
    if (!measure_join(t, join)) {
        return join->in_list ? VALUE_UNBOUND : VALUE_ERROR;
    }
    if (join->length == 0) {
        return str_empty;
    }
    struct str *result = str_allocate(t, join->kind, join->length);
    if (result == NULL) {
        return VALUE_ERROR;
    }
    if (!fill_join(join, str_to_fill(result))) {
        return VALUE_UNBOUND;
    }
    result->base.lock_flags = join->ascii;
    return str_value(result);
}

/* Without a copy of the list. UNBOUND: needs one. */
static Value join_list(struct thread *t, Value separator, const struct list *list)
{
    uint64_t n = list_length(list);
    struct value_buffer *buffer = list_buffer(list);
    if (n < 2 || buffer == NULL || n > buffer->capacity) {
        return VALUE_UNBOUND;
    }
    struct join join = {.separator = value_to_str(separator),
                        .items = buffer->items,
                        .n_items = n,
                        .in_list = true};
    Value result = join_items(t, &join);
    gc_keep(buffer);
    return result;
}

/* A tuple that nobody changes meanwhile. */
static Value items_to_join(struct thread *t, Value iterable)
{
    if (value_type(iterable) != &list_type && value_type(iterable) != &tuple_type) {
        iterable = object_iter(t, iterable);
        if (iterable == VALUE_ERROR) {
            return error_swallow(t, &TypeError_type)
                       ? raise_error(t, &TypeError_type, "can only join an iterable")
                       : VALUE_ERROR;
        }
    }
    return tuple_from_iterable(t, iterable);
}

static Value join_tuple(struct thread *t, Value separator, const struct tuple *items)
{
    if (items->length == 0) {
        return str_empty;
    }
    Value only = items->items[0];
    if (items->length == 1 && value_type(only) == &str_type) {
        return only;
    }
    struct join join = {
        .separator = value_to_str(separator), .items = items->items, .n_items = items->length};
    Value result = join_items(t, &join);
    gc_keep(items);
    return result;
}

Value str_join(struct thread *t, Value separator, Value iterable)
{
    Value result = value_type(iterable) == &list_type
                       ? join_list(t, separator, value_to_list(iterable))
                       : VALUE_UNBOUND;
    if (result == VALUE_UNBOUND) {
        Value items = items_to_join(t, iterable);
        result = items == VALUE_ERROR ? items : join_tuple(t, separator, value_to_tuple(items));
    }
    if (result != VALUE_ERROR && value_to_str(result)->length == 1) {
        return str_slice(t, str_exact(t, result), 0, 1); /* the shared one, if it is Latin-1 */
    }
    return result;
}
