/* itertools.groupby: groups that share one iterator. */
#include "runtime/call.h"
#include "runtime/int.h"
#include "runtime/modules/itertools.h"
#include "runtime/tuple.h"

struct groupby {
    struct object base;
    Value iterator, key_function;    /* immutable; None: the items are the keys */
    Value target_key;                /* of the group given last */
    Value current_key, current_item; /* of the item read last; UNBOUND: none, or passed on */
    Value group;                     /* the group given last: earlier ones are over */
};
struct _grouper {
    struct object base;
    Value parent, target_key; /* immutable */
};

static Value new_groupby(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    static struct argument_parser parser = {"groupby", "(iterable, key=None)", NULL};
    Value bound[2];
    if (!itertools_bind(t, &parser, args, n_args, keyword_names, bound)) {
        return VALUE_ERROR;
    }
    Value iterator = object_iter(t, bound[0]);
    struct groupby *o = iterator == VALUE_ERROR ? NULL : gc_new(t, (struct type *)args[0]);
    if (o == NULL) {
        return VALUE_ERROR;
    }
    o->iterator = iterator;
    o->key_function = bound[1] == VALUE_UNBOUND ? VALUE_NONE : bound[1];
    return value_from_object(o);
}

/* Reads one item and its key. UNBOUND: the end. */
static Value read_item(struct thread *t, struct groupby *o)
{
    Value item = iterator_next(t, o->iterator);
    if (item == VALUE_UNBOUND || item == VALUE_ERROR) {
        return item;
    }
    Value key = o->key_function == VALUE_NONE ? item : call_1(t, o->key_function, item);
    if (key == VALUE_ERROR) {
        return key;
    }
    value_store(&o->current_item, item);
    value_store(&o->current_key, key);
    return item;
}

/* A new group of `o`, which ends the one before. */
static Value group_new(struct thread *t, struct groupby *o, Value key)
{
    struct _grouper *group = gc_allocate(t, sizeof *group, &itertools__grouper_type);
    if (group == NULL) {
        return VALUE_ERROR;
    }
    group->parent = value_from_object(o);
    group->target_key = key;
    value_store(&o->group, value_from_object(group));
    return value_from_object(group);
}

static Value next_groupby(struct thread *t, Value self)
{
    struct groupby *o = (struct groupby *)self;
    value_store(&o->group, VALUE_UNBOUND);
    for (;;) { /* past what is left of the last group */
        Value key = value_load(&o->current_key), target = value_load(&o->target_key);
        if (key != VALUE_UNBOUND) {
            enum truth same = target == VALUE_UNBOUND ? TRUTH_FALSE : object_equal(t, target, key);
            if (same == TRUTH_ERROR) {
                return VALUE_ERROR;
            }
            if (same == TRUTH_FALSE) {
                break;
            }
        }
        Value item = read_item(t, o);
        if (item == VALUE_UNBOUND || item == VALUE_ERROR) {
            return item;
        }
    }
    Value key = value_load(&o->current_key);
    value_store(&o->target_key, key);
    Value group = group_new(t, o, key);
    return group == VALUE_ERROR ? group : tuple_of(t, 2, key, group);
}

static Value reduce_groupby(struct thread *t, Value *args, UNUSED uint32_t n_args,
                            UNUSED Value keyword_names)
{
    const struct groupby *o = (const struct groupby *)args[0];
    Value key = value_load(&o->current_key), item = value_load(&o->current_item);
    Value target = value_load(&o->target_key), state = VALUE_UNBOUND;
    if (key != VALUE_UNBOUND && item != VALUE_UNBOUND && target != VALUE_UNBOUND) {
        state = tuple_of(t, 3, key, item, target);
    }
    return iterator_reduce_class(t, args[0], tuple_of(t, 2, o->iterator, o->key_function), state);
}

static Value set_state_groupby(struct thread *t, Value *args, UNUSED uint32_t n_args,
                               UNUSED Value keyword_names)
{
    struct groupby *o = (struct groupby *)args[0];
    if (!iterator_state_tuple(t, args[1], 3, 3)) {
        return VALUE_ERROR;
    }
    const struct tuple *state = value_to_tuple(args[1]);
    value_store(&o->current_key, state->items[0]);
    value_store(&o->current_item, state->items[1]);
    value_store(&o->target_key, state->items[2]);
    return VALUE_NONE;
}

static const struct native_def groupby_methods[] = {
    ITERATOR_REDUCE(reduce_groupby),
    ITERATOR_SETSTATE(set_state_groupby),
    {0},
};

ITERATOR_TYPE(groupby, 6, new_groupby, next_groupby, "(iterable, key=None)",
              "make an iterator that returns consecutive keys and groups from the iterable\n\n  "
              "iterable\n    Elements "
              "to divide into groups according to the key function.\n  key\n    A function for "
              "computing the group "
              "category for each element.\n    If the key function is not specified or is None, "
              "the element itself\n"
              "    is used for grouping.",
              .methods = groupby_methods);

static Value next_grouper(struct thread *t, Value self)
{
    const struct _grouper *group = (const struct _grouper *)self;
    struct groupby *o = (struct groupby *)group->parent;
    if (value_load(&o->group) != self) {
        return VALUE_UNBOUND;
    }
    Value item = value_load(&o->current_item);
    if (item == VALUE_UNBOUND) {
        item = read_item(t, o);
        if (item == VALUE_UNBOUND || item == VALUE_ERROR) {
            return item;
        }
    }
    enum truth same = object_equal(t, group->target_key, value_load(&o->current_key));
    if (same != TRUTH_TRUE) {
        return same == TRUTH_FALSE ? VALUE_UNBOUND : VALUE_ERROR;
    }
    value_store(&o->current_item, VALUE_UNBOUND);
    return item;
}

static Value new_grouper(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    static struct argument_parser parser = {"_grouper", "(parent, tgtkey, /)", NULL};
    Value bound[2];
    if (!itertools_bind(t, &parser, args, n_args, keyword_names, bound)) {
        return VALUE_ERROR;
    }
    if (!value_is_instance(bound[0], &itertools_groupby_type)) {
        return raise_error(t, &TypeError_type,
                           "_grouper() argument 1 must be itertools.groupby, not %T", bound[0]);
    }
    return group_new(t, (struct groupby *)bound[0], bound[1]);
}

static Value reduce_grouper(struct thread *t, Value *args, UNUSED uint32_t n_args,
                            UNUSED Value keyword_names)
{
    const struct _grouper *group = (const struct _grouper *)args[0];
    if (value_load(&((struct groupby *)group->parent)->group) != args[0]) {
        return iterator_reduce(t, tuple_empty, VALUE_UNBOUND);
    }
    return itertools_reduce_pair(t, args, 1, VALUE_UNBOUND);
}

static const struct native_def grouper_methods[] = {
    ITERATOR_REDUCE(reduce_grouper),
    {0},
};

ITERATOR_TYPE(_grouper, 2, new_grouper, next_grouper, NULL, NULL, .methods = grouper_methods);
