/*
 * Exception groups: trees whose leaves are exceptions. subgroup and split visit the tree and rebuild, by derive(),
 * only the groups of which a part is left.
 */
#include "runtime/exception_group.h"

#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/code.h"
#include "runtime/dict.h"
#include "runtime/exception_layouts.h"
#include "runtime/generic_alias.h"
#include "runtime/list.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

static struct exception_group *as_group(Value v)
{
    return (struct exception_group *)v;
}

/* --- Creation --- */

/* The second argument as a tuple that is not empty. */
static Value read_exceptions(struct thread *t, Value sequence)
{
    if (value_type(sequence)->get_item == NULL || value_is_dict(sequence)) {
        return raise_error(t, &TypeError_type, "second argument (exceptions) must be a sequence");
    }
    Value tuple = tuple_from_iterable(t, sequence);
    if (tuple == tuple_empty) {
        return raise_error(t, &ValueError_type,
                           "second argument (exceptions) must be a non-empty sequence");
    }
    return tuple;
}

/* Sets *all_plain: every one is an Exception, none just a BaseException. */
static bool check_exceptions(struct thread *t, const struct tuple *tuple, bool *all_plain)
{
    *all_plain = true;
    for (uint64_t i = 0; i < tuple->length; i++) {
        if (!value_is_exception(tuple->items[i])) {
            return raise_false(t, &ValueError_type,
                               "Item %d of second argument (exceptions) is not an exception",
                               (int)i);
        }
        *all_plain = *all_plain && value_is_instance(tuple->items[i], &Exception_type);
    }
    return true;
}

static COLD Value raise_nested_base(struct thread *t, const struct type *type)
{
    if (type == &ExceptionGroup_type) {
        return raise_error(t, &TypeError_type, "Cannot nest BaseExceptions in an ExceptionGroup");
    }
    return raise_error(t, &TypeError_type, "Cannot nest BaseExceptions in '%s'", type->name);
}

static Value make_group(struct thread *t, struct type *type, Value message, Value sequence,
                        Value exceptions)
{
    Value args[] = {value_from_object(type), message, sequence};
    Value made = exception_base_new(t, args, COUNT_OF(args), VALUE_UNBOUND);
    if (made != VALUE_ERROR) {
        value_store(&as_group(made)->message, message);
        value_store(&as_group(made)->exceptions, exceptions);
    }
    return made;
}

Value exception_group_new(struct thread *t, Value *args, uint32_t n_args,
                          Value keyword_names UNUSED)
{
    struct type *type = (struct type *)args[0];
    bool all_plain;
    if (n_args != 3) {
        return raise_error(t, &TypeError_type,
                           "BaseExceptionGroup.__new__() takes exactly 2 arguments (%d given)",
                           (int)n_args - 1);
    }
    if (!value_is_str(args[1])) {
        return raise_error(t, &TypeError_type,
                           "BaseExceptionGroup.__new__() argument 1 must be str, not %A", args[1]);
    }
    Value exceptions = read_exceptions(t, args[2]);
    if (exceptions == VALUE_ERROR || !check_exceptions(t, value_to_tuple(exceptions), &all_plain)) {
        return VALUE_ERROR;
    }
    if (!all_plain && type_is_subtype(type, &Exception_type)) {
        return raise_nested_base(t, type);
    }
    bool becomes_plain = all_plain && type == &BaseExceptionGroup_type;
    return make_group(t, becomes_plain ? &ExceptionGroup_type : type, args[1], args[2], exceptions);
}

Value exception_group_str(struct thread *t, Value self)
{
    uint64_t n = value_to_tuple(as_group(self)->exceptions)->length;
    return str_format(t, "%V (%d sub-exception%s)", as_group(self)->message, (int)n,
                      n == 1 ? "" : "s");
}

/* --- Taking apart --- */

/* What a split looks for, and whether the other half is wanted too. */
struct filter {
    Value condition; /* a class, a tuple of classes, or a function */
    bool wants_rest;
};

/* The two halves; UNBOUND: nothing in it. */
struct halves {
    Value match, rest;
};

static bool is_exception_class(Value v)
{
    return value_is_type(v) && type_is_subtype((const struct type *)v, &BaseException_type);
}

static bool is_condition(Value v)
{
    if (value_type(v) != &tuple_type) {
        return value_type(v) == &function_type || is_exception_class(v);
    }
    const struct tuple *tuple = value_to_tuple(v);
    for (uint64_t i = 0; i < tuple->length; i++) {
        if (!is_exception_class(tuple->items[i])) {
            return false;
        }
    }
    return true;
}

static enum truth matches(struct thread *t, const struct filter *filter, Value exception)
{
    if (value_type(filter->condition) != &function_type) {
        return exception_matches(t, exception, filter->condition);
    }
    Value answer = call_1(t, filter->condition, exception);
    return answer == VALUE_ERROR ? TRUTH_ERROR : object_truth(t, answer);
}

static bool copy_notes(struct thread *t, const struct exception *from, struct exception *to)
{
    Value notes = object_find_attribute(t, value_from_object(from), name___notes__);
    if (notes == VALUE_ERROR) {
        return false;
    }
    if (notes == VALUE_UNBOUND || value_type(notes)->get_item == NULL) {
        return true;
    }
    Value copy = list_from_iterable(t, notes);
    return copy != VALUE_ERROR &&
           object_set_attribute(t, value_from_object(to), name___notes__, copy);
}

static bool copy_circumstances(struct thread *t, const struct exception *from, struct exception *to)
{
    value_store(&to->traceback, value_load(&from->traceback));
    value_store(&to->context, value_load(&from->context));
    value_store(&to->cause, value_load(&from->cause));
    value_store(&to->suppress_context, VALUE_TRUE);
    return copy_notes(t, from, to);
}

/* A group like `original` of these exceptions; UNBOUND if there are none. */
static Value subset(struct thread *t, Value original, struct list *exceptions)
{
    if (list_length(exceptions) == 0) {
        return VALUE_UNBOUND;
    }
    Value made = call_method_1(t, original, name_derive, value_from_object(exceptions));
    if (made == VALUE_ERROR) {
        return made;
    }
    if (!value_is_instance(made, &BaseExceptionGroup_type)) {
        return raise_error(t, &TypeError_type,
                           "derive must return an instance of BaseExceptionGroup");
    }
    return copy_circumstances(t, &as_group(original)->base, &as_group(made)->base) ? made
                                                                                   : VALUE_ERROR;
}

static bool split(struct thread *t, const struct filter *filter, Value exception,
                  struct halves *halves);

static bool split_parts(struct thread *t, const struct filter *filter,
                        const struct tuple *exceptions, struct list *match, struct list *rest)
{
    for (uint64_t i = 0; i < exceptions->length; i++) {
        struct halves part;
        if (!split(t, filter, exceptions->items[i], &part) ||
            (part.match != VALUE_UNBOUND && !list_append(t, match, part.match)) ||
            (part.rest != VALUE_UNBOUND && !list_append(t, rest, part.rest))) {
            return false;
        }
    }
    return true;
}

static bool split_group(struct thread *t, const struct filter *filter, Value group,
                        struct halves *halves)
{
    Value match = list_new(t, 0), rest = list_new(t, 0);
    if (match == VALUE_ERROR || rest == VALUE_ERROR ||
        !recursion_enter(t, " in exceptiongroup_split_recursive")) {
        return false;
    }
    bool success = split_parts(t, filter, value_to_tuple(as_group(group)->exceptions),
                               value_to_list(match), value_to_list(rest));
    recursion_leave(t);
    if (!success || (halves->match = subset(t, group, value_to_list(match))) == VALUE_ERROR) {
        return false;
    }
    halves->rest = subset(t, group, value_to_list(rest));
    return halves->rest != VALUE_ERROR;
}

static bool split(struct thread *t, const struct filter *filter, Value exception,
                  struct halves *halves)
{
    *halves = (struct halves){VALUE_UNBOUND, VALUE_UNBOUND};
    enum truth found = matches(t, filter, exception);
    if (found == TRUTH_TRUE) {
        halves->match = exception;
    } else if (found == TRUTH_FALSE && value_is_instance(exception, &BaseExceptionGroup_type)) {
        return split_group(t, filter, exception, halves);
    } else if (filter->wants_rest) {
        halves->rest = exception;
    }
    return found != TRUTH_ERROR;
}

/* --- Methods --- */

static Value none_if_unbound(Value v)
{
    return v == VALUE_UNBOUND ? VALUE_NONE : v;
}

static bool split_by(struct thread *t, const Value *args, bool wants_rest, struct halves *halves)
{
    struct filter filter = {args[1], wants_rest};
    if (!is_condition(args[1])) {
        return raise_false(t, &TypeError_type,
                           "expected a function, exception type or tuple of exception types");
    }
    return split(t, &filter, args[0], halves);
}

static Value method_split(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    struct halves halves;
    return split_by(t, args, true, &halves)
               ? tuple_of(t, 2, none_if_unbound(halves.match), none_if_unbound(halves.rest))
               : VALUE_ERROR;
}

static Value method_subgroup(struct thread *t, Value *args, uint32_t n_args UNUSED,
                             Value names UNUSED)
{
    struct halves halves;
    return split_by(t, args, false, &halves) ? none_if_unbound(halves.match) : VALUE_ERROR;
}

static Value method_derive(struct thread *t, Value *args, uint32_t n_args UNUSED,
                           Value names UNUSED)
{
    return call_2(t, value_from_object(&BaseExceptionGroup_type),
                  value_load(&as_group(args[0])->message), args[1]);
}

const struct native_def exception_group_methods[] = {
    CLASS_GETITEM,
    {"derive", method_derive, "(self, excs, /)", NULL, NATIVE_METHOD},
    {"split", method_split, "(self, condition, /)", NULL, NATIVE_METHOD},
    {"subgroup", method_subgroup, "(self, condition, /)", NULL, NATIVE_METHOD},
    {0},
};
