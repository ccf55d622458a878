/* The iterators of runtime/iterators.h: the slots around their steps. */
#include "runtime/iterators.h"

#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/module.h"
#include "runtime/native.h"
#include "runtime/str.h"

Value iterator_self(UNUSED struct thread *t, Value self)
{
    return self;
}

/* ---- list ---- */

static void trace_list_iterator(struct marker *m, struct object *self)
{
    mark_object(m, ((struct list_iterator *)self)->list);
}

static Value list_next(UNUSED struct thread *t, Value self)
{
    return list_iterator_step((struct list_iterator *)self);
}

static Value list_length_hint(UNUSED struct thread *t, Value *args, UNUSED uint32_t n_args,
                              UNUSED Value keyword_names)
{
    struct list_iterator *i = (struct list_iterator *)args[0];
    const struct list *list = load_relaxed(&i->list);
    int64_t left = list == NULL ? 0 : (int64_t)(list_length(list) - load_relaxed(&i->index));
    return value_from_small_int(left < 0 ? 0 : left);
}

static Value list_reduce(struct thread *t, Value *args, UNUSED uint32_t n_args,
                         UNUSED Value keyword_names)
{
    struct list_iterator *i = (struct list_iterator *)args[0];
    struct list *list = load_relaxed(&i->list);
    return list == NULL ? iterator_reduce(t, list_new(t, 0), VALUE_UNBOUND)
                        : iterator_reduce(t, value_from_object(list),
                                          value_from_small_int((int64_t)load_relaxed(&i->index)));
}

static Value list_set_state(struct thread *t, Value *args, UNUSED uint32_t n_args,
                            UNUSED Value keyword_names)
{
    int64_t index;
    if (!iterator_state_index(t, args[1], &index)) {
        return VALUE_ERROR;
    }
    store_relaxed(&((struct list_iterator *)args[0])->index, index < 0 ? 0 : (uint64_t)index);
    return VALUE_NONE;
}

static const struct native_def list_iterator_methods[] = {
    ITERATOR_LENGTH_HINT(list_length_hint),
    ITERATOR_REDUCE(list_reduce),
    ITERATOR_SETSTATE(list_set_state),
    {0},
};

struct type list_iterator_type = {
    TYPE_HEADER("list_iterator", sizeof(struct list_iterator)),
    .methods = list_iterator_methods,
    .trace = trace_list_iterator,
    .iter = iterator_self,
    .next = list_next,
};

/* ---- list, backwards ---- */

Value list_reverse_iterator_new(struct thread *t, struct list *list)
{
    struct list_reverse_iterator *i = gc_allocate(t, sizeof *i, &list_reverse_iterator_type);
    if (i == NULL) {
        return VALUE_ERROR;
    }
    i->list = list;
    i->index = (int64_t)list_length(list) - 1;
    return value_from_object(i);
}

static void trace_list_reverse_iterator(struct marker *m, struct object *self)
{
    mark_object(m, ((struct list_reverse_iterator *)self)->list);
}

static Value list_reverse_next(UNUSED struct thread *t, Value self)
{
    struct list_reverse_iterator *i = (struct list_reverse_iterator *)self;
    struct list *list = load_relaxed(&i->list);
    int64_t index = load_relaxed(&i->index);
    Value v = list == NULL || index < 0 ? VALUE_UNBOUND : list_get(list, (uint64_t)index);
    if (v == VALUE_UNBOUND) {
        store_relaxed(&i->list, (struct list *)NULL);
    }
    store_relaxed(&i->index, v == VALUE_UNBOUND ? -1 : index - 1);
    return v;
}

static Value list_reverse_length_hint(UNUSED struct thread *t, Value *args, UNUSED uint32_t n_args,
                                      UNUSED Value keyword_names)
{
    struct list_reverse_iterator *i = (struct list_reverse_iterator *)args[0];
    const struct list *list = load_relaxed(&i->list);
    int64_t left = load_relaxed(&i->index) + 1;
    bool exhausted = list == NULL || (int64_t)list_length(list) < left;
    return value_from_small_int(exhausted ? 0 : left);
}

static Value list_reverse_reduce(struct thread *t, Value *args, UNUSED uint32_t n_args,
                                 UNUSED Value keyword_names)
{
    struct list_reverse_iterator *i = (struct list_reverse_iterator *)args[0];
    struct list *list = load_relaxed(&i->list);
    if (list == NULL) {
        return iterator_reduce(t, list_new(t, 0), VALUE_UNBOUND);
    }
    Value arguments = tuple_of(t, 1, value_from_object(list));
    return arguments == VALUE_ERROR ? arguments
                                    : tuple_of(t, 3, value_from_object(&reversed_type), arguments,
                                               value_from_small_int(load_relaxed(&i->index)));
}

static Value list_reverse_set_state(struct thread *t, Value *args, UNUSED uint32_t n_args,
                                    UNUSED Value keyword_names)
{
    struct list_reverse_iterator *i = (struct list_reverse_iterator *)args[0];
    const struct list *list = load_relaxed(&i->list);
    int64_t index;
    if (!iterator_state_index(t, args[1], &index)) {
        return VALUE_ERROR;
    }
    if (list != NULL) {
        int64_t last = (int64_t)list_length(list) - 1;
        store_relaxed(&i->index, index < -1 ? -1 : index > last ? last : index);
    }
    return VALUE_NONE;
}

static const struct native_def list_reverse_iterator_methods[] = {
    ITERATOR_LENGTH_HINT(list_reverse_length_hint),
    ITERATOR_REDUCE(list_reverse_reduce),
    ITERATOR_SETSTATE(list_reverse_set_state),
    {0},
};

struct type list_reverse_iterator_type = {
    TYPE_HEADER("list_reverseiterator", sizeof(struct list_reverse_iterator)),
    .methods = list_reverse_iterator_methods,
    .trace = trace_list_reverse_iterator,
    .iter = iterator_self,
    .next = list_reverse_next,
};

/* ---- tuple ---- */

static void trace_tuple_iterator(struct marker *m, struct object *self)
{
    mark_object(m, ((struct tuple_iterator *)self)->tuple);
}

static Value tuple_next(UNUSED struct thread *t, Value self)
{
    return tuple_iterator_step((struct tuple_iterator *)self);
}

static Value tuple_length_hint(UNUSED struct thread *t, Value *args, UNUSED uint32_t n_args,
                               UNUSED Value keyword_names)
{
    struct tuple_iterator *i = (struct tuple_iterator *)args[0];
    return value_from_small_int((int64_t)(i->tuple->length - load_relaxed(&i->index)));
}

static Value tuple_reduce(struct thread *t, Value *args, UNUSED uint32_t n_args,
                          UNUSED Value keyword_names)
{
    struct tuple_iterator *i = (struct tuple_iterator *)args[0];
    uint64_t index = load_relaxed(&i->index);
    return index < i->tuple->length ? iterator_reduce(t, value_from_object(i->tuple),
                                                      value_from_small_int((int64_t)index))
                                    : iterator_reduce(t, tuple_empty, VALUE_UNBOUND);
}

static Value tuple_set_state(struct thread *t, Value *args, UNUSED uint32_t n_args,
                             UNUSED Value keyword_names)
{
    struct tuple_iterator *i = (struct tuple_iterator *)args[0];
    int64_t index;
    if (!iterator_state_index(t, args[1], &index)) {
        return VALUE_ERROR;
    }
    uint64_t clipped = index < 0 ? 0 : (uint64_t)index;
    store_relaxed(&i->index, clipped < i->tuple->length ? clipped : i->tuple->length);
    return VALUE_NONE;
}

static const struct native_def tuple_iterator_methods[] = {
    ITERATOR_LENGTH_HINT(tuple_length_hint),
    ITERATOR_REDUCE(tuple_reduce),
    ITERATOR_SETSTATE(tuple_set_state),
    {0},
};

struct type tuple_iterator_type = {
    TYPE_HEADER("tuple_iterator", sizeof(struct tuple_iterator)),
    .methods = tuple_iterator_methods,
    .trace = trace_tuple_iterator,
    .iter = iterator_self,
    .next = tuple_next,
};

/* ---- iter(callable, sentinel) ---- */

Value callable_iterator_new(struct thread *t, Value callable, Value sentinel)
{
    struct callable_iterator *i = gc_allocate(t, sizeof *i, &callable_iterator_type);
    if (i == NULL) {
        return VALUE_ERROR;
    }
    value_store(&i->callable, callable);
    i->sentinel = sentinel;
    return value_from_object(i);
}

static void trace_callable_iterator(struct marker *m, struct object *self)
{
    struct callable_iterator *i = (struct callable_iterator *)self;
    mark_value(m, i->callable);
    mark_value(m, i->sentinel);
}

static Value callable_next(struct thread *t, Value self)
{
    struct callable_iterator *i = (struct callable_iterator *)self;
    Value callable = value_load(&i->callable);
    if (callable == VALUE_UNBOUND) {
        return VALUE_UNBOUND;
    }
    Value v = call_0(t, callable);
    if (v == VALUE_ERROR) {
        if (!error_swallow(t, &StopIteration_type)) {
            return VALUE_ERROR;
        }
        value_store(&i->callable, VALUE_UNBOUND);
        return VALUE_UNBOUND;
    }
    enum truth ends = object_equal(t, v, i->sentinel);
    if (ends == TRUTH_FALSE) {
        return v;
    }
    if (ends == TRUTH_TRUE) {
        value_store(&i->callable, VALUE_UNBOUND);
    }
    return ends == TRUTH_TRUE ? VALUE_UNBOUND : VALUE_ERROR;
}

static Value callable_reduce(struct thread *t, Value *args, UNUSED uint32_t n_args,
                             UNUSED Value keyword_names)
{
    const struct callable_iterator *i = (const struct callable_iterator *)args[0];
    Value callable = value_load(&i->callable);
    if (callable == VALUE_UNBOUND) {
        return iterator_reduce(t, tuple_empty, VALUE_UNBOUND);
    }
    return iterator_reduce_with(t, tuple_of(t, 2, callable, i->sentinel), VALUE_UNBOUND);
}

static const struct native_def callable_iterator_methods[] = {
    ITERATOR_REDUCE(callable_reduce),
    {0},
};

struct type callable_iterator_type = {
    TYPE_HEADER("callable_iterator", sizeof(struct callable_iterator)),
    .methods = callable_iterator_methods,
    .trace = trace_callable_iterator,
    .iter = iterator_self,
    .next = callable_next,
};
