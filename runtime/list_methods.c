/* The methods of list. Each is one atomic step towards other threads, but for what runs Python code on the way. */
#include "runtime/abstract.h"
#include "runtime/generic_alias.h"
#include "runtime/int.h"
#include "runtime/iterators.h"
#include "runtime/list_buffer.h"
#include "runtime/native.h"
#include "runtime/sequence.h"

static Value append(struct thread *t, Value *args, UNUSED uint32_t n_args,
                    UNUSED Value keyword_names)
{
    return list_append(t, value_to_list(args[0]), args[1]) ? VALUE_NONE : VALUE_ERROR;
}

static Value extend(struct thread *t, Value *args, UNUSED uint32_t n_args,
                    UNUSED Value keyword_names)
{
    return list_extend(t, value_to_list(args[0]), args[1]) ? VALUE_NONE : VALUE_ERROR;
}

static Value insert(struct thread *t, Value *args, UNUSED uint32_t n_args,
                    UNUSED Value keyword_names)
{
    struct list *list = value_to_list(args[0]);
    int64_t i;
    if (!number_to_index(t, args[1], &i)) {
        return VALUE_ERROR;
    }
    if (i < 0) {
        i += (int64_t)list_length(list);
        i = i < 0 ? 0 : i;
    }
    return list_splice(t, list, (uint64_t)i, (uint64_t)i, &args[2], 1) ? VALUE_NONE : VALUE_ERROR;
}

static Value pop(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value keyword_names)
{
    struct list *list = value_to_list(args[0]);
    int64_t i = -1;
    if (args[1] != VALUE_UNBOUND && !number_to_index(t, args[1], &i)) {
        return VALUE_ERROR;
    }
    Value v = list_take(list, i);
    if (v != VALUE_UNBOUND) {
        return v;
    }
    return raise_error(t, &IndexError_type,
                       list_length(list) == 0 ? "pop from empty list" : "pop index out of range");
}

/* Takes the item at `i` away if it still is `item`. */
static bool remove_if_there(struct list *list, uint64_t i, Value item)
{
    bool locked = object_lock(&list->base);
    uint64_t length = list_length(list);
    Value *items = length == 0 ? NULL : list_buffer(list)->items;
    bool there = i < length && items[i] == item;
    if (there) {
        list_move_locked(locked, items + i, items + i + 1, length - i - 1);
        value_store(&items[length - 1], VALUE_UNBOUND);
        store_release(&list->length, length - 1);
        list_check_locked(list);
    }
    object_unlock(&list->base, locked);
    return there;
}

/* Between finding and removing, another thread may have moved the item: then it is looked for again. */
static Value remove_item(struct thread *t, Value *args, UNUSED uint32_t n_args,
                         UNUSED Value keyword_names)
{
    struct list *list = value_to_list(args[0]);
    int64_t i = 0;
    Value candidate;
    while ((candidate = list_get(list, (uint64_t)i)) != VALUE_UNBOUND) {
        enum truth equal = object_equal(t, candidate, args[1]);
        if (equal == TRUTH_ERROR) {
            return VALUE_ERROR;
        }
        if (equal == TRUTH_FALSE) {
            i++;
        } else if (remove_if_there(list, (uint64_t)i, candidate)) {
            return VALUE_NONE;
        } else {
            i = 0;
        }
    }
    return raise_error(t, &ValueError_type, "list.remove(x): x not in list");
}

static Value clear(UNUSED struct thread *t, Value *args, UNUSED uint32_t n_args,
                   UNUSED Value keyword_names)
{
    struct list *list = value_to_list(args[0]);
    bool locked = object_lock(&list->base);
    store_release(&list->length, (uint64_t)0);
    list_publish_buffer_locked(list, NULL);
    object_unlock(&list->base, locked);
    return VALUE_NONE;
}

static Value copy(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value keyword_names)
{
    return list_copy(t, value_to_list(args[0]));
}

static Value reverse(UNUSED struct thread *t, Value *args, UNUSED uint32_t n_args,
                     UNUSED Value keyword_names)
{
    struct list *list = value_to_list(args[0]);
    bool locked = object_lock(&list->base);
    uint64_t n = list_length(list);
    Value *items = n == 0 ? NULL : list_buffer(list)->items;
    for (uint64_t i = 0; i < n / 2; i++) {
        Value v = items[i];
        value_store(&items[i], items[n - 1 - i]);
        value_store(&items[n - 1 - i], v);
    }
    object_unlock(&list->base, locked);
    return VALUE_NONE;
}

static Value index_of(struct thread *t, Value *args, UNUSED uint32_t n_args,
                      UNUSED Value keyword_names)
{
    int64_t place;
    if (!sequence_find_between(t, args[0], args[1], args[2], args[3], &place)) {
        return VALUE_ERROR;
    }
    return place >= 0 ? value_from_small_int(place)
                      : raise_error(t, &ValueError_type, "%R is not in list", args[1]);
}

static Value count(struct thread *t, Value *args, UNUSED uint32_t n_args,
                   UNUSED Value keyword_names)
{
    return sequence_count(t, args[0], args[1]);
}

static Value sort(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value keyword_names)
{
    int reverse = 0; /* an int, as CPython wants it */
    if (args[2] != VALUE_UNBOUND && !number_to_c_int(t, args[2], &reverse)) {
        return VALUE_ERROR;
    }
    Value key = args[1] == VALUE_UNBOUND ? VALUE_NONE : args[1];
    return list_sort(t, value_to_list(args[0]), key, reverse != 0) ? VALUE_NONE : VALUE_ERROR;
}

static Value get_item(struct thread *t, Value *args, UNUSED uint32_t n_args,
                      UNUSED Value keyword_names)
{
    return list_get_item(t, args[0], args[1]);
}

static Value reversed(struct thread *t, Value *args, UNUSED uint32_t n_args,
                      UNUSED Value keyword_names)
{
    return list_reverse_iterator_new(t, value_to_list(args[0]));
}

static Value size_of(UNUSED struct thread *t, Value *args, UNUSED uint32_t n_args,
                     UNUSED Value keyword_names)
{
    const struct value_buffer *buffer = list_buffer(value_to_list(args[0]));
    size_t n = buffer == NULL ? 0 : sizeof *buffer + buffer->capacity * sizeof(Value);
    return value_from_small_int((int64_t)(sizeof(struct list) + n));
}

const struct native_def list_methods[] = {
    {"append", append, "(self, object, /)", "Append object to the end of the list.", NATIVE_METHOD},
    {"extend", extend, "(self, iterable, /)",
     "Extend list by appending elements from the iterable.", NATIVE_METHOD},
    {"insert", insert, "(self, index, object, /)", "Insert object before index.", NATIVE_METHOD},
    {"pop", pop, "(self, index=-1, /)",
     "Remove and return item at index (default last).\n\nRaises IndexError if list is empty or "
     "index is "
     "out of range.",
     NATIVE_METHOD},
    {"remove", remove_item, "(self, value, /)",
     "Remove first occurrence of value.\n\nRaises ValueError if the value is not present.",
     NATIVE_METHOD},
    {"clear", clear, "(self, /)", "Remove all items from list.", NATIVE_METHOD},
    {"copy", copy, "(self, /)", "Return a shallow copy of the list.", NATIVE_METHOD},
    {"reverse", reverse, "(self, /)", "Reverse *IN PLACE*.", NATIVE_METHOD},
    {"index", index_of, "(self, value, start=0, stop=sys.maxsize, /)",
     "Return first index of value.\n\nRaises ValueError if the value is not present.",
     NATIVE_METHOD},
    {"count", count, "(self, value, /)", "Return number of occurrences of value.", NATIVE_METHOD},
    {"sort", sort, "(self, /, *, key=None, reverse=False)",
     "Sort the list in ascending order and return None.", NATIVE_METHOD},
    {"__getitem__", get_item, "(self, index, /)", "x.__getitem__(y) <==> x[y]", NATIVE_METHOD},
    {"__reversed__", reversed, "(self, /)", "Return a reverse iterator over the list.",
     NATIVE_METHOD},
    {"__sizeof__", size_of, "(self, /)", "Return the size of the list in memory, in bytes.",
     NATIVE_METHOD},
    CLASS_GETITEM,
    {0},
};
