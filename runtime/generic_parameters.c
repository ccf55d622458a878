/*
 * Type parameters of generic aliases and unions: which there are, and putting arguments in their places (PEP 585, 646).
 *
 * A type parameter is whatever has __typing_subst__; what it does with an argument is its own affair (typing.TypeVar
 * checks it, TypeVarTuple takes several). Other arguments may have parameters inside: list[T] in dict[str, list[T]].
 */
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/generic_alias.h"
#include "runtime/list.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

/* The attribute, UNBOUND if there is none; that of a bare class is not looked at, it would be its instances'. */
static Value find_of_argument(struct thread *t, Value argument, Value name)
{
    return value_is_type(argument) ? VALUE_UNBOUND : object_find_attribute(t, argument, name);
}

/* ---- collecting ---- */

/* Where `v` itself is in the tuple; -1: nowhere. */
static int64_t place_of(const struct tuple *tuple, Value v)
{
    for (uint64_t i = 0; i < tuple->length; i++) {
        if (tuple->items[i] == v) {
            return (int64_t)i;
        }
    }
    return -1;
}

static bool add_parameter(struct thread *t, struct list *found, Value parameter)
{
    for (uint64_t i = 0; i < list_length(found); i++) {
        if (list_get(found, i) == parameter) {
            return true;
        }
    }
    return list_append(t, found, parameter);
}

static bool collect(struct thread *t, struct list *found, Value argument)
{
    Value subst = find_of_argument(t, argument, name___typing_subst__);
    if (subst != VALUE_UNBOUND) {
        return subst != VALUE_ERROR && add_parameter(t, found, argument);
    }
    Value inner = find_of_argument(t, argument, name___parameters__);
    if (inner == VALUE_UNBOUND || inner == VALUE_ERROR || !value_is_tuple(inner)) {
        return inner != VALUE_ERROR;
    }
    for (uint64_t i = 0; i < value_to_tuple(inner)->length; i++) {
        if (!add_parameter(t, found, value_to_tuple(inner)->items[i])) {
            return false;
        }
    }
    return true;
}

Value generic_parameters(struct thread *t, Value arguments, Value *known)
{
    Value made = value_load(known);
    if (made != VALUE_UNBOUND) {
        return made;
    }
    Value found = list_new(t, 0);
    for (uint64_t i = 0; found != VALUE_ERROR && i < value_to_tuple(arguments)->length; i++) {
        if (!collect(t, value_to_list(found), value_to_tuple(arguments)->items[i])) {
            return VALUE_ERROR;
        }
    }
    made = found == VALUE_ERROR ? found : list_to_tuple(t, value_to_list(found));
    if (made != VALUE_ERROR) {
        value_store(known, made);
    }
    return made;
}

/* ---- the arguments that are given ---- */

/* *tuple[int, str] stands for its two arguments; *tuple[int, ...] for itself. */
static bool add_given(struct thread *t, struct list *given, Value v)
{
    Value inner = find_of_argument(t, v, name___typing_unpacked_tuple_args__);
    if (inner == VALUE_ERROR) {
        return false;
    }
    if (inner == VALUE_UNBOUND || !value_is_tuple(inner)) {
        return list_append(t, given, v);
    }
    const struct tuple *items = value_to_tuple(inner);
    if (items->length > 0 && items->items[items->length - 1] == VALUE_ELLIPSIS) {
        return list_append(t, given, v);
    }
    return list_extend(t, given, inner);
}

static Value given_arguments(struct thread *t, Value item)
{
    Value given = list_new(t, 1);
    if (given == VALUE_ERROR) {
        return given;
    }
    if (!value_is_tuple(item)) {
        return add_given(t, value_to_list(given), item) ? list_to_tuple(t, value_to_list(given))
                                                        : VALUE_ERROR;
    }
    for (uint64_t i = 0; i < value_to_tuple(item)->length; i++) {
        if (!add_given(t, value_to_list(given), value_to_tuple(item)->items[i])) {
            return VALUE_ERROR;
        }
    }
    return list_to_tuple(t, value_to_list(given));
}

/* Each parameter may rearrange what is given, before it is counted. */
static Value prepare(struct thread *t, Value self, const struct tuple *parameters, Value given)
{
    for (uint64_t i = 0; i < parameters->length && given != VALUE_ERROR; i++) {
        Value method =
            object_find_attribute(t, parameters->items[i], name___typing_prepare_subst__);
        if (method == VALUE_ERROR) {
            return method;
        }
        if (method == VALUE_UNBOUND || method == VALUE_NONE) {
            continue;
        }
        given = call_2(t, method, self, given);
        if (given != VALUE_ERROR && !value_is_tuple(given)) {
            given = tuple_of(t, (size_t)1, given);
        }
    }
    return given;
}

/* ---- substituting ---- */

struct substitution {
    const struct tuple *parameters, *given; /* of equal length */
};

/* The arguments for the parameters that an argument has inside: a tuple. */
static Value inner_arguments(struct thread *t, const struct substitution *s,
                             const struct tuple *inner)
{
    Value list = list_new(t, inner->length);
    for (uint64_t i = 0; list != VALUE_ERROR && i < inner->length; i++) {
        int64_t place = place_of(s->parameters, inner->items[i]);
        Value v = place < 0 ? inner->items[i] : s->given->items[place];
        bool is_several =
            place >= 0 && value_is_tuple(v) && value_type(inner->items[i])->iter != NULL;
        if (!(is_several ? list_extend(t, value_to_list(list), v)
                         : list_append(t, value_to_list(list), v))) {
            return VALUE_ERROR;
        }
    }
    return list == VALUE_ERROR ? list : list_to_tuple(t, value_to_list(list));
}

static Value substitute_one(struct thread *t, const struct substitution *s, Value argument)
{
    Value subst = object_find_attribute(t, argument, name___typing_subst__);
    if (subst != VALUE_UNBOUND) {
        int64_t place = place_of(s->parameters, argument);
        ASSERT(subst == VALUE_ERROR || place >= 0);
        return subst == VALUE_ERROR ? subst : call_1(t, subst, s->given->items[place]);
    }
    Value inner = object_find_attribute(t, argument, name___parameters__);
    if (inner == VALUE_ERROR || inner == VALUE_UNBOUND || !value_is_tuple(inner) ||
        value_to_tuple(inner)->length == 0) {
        return inner == VALUE_ERROR ? inner : argument;
    }
    Value arguments = inner_arguments(t, s, value_to_tuple(inner));
    return arguments == VALUE_ERROR ? arguments : object_get_item(t, argument, arguments);
}

static bool add_substituted(struct thread *t, const struct substitution *s, struct list *list,
                            Value argument)
{
    if (value_is_type(argument)) {
        return list_append(t, list, argument);
    }
    Value flag = object_find_attribute(t, argument, name___typing_is_unpacked_typevartuple__);
    enum truth is_several = flag == VALUE_ERROR     ? TRUTH_ERROR
                            : flag == VALUE_UNBOUND ? TRUTH_FALSE
                                                    : object_truth(t, flag);
    Value v = is_several == TRUTH_ERROR ? VALUE_ERROR : substitute_one(t, s, argument);
    if (v == VALUE_ERROR) {
        return false;
    }
    return is_several == TRUTH_TRUE ? list_extend(t, list, v) : list_append(t, list, v);
}

Value generic_substitute(struct thread *t, Value self, Value arguments, Value parameters,
                         Value item)
{
    struct substitution s = {.parameters = value_to_tuple(parameters)};
    if (s.parameters->length == 0) {
        return raise_error(t, &TypeError_type, "%R is not a generic class", self);
    }
    Value given = given_arguments(t, item);
    given = given == VALUE_ERROR ? given : prepare(t, self, s.parameters, given);
    if (given == VALUE_ERROR) {
        return given;
    }
    s.given = value_to_tuple(given);
    if (s.given->length != s.parameters->length) {
        return raise_error(t, &TypeError_type, "Too %s arguments for %R; actual %zu, expected %zu",
                           s.given->length > s.parameters->length ? "many" : "few", self,
                           (size_t)s.given->length, (size_t)s.parameters->length);
    }
    Value list = list_new(t, value_to_tuple(arguments)->length);
    for (uint64_t i = 0; list != VALUE_ERROR && i < value_to_tuple(arguments)->length; i++) {
        if (!add_substituted(t, &s, value_to_list(list), value_to_tuple(arguments)->items[i])) {
            return VALUE_ERROR;
        }
    }
    return list == VALUE_ERROR ? list : list_to_tuple(t, value_to_list(list));
}
