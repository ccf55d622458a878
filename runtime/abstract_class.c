/* isinstance and issubclass: classes, tuples of them, and what overrides the question (PEP 3119). */
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

static enum truth truth_of(bool b)
{
    return b ? TRUTH_TRUE : TRUTH_FALSE;
}

static enum truth call_check(struct thread *t, Value method, Value v)
{
    if (method == VALUE_ERROR || !recursion_enter(t, " in __instancecheck__")) {
        return TRUTH_ERROR;
    }
    Value result = call_1(t, method, v);
    recursion_leave(t);
    return result == VALUE_ERROR ? TRUTH_ERROR : object_truth(t, result);
}

/* Any of a tuple, asked in order. */
static enum truth any_of(struct thread *t, Value v, Value classes,
                         enum truth (*ask)(struct thread *t, Value v, Value class_or_tuple))
{
    const struct tuple *tuple = value_to_tuple(classes);
    enum truth result = TRUTH_FALSE;
    if (!recursion_enter(t, " in __instancecheck__")) {
        return TRUTH_ERROR;
    }
    for (uint64_t i = 0; i < tuple->length && result == TRUTH_FALSE; i++) {
        result = ask(t, v, tuple->items[i]);
    }
    recursion_leave(t);
    return result;
}

/* What stands in for a class has a tuple __bases__. UNBOUND: it does not. */
static Value bases_of(struct thread *t, Value class)
{
    Value bases = object_find_attribute(t, class, name___bases__);
    return bases == VALUE_ERROR || bases == VALUE_UNBOUND || value_is_tuple(bases) ? bases
                                                                                   : VALUE_UNBOUND;
}

static enum truth derives_abstractly(struct thread *t, Value derived, Value class)
{
    if (derived == class) {
        return TRUTH_TRUE;
    }
    Value bases = bases_of(t, derived);
    if (bases == VALUE_ERROR || bases == VALUE_UNBOUND) {
        return bases == VALUE_ERROR ? TRUTH_ERROR : TRUTH_FALSE;
    }
    if (!recursion_enter(t, " in __issubclass__")) {
        return TRUTH_ERROR;
    }
    enum truth result = TRUTH_FALSE;
    for (uint64_t i = 0; i < value_to_tuple(bases)->length && result == TRUTH_FALSE; i++) {
        result = derives_abstractly(t, value_to_tuple(bases)->items[i], class);
    }
    recursion_leave(t);
    return result;
}

static enum truth require_class(struct thread *t, Value class, const char *message)
{
    Value bases = bases_of(t, class);
    if (bases == VALUE_UNBOUND) {
        raise_error(t, &TypeError_type, "%s", message);
    }
    return bases == VALUE_UNBOUND || bases == VALUE_ERROR ? TRUTH_ERROR : TRUTH_TRUE;
}

enum truth object_is_instance_plain(struct thread *t, Value v, Value class)
{
    if (value_is_type(class) && value_is_instance(v, (const struct type *)class)) {
        return TRUTH_TRUE;
    }
    if (!value_is_type(class) &&
        require_class(t, class,
                      "isinstance() arg 2 must be a type, a tuple of types, or a union") ==
            TRUTH_ERROR) {
        return TRUTH_ERROR;
    }
    /* An object may claim another class than its type. */
    if (value_is_type(class) && value_type(v)->get_attribute == object_generic_get_attribute &&
        !type_has(value_type(v), TYPE_HEAP)) {
        return TRUTH_FALSE;
    }
    Value claimed = object_find_attribute(t, v, name___class__);
    if (claimed == VALUE_ERROR || claimed == VALUE_UNBOUND) {
        return claimed == VALUE_ERROR ? TRUTH_ERROR : TRUTH_FALSE;
    }
    if (!value_is_type(class)) {
        return derives_abstractly(t, claimed, class);
    }
    return truth_of(value_is_type(claimed) &&
                    type_is_subtype((const struct type *)claimed, (const struct type *)class));
}

enum truth object_is_subclass_plain(struct thread *t, Value v, Value class)
{
    if (value_is_type(v) && value_is_type(class)) {
        return truth_of(type_is_subtype((const struct type *)v, (const struct type *)class));
    }
    if (require_class(t, v, "issubclass() arg 1 must be a class") == TRUTH_ERROR ||
        require_class(t, class,
                      "issubclass() arg 2 must be a class, a tuple of classes, or a union") ==
            TRUTH_ERROR) {
        return TRUTH_ERROR;
    }
    return derives_abstractly(t, v, class);
}

enum truth object_is_instance(struct thread *t, Value v, Value class_or_tuple)
{
    if (value_from_object(value_type(v)) == class_or_tuple) {
        return TRUTH_TRUE;
    }
    if (value_type(class_or_tuple) == &type_type) {
        return object_is_instance_plain(t, v, class_or_tuple);
    }
    if (value_is_tuple(class_or_tuple)) {
        return any_of(t, v, class_or_tuple, object_is_instance);
    }
    Value method = object_find_special(t, class_or_tuple, name___instancecheck__);
    return method != VALUE_UNBOUND ? call_check(t, method, v)
                                   : object_is_instance_plain(t, v, class_or_tuple);
}

enum truth object_is_subclass(struct thread *t, Value v, Value class_or_tuple)
{
    if (value_type(class_or_tuple) == &type_type) {
        return v == class_or_tuple ? TRUTH_TRUE : object_is_subclass_plain(t, v, class_or_tuple);
    }
    if (value_is_tuple(class_or_tuple)) {
        return any_of(t, v, class_or_tuple, object_is_subclass);
    }
    Value method = object_find_special(t, class_or_tuple, name___subclasscheck__);
    return method != VALUE_UNBOUND ? call_check(t, method, v)
                                   : object_is_subclass_plain(t, v, class_or_tuple);
}
