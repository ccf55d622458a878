/* The slow halves of match: keys of mappings, attributes of classes. */
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/exception.h"
#include "runtime/set.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "vm/slow.h"

/* Adds to a set what may be there only once. */
static enum truth add_new(struct thread *t, Value set, Value v)
{
    enum truth seen = object_contains(t, set, v);
    if (seen != TRUTH_FALSE) {
        return seen == TRUTH_TRUE ? TRUTH_FALSE : TRUTH_ERROR;
    }
    return set_add(t, (struct set *)set, v) ? TRUTH_TRUE : TRUTH_ERROR;
}

/* ---- mappings ---- */

Value slow_match_keys(struct thread *t, Value mapping, Value keys)
{
    const struct tuple *tuple = value_to_tuple(keys);
    Value seen = set_new(t, &set_type);
    Value get = object_get_attribute(t, mapping, name_get);
    struct object *marker =
        seen == VALUE_ERROR || get == VALUE_ERROR ? NULL : gc_new(t, &object_type);
    Value values = marker == NULL ? VALUE_ERROR : tuple_new(t, NULL, tuple->length);
    Value missing = value_from_object(marker);
    for (uint64_t i = 0; values != VALUE_ERROR && i < tuple->length; i++) {
        enum truth is_new = add_new(t, seen, tuple->items[i]);
        if (is_new == TRUTH_FALSE) {
            return raise_error(t, &ValueError_type, "mapping pattern checks duplicate key (%R)",
                               tuple->items[i]);
        }
        Value v = is_new == TRUTH_ERROR ? VALUE_ERROR : call_2(t, get, tuple->items[i], missing);
        if (v == VALUE_ERROR || v == missing) {
            return v == missing ? VALUE_UNBOUND : v;
        }
        ((struct tuple *)values)->items[i] = v;
    }
    return values;
}

Value slow_match_rest(struct thread *t, Value mapping, Value keys)
{
    Value rest = dict_new(t);
    if (rest == VALUE_ERROR || !slow_dict_update(t, rest, mapping)) {
        return VALUE_ERROR;
    }
    for (uint64_t i = 0; i < value_to_tuple(keys)->length; i++) {
        if (!object_set_item(t, rest, value_to_tuple(keys)->items[i], VALUE_UNBOUND)) {
            return VALUE_ERROR;
        }
    }
    return rest;
}

/* ---- classes ---- */

struct class_match {
    struct thread *t;
    Value subject;
    struct type *type;
    Value seen;       /* set of the names that were looked at */
    struct tuple *to; /* the values */
    uint64_t n;
};

/* The next value is subject.name. TRUTH_FALSE: it has none. */
static enum truth take_attribute(struct class_match *m, Value name)
{
    enum truth is_new = add_new(m->t, m->seen, name);
    if (is_new == TRUTH_FALSE) {
        (void)raise_error(m->t, &TypeError_type, "%N() got multiple sub-patterns for attribute %R",
                          m->type, name);
    }
    if (is_new != TRUTH_TRUE) {
        return TRUTH_ERROR;
    }
    Value v = object_get_attribute(m->t, m->subject, name);
    if (v == VALUE_ERROR) {
        return error_swallow(m->t, &AttributeError_type) ? TRUTH_FALSE : TRUTH_ERROR;
    }
    m->to->items[m->n++] = v;
    return TRUTH_TRUE;
}

static enum truth take_attributes(struct class_match *m, const struct tuple *names, uint64_t n)
{
    enum truth truth = TRUTH_TRUE;
    for (uint64_t i = 0; i < n && truth == TRUTH_TRUE; i++) {
        if (!value_is_str(names->items[i])) {
            (void)raise_error(m->t, &TypeError_type,
                              "__match_args__ elements must be strings (got %T)", names->items[i]);
            return TRUTH_ERROR;
        }
        Value name = attribute_name(m->t, names->items[i]);
        truth = name == VALUE_ERROR ? TRUTH_ERROR : take_attribute(m, name);
    }
    return truth;
}

/* The class's __match_args__; UNBOUND if it has none. ERROR: no tuple. */
static Value match_args(struct class_match *m)
{
    Value type = value_from_object(m->type);
    Value args = object_find_attribute(m->t, type, name___match_args__);
    if (args != VALUE_UNBOUND && args != VALUE_ERROR && value_type(args) != &tuple_type) {
        return raise_error(m->t, &TypeError_type, "%N.__match_args__ must be a tuple (got %T)",
                           m->type, args);
    }
    return args;
}

static enum truth take_positional(struct class_match *m, uint64_t n)
{
    Value args = match_args(m);
    if (args == VALUE_ERROR) {
        return TRUTH_ERROR;
    }
    bool is_self = args == VALUE_UNBOUND && type_has(m->type, TYPE_MATCHES_SELF);
    args = args == VALUE_UNBOUND ? tuple_empty : args;
    uint64_t allowed = is_self ? 1 : value_to_tuple(args)->length;
    if (n > allowed) {
        (void)raise_error(m->t, &TypeError_type,
                          "%N() accepts %ld positional sub-pattern%s (%ld given)", m->type,
                          (long)allowed, allowed == 1 ? "" : "s", (long)n);
        return TRUTH_ERROR;
    }
    if (is_self) {
        m->to->items[m->n++] = m->subject;
        return TRUTH_TRUE;
    }
    return take_attributes(m, value_to_tuple(args), n);
}

Value slow_match_class(struct thread *t, Value subject, Value class, uint32_t n_positional,
                       Value names)
{
    if (!value_is_type(class)) {
        return raise_error(t, &TypeError_type, "called match pattern must be a type");
    }
    enum truth is_instance = object_is_instance(t, subject, class);
    if (is_instance != TRUTH_TRUE) {
        return is_instance == TRUTH_FALSE ? VALUE_UNBOUND : VALUE_ERROR;
    }
    const struct tuple *keywords = value_to_tuple(names);
    Value seen = set_new(t, &set_type);
    Value to = seen == VALUE_ERROR ? seen : tuple_new(t, NULL, n_positional + keywords->length);
    if (to == VALUE_ERROR) {
        return to;
    }
    struct class_match m = {t, subject, (struct type *)class, seen, value_to_tuple(to), 0};
    enum truth truth = n_positional == 0 ? TRUTH_TRUE : take_positional(&m, n_positional);
    if (truth == TRUTH_TRUE) {
        truth = take_attributes(&m, keywords, keywords->length);
    }
    return truth == TRUTH_TRUE ? to : truth == TRUTH_FALSE ? VALUE_UNBOUND : VALUE_ERROR;
}
