/* itertools whose results share one iterator: groupby, tee. */
#include "runtime/modules/itertools_group.h"
#include "runtime/call.h"
#include "runtime/int.h"
#include "runtime/modules/itertools.h"
#include "runtime/tuple.h"

/* ---- groupby ---- */

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
    struct _grouper *group = gc_allocate(t, sizeof *group, &itertools__grouper_type);
    if (group == NULL) {
        return VALUE_ERROR;
    }
    group->parent = self;
    group->target_key = key;
    value_store(&o->target_key, key);
    value_store(&o->group, value_from_object(group));
    return tuple_of(t, 2, key, value_from_object(group));
}

ITERATOR_TYPE(groupby, 6, new_groupby, next_groupby,
              "make an iterator that returns consecutive keys and groups from the iterable\n\n  "
              "iterable\n    Elements "
              "to divide into groups according to the key function.\n  key\n    A function for "
              "computing the group "
              "category for each element.\n    If the key function is not specified or is None, "
              "the element itself\n"
              "    is used for grouping.");

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

ITERATOR_TYPE(_grouper, 2, NULL, next_grouper, NULL);

/* ---- tee ---- */

/*
 * The items not yet read by all branches are a list of nodes, linked in the order of reading. Each branch holds the
 * node whose item it gives next; the last node is empty. What no branch holds any more is garbage.
 */
struct _tee_dataobject {
    struct object base;
    Value iterator; /* immutable */
    Value item;     /* stored once, after `next`: UNBOUND in the last node */
    Value next;
};
struct _tee {
    struct object base;
    Value node;
};

static struct _tee_dataobject *node_new(struct thread *t, Value iterator)
{
    struct _tee_dataobject *node = gc_allocate(t, sizeof *node, &itertools__tee_dataobject_type);
    if (node != NULL) {
        node->iterator = iterator;
    }
    return node;
}

static Value branch_new(struct thread *t, struct type *type, Value node)
{
    struct _tee *o = gc_new(t, type);
    if (o == NULL) {
        return VALUE_ERROR;
    }
    o->node = node;
    return value_from_object(o);
}

/* Fills the last node with `item`; if another thread has filled `node` meanwhile, the one that is last then. */
static bool append(struct thread *t, struct _tee_dataobject *node, Value item)
{
    struct _tee_dataobject *fresh = node_new(t, node->iterator);
    if (fresh == NULL) {
        return false;
    }
    for (;;) {
        bool locked = object_lock(&node->base);
        bool is_last = value_load(&node->item) == VALUE_UNBOUND;
        if (is_last) {
            value_store(&node->next, value_from_object(fresh));
            value_store(&node->item, item);
        }
        object_unlock(&node->base, locked);
        if (is_last) {
            return true;
        }
        node = (struct _tee_dataobject *)value_load(&node->next);
    }
}

static Value next_tee(struct thread *t, Value self)
{
    struct _tee *o = (struct _tee *)self;
    struct _tee_dataobject *node = (struct _tee_dataobject *)value_load(&o->node);
    if (value_load(&node->item) == VALUE_UNBOUND) {
        Value item = iterator_next(t, node->iterator);
        if (item == VALUE_UNBOUND || item == VALUE_ERROR) {
            return item;
        }
        if (!append(t, node, item)) {
            return VALUE_ERROR;
        }
    }
    value_store(&o->node, value_load(&node->next));
    return value_load(&node->item);
}

/* A branch of any iterable; of a tee object one that starts where it is. */
static Value branch_of(struct thread *t, struct type *type, Value iterable)
{
    Value iterator = object_iter(t, iterable);
    if (iterator == VALUE_ERROR) {
        return iterator;
    }
    if (value_is_instance(iterator, &itertools__tee_type)) {
        return branch_new(t, type, value_load(&((struct _tee *)iterator)->node));
    }
    struct _tee_dataobject *node = node_new(t, iterator);
    return node == NULL ? VALUE_ERROR : branch_new(t, type, value_from_object(node));
}

static Value new_tee(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    static struct argument_parser parser = {"_tee", "(iterable, /)", NULL};
    Value bound[1];
    return itertools_bind(t, &parser, args, n_args, keyword_names, bound)
               ? branch_of(t, (struct type *)args[0], bound[0])
               : VALUE_ERROR;
}

static Value copy_tee(struct thread *t, Value *args, UNUSED uint32_t n_args,
                      UNUSED Value keyword_names)
{
    return branch_new(t, &itertools__tee_type, value_load(&((struct _tee *)args[0])->node));
}

static const struct native_def tee_methods[] = {
    {"__copy__", copy_tee, "(self, /)", "Returns an independent iterator.", NATIVE_METHOD},
    {0},
};

ITERATOR_TYPE(_tee, 1, new_tee, next_tee, "Iterator wrapped to make it copyable.",
              .methods = tee_methods);
ITERATOR_TYPE(_tee_dataobject, 3, NULL, NULL, "Data container common to multiple tee objects.");

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
    Value branches = tuple_new(t, NULL, (size_t)n), branch = args[0];
    for (int64_t i = 0; i < n && branches != VALUE_ERROR; i++) {
        branch = branch_of(t, &itertools__tee_type, branch);
        if (branch == VALUE_ERROR) {
            return branch;
        }
        ((struct tuple *)branches)->items[i] = branch;
    }
    return branches;
}
