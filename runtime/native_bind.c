/*
 * The binder: from what the caller gave to one Value per parameter, and CPython's message where that does not fit. The
 * words depend on what the parameters are, because CPython has a parser for each kind:
 *
 *     none, or exactly one positional-only    "list.clear() takes no arguments (1 given)"
 *     positional-only                         "pop expected at most 1 argument, got 2"
 *     the same, NATIVE_COUNTING_METHOD        "find() takes at most 3 arguments (4 given)"
 *     some by keyword                         "split() takes at most 2 arguments (3 given)"
 *     all, self included: "(self, x)"         "Event.wait() takes from 1 to 2 positional arguments but 3 were given"
 *
 * The last are those that CPython has in Python. So are the initialisers that say of which class they are: "Event.__init__".
 */
#include <stdio.h>
#include <string.h>

#include "runtime/abstract.h"
#include "runtime/dict.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

/* One call being bound. Counts are without the method's self. */
struct binding {
    const struct native_signature *signature;
    const struct native *native; /* NULL for an argument_parser */
    const char *name;
    uint32_t skip; /* 1 if the first parameter is a self */
    const Value *args;
    uint32_t n_args;
    Value keyword_names;
    Value *out;
};

static const char *plural(uint32_t n)
{
    return n == 1 ? "" : "s";
}

uint32_t keyword_count(Value keyword_names)
{
    return keyword_names == VALUE_UNBOUND ? 0 : (uint32_t)value_to_tuple(keyword_names)->length;
}

bool reject_keywords(struct thread *t, const char *name, Value keyword_names)
{
    return keyword_count(keyword_names) == 0 ||
           raise_false(t, &TypeError_type, "%s() takes no keyword arguments", name);
}

bool check_arg_count(struct thread *t, const char *name, uint32_t n_args, uint32_t min,
                     uint32_t max)
{
    if (n_args >= min && n_args <= max) {
        return true;
    }
    uint32_t limit = n_args < min ? min : max;
    const char *bound = min == max ? "" : n_args < min ? "at least " : "at most ";
    return raise_false(t, &TypeError_type, "%s expected %s%d argument%s, got %d", name, bound,
                       (int)limit, plural(limit), (int)n_args);
}

static const char *full_name(const struct binding *b, char *buffer, size_t size)
{
    if (b->native != NULL) {
        return native_full_name(b->native, buffer, size);
    }
    snprintf(buffer, size, "%s()", b->name);
    return buffer;
}

/* ---- positional parameters only ---- */

static bool takes_no_keywords(const struct native_signature *s)
{
    return s->n_positional_only == s->n_positional && s->n_keyword_only == 0 && !s->has_var_keyword;
}

static bool check_positional_only(struct thread *t, const struct binding *b, uint32_t given)
{
    const struct native_signature *s = b->signature;
    uint32_t min = s->n_required - b->skip, max = s->n_positional - b->skip;
    char buffer[256];
    if (given >= min && (given <= max || s->has_var_positional)) {
        return true;
    }
    if (b->native != NULL && max == 0) {
        return raise_false(t, &TypeError_type, "%s takes no arguments (%d given)",
                           full_name(b, buffer, sizeof buffer), (int)given);
    }
    if (b->native != NULL && min == 1 && max == 1 && !s->has_var_positional) {
        return raise_false(t, &TypeError_type, "%s takes exactly one argument (%d given)",
                           full_name(b, buffer, sizeof buffer), (int)given);
    }
    if (b->native != NULL && b->native->def->kind == NATIVE_COUNTING_METHOD) {
        uint32_t limit = given < min ? min : max;
        return raise_false(t, &TypeError_type, "%s() takes %s %d argument%s (%d given)", b->name,
                           given < min ? "at least" : "at most", (int)limit, plural(limit),
                           (int)given);
    }
    return check_arg_count(t, b->name, given, min, s->has_var_positional ? UINT32_MAX : max);
}

/* ---- parameters that have names ---- */

static bool check_total(struct thread *t, const struct binding *b, uint32_t given)
{
    const struct native_signature *s = b->signature;
    uint32_t n_keywords = keyword_count(b->keyword_names);
    uint32_t max = s->n_positional + s->n_keyword_only - b->skip;
    if (s->has_var_positional || s->has_var_keyword || given + n_keywords <= max) {
        return true;
    }
    return raise_false(t, &TypeError_type, "%s() takes at most %d %sargument%s (%d given)", b->name,
                       (int)max, given == 0 ? "keyword " : "", plural(max),
                       (int)(given + n_keywords));
}

static bool check_positional(struct thread *t, const struct binding *b, uint32_t given)
{
    const struct native_signature *s = b->signature;
    uint32_t max = s->n_positional - b->skip;
    uint32_t required = s->n_required - b->skip;
    uint32_t min = s->n_positional_only > b->skip ? s->n_positional_only - b->skip : 0;
    min = min < required ? min : required; /* those that cannot come by name */
    if (given < min) {
        bool is_exact = min == max && !s->has_var_positional;
        return raise_false(t, &TypeError_type, "%s() takes %s %d positional argument%s (%d given)",
                           b->name, is_exact ? "exactly" : "at least", (int)min, plural(min),
                           (int)given);
    }
    if (given <= max || s->has_var_positional) {
        return true;
    }
    if (max == 0) {
        return raise_false(t, &TypeError_type, "%s() takes no positional arguments", b->name);
    }
    return raise_false(t, &TypeError_type, "%s() takes %s %d positional argument%s (%d given)",
                       b->name, required < max ? "at most" : "exactly", (int)max, plural(max),
                       (int)given);
}

static bool same_name(Value a, Value b)
{
    return a == b || str_equal(value_to_str(a), value_to_str(b));
}

/* The place in out[] of the parameter that `name` may fill; -1: no such parameter. */
static int find_parameter(const struct native_signature *s, Value name)
{
    uint32_t n = s->n_positional + s->n_keyword_only;
    for (uint32_t i = s->n_positional_only; i < n; i++) {
        if (same_name(s->names[i], name)) {
            return (int)(i < s->n_positional ? i : i + s->has_var_positional);
        }
    }
    return -1;
}

/* Keywords into their places; what has none is left for check_leftover. Counts those. */
static uint32_t place_keywords(const struct binding *b)
{
    uint32_t n_left = 0;
    for (uint32_t i = 0; i < keyword_count(b->keyword_names); i++) {
        Value name = value_to_tuple(b->keyword_names)->items[i];
        int place = find_parameter(b->signature, name);
        if (place >= 0 && b->out[place] == VALUE_UNBOUND) {
            b->out[place] = b->args[b->n_args + i];
        } else {
            n_left++;
        }
    }
    return n_left;
}

static bool check_required(struct thread *t, const struct binding *b)
{
    const struct native_signature *s = b->signature;
    for (uint32_t i = 0; i < (uint32_t)s->n_positional + s->n_keyword_only; i++) {
        bool is_keyword = i >= s->n_positional;
        uint32_t place = is_keyword ? i + s->has_var_positional : i;
        bool is_required =
            is_keyword ? s->required_keyword_only >> (i - s->n_positional) & 1 : i < s->n_required;
        if (is_required && b->out[place] == VALUE_UNBOUND) {
            return raise_false(t, &TypeError_type, "%s() missing required argument '%V' (pos %d)",
                               b->name, s->names[i], (int)(i + 1 - b->skip));
        }
    }
    return true;
}

/* A keyword that found no place: collected by `**kwargs`, else one of two errors. */
static bool take_leftover(struct thread *t, const struct binding *b, Value name, Value v)
{
    int place = find_parameter(b->signature, name);
    if (place >= 0) {
        return raise_false(t, &TypeError_type,
                           "argument for %s() given by name ('%V') and position (%d)", b->name,
                           name, (int)((uint32_t)place + 1 - b->skip));
    }
    if (!b->signature->has_var_keyword) {
        return raise_false(t, &TypeError_type, "'%V' is an invalid keyword argument for %s()", name,
                           b->name);
    }
    Value extra = b->out[b->signature->n_parameters - 1];
    return dict_set_str(t, value_to_dict(extra), name, v);
}

static bool take_leftovers(struct thread *t, const struct binding *b)
{
    for (uint32_t i = 0; i < keyword_count(b->keyword_names); i++) {
        Value name = value_to_tuple(b->keyword_names)->items[i];
        Value v = b->args[b->n_args + i];
        int place = find_parameter(b->signature, name);
        bool is_placed =
            place >= b->signature->n_positional || (place >= 0 && (uint32_t)place >= b->n_args);
        if (!is_placed && !take_leftover(t, b, name, v)) {
            return false;
        }
    }
    return true;
}

static bool bind_keywords(struct thread *t, const struct binding *b)
{
    uint32_t n_left = place_keywords(b);
    return check_required(t, b) && (n_left == 0 || take_leftovers(t, b));
}

/* ---- as if the function were in Python ---- */

static bool is_like_python(const struct binding *b)
{
    return b->native == NULL ? strchr(b->name, '.') != NULL
                             : b->skip == 1 && b->signature->n_positional_only == 0;
}

/* 'a', 'b', and 'c': those that are required and not given. */
static Value missing_names(struct thread *t, const Value *missing, uint32_t n)
{
    Value text = str_format(t, "'%V'", missing[0]);
    for (uint32_t i = 1; i < n && text != VALUE_ERROR; i++) {
        const char *between = i + 1 < n ? ", " : n == 2 ? " and " : ", and ";
        text = str_format(t, "%V%s'%V'", text, between, missing[i]);
    }
    return text;
}

static bool check_none_missing(struct thread *t, const struct binding *b, const char *name)
{
    const struct native_signature *s = b->signature;
    Value missing[NATIVE_MAX_PARAMETERS];
    uint32_t n = 0;
    for (uint32_t i = b->n_args; i < s->n_required; i++) {
        bool is_given = false;
        for (uint32_t k = 0; k < keyword_count(b->keyword_names); k++) {
            is_given |= same_name(s->names[i], value_to_tuple(b->keyword_names)->items[k]);
        }
        if (!is_given) {
            missing[n++] = s->names[i];
        }
    }
    if (n == 0) {
        return true;
    }
    Value names = missing_names(t, missing, n);
    return names != VALUE_ERROR &&
           raise_false(t, &TypeError_type, "%s missing %d required positional argument%s: %V", name,
                       (int)n, plural(n), names);
}

static bool check_like_python(struct thread *t, const struct binding *b)
{
    const struct native_signature *s = b->signature;
    uint32_t n_self = b->native == NULL; /* not among the arguments, but counted */
    char buffer[256];
    const char *name = full_name(b, buffer, sizeof buffer);
    for (uint32_t i = 0; i < keyword_count(b->keyword_names); i++) {
        Value keyword = value_to_tuple(b->keyword_names)->items[i];
        int place = find_parameter(s, keyword);
        if (place < 0 && !s->has_var_keyword) {
            return raise_false(t, &TypeError_type, "%s got an unexpected keyword argument '%V'",
                               name, keyword);
        }
        if (place >= 0 && place < s->n_positional && (uint32_t)place < b->n_args) {
            return raise_false(t, &TypeError_type, "%s got multiple values for argument '%V'", name,
                               keyword);
        }
    }
    if (b->n_args <= s->n_positional || s->has_var_positional) {
        return check_none_missing(t, b, name);
    }
    uint32_t min = s->n_required + n_self, max = s->n_positional + n_self;
    int given = (int)(b->n_args + n_self);
    return min == max ? raise_false(t, &TypeError_type,
                                    "%s takes %d positional argument%s but %d were given", name,
                                    (int)max, plural(max), given)
                      : raise_false(t, &TypeError_type,
                                    "%s takes from %d to %d positional arguments but %d were given",
                                    name, (int)min, (int)max, given);
}

/* ---- all together ---- */

static void place_positional(const struct binding *b)
{
    const struct native_signature *s = b->signature;
    uint32_t n = b->n_args < s->n_positional ? b->n_args : s->n_positional;
    memset(b->out, 0, s->n_parameters * sizeof *b->out);
    memcpy(b->out, b->args, n * sizeof *b->out);
}

/* The containers behind `*args` and `**kwargs`. */
static bool place_containers(struct thread *t, const struct binding *b)
{
    const struct native_signature *s = b->signature;
    if (s->has_var_positional) {
        uint32_t n_extra = b->n_args > s->n_positional ? b->n_args - s->n_positional : 0;
        Value extra = tuple_new(t, b->args + s->n_positional, n_extra);
        if (extra == VALUE_ERROR) {
            return false;
        }
        b->out[s->n_positional] = extra;
    }
    if (s->has_var_keyword) {
        Value extra = dict_new(t);
        if (extra == VALUE_ERROR) {
            return false;
        }
        b->out[s->n_parameters - 1] = extra;
    }
    return true;
}

/* What gets its arguments as a tuple in CPython is called by its bare name there. */
static bool refuse_keywords(struct thread *t, const struct binding *b)
{
    char buffer[256];
    if (b->signature->has_var_positional ||
        (b->native != NULL && b->native->def->kind == NATIVE_COUNTING_METHOD)) {
        return reject_keywords(t, b->name, b->keyword_names);
    }
    return raise_false(t, &TypeError_type, "%s takes no keyword arguments",
                       full_name(b, buffer, sizeof buffer));
}

static bool bind(struct thread *t, const struct binding *b)
{
    uint32_t given = b->n_args - b->skip;
    CHECK(b->signature->n_parameters <= NATIVE_MAX_PARAMETERS);
    if (is_like_python(b) && !check_like_python(t, b)) {
        return false;
    }
    if (takes_no_keywords(b->signature)) {
        if (keyword_count(b->keyword_names) > 0) {
            return refuse_keywords(t, b);
        }
        if (!check_positional_only(t, b, given)) {
            return false;
        }
        place_positional(b);
        return place_containers(t, b);
    }
    if (!check_total(t, b, given) || !check_positional(t, b, given)) {
        return false;
    }
    place_positional(b);
    return place_containers(t, b) && bind_keywords(t, b);
}

/* Is every parameter given by its position, or left out as it may be? The commonest call. */
static ALWAYS_INLINE bool is_by_position(const struct native_signature *s, uint32_t n_args,
                                         Value keyword_names)
{
    return s->by_position && keyword_names == VALUE_UNBOUND && n_args >= s->n_required &&
           n_args <= s->n_positional;
}

/* Such arguments, and UNBOUND where one is left out. */
static ALWAYS_INLINE void fill_out(const struct native_signature *s, const Value *args,
                                   uint32_t n_args, Value *out)
{
    uint32_t n = s->n_parameters;
    CHECK(n <= NATIVE_MAX_PARAMETERS);
    for (uint32_t i = 0; i < n; i++) {
        out[i] = i < n_args ? args[i] : VALUE_UNBOUND;
    }
}

struct native_signature *argument_parser_signature(struct thread *t,
                                                   struct argument_parser *parser);

bool arguments_bind(struct thread *t, struct argument_parser *parser, const Value *args,
                    uint32_t n_args, Value keyword_names, Value *out)
{
    const struct native_signature *signature = argument_parser_signature(t, parser);
    if (signature == NULL) {
        return false;
    }
    if (is_by_position(signature, n_args, keyword_names)) {
        fill_out(signature, args, n_args, out);
        return true;
    }
    const struct binding b = {signature, NULL, parser->name, 0, args, n_args, keyword_names, out};
    return bind(t, &b);
}

/* ---- calling ---- */

static NOINLINE Value bind_and_call(struct thread *t, const struct native *native,
                                    const struct native_signature *signature, Value *args,
                                    uint32_t n_args, Value keyword_names)
{
    Value out[1 + NATIVE_MAX_PARAMETERS];
    uint32_t skip = native->owner != NULL;
    out[0] = VALUE_UNBOUND;
    const struct binding b = {signature, native, native->def->name, skip,
                              args,      n_args, keyword_names,     out + 1};
    if (!bind(t, &b)) {
        return VALUE_ERROR;
    }
    return native->function(t, out + 1, signature->n_parameters, VALUE_UNBOUND);
}

/*
 * What nobody writes of the array stays for as long as the call takes, and a thread may sleep in it: the collector finds there
 * what earlier frames have left. So most functions get a short one.
 */
enum { FEW_PARAMETERS = 3 };

static NOINLINE Value fill_few_and_call(struct thread *t, const struct native *native,
                                        const struct native_signature *signature, const Value *args,
                                        uint32_t n_args)
{
    Value out[1 + FEW_PARAMETERS] = {VALUE_UNBOUND};
    fill_out(signature, args, n_args, out + 1);
    return native->function(t, out + 1, signature->n_parameters, VALUE_UNBOUND);
}

static NOINLINE Value fill_many_and_call(struct thread *t, const struct native *native,
                                         const struct native_signature *signature,
                                         const Value *args, uint32_t n_args)
{
    Value out[1 + NATIVE_MAX_PARAMETERS];
    out[0] = VALUE_UNBOUND;
    fill_out(signature, args, n_args, out + 1);
    return native->function(t, out + 1, signature->n_parameters, VALUE_UNBOUND);
}

static ALWAYS_INLINE Value fill_and_call(struct thread *t, const struct native *native,
                                         const struct native_signature *signature,
                                         const Value *args, uint32_t n_args)
{
    return signature->n_parameters <= FEW_PARAMETERS
               ? fill_few_and_call(t, native, signature, args, n_args)
               : fill_many_and_call(t, native, signature, args, n_args);
}

static ALWAYS_INLINE Value call_with_self(struct thread *t, struct native *native, Value *args,
                                          uint32_t n_args, Value keyword_names)
{
    const struct native_signature *signature = load_acquire(&native->signature);
    if (UNLIKELY(signature == NULL)) {
        signature = native_signature_of(t, native);
        if (signature == NULL) {
            return VALUE_ERROR;
        }
    }
    if (signature->raw) {
        return native->function(t, args, n_args, keyword_names);
    }
    if (LIKELY(is_by_position(signature, n_args, keyword_names))) {
        return n_args == signature->n_parameters
                   ? native->function(t, args, n_args, VALUE_UNBOUND)
                   : fill_and_call(t, native, signature, args, n_args);
    }
    return bind_and_call(t, native, signature, args, n_args, keyword_names);
}

static COLD bool refuse_self(struct thread *t, const struct native *native, const Value *args,
                             uint32_t n_args)
{
    const char *type_text = native->owner->name, *name = native->def->name;
    if (n_args == 0) {
        return raise_false(t, &TypeError_type, "unbound method %s.%s() needs an argument",
                           type_text, name);
    }
    return raise_false(t, &TypeError_type,
                       "descriptor '%s' for '%s' objects doesn't apply to a '%T' object", name,
                       type_text, args[0]);
}

Value native_call(struct thread *t, struct native *native, Value *args, uint32_t n_args,
                  Value keyword_names)
{
    if (native->owner == NULL) {
        return call_with_self(t, native, args, n_args, keyword_names);
    }
    if (native->self == VALUE_UNBOUND) {
        if (UNLIKELY(n_args == 0 || !value_is_instance(args[0], native->owner))) {
            refuse_self(t, native, args, n_args);
            return VALUE_ERROR;
        }
        return call_with_self(t, native, args, n_args, keyword_names);
    }
    Value before = args[-1];
    args[-1] = native->self;
    Value result = call_with_self(t, native, args - 1, n_args + 1, keyword_names);
    args[-1] = before;
    return result;
}
