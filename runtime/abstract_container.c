/* Containers and iteration. */
#include "runtime/abstract.h"
#include "runtime/byte_store.h"
#include "runtime/bytearray.h"
#include "runtime/bytes.h"
#include "runtime/call.h"
#include "runtime/generic_alias.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/range.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

bool object_length(struct thread *t, Value v, int64_t *length)
{
    const struct type *type = value_type(v);
    if (UNLIKELY(type->length == NULL)) {
        return raise_false(t, &TypeError_type, "object of type '%T' has no len()", v);
    }
    return type->length(t, v, length);
}

/* PEP 424; a TypeError of __len__ counts as "unknown". */
bool object_length_hint(struct thread *t, Value v, int64_t fallback, int64_t *hint)
{
    const struct type *type = value_type(v);
    *hint = fallback;
    if (type->length != NULL) {
        if (type->length(t, v, hint)) {
            return true;
        }
        if (!error_swallow(t, &TypeError_type)) {
            return false;
        }
        *hint = fallback;
    }
    Value method = object_find_special(t, v, name___length_hint__);
    if (method == VALUE_UNBOUND || method == VALUE_ERROR) {
        return method == VALUE_UNBOUND;
    }
    Value result = call_0(t, method);
    if (result == VALUE_ERROR) {
        return error_swallow(t, &TypeError_type);
    }
    if (result == VALUE_NOT_IMPLEMENTED) {
        return true;
    }
    if (!value_is_int(result)) {
        return raise_false(t, &TypeError_type, "__length_hint__ must be an integer, not %T",
                           result);
    }
    if (!number_to_index(t, result, hint)) {
        return false;
    }
    return *hint >= 0 || raise_false(t, &ValueError_type, "__length_hint__() should return >= 0");
}

/* ---- items ---- */

/* Built-in containers, and type, are generic even without a __class_getitem__ of their own. */
static bool is_generic(const struct type *type)
{
    uint32_t containers =
        TYPE_LIST_SUBCLASS | TYPE_TUPLE_SUBCLASS | TYPE_DICT_SUBCLASS | TYPE_SET_SUBCLASS;
    return type == &type_type || (!type_has(type, TYPE_HEAP) && type_has(type, containers));
}

/* Cls[key]: the metaclass has no __getitem__, so the class may be generic. */
static Value get_class_item(struct thread *t, Value class, Value key)
{
    if (is_generic((const struct type *)class)) {
        return generic_alias_new(t, class, key);
    }
    Value method = object_find_attribute(t, class, name___class_getitem__);
    if (method == VALUE_ERROR) {
        return method;
    }
    if (method == VALUE_UNBOUND || method == VALUE_NONE) {
        return raise_error(t, &TypeError_type, "type '%s' is not subscriptable",
                           ((const struct type *)class)->name);
    }
    return call_1(t, method, key);
}

Value object_get_item(struct thread *t, Value v, Value key)
{
    const struct type *type = value_type(v);
    if (LIKELY(type->get_item != NULL)) {
        return type->get_item(t, v, key);
    }
    if (value_is_type(v)) {
        return get_class_item(t, v, key);
    }
    return raise_error(t, &TypeError_type, "'%T' object is not subscriptable", v);
}

/* Deleting by number from what CPython takes for a sequence has a wording of its own there. */
static COLD bool raise_immutable(struct thread *t, Value v, Value key, Value to)
{
    const struct type *type = value_type(v);
    bool is_sequence = type_has(type, TYPE_HEAP) || type->contains != NULL || type->length != NULL;
    bool is_number = value_type(key)->unary[UNARY_INDEX] != NULL;
    return raise_false(t, &TypeError_type, "'%T' object %s support item %s", v,
                       to == VALUE_UNBOUND && is_sequence && is_number ? "doesn't" : "does not",
                       to == VALUE_UNBOUND ? "deletion" : "assignment");
}

bool object_set_item(struct thread *t, Value v, Value key, Value to)
{
    const struct type *type = value_type(v);
    if (UNLIKELY(type->set_item == NULL)) {
        return raise_immutable(t, v, key, to);
    }
    return type->set_item(t, v, key, to);
}

/* ---- membership ---- */

struct search {
    Value item;
    enum truth found;
};

static bool visit_equal(struct thread *t, Value item, void *context)
{
    struct search *search = context;
    search->found = object_equal(t, item, search->item);
    return search->found == TRUTH_FALSE;
}

enum truth object_contains(struct thread *t, Value container, Value item)
{
    const struct type *type = value_type(container);
    if (LIKELY(type->contains != NULL)) {
        return type->contains(t, container, item);
    }
    if (type->iter == NULL && type->get_item == NULL) {
        raise_error(t, &TypeError_type, "argument of type '%T' is not iterable", container);
        return TRUTH_ERROR;
    }
    Value iterator = object_iter(t, container);
    if (iterator == VALUE_ERROR) {
        if (error_swallow(t, &TypeError_type)) {
            raise_error(t, &TypeError_type, "argument of type '%T' is not iterable", container);
        }
        return TRUTH_ERROR;
    }
    struct search search = {item, TRUTH_FALSE};
    return iterate_rest(t, iterator, visit_equal, &search) ? search.found : TRUTH_ERROR;
}

/* ---- iteration ---- */

/* Types in C say so: for some, what stands in brackets is no position. */
static bool is_sequence(const struct type *type)
{
    return type->get_item != NULL && type_has(type, TYPE_HEAP | TYPE_SEQUENCE) &&
           !type_has(type, TYPE_DICT_SUBCLASS);
}

Value object_iter(struct thread *t, Value v)
{
    const struct type *type = value_type(v);
    if (UNLIKELY(type->iter == NULL)) {
        return is_sequence(type)
                   ? sequence_iterator_new(t, v)
                   : raise_error(t, &TypeError_type, "'%T' object is not iterable", v);
    }
    Value iterator = type->iter(t, v);
    if (UNLIKELY(iterator != VALUE_ERROR && value_type(iterator)->next == NULL)) {
        return raise_error(t, &TypeError_type, "iter() returned non-iterator of type '%T'",
                           iterator);
    }
    return iterator;
}

Value iterator_next(struct thread *t, Value iterator)
{
    const struct type *type = value_type(iterator);
    if (UNLIKELY(type->next == NULL)) {
        return raise_error(t, &TypeError_type, "'%T' object is not an iterator", iterator);
    }
    if (UNLIKELY(!stack_has_room(t))) {
        raise_recursion_error(t, "");
        return VALUE_ERROR;
    }
    Value item = type->next(t, iterator);
    if (UNLIKELY(item == VALUE_ERROR) && error_swallow(t, &StopIteration_type)) {
        return VALUE_UNBOUND;
    }
    return item;
}

static bool end_of_visit(struct thread *t)
{
    return !error_pending(t);
}

static bool iterate_tuple(struct thread *t, const struct tuple *tuple,
                          bool (*visit)(struct thread *t, Value item, void *context), void *context)
{
    for (uint64_t i = 0; i < tuple->length; i++) {
        if (!visit(t, tuple->items[i], context)) {
            return end_of_visit(t);
        }
    }
    return true;
}

/* The length is asked anew at each step, as a list iterator does. */
static bool iterate_list(struct thread *t, const struct list *list,
                         bool (*visit)(struct thread *t, Value item, void *context), void *context)
{
    for (uint64_t i = 0;; i++) {
        Value item = list_get(list, i);
        if (item == VALUE_UNBOUND) {
            return true;
        }
        if (!visit(t, item, context)) {
            return end_of_visit(t);
        }
        if (i % 1024 == 1023 && !gc_poll(t)) {
            return false;
        }
    }
}

static bool iterate_str(struct thread *t, const struct str *s,
                        bool (*visit)(struct thread *t, Value item, void *context), void *context)
{
    for (uint64_t i = 0; i < s->length; i++) {
        Value item = str_from_code_point(t, str_at(s, i));
        if (item == VALUE_ERROR) {
            return false;
        }
        if (!visit(t, item, context)) {
            return end_of_visit(t);
        }
        if (i % 1024 == 1023 && !gc_poll(t)) {
            return false;
        }
    }
    return true;
}

static bool iterate_bytes(struct thread *t, const struct bytes *bytes,
                          bool (*visit)(struct thread *t, Value item, void *context), void *context)
{
    for (uint64_t i = 0; i < bytes->length; i++) {
        if (!visit(t, value_from_small_int((uint8_t)bytes->data[i]), context)) {
            return end_of_visit(t);
        }
        if (i % 1024 == 1023 && !gc_poll(t)) {
            return false;
        }
    }
    return true;
}

static bool iterate_bytearray(struct thread *t, struct byte_store *array,
                              bool (*visit)(struct thread *t, Value item, void *context),
                              void *context)
{
    uint8_t byte = 0;
    for (uint64_t i = 0; byte_store_get(array, i, &byte); i++) {
        if (!visit(t, value_from_small_int(byte), context)) {
            return end_of_visit(t);
        }
        if (i % 1024 == 1023 && !gc_poll(t)) {
            return false;
        }
    }
    return true;
}

static bool iterate_small_range(struct thread *t, const struct range *range,
                                bool (*visit)(struct thread *t, Value item, void *context),
                                void *context)
{
    int64_t item = value_to_small_int(range->start), step = value_to_small_int(range->step);
    int64_t length = value_to_small_int(range->length);
    for (int64_t n = 0; n < length; n++, item += step) {
        if (!visit(t, value_from_small_int(item), context)) {
            return end_of_visit(t);
        }
        if (n % 1024 == 1023 && !gc_poll(t)) {
            return false;
        }
    }
    return true;
}

bool iterate(struct thread *t, Value iterable,
             bool (*visit)(struct thread *t, Value item, void *context), void *context)
{
    if (value_type(iterable) == &tuple_type) {
        return iterate_tuple(t, value_to_tuple(iterable), visit, context);
    }
    if (value_type(iterable) == &list_type) {
        return iterate_list(t, (const struct list *)iterable, visit, context);
    }
    if (value_type(iterable) == &str_type) {
        return iterate_str(t, value_to_str(iterable), visit, context);
    }
    if (value_type(iterable) == &bytes_type) {
        return iterate_bytes(t, value_to_bytes(iterable), visit, context);
    }
    if (value_type(iterable) == &bytearray_type) {
        return iterate_bytearray(t, (struct byte_store *)iterable, visit, context);
    }
    if (value_type(iterable) == &range_type) {
        const struct range *range = (const struct range *)iterable;
        if (values_are_small_ints(range->start, range->stop) &&
            values_are_small_ints(range->step, range->length)) {
            return iterate_small_range(t, range, visit, context);
        }
    }
    Value iterator = object_iter(t, iterable);
    return iterator != VALUE_ERROR && iterate_rest(t, iterator, visit, context);
}

bool iterate_rest(struct thread *t, Value iterator,
                  bool (*visit)(struct thread *t, Value item, void *context), void *context)
{
    for (uint32_t n = 1;; n++) {
        Value item = iterator_next(t, iterator);
        if (item == VALUE_UNBOUND || item == VALUE_ERROR) {
            return item == VALUE_UNBOUND;
        }
        if (!visit(t, item, context)) {
            return end_of_visit(t);
        }
        if (n % 1024 == 0 && !gc_poll(t)) {
            return false;
        }
    }
}
