/* itertools.tee: branches that each give all items of one iterator. */
#include "runtime/modules/itertools_tee.h"
#include "runtime/call.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/modules/itertools.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

enum { TEE_CELLS = 57 }; /* as in CPython, whose pickles tell */

/*
 * The items not yet read by all branches lie in a chain of data objects, in the order of reading. Each branch is at a cell
 * of one of them. What no branch can come to any more is garbage.
 */
struct _tee_dataobject {
    struct object base;
    Value iterator;         /* immutable */
    Value next;             /* stored once, when a reader has come to the end: a data object */
    Value items[TEE_CELLS]; /* stored once each, before n_items counts it */
    uint32_t n_items;       /* written (release) under the object lock */
    uint32_t is_reading;    /* atomic: some branch is in the iterator */
};
struct _tee {
    struct object base;
    Value data;     /* value_load */
    uint32_t index; /* relaxed: of the item to be given next; may be behind the last cell */
};

static struct _tee_dataobject *data_new(struct thread *t, Value iterator)
{
    struct _tee_dataobject *data = gc_allocate(t, sizeof *data, &itertools__tee_dataobject_type);
    if (data != NULL) {
        data->iterator = iterator;
    }
    return data;
}

static Value branch_new(struct thread *t, struct type *type, Value data, uint32_t index)
{
    struct _tee *o = gc_new(t, type);
    if (o == NULL) {
        return VALUE_ERROR;
    }
    o->data = data;
    o->index = index;
    return value_from_object(o);
}

/* The data object behind a full one, made if there is none yet. */
static struct _tee_dataobject *data_next(struct thread *t, struct _tee_dataobject *data)
{
    Value next = value_load(&data->next);
    if (next == VALUE_UNBOUND) {
        struct _tee_dataobject *fresh = data_new(t, data->iterator);
        if (fresh == NULL) {
            return NULL;
        }
        Value expected = VALUE_UNBOUND;
        next = value_from_object(fresh);
        if (!compare_and_swap(&data->next, &expected, next)) {
            next = expected;
        }
    }
    return (struct _tee_dataobject *)next;
}

/* Adds an item that was read when `data` was the last; others may have filled it since. */
static bool append(struct thread *t, struct _tee_dataobject *data, Value item)
{
    while (data != NULL) {
        bool locked = object_lock(&data->base);
        uint32_t n = load_relaxed(&data->n_items);
        if (n < TEE_CELLS) {
            value_store(&data->items[n], item);
            store_release(&data->n_items, n + 1);
        }
        object_unlock(&data->base, locked);
        if (n < TEE_CELLS) {
            return true;
        }
        data = data_next(t, data);
    }
    return false;
}

static Value next_tee(struct thread *t, Value self)
{
    struct _tee *o = (struct _tee *)self;
    struct _tee_dataobject *data = (struct _tee_dataobject *)value_load(&o->data);
    uint32_t index = load_relaxed(&o->index);
    if (index >= TEE_CELLS) {
        data = data_next(t, data);
        if (data == NULL) {
            return VALUE_ERROR;
        }
        index = 0;
        value_store(&o->data, value_from_object(data));
    }
    if (index >= load_acquire(&data->n_items)) {
        if (atomic_swap(&data->is_reading, 1)) {
            return raise_error(t, &RuntimeError_type, "cannot re-enter the tee iterator");
        }
        Value item = iterator_next(t, data->iterator);
        store_release(&data->is_reading, 0);
        if (item == VALUE_UNBOUND || item == VALUE_ERROR) {
            store_relaxed(&o->index, index);
            return item;
        }
        if (!append(t, data, item)) {
            return VALUE_ERROR;
        }
    }
    store_relaxed(&o->index, index + 1);
    return value_load(&data->items[index]);
}

/* A branch of any iterable; of a tee object one that starts where it is. */
static Value branch_of(struct thread *t, struct type *type, Value iterable)
{
    Value iterator = object_iter(t, iterable);
    if (iterator == VALUE_ERROR) {
        return iterator;
    }
    if (value_is_instance(iterator, &itertools__tee_type)) {
        const struct _tee *o = (const struct _tee *)iterator;
        return branch_new(t, type, value_load(&o->data), load_relaxed(&o->index));
    }
    struct _tee_dataobject *data = data_new(t, iterator);
    return data == NULL ? VALUE_ERROR : branch_new(t, type, value_from_object(data), 0);
}

static Value new_tee(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    static struct argument_parser parser = {"_tee", "(iterable, /)", NULL};
    Value bound[1];
    return itertools_bind(t, &parser, args, n_args, keyword_names, bound)
               ? branch_of(t, (struct type *)args[0], bound[0])
               : VALUE_ERROR;
}

/* ---- copy and pickle ---- */

static Value copy_tee(struct thread *t, Value *args, UNUSED uint32_t n_args,
                      UNUSED Value keyword_names)
{
    const struct _tee *o = (const struct _tee *)args[0];
    return branch_new(t, &itertools__tee_type, value_load(&o->data), load_relaxed(&o->index));
}

static Value reduce_tee(struct thread *t, Value *args, UNUSED uint32_t n_args,
                        UNUSED Value keyword_names)
{
    const struct _tee *o = (const struct _tee *)args[0];
    return iterator_reduce_class(
        t, args[0], tuple_of(t, 1, tuple_empty),
        tuple_of(t, 2, value_load(&o->data), value_from_small_int(load_relaxed(&o->index))));
}

static Value set_state_tee(struct thread *t, Value *args, UNUSED uint32_t n_args,
                           UNUSED Value keyword_names)
{
    struct _tee *o = (struct _tee *)args[0];
    int64_t index;
    if (!iterator_state_tuple(t, args[1], 2, 2)) {
        return VALUE_ERROR;
    }
    Value data = value_to_tuple(args[1])->items[0];
    if (value_type(data) != &itertools__tee_dataobject_type) {
        return raise_error(t, &TypeError_type,
                           "function argument 1 must be itertools._tee_dataobject, not %T", data);
    }
    if (!number_to_index(t, value_to_tuple(args[1])->items[1], &index)) {
        return VALUE_ERROR;
    }
    if (index < 0 || index > TEE_CELLS) {
        return raise_error(t, &ValueError_type, "Index out of range");
    }
    value_store(&o->data, data);
    store_relaxed(&o->index, (uint32_t)index);
    return VALUE_NONE;
}

/* _tee_dataobject(iterator, items, next): next only behind a full one, else None. */
static Value new_data(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    static struct argument_parser parser = {"_tee_dataobject", "(it, values, next, /)", NULL};
    Value bound[3];
    if (!itertools_bind(t, &parser, args, n_args, keyword_names, bound)) {
        return VALUE_ERROR;
    }
    if (!value_is_list(bound[1])) {
        return raise_error(t, &TypeError_type, "teedataobject() argument 2 must be list, not %T",
                           bound[1]);
    }
    uint64_t n = list_length(value_to_list(bound[1]));
    bool has_next = bound[2] != VALUE_NONE;
    if (n > TEE_CELLS ||
        (has_next && (n != TEE_CELLS || value_type(bound[2]) != &itertools__tee_dataobject_type))) {
        return raise_error(t, &ValueError_type, "Invalid arguments");
    }
    struct _tee_dataobject *data = data_new(t, bound[0]);
    if (data == NULL) {
        return VALUE_ERROR;
    }
    for (uint32_t i = 0; i < n; i++) {
        Value item = list_get(value_to_list(bound[1]), i);
        data->items[i] = item == VALUE_UNBOUND ? VALUE_NONE : item;
    }
    data->n_items = (uint32_t)n;
    data->next = has_next ? bound[2] : VALUE_UNBOUND;
    return value_from_object(data);
}

static Value reduce_data(struct thread *t, Value *args, UNUSED uint32_t n_args,
                         UNUSED Value keyword_names)
{
    const struct _tee_dataobject *data = (const struct _tee_dataobject *)args[0];
    Value items = list_from_values(t, data->items, load_acquire(&data->n_items));
    Value next = value_load(&data->next);
    Value arguments = items == VALUE_ERROR ? items
                                           : tuple_of(t, 3, data->iterator, items,
                                                      next == VALUE_UNBOUND ? VALUE_NONE : next);
    return iterator_reduce_class(t, args[0], arguments, VALUE_UNBOUND);
}

static const struct native_def tee_methods[] = {
    {"__copy__", copy_tee, "(self, /)", "Returns an independent iterator.", NATIVE_METHOD},
    ITERATOR_REDUCE(reduce_tee),
    ITERATOR_SETSTATE(set_state_tee),
    {0},
};
static const struct native_def data_methods[] = {
    ITERATOR_REDUCE(reduce_data),
    {0},
};

static void trace(struct marker *m, struct object *self)
{
    mark_value(m, ((struct _tee *)self)->data);
}

struct type itertools__tee_type = {
    TYPE_HEADER("_tee", sizeof(struct _tee)),
    .module = "itertools",
    .doc = "Iterator wrapped to make it copyable.",
    .flags = TYPE_BASE | TYPE_WEAK_REFERABLE,
    .trace = trace,
    .new = new_tee,
    .iter = iterator_self,
    .next = next_tee,
    .methods = tee_methods,
};
ITERATOR_TYPE(_tee_dataobject, 2 + TEE_CELLS, new_data, NULL, NULL,
              "Data container common to multiple tee objects.", .methods = data_methods);

/* An iterator that can be copied is a branch as it is. */
static Value first_branch(struct thread *t, Value iterable, Value copy_name)
{
    Value iterator = object_iter(t, iterable);
    Value copy = iterator == VALUE_ERROR ? iterator : object_find_attribute(t, iterator, copy_name);
    return copy == VALUE_ERROR     ? copy
           : copy != VALUE_UNBOUND ? iterator
                                   : branch_of(t, &itertools__tee_type, iterator);
}

Value itertools_tee(struct thread *t, Value *args, UNUSED uint32_t n_args,
                    UNUSED Value keyword_names)
{
    int64_t n = 2;
    if (args[1] != VALUE_UNBOUND && !number_to_index(t, args[1], &n)) {
        return VALUE_ERROR;
    }
    if (n < 0) {
        return raise_error(t, &ValueError_type, "n must be >= 0");
    }
    Value branches = tuple_new(t, NULL, (size_t)n), branch = VALUE_UNBOUND;
    Value copy_name = str_intern_cstr(t, "__copy__");
    if (branches == VALUE_ERROR || copy_name == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    for (int64_t i = 0; i < n; i++) {
        branch = i == 0 ? first_branch(t, args[0], copy_name) : call_method_0(t, branch, copy_name);
        if (branch == VALUE_ERROR) {
            return branch;
        }
        value_store(&((struct tuple *)branches)->items[i], branch);
    }
    return branches;
}
