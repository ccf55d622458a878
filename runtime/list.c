/* The storage of lists and the functions of runtime/list.h. */
#include "runtime/list.h"

#include "runtime/abstract.h"
#include "runtime/container_snapshot.h"
#include "runtime/list_buffer.h"
#include "runtime/range.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

void list_check_locked(const struct list *list)
{
    const struct value_buffer *buffer = list_buffer(list);
    uint64_t length = list_length(list);
    ASSERT(length <= (buffer == NULL ? 0 : buffer->capacity));
    ASSERT(buffer == NULL || length == buffer->capacity ||
           value_load(&buffer->items[length]) == VALUE_UNBOUND);
    (void)buffer, (void)length;
}

/* ---- making ---- */

Value list_new(struct thread *t, size_t capacity)
{
    struct list *list = gc_allocate(t, sizeof *list, &list_type);
    if (list == NULL) {
        return VALUE_ERROR;
    }
    if (capacity > 0) {
        list->buffer = value_buffer_new(t, capacity);
        if (list->buffer == NULL) {
            return VALUE_ERROR;
        }
    }
    return value_from_object(list);
}

Value list_from_values(struct thread *t, const Value *items, size_t n)
{
    Value made = list_new(t, n);
    if (made != VALUE_ERROR && n > 0) {
        struct list *list = (struct list *)made;
        memcpy(list->buffer->items, items, n * sizeof(Value));
        list->length = n;
    }
    return made;
}

Value list_from_iterable(struct thread *t, Value iterable)
{
    if (value_type(iterable) == &list_type) {
        return list_copy(t, value_to_list(iterable));
    }
    Value list = list_new(t, 0);
    if (list == VALUE_ERROR || !list_extend(t, (struct list *)list, iterable)) {
        return VALUE_ERROR;
    }
    return list;
}

Value list_to_tuple(struct thread *t, struct list *list)
{
    for (;;) {
        uint64_t n = list_length(list);
        Value made = tuple_new(t, NULL, n);
        if (made == VALUE_ERROR || n == 0) {
            return made;
        }
        bool locked = object_lock(&list->base);
        bool fits = list_length(list) == n;
        if (fits) {
            memcpy(((struct tuple *)made)->items, list_buffer(list)->items, n * sizeof(Value));
        }
        object_unlock(&list->base, locked);
        if (fits) {
            return made;
        }
    }
}

/* `count` items that lie `step` apart, to memory that nobody else knows. */
static void pick(Value *to, const Value *from, int64_t step, int64_t count)
{
    if (step == 1) {
        memcpy(to, from, (size_t)count * sizeof(Value));
        return;
    }
    for (int64_t i = 0; i < count; i++) {
        to[i] = from[i * step];
    }
}

/* While memory is taken for it another thread may give the list another length, and the slice with that. */
Value list_slice(struct thread *t, struct list *list, struct slice_bounds bounds)
{
    struct slice_bounds fitted = bounds;
    int64_t length = (int64_t)list_length(list), count = slice_fit(&fitted, length);
    for (int64_t room = count;; room = count + count / 4) {
        Value made = list_new(t, (size_t)room);
        if (made == VALUE_ERROR) {
            return made;
        }
        struct list *part = value_to_list(made);
        bool locked = object_lock(&list->base);
        if (UNLIKELY((int64_t)list_length(list) != length)) {
            length = (int64_t)list_length(list);
            fitted = bounds;
            count = slice_fit(&fitted, length);
        }
        bool fits = count <= room;
        if (fits && count > 0) {
            pick(part->buffer->items, list_buffer(list)->items + fitted.start, fitted.step, count);
        }
        object_unlock(&list->base, locked);
        if (fits) {
            part->length = (uint64_t)count;
            return made;
        }
    }
}

Value list_copy(struct thread *t, struct list *list)
{
    return list_slice(t, list, (struct slice_bounds){0, INT64_MAX, 1});
}

size_t list_copy_items(struct list *list, Value *to, size_t room)
{
    bool locked = object_lock(&list->base);
    uint64_t length = list_length(list);
    size_t n = length < room ? length : room;
    if (n > 0) {
        memcpy(to, list_buffer(list)->items, n * sizeof(Value));
    }
    object_unlock(&list->base, locked);
    return n;
}

/* ---- changing ---- */

bool list_reserve(struct thread *t, struct list *list, size_t n)
{
    struct value_buffer *bigger = value_buffer_new(t, n);
    if (bigger == NULL) {
        return false;
    }
    bool locked = object_lock(&list->base);
    struct value_buffer *buffer = list_buffer(list);
    if (buffer == NULL || buffer->capacity < n) {
        uint64_t length = list_length(list);
        if (length >
            0) { /* `bigger` is nobody else's yet, and writers are locked out of `buffer` */
            memcpy(bigger->items, buffer->items, length * sizeof(Value));
        }
        list_publish_buffer_locked(list, bigger);
    }
    object_unlock(&list->base, locked);
    return true;
}

bool list_append(struct thread *t, struct list *list, Value v)
{
    for (;;) {
        bool locked = object_lock(&list->base);
        uint64_t length = list_length(list);
        struct value_buffer *buffer = list_buffer(list);
        bool fits = LIKELY(buffer != NULL) && LIKELY(length < buffer->capacity);
        if (fits) {
            value_store(&buffer->items[length], v);
            store_release(&list->length, length + 1);
        }
        object_unlock(&list->base, locked);
        if (LIKELY(fits)) {
            return true;
        }
        if (!list_reserve(t, list, length == 0 ? 4 : list_grown_capacity(length))) {
            return false;
        }
    }
}

bool list_set(struct list *list, uint64_t i, Value v)
{
    bool locked = object_lock(&list->base);
    bool exists = i < list_length(list);
    if (exists) {
        value_store(&list_buffer(list)->items[i], v);
    }
    object_unlock(&list->base, locked);
    return exists;
}

/* Under the object lock, with room enough: moves the tail, stores the items, and says how long the list is. */
static void splice_locked(bool locked, struct list *list, uint64_t from, uint64_t to,
                          const Value *items, size_t n)
{
    uint64_t length = list_length(list), new_length = length - (to - from) + n;
    struct value_buffer *buffer = list_buffer(list);
    if (buffer == NULL) {
        return; /* nothing replaced by nothing */
    }
    if (from + n != to) {
        list_move_locked(locked, buffer->items + from + n, buffer->items + to, length - to);
    }
    list_move_locked(locked, buffer->items + from, items, n);
    if (new_length < length) {
        list_unbind_locked(locked, buffer->items + new_length, length - new_length);
    }
    store_release(&list->length, new_length);
    list_check_locked(list);
}

/* The capacity for a list that grows: by the usual steps at least, so that many small extensions cost no copy each. */
static size_t capacity_for(uint64_t length, uint64_t needed)
{
    size_t grown = list_grown_capacity(length);
    return length == 0 || needed > grown ? needed : grown;
}

/* Splices if there is room; else *needed is how much would be. */
static ALWAYS_INLINE bool splice_if_it_fits_locked(bool locked, struct list *list, uint64_t first,
                                                   uint64_t last, const Value *items, size_t n,
                                                   uint64_t *needed)
{
    struct value_buffer *buffer = list_buffer(list);
    *needed = list_length(list) - (last - first) + n;
    bool fits = *needed <= (buffer == NULL ? 0 : buffer->capacity);
    if (fits) {
        splice_locked(locked, list, first, last, items, n);
    }
    return fits;
}

bool list_splice(struct thread *t, struct list *list, uint64_t from, uint64_t to,
                 const Value *items, size_t n)
{
    for (;;) {
        bool locked = object_lock(&list->base);
        uint64_t length = list_length(list), needed;
        uint64_t first = from < length ? from : length;
        uint64_t last = to < first ? first : to < length ? to : length;
        bool done = splice_if_it_fits_locked(locked, list, first, last, items, n, &needed);
        object_unlock(&list->base, locked);
        if (done) {
            return true;
        }
        if (!list_reserve(t, list, capacity_for(length, needed))) {
            return false;
        }
    }
}

bool list_splice_slice(struct thread *t, struct list *list, struct slice_bounds bounds,
                       const Value *items, size_t n)
{
    ASSERT(bounds.step == 1);
    for (;;) {
        bool locked = object_lock(&list->base);
        struct slice_bounds fitted = bounds;
        uint64_t length = list_length(list), needed;
        uint64_t count = (uint64_t)slice_fit(&fitted, (int64_t)length);
        uint64_t first = (uint64_t)fitted.start;
        bool done = splice_if_it_fits_locked(locked, list, first, first + count, items, n, &needed);
        object_unlock(&list->base, locked);
        if (done) {
            return true;
        }
        if (!list_reserve(t, list, capacity_for(length, needed))) {
            return false;
        }
    }
}

void list_truncate(struct list *list, uint64_t length)
{
    bool locked = object_lock(&list->base);
    if (length < list_length(list)) {
        splice_locked(locked, list, length, list_length(list), NULL, 0);
    }
    object_unlock(&list->base, locked);
}

Value list_take(struct list *list, int64_t i)
{
    Value taken = VALUE_UNBOUND;
    bool locked = object_lock(&list->base);
    int64_t length = (int64_t)list_length(list);
    i += i < 0 ? length : 0;
    if (i >= 0 && i < length) {
        taken = list_buffer(list)->items[i];
        splice_locked(locked, list, (uint64_t)i, (uint64_t)i + 1, NULL, 0);
    }
    object_unlock(&list->base, locked);
    return taken;
}

/* ---- extending ---- */

static bool append_visited(struct thread *t, Value item, void *list)
{
    return list_append(t, list, item);
}

/* Room for as many items as the iterable says it has; like CPython, an error of its __len__ is an error here. */
static bool reserve_for(struct thread *t, struct list *list, Value iterable)
{
    int64_t hint;
    if (!object_length_hint(t, iterable, 0, &hint)) {
        return false;
    }
    uint64_t length = list_length(list);
    const struct value_buffer *buffer = list_buffer(list);
    uint64_t capacity = buffer == NULL ? 0 : buffer->capacity;
    if (hint <= 0 || (uint64_t)hint > (uint64_t)INT64_MAX / sizeof(Value) - length ||
        length + (uint64_t)hint <= capacity) {
        return true;
    }
    return list_reserve(t, list, capacity_for(length, length + (uint64_t)hint));
}

/* The characters of a str, many at a time. */
static bool extend_by_characters(struct thread *t, struct list *list, const struct str *s)
{
    Value some[64];
    for (uint64_t i = 0; i < s->length;) {
        size_t n = 0;
        for (; n < COUNT_OF(some) && i < s->length; n++, i++) {
            some[n] = str_from_code_point(t, str_at(s, i));
            if (some[n] == VALUE_ERROR) {
                return false;
            }
        }
        if (!list_splice(t, list, UINT64_MAX, UINT64_MAX, some, n)) {
            return false;
        }
    }
    return true;
}

/* In one step, without a copy in between, if one thread runs. *done: it could be done so. */
static bool extend_directly(struct thread *t, struct list *list, const struct list *from,
                            bool *done)
{
    for (uint64_t n = list_length(from);;) {
        bool locked = object_lock(&list->base);
        uint64_t length = list_length(list), needed = length + n;
        struct value_buffer *buffer = list_buffer(list);
        bool fits = needed <= (buffer == NULL ? 0 : buffer->capacity);
        *done = !locked && fits && n <= list_length(from);
        if (*done && n > 0) {
            memcpy(buffer->items + length, list_buffer(from)->items, n * sizeof(Value));
            store_release(&list->length, needed);
        }
        object_unlock(&list->base, locked);
        if (locked || fits) {
            return true;
        }
        if (!list_reserve(t, list, capacity_for(length, needed))) {
            return false;
        }
    }
}

bool list_extend(struct thread *t, struct list *list, Value iterable)
{
    if (value_type(iterable) == &str_type) {
        return extend_by_characters(t, list, value_to_str(iterable));
    }
    if (value_type(iterable) == &range_type) {
        return reserve_for(t, list, iterable) && iterate(t, iterable, append_visited, list);
    }
    if (value_type(iterable) == &list_type) {
        bool done;
        if (!extend_directly(t, list, value_to_list(iterable), &done) || done) {
            return done;
        }
    }
    Value snapshot = container_snapshot(t, iterable);
    if (snapshot == VALUE_ERROR) {
        return false;
    }
    if (snapshot != VALUE_UNBOUND) {
        const struct tuple *items = value_to_tuple(snapshot);
        bool spliced = list_splice(t, list, UINT64_MAX, UINT64_MAX, items->items, items->length);
        gc_keep(items);
        return spliced;
    }
    Value iterator = object_iter(t, iterable);
    return iterator != VALUE_ERROR && reserve_for(t, list, iterable) &&
           iterate_rest(t, iterator, append_visited, list);
}
