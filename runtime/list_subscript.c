/* list[i], list[i:j:k], and storing and deleting there. */
#include "runtime/abstract.h"
#include "runtime/list_buffer.h"
#include "runtime/sequence.h"
#include "runtime/slice.h"

/* ---- reading ---- */

static Value get_slice(struct thread *t, struct list *list, Value slice)
{
    struct slice_bounds bounds;
    return slice_read(t, slice, &bounds) ? list_slice(t, list, bounds) : VALUE_ERROR;
}

Value list_get_item(struct thread *t, Value self, Value key)
{
    struct list *list = value_to_list(self);
    if (value_type(key) == &slice_type) {
        return get_slice(t, list, key);
    }
    int64_t i;
    if (!sequence_index(t, key, "list", &i)) {
        return VALUE_ERROR;
    }
    i += i < 0 ? (int64_t)list_length(list) : 0;
    Value v = i < 0 ? VALUE_UNBOUND : list_get(list, (uint64_t)i);
    return v != VALUE_UNBOUND ? v : raise_error(t, &IndexError_type, "list index out of range");
}

/* ---- extended slices ---- */

/* Under the object lock: the items between those at start, start + step, ... close up. step > 0. */
static void close_up_locked(bool locked, struct list *list, int64_t start, int64_t step,
                            int64_t count)
{
    int64_t length = (int64_t)list_length(list);
    Value *items = list_buffer(list)->items;
    int64_t to = start;
    for (int64_t i = 0; i < count; i++) {
        int64_t from = start + i * step + 1;
        int64_t next = i + 1 < count ? from + step - 1 : length;
        list_move_locked(locked, items + to, items + from, (size_t)(next - from));
        to += next - from;
    }
    list_unbind_locked(locked, items + to, (size_t)(length - to));
    store_release(&list->length, (uint64_t)to);
    list_check_locked(list);
}

/* Do the items of a resolved slice still exist, now that the lock is held? */
static bool lies_within_locked(const struct list *list, int64_t start, int64_t step, int64_t count)
{
    int64_t last = start + (count - 1) * step, length = (int64_t)list_length(list);
    return count == 0 || (start < length && last < length && start >= 0 && last >= 0);
}

/* Another thread has shortened the list since the slice was resolved. */
static bool raise_shrunk(struct thread *t)
{
    return raise_false(t, &IndexError_type, "list assignment index out of range");
}

static bool delete_extended(struct thread *t, struct list *list, int64_t start, int64_t step,
                            int64_t count)
{
    if (count == 0) {
        return true;
    }
    if (step < 0) {
        start += (count - 1) * step;
        step = -step;
    }
    bool locked = object_lock(&list->base);
    bool exist = lies_within_locked(list, start, step, count);
    if (exist) {
        close_up_locked(locked, list, start, step, count);
    }
    object_unlock(&list->base, locked);
    return exist || raise_shrunk(t);
}

static bool set_extended(struct thread *t, struct list *list, int64_t start, int64_t step,
                         int64_t count, const struct tuple *values)
{
    if (values->length != (uint64_t)count) {
        return raise_false(t, &ValueError_type,
                           "attempt to assign sequence of size %zu to extended slice of size %zu",
                           (size_t)values->length, (size_t)count);
    }
    bool locked = object_lock(&list->base);
    bool exist = lies_within_locked(list, start, step, count);
    for (int64_t i = 0; exist && i < count; i++) {
        value_store(&list_buffer(list)->items[start + i * step], values->items[i]);
    }
    object_unlock(&list->base, locked);
    return exist || raise_shrunk(t);
}

/* ---- storing ---- */

/* The values to be stored. Making them may run Python code that changes the list: whoever stores them looks again. */
static Value values_of(struct thread *t, Value iterable, bool is_extended)
{
    Value values = tuple_from_iterable(t, iterable);
    if (values == VALUE_ERROR && error_matches(t, &TypeError_type) &&
        value_type(iterable)->iter == NULL && value_type(iterable)->get_item == NULL) {
        error_clear(t);
        return raise_error(t, &TypeError_type,
                           is_extended ? "must assign iterable to extended slice"
                                       : "can only assign an iterable");
    }
    return values;
}

/* Does it take no call into Python to read what is to be stored? */
static bool is_read_at_once(Value v)
{
    return v == VALUE_UNBOUND || value_type(v) == &list_type || value_type(v) == &tuple_type;
}

/* The bounds are those of the moment at which the items change; where Python code makes the new ones, those before, as in CPython. */
static bool set_slice(struct thread *t, struct list *list, Value slice, Value v)
{
    struct slice_bounds bounds;
    if (!slice_read(t, slice, &bounds)) {
        return false;
    }
    struct slice_bounds fitted = bounds;
    int64_t count = slice_fit(&fitted, (int64_t)list_length(list));
    int64_t start = fitted.start, step = bounds.step;
    Value values = v == VALUE_UNBOUND ? tuple_empty : values_of(t, v, step != 1);
    if (values == VALUE_ERROR) {
        return false;
    }
    const struct tuple *tuple = value_to_tuple(values);
    bool done;
    if (step == 1 && is_read_at_once(v)) {
        done = list_splice_slice(t, list, bounds, tuple->items, tuple->length);
    } else if (step == 1) {
        done = list_splice(t, list, (uint64_t)start, (uint64_t)(start + count), tuple->items,
                           tuple->length);
    } else if (v == VALUE_UNBOUND) {
        done = delete_extended(t, list, start, step, count);
    } else {
        done = set_extended(t, list, start, step, count, tuple);
    }
    gc_keep(tuple);
    return done;
}

bool list_set_item(struct thread *t, Value self, Value key, Value v)
{
    struct list *list = value_to_list(self);
    if (value_type(key) == &slice_type) {
        return set_slice(t, list, key, v);
    }
    int64_t i;
    if (!sequence_index(t, key, "list", &i)) {
        return false;
    }
    bool done;
    if (v == VALUE_UNBOUND) {
        done = list_take(list, i) != VALUE_UNBOUND;
    } else {
        i += i < 0 ? (int64_t)list_length(list) : 0;
        done = i >= 0 && list_set(list, (uint64_t)i, v);
    }
    return done || raise_false(t, &IndexError_type, "list assignment index out of range");
}
