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
#include "runtime/set.h"
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
    Value condition; /* a class, a tuple of classes, or a function; a set: the leaves in it */
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
    if (value_type(filter->condition) == &set_type) {
        Value id = value_is_instance(exception, &BaseExceptionGroup_type) ? VALUE_UNBOUND
                                                                          : object_id(t, exception);
        return id == VALUE_UNBOUND ? TRUTH_FALSE
               : id == VALUE_ERROR ? TRUTH_ERROR
                                   : object_contains(t, filter->condition, id);
    }
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

/* --- except* --- */

static bool is_group(Value v)
{
    return value_is_instance(v, &BaseExceptionGroup_type);
}

static Value group_of(struct thread *t, Value exceptions)
{
    Value message = str_from_cstr(t, "");
    return message == VALUE_ERROR
               ? message
               : call_2(t, value_from_object(&BaseExceptionGroup_type), message, exceptions);
}

/* The method split() of the group, which a script may have overridden. */
static enum truth take_part(struct thread *t, Value group, Value classes, Value *match, Value *rest)
{
    Value name = str_intern_cstr(t, "split");
    Value pair = name == VALUE_ERROR ? name : call_method_1(t, group, name, classes);
    if (pair == VALUE_ERROR) {
        return TRUTH_ERROR;
    }
    if (!value_is_tuple(pair)) {
        (void)raise_error(t, &TypeError_type, "%T.split must return a tuple, not %T", group, pair);
        return TRUTH_ERROR;
    }
    if (value_to_tuple(pair)->length < 2) {
        (void)raise_error(t, &TypeError_type,
                          "%T.split must return a 2-tuple, got tuple of size %zu", group,
                          (size_t)value_to_tuple(pair)->length);
        return TRUTH_ERROR;
    }
    *match = value_to_tuple(pair)->items[0];
    *rest = value_to_tuple(pair)->items[1];
    return *match == VALUE_NONE ? TRUTH_FALSE : TRUTH_TRUE;
}

enum truth exception_group_take(struct thread *t, Value exception, Value classes, Value *match,
                                Value *rest)
{
    enum truth matches_whole = exception_matches(t, exception, classes);
    if (matches_whole != TRUTH_TRUE) {
        return matches_whole == TRUTH_FALSE && is_group(exception)
                   ? take_part(t, exception, classes, match, rest)
                   : matches_whole;
    }
    *rest = VALUE_NONE;
    *match = exception;
    if (!is_group(exception)) {
        Value single = tuple_of(t, 1, exception);
        *match = single == VALUE_ERROR ? single : group_of(t, single);
    }
    return *match == VALUE_ERROR ? TRUTH_ERROR : TRUTH_TRUE;
}

/* A part that split() made of the other, raised again as it was. As in 3.11, notes do not matter. */
static bool has_same_circumstances(const struct exception *a, const struct exception *b)
{
    return value_load(&a->traceback) == value_load(&b->traceback) &&
           value_load(&a->cause) == value_load(&b->cause) &&
           value_load(&a->context) == value_load(&b->context);
}

/* Adds the identities of all leaves to a set. */
static bool collect_leaves(struct thread *t, Value exception, struct set *ids)
{
    if (!is_group(exception)) {
        Value id = object_id(t, exception);
        return id != VALUE_ERROR && set_add(t, ids, id);
    }
    if (!recursion_enter(t, " in collect_exception_group_leaves")) {
        return false;
    }
    const struct tuple *exceptions = value_to_tuple(as_group(exception)->exceptions);
    bool success = true;
    for (uint64_t i = 0; success && i < exceptions->length; i++) {
        success = collect_leaves(t, exceptions->items[i], ids);
    }
    recursion_leave(t);
    return success;
}

/* A group like `original` of the leaves of `kept` alone; None without any. */
static Value project(struct thread *t, Value original, const struct list *kept)
{
    Value ids = set_new(t, &set_type);
    for (uint64_t i = 0; ids != VALUE_ERROR && i < list_length(kept); i++) {
        if (!collect_leaves(t, list_get(kept, i), (struct set *)ids)) {
            return VALUE_ERROR;
        }
    }
    struct filter filter = {ids, false};
    struct halves halves;
    if (ids == VALUE_ERROR || !split(t, &filter, original, &halves)) {
        return VALUE_ERROR;
    }
    return none_if_unbound(halves.match);
}

/* Sorts what was raised: parts of the original that came through as they were, and others. */
static bool sort_raised(struct thread *t, Value original, const struct list *all,
                        struct list *again, struct list *fresh)
{
    for (uint64_t i = 0; i < list_length(all); i++) {
        Value e = list_get(all, i);
        if (e == VALUE_NONE) {
            continue;
        }
        bool is_same = has_same_circumstances((struct exception *)e, (struct exception *)original);
        if (!list_append(t, is_same ? again : fresh, e)) {
            return false;
        }
    }
    return true;
}

Value exception_group_join(struct thread *t, Value original, struct list *raised)
{
    if (!is_group(original)) { /* one clause ran at most, or none */
        return list_get(raised, 0);
    }
    Value again = list_new(t, 0), fresh = list_new(t, 0);
    if (again == VALUE_ERROR || fresh == VALUE_ERROR ||
        !sort_raised(t, original, raised, value_to_list(again), value_to_list(fresh))) {
        return VALUE_ERROR;
    }
    Value kept = project(t, original, value_to_list(again));
    if (kept == VALUE_ERROR || list_length(value_to_list(fresh)) == 0) {
        return kept;
    }
    if (kept != VALUE_NONE && !list_append(t, value_to_list(fresh), kept)) {
        return VALUE_ERROR;
    }
    return group_of(t, fresh); /* 3.11 makes a group of a single one, too */
}

const struct native_def exception_group_methods[] = {
    CLASS_GETITEM,
    {"derive", method_derive, "(self, excs, /)", NULL, NATIVE_METHOD},
    {"split", method_split, "(self, condition, /)", NULL, NATIVE_METHOD},
    {"subgroup", method_subgroup, "(self, condition, /)", NULL, NATIVE_METHOD},
    {0},
};
