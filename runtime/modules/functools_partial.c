/*
 * functools.partial: a function with some of its arguments given.
 *
 * Thread-safety with the global lock off: function, arguments and keywords are one tuple, read and replaced as a whole, so
 * that a call sees those of one moment. Keywords are a dict that scripts can reach and change.
 */
#include <string.h>

#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/generic_alias.h"
#include "runtime/modules/functools.h"
#include "runtime/native.h"
#include "runtime/repr_guard.h"
#include "runtime/shape.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

struct partial {
    struct object base;                 /* TYPE_HAS_DICT */
    Value state;                        /* value_load, value_store: tuple of the three below */
    struct slot_chunk *attribute_slots; /* slots_offset points here */
};

/* The items of `state`: any callable, a tuple, a dict. */
enum { FUNCTION, ARGUMENTS, KEYWORDS };

static Value partial_call(struct thread *t, Value *args, uint32_t n_args, Value keyword_names);

static const Value *state_of(Value self)
{
    return value_to_tuple(value_load(&((struct partial *)self)->state))->items;
}

static void trace(struct marker *m, struct object *self)
{
    mark_value(m, ((struct partial *)self)->state);
}

static bool is_callable(Value v)
{
    return value_type(v)->call != NULL;
}

/* ---- making one ---- */

/* A partial object of a partial object is made of the inner one's function, if nobody has given that an attribute. */
static enum truth can_be_merged(struct thread *t, Value function)
{
    if (value_type(function)->call != partial_call) {
        return TRUTH_FALSE;
    }
    struct dict *attributes = instance_snapshot(t, value_to_object(function));
    return attributes == NULL ? TRUTH_ERROR : dict_length(attributes) == 0;
}

/* The keywords of a call added to a copy of `common` (UNBOUND: none). */
static Value merged_keywords(struct thread *t, Value common, const Value *values,
                             Value keyword_names)
{
    Value keywords = common == VALUE_UNBOUND ? dict_new(t) : dict_copy(t, value_to_dict(common));
    for (uint32_t i = 0; keywords != VALUE_ERROR && i < keyword_count(keyword_names); i++) {
        Value name = value_to_tuple(keyword_names)->items[i];
        if (!dict_set(t, value_to_dict(keywords), name, values[i])) {
            return VALUE_ERROR;
        }
    }
    return keywords;
}

static Value new_partial(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    if (n_args < 2) {
        return raise_error(t, &TypeError_type, "type 'partial' takes at least one argument");
    }
    Value function = args[1], arguments = tuple_new(t, args + 2, n_args - 2);
    if (!is_callable(function)) {
        return raise_error(t, &TypeError_type, "the first argument must be callable");
    }
    enum truth merges = can_be_merged(t, function);
    if (arguments == VALUE_ERROR || merges == TRUTH_ERROR) {
        return VALUE_ERROR;
    }
    Value common = VALUE_UNBOUND;
    if (merges == TRUTH_TRUE) {
        const Value *inner = state_of(function);
        function = inner[FUNCTION];
        common = inner[KEYWORDS];
        arguments = number_binary(t, BINARY_ADD, inner[ARGUMENTS], arguments);
    }
    Value keywords = merged_keywords(t, common, args + n_args, keyword_names);
    if (arguments == VALUE_ERROR || keywords == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    Value state = tuple_of(t, (size_t)3, function, arguments, keywords);
    struct partial *self = state == VALUE_ERROR ? NULL : gc_new(t, (struct type *)args[0]);
    if (self == NULL) {
        return VALUE_ERROR;
    }
    self->state = state;
    return value_from_object(self);
}

/* ---- calling it ---- */

/* The function with the given arguments and those of the call, whose keywords go along as they are. */
static Value call_with_more(struct thread *t, const Value *state, const Value *args,
                            uint32_t n_args, Value keyword_names)
{
    enum { FEW = 12 };
    const struct tuple *given = value_to_tuple(state[ARGUMENTS]);
    size_t n_given = given->length, n_more = n_args + (size_t)keyword_count(keyword_names);
    Value few[FEW + 1], *all = few;
    struct value_buffer *many = NULL;
    if (n_given + n_more > FEW) {
        many = value_buffer_new(t, 1 + n_given + n_more);
        if (many == NULL) {
            return VALUE_ERROR;
        }
        all = many->items;
    }
    all[0] = VALUE_UNBOUND;
    memcpy(all + 1, given->items, n_given * sizeof *all);
    memcpy(all + 1 + n_given, args, n_more * sizeof *all);
    Value result = call(t, state[FUNCTION], all + 1, (uint32_t)(n_given + n_args), keyword_names);
    gc_keep(many);
    return result;
}

static Value partial_call(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    const Value *state = state_of(args[-1]);
    if (dict_length(value_to_dict(state[KEYWORDS])) == 0) {
        return call_with_more(t, state, args, n_args, keyword_names);
    }
    Value more = tuple_new(t, args, n_args);
    Value all = more == VALUE_ERROR ? more : number_binary(t, BINARY_ADD, state[ARGUMENTS], more);
    Value keywords = merged_keywords(t, state[KEYWORDS], args + n_args, keyword_names);
    return all == VALUE_ERROR || keywords == VALUE_ERROR
               ? VALUE_ERROR
               : call_tuple(t, state[FUNCTION], all, keywords);
}

/* ---- text and pickling ---- */

static void add_state(struct str_builder *b, const Value *state)
{
    str_builder_add_repr(b, state[FUNCTION]);
    for (uint64_t i = 0; i < value_to_tuple(state[ARGUMENTS])->length; i++) {
        str_builder_add_cstr(b, ", ");
        str_builder_add_repr(b, value_to_tuple(state[ARGUMENTS])->items[i]);
    }
    uint64_t position = 0;
    Value name, v;
    while (dict_next(value_to_dict(state[KEYWORDS]), &position, &name, &v)) {
        str_builder_add_cstr(b, ", ");
        str_builder_add_value(b, name);
        str_builder_add_cstr(b, "=");
        str_builder_add_repr(b, v);
    }
}

static Value repr(struct thread *t, Value self)
{
    enum truth entered = repr_enter(t, self);
    if (entered != TRUTH_TRUE) {
        return entered == TRUTH_ERROR ? VALUE_ERROR : str_format(t, "...");
    }
    struct str_builder b;
    str_builder_init(&b, t);
    str_builder_add_cstr(&b, value_type_name(self));
    str_builder_add_cstr(&b, "(");
    add_state(&b, state_of(self));
    str_builder_add_cstr(&b, ")");
    repr_leave(t, self);
    return str_builder_finish(&b);
}

static Value reduce(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names)
{
    const Value *state = state_of(args[0]);
    struct dict *attributes = instance_snapshot(t, value_to_object(args[0]));
    if (attributes == NULL) {
        return VALUE_ERROR;
    }
    Value namespace = VALUE_NONE;
    if (dict_length(attributes) > 0) {
        namespace = instance_get_dict(t, args[0]);
    }
    Value all = namespace == VALUE_ERROR ? namespace
                                         : tuple_of(t, (size_t)4, state[FUNCTION], state[ARGUMENTS],
                                                    state[KEYWORDS], namespace);
    Value given = all == VALUE_ERROR ? all : tuple_of(t, (size_t)1, state[FUNCTION]);
    return given == VALUE_ERROR
               ? given
               : tuple_of(t, (size_t)3, value_from_object(value_type(args[0])), given, all);
}

static bool is_state(Value v)
{
    if (!value_is_tuple(v) || value_to_tuple(v)->length != 4) {
        return false;
    }
    const Value *items = value_to_tuple(v)->items;
    return is_callable(items[FUNCTION]) && value_is_tuple(items[ARGUMENTS]) &&
           (items[KEYWORDS] == VALUE_NONE || value_is_dict(items[KEYWORDS]));
}

/* Replaces the whole. Tuples and dicts of other classes become plain ones. */
static Value set_state(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names)
{
    if (!is_state(args[1])) {
        return raise_error(t, &TypeError_type, "invalid partial state");
    }
    const struct tuple *given = value_to_tuple(args[1]);
    Value arguments = given->items[ARGUMENTS], keywords = given->items[KEYWORDS];
    if (value_type(arguments) != &tuple_type) {
        arguments =
            tuple_new(t, value_to_tuple(arguments)->items, value_to_tuple(arguments)->length);
    }
    if (keywords == VALUE_NONE) {
        keywords = dict_new(t);
    } else if (value_type(keywords) != &dict_type) {
        keywords = dict_copy(t, value_to_dict(keywords));
    }
    Value namespace = given->items[3];
    if (namespace == VALUE_NONE) {
        namespace = dict_new(t);
    }
    if (arguments == VALUE_ERROR || keywords == VALUE_ERROR || namespace == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    Value state = tuple_of(t, (size_t)3, given->items[FUNCTION], arguments, keywords);
    if (state == VALUE_ERROR || !instance_assign_dict(t, args[0], namespace)) {
        return VALUE_ERROR;
    }
    value_store(&((struct partial *)args[0])->state, state);
    return VALUE_NONE;
}

static Value get_function(UNUSED struct thread *t, Value self)
{
    return state_of(self)[FUNCTION];
}

static Value get_arguments(UNUSED struct thread *t, Value self)
{
    return state_of(self)[ARGUMENTS];
}

static Value get_keywords(UNUSED struct thread *t, Value self)
{
    return state_of(self)[KEYWORDS];
}

static const struct native_def methods[] = {
    {"__reduce__", reduce, "(self, /)", NULL, NATIVE_METHOD},
    {"__setstate__", set_state, "(self, state, /)", NULL, NATIVE_METHOD},
    CLASS_GETITEM,
    {0},
};

static const struct getset_def members[] = {
    {"func", get_function, NULL, "function object to use in future partial calls"},
    {"args", get_arguments, NULL, "tuple of arguments to future partial calls"},
    {"keywords", get_keywords, NULL, "dictionary of keyword arguments to future partial calls"},
    {0},
};

struct type partial_type = {
    TYPE_HEADER("partial", sizeof(struct partial)),
    .module = "functools",
    .doc = "partial(func, *args, **keywords) - a function with some of its arguments given.",
    .flags = TYPE_BASE | TYPE_HAS_DICT | TYPE_WEAK_REFERABLE,
    .slots_offset = offsetof(struct partial, attribute_slots),
    .trace = trace,
    .new = new_partial,
    .call = partial_call,
    .repr = repr,
    .methods = methods,
    .members = members,
};
