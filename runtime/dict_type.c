/* The type dict: its slots. */
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/dict_table.h"
#include "runtime/native.h"
#include "runtime/repr_guard.h"
#include "runtime/str.h"

static void trace(struct marker *m, struct object *self)
{
    mark_object(m, ((struct dict *)self)->table);
}

static Value new_dict(struct thread *t, Value *args, UNUSED uint32_t n_args,
                      UNUSED Value keyword_names)
{
    struct type *type = (struct type *)args[0];
    if (type == &dict_type) {
        return dict_new(t);
    }
    void *made = gc_new(t, type);
    return made == NULL ? VALUE_ERROR : value_from_object(made);
}

static bool init(struct thread *t, Value self, Value *args, uint32_t n_args, Value keyword_names)
{
    return dict_update_from_call(t, value_to_dict(self), "dict", args, n_args, keyword_names);
}

uint64_t dict_count(struct dict *d)
{
    const struct dict_table *table = dict_table(d);
    if (table == NULL || !table->is_cell_dict) {
        return dict_length(d);
    }
    uint64_t n = 0, position = 0;
    Value key, v;
    while (dict_next(d, &position, &key, &v)) {
        n++;
    }
    return n;
}

static bool length(UNUSED struct thread *t, Value self, int64_t *length)
{
    *length = (int64_t)dict_count(value_to_dict(self));
    return true;
}

/* ---- subscripts ---- */

static Value missing(struct thread *t, Value self, Value key)
{
    if (value_type(self) != &dict_type) {
        Value method = object_find_special(t, self, name___missing__);
        if (method != VALUE_UNBOUND) {
            return method == VALUE_ERROR ? method : call_1(t, method, key);
        }
    }
    return raise_with_argument(t, &KeyError_type, key);
}

static Value get_item(struct thread *t, Value self, Value key)
{
    Value v = dict_get(t, value_to_dict(self), key);
    return v != VALUE_UNBOUND ? v : missing(t, self, key);
}

static bool set_item(struct thread *t, Value self, Value key, Value v)
{
    struct dict *d = value_to_dict(self);
    if (v != VALUE_UNBOUND) {
        return dict_set(t, d, key, v);
    }
    Value was;
    if (!dict_remove(t, d, key, &was)) {
        return false;
    }
    if (was == VALUE_UNBOUND) {
        (void)raise_with_argument(t, &KeyError_type, key);
        return false;
    }
    return true;
}

static enum truth contains(struct thread *t, Value self, Value key)
{
    return dict_contains(t, value_to_dict(self), key);
}

/* ---- text ---- */

static bool add_entries(struct str_builder *b, struct dict *d)
{
    uint64_t position = 0;
    Value key, v;
    bool first = true;
    while (!b->failed && dict_next(d, &position, &key, &v)) {
        if (!first) {
            str_builder_add_cstr(b, ", ");
        }
        first = false;
        str_builder_add_repr(b, key);
        str_builder_add_cstr(b, ": ");
        str_builder_add_repr(b, v);
    }
    return !b->failed;
}

static Value repr(struct thread *t, Value self)
{
    struct dict *d = value_to_dict(self);
    if (dict_count(d) == 0) {
        return str_from_cstr(t, "{}");
    }
    enum truth entered = repr_enter(t, self);
    if (entered != TRUTH_TRUE) {
        return entered == TRUTH_FALSE ? str_from_cstr(t, "{...}") : VALUE_ERROR;
    }
    struct str_builder b;
    str_builder_init(&b, t);
    str_builder_add_cstr(&b, "{");
    bool shown = false;
    if (recursion_enter(t, " while getting the repr of an object")) {
        shown = add_entries(&b, d);
        recursion_leave(t);
    }
    repr_leave(t, self);
    str_builder_add_cstr(&b, "}");
    return shown ? str_builder_finish(&b) : VALUE_ERROR;
}

/* ---- comparison ---- */

/* Does `b` have every entry of `a`? */
static enum truth has_entries_of(struct thread *t, struct dict *a, struct dict *b)
{
    uint64_t position = 0;
    Value key, v;
    while (dict_next(a, &position, &key, &v)) {
        Value other = dict_get(t, b, key);
        if (other == VALUE_ERROR || other == VALUE_UNBOUND) {
            return other == VALUE_ERROR ? TRUTH_ERROR : TRUTH_FALSE;
        }
        enum truth equal = object_equal(t, v, other);
        if (equal != TRUTH_TRUE) {
            return equal;
        }
    }
    return TRUTH_TRUE;
}

static Value compare(struct thread *t, Value self, Value other, enum compare_op op)
{
    if (!value_is_dict(other) || (op != COMPARE_EQ && op != COMPARE_NE)) {
        return VALUE_NOT_IMPLEMENTED;
    }
    struct dict *a = value_to_dict(self), *b = value_to_dict(other);
    enum truth equal = TRUTH_FALSE;
    if (dict_count(a) == dict_count(b)) {
        if (!recursion_enter(t, " in comparison")) {
            return VALUE_ERROR;
        }
        equal = has_entries_of(t, a, b);
        recursion_leave(t);
    }
    return equal == TRUTH_ERROR ? VALUE_ERROR
                                : value_from_bool((equal == TRUTH_TRUE) == (op == COMPARE_EQ));
}

static Value iter(struct thread *t, Value self)
{
    return dict_iterator_new(t, value_to_dict(self), DICT_KEYS, false);
}

struct type dict_type = {
    TYPE_HEADER("dict", sizeof(struct dict)),
    .doc =
        "dict() -> new empty dictionary\ndict(mapping) -> new dictionary initialized from a "
        "mapping "
        "object's\n    (key, value) pairs\ndict(iterable) -> new dictionary initialized as if "
        "via:\n"
        "    d = {}\n    for k, v in iterable:\n        d[k] = v\ndict(**kwargs) -> new dictionary "
        "initialized with the name=value pairs\n    in the keyword argument list.  For example:  "
        "dict(one=1, two=2)",
    .flags = TYPE_BASE | TYPE_DICT_SUBCLASS | TYPE_MATCHES_MAPPING | TYPE_MATCHES_SELF,
    .methods = dict_methods,
    .trace = trace,
    .new = new_dict,
    .init = init,
    .repr = repr,
    .hash = hash_unhashable,
    .compare = compare,
    .iter = iter,
    .length = length,
    .get_item = get_item,
    .set_item = set_item,
    .contains = contains,
    .binary[BINARY_OR] = dict_or,
    .inplace[BINARY_OR] = dict_inplace_or,
};
