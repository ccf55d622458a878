#include "vm/parameters.h"

#include <stdio.h>
#include <string.h>

#include "runtime/dict.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

/* What one binding works on. Parameters are numbered as their registers. */
struct binding {
    struct thread *t;
    struct function *function;
    const struct code *code;
    Value *registers;
    uint32_t n_positional_given;
    Value extra_keywords; /* dict of **kwargs, or UNBOUND */
    bool has_odd_names;   /* one in it is of a subclass of str: to compare it may run Python code */
};

static Value parameter_name(const struct binding *b, uint32_t i)
{
    return value_to_tuple(b->code->local_names)->items[i];
}

static Value function_qualname(const struct binding *b)
{
    return value_load(&b->function->qualname);
}

/* The number of the parameter called `name` that may be given by keyword, or -1. */
static int64_t find_parameter(const struct binding *b, Value name, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        if (parameter_name(b, i) == name) {
            return i;
        }
    }
    for (uint32_t i = from; i < to; i++) {
        if (str_equal(value_to_str(parameter_name(b, i)), value_to_str(name))) {
            return i;
        }
    }
    return -1;
}

/* The names of positional-only parameters that are given by keyword, "a, b"; ERROR: no memory. */
static Value positional_only_names(const struct binding *b, Value keyword_names)
{
    struct str_builder names;
    str_builder_init(&names, b->t);
    const struct tuple *given = value_to_tuple(keyword_names);
    bool first = true;
    for (uint32_t i = 0; i < b->code->n_positional_only; i++) {
        for (uint64_t k = 0; k < given->length; k++) {
            Value name = given->items[k];
            if (value_is_str(name) &&
                str_equal(value_to_str(parameter_name(b, i)), value_to_str(name))) {
                str_builder_add_cstr(&names, first ? "" : ", ");
                str_builder_add_str(&names, parameter_name(b, i));
                first = false;
            }
        }
    }
    return str_builder_finish(&names);
}

/* No parameter can be given by that name. If others name positional-only parameters, that is what is said. */
static COLD bool raise_unexpected(const struct binding *b, Value name, Value keyword_names)
{
    Value list = positional_only_names(b, keyword_names);
    if (list == VALUE_ERROR) {
        return false;
    }
    if (value_to_str(list)->length > 0) {
        return raise_false(
            b->t, &TypeError_type,
            "%V() got some positional-only arguments passed as keyword arguments: '%V'",
            function_qualname(b), list);
    }
    return raise_false(b->t, &TypeError_type, "%V() got an unexpected keyword argument '%V'",
                       function_qualname(b), name);
}

/* Adds to **kwargs where Python code may run, whose registers will lie where ours do. */
static COLD bool add_odd_keyword(struct binding *b, Value name, Value v)
{
    size_t n_bytes = b->code->n_parameters * sizeof(Value);
    struct value_buffer *kept = value_buffer_new(b->t, b->code->n_parameters);
    if (kept == NULL) {
        return false;
    }
    memcpy(kept->items, b->registers, n_bytes);
    bool added = dict_set(b->t, value_to_dict(b->extra_keywords), name, v);
    memcpy(b->registers, kept->items, n_bytes);
    gc_keep(kept);
    if (added && (const struct code *)value_load(&b->function->code) != b->code) {
        return raise_false(b->t, &RuntimeError_type, "%V() got another __code__ during its call",
                           function_qualname(b));
    }
    return added;
}

static bool add_keyword(struct binding *b, Value name, Value v)
{
    b->has_odd_names |= value_type(name) != &str_type;
    return UNLIKELY(b->has_odd_names) ? add_odd_keyword(b, name, v)
                                      : dict_set(b->t, value_to_dict(b->extra_keywords), name, v);
}

static bool bind_keyword(struct binding *b, Value name, Value v, Value keyword_names)
{
    const struct code *code = b->code;
    if (!value_is_str(name)) {
        return raise_false(b->t, &TypeError_type, "%V() keywords must be strings",
                           function_qualname(b));
    }
    int64_t i =
        find_parameter(b, name, code->n_positional_only, code->n_positional + code->n_keyword_only);
    if (i < 0) {
        if (b->extra_keywords != VALUE_UNBOUND) {
            return add_keyword(b, name, v);
        }
        return raise_unexpected(b, name, keyword_names);
    }
    if (b->registers[i] != VALUE_UNBOUND) {
        return raise_false(b->t, &TypeError_type, "%V() got multiple values for argument '%V'",
                           function_qualname(b), name);
    }
    b->registers[i] = v;
    return true;
}

static bool raise_too_many(const struct binding *b, uint32_t n_keyword_only_given)
{
    const struct code *code = b->code;
    Value defaults = value_load(&b->function->defaults);
    uint64_t n_defaults = defaults == VALUE_NONE ? 0 : value_to_tuple(defaults)->length;
    uint32_t n = code->n_positional, given = b->n_positional_given;
    char takes[64], keyword_part[96] = "";
    if (n_defaults > 0) {
        snprintf(takes, sizeof takes, "from %u to %u", (unsigned)(n - n_defaults), (unsigned)n);
    } else {
        snprintf(takes, sizeof takes, "%u", (unsigned)n);
    }
    if (n_keyword_only_given > 0) {
        snprintf(keyword_part, sizeof keyword_part,
                 " positional argument%s (and %u keyword-only argument%s)", given != 1 ? "s" : "",
                 (unsigned)n_keyword_only_given, n_keyword_only_given != 1 ? "s" : "");
    }
    return raise_false(b->t, &TypeError_type,
                       "%V() takes %s positional argument%s but %d%s %s given",
                       function_qualname(b), takes, n_defaults > 0 || n != 1 ? "s" : "", (int)given,
                       keyword_part, given == 1 && n_keyword_only_given == 0 ? "was" : "were");
}

/* "f() missing 2 required positional arguments: 'a' and 'b'" */
static bool raise_missing(const struct binding *b, const char *kind, uint32_t from, uint32_t to,
                          uint32_t n_missing)
{
    struct str_builder names;
    str_builder_init(&names, b->t);
    uint32_t done = 0;
    for (uint32_t i = from; i < to; i++) {
        if (b->registers[i] != VALUE_UNBOUND) {
            continue;
        }
        if (done > 0) {
            str_builder_add_cstr(&names, n_missing == 2          ? " and "
                                         : done + 1 == n_missing ? ", and "
                                                                 : ", ");
        }
        str_builder_add_repr(&names, parameter_name(b, i));
        done++;
    }
    Value list = str_builder_finish(&names);
    return list != VALUE_ERROR &&
           raise_false(b->t, &TypeError_type, "%V() missing %d required %s argument%s: %V",
                       function_qualname(b), (int)n_missing, kind, n_missing == 1 ? "" : "s", list);
}

static bool fill_positional_defaults(struct binding *b)
{
    const struct code *code = b->code;
    Value defaults = value_load(&b->function->defaults);
    uint32_t n_defaults = defaults == VALUE_NONE ? 0 : (uint32_t)value_to_tuple(defaults)->length;
    uint32_t n_required = n_defaults > code->n_positional ? 0 : code->n_positional - n_defaults;
    uint32_t n_missing = 0;
    for (uint32_t i = b->n_positional_given; i < n_required; i++) {
        n_missing += b->registers[i] == VALUE_UNBOUND;
    }
    if (n_missing > 0) {
        return raise_missing(b, "positional", 0, n_required, n_missing);
    }
    uint32_t skip = n_defaults > code->n_positional ? n_defaults - code->n_positional : 0;
    for (uint32_t i = n_required; i < code->n_positional; i++) {
        if (b->registers[i] == VALUE_UNBOUND) {
            b->registers[i] = value_to_tuple(defaults)->items[skip + i - n_required];
        }
    }
    return true;
}

static bool fill_keyword_defaults(struct binding *b)
{
    const struct code *code = b->code;
    Value defaults = value_load(&b->function->keyword_defaults);
    uint32_t from = code->n_positional, to = from + code->n_keyword_only, n_missing = 0;
    for (uint32_t i = from; i < to; i++) {
        if (b->registers[i] == VALUE_UNBOUND && value_is_dict(defaults)) {
            b->registers[i] = dict_get_str(value_to_dict(defaults), parameter_name(b, i));
        }
        n_missing += b->registers[i] == VALUE_UNBOUND;
    }
    return n_missing == 0 || raise_missing(b, "keyword-only", from, to, n_missing);
}

/* Moves the arguments out of the way, and the positional ones to their registers. False: no memory. */
static bool place_positional(struct binding *b, const Value *args, uint32_t n_args,
                             uint32_t n_keywords)
{
    const struct code *code = b->code;
    uint32_t n_direct = n_args < code->n_positional ? n_args : code->n_positional;
    uint32_t next = code->n_positional + code->n_keyword_only;
    for (uint32_t i = 0; i < code->n_parameters; i++) {
        b->registers[i] = i < n_direct ? args[i] : VALUE_UNBOUND;
    }
    if (code->flags & CODE_VARARGS) {
        Value rest = tuple_new(b->t, args + n_direct, n_args - n_direct);
        if (rest == VALUE_ERROR) {
            return false;
        }
        b->registers[next++] = rest;
    }
    if (code->flags & CODE_VARKEYWORDS) {
        b->extra_keywords = dict_new_sized(b->t, n_keywords);
        if (b->extra_keywords == VALUE_ERROR) {
            return false;
        }
        b->registers[next] = b->extra_keywords;
    }
    b->n_positional_given = n_direct;
    return true;
}

static uint32_t count_keyword_only_given(const struct binding *b)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < b->code->n_keyword_only; i++) {
        n += b->registers[b->code->n_positional + i] != VALUE_UNBOUND;
    }
    return n;
}

/* Binds from a copy of the arguments. */
static bool bind(struct binding *b, const Value *args, uint32_t n_args, Value keyword_names)
{
    uint32_t n_keywords = keyword_count(keyword_names);
    if (!place_positional(b, args, n_args, n_keywords)) {
        return false;
    }
    for (uint32_t i = 0; i < n_keywords; i++) {
        if (!bind_keyword(b, value_to_tuple(keyword_names)->items[i], args[n_args + i],
                          keyword_names)) {
            return false;
        }
    }
    if (n_args > b->code->n_positional && !(b->code->flags & CODE_VARARGS)) {
        b->n_positional_given = n_args;
        return raise_too_many(b, count_keyword_only_given(b));
    }
    return fill_positional_defaults(b) && fill_keyword_defaults(b);
}

/* Only positional arguments for a function without *, ** and keyword-only parameters: nothing moves. */
static bool bind_simple(struct binding *b, uint32_t n_args)
{
    for (uint32_t i = n_args; i < b->code->n_positional; i++) {
        b->registers[i] = VALUE_UNBOUND;
    }
    b->n_positional_given = n_args;
    return n_args <= b->code->n_positional ? fill_positional_defaults(b) : raise_too_many(b, 0);
}

bool parameters_bind(struct thread *t, struct function *f, Value *registers, uint32_t n_args,
                     Value keyword_names)
{
    const struct code *code = (const struct code *)value_load(&f->code);
    struct binding b = {t, f, code, registers, n_args, VALUE_UNBOUND, false};
    if (keyword_names == VALUE_UNBOUND && code->n_parameters == code->n_positional) {
        return bind_simple(&b, n_args);
    }
    uint32_t n_all = n_args + keyword_count(keyword_names);
    Value on_stack[16];
    Value *copy = on_stack;
    struct value_buffer *buffer = NULL;
    if (n_all > COUNT_OF(on_stack)) {
        buffer = value_buffer_new(t, n_all);
        if (buffer == NULL) {
            return false;
        }
        copy = buffer->items;
    }
    memcpy(copy, registers, n_all * sizeof(Value));
    bool done = bind(&b, copy, n_args, keyword_names);
    gc_keep(buffer);
    return done;
}
