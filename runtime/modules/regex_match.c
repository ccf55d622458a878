/* The type Match. */
#include "runtime/abstract.h"
#include "runtime/buffer_view.h"
#include "runtime/bytes.h"
#include "runtime/dict.h"
#include "runtime/generic_alias.h"
#include "runtime/modules/regex.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

static struct regex_match *as_match(Value v)
{
    return (struct regex_match *)v;
}

static void trace(struct marker *m, struct object *self)
{
    struct regex_match *match = (struct regex_match *)self;
    mark_object(m, match->pattern);
    mark_value(m, match->string);
    mark_value(m, match->holder);
}

/*
 * The group whose closing parenthesis was passed last: of those that end furthest to the right the one that closes last
 * in the pattern. Where a group in a look-around (a negative number) ends says nothing about when it was closed: there
 * the order in the pattern decides.
 */
static uint32_t last_closed(const struct regex_pattern *pattern, const int64_t *spans)
{
    const struct tuple *order = value_to_tuple(pattern->closing_order);
    int64_t last = 0;
    for (uint64_t i = 0; i < order->length; i++) {
        int64_t group = value_to_small_int(order->items[i]);
        int64_t n = group < 0 ? -group : group;
        if (spans[2 * n] >= 0 &&
            (last <= 0 || group < 0 || spans[2 * n + 1] >= spans[2 * last + 1])) {
            last = group;
        }
    }
    return (uint32_t)(last < 0 ? -last : last);
}

Value regex_match_new(struct thread *t, struct regex_pattern *pattern,
                      const struct regex_subject *subject, const int64_t *spans)
{
    size_t n = 2 * (size_t)(pattern->n_groups + 1);
    struct regex_match *match =
        gc_allocate(t, sizeof *match + n * sizeof *spans, &regex_match_type);
    if (match == NULL) {
        return VALUE_ERROR;
    }
    match->pattern = pattern;
    match->string = subject->string;
    match->holder = subject->holder;
    match->from = subject->from;
    match->to = subject->to;
    match->last_index = last_closed(pattern, spans);
    for (size_t i = 0; i < n; i++) {
        match->spans[i] = spans[i];
    }
    return value_from_object(match);
}

/* --- Groups --- */

struct regex_subject regex_match_subject(const struct regex_match *match)
{
    struct regex_subject subject = {.string = match->string, .holder = match->holder};
    if (value_is_str(match->holder)) {
        subject.text = text_of(value_to_str(match->holder));
    } else {
        const struct bytes *bytes = value_to_bytes(match->holder);
        subject.text = (struct text){bytes->data, bytes->length, 1};
    }
    return subject;
}

Value regex_match_group(struct thread *t, const struct regex_match *match, uint32_t group,
                        Value otherwise)
{
    int64_t from = match->spans[2 * group], to = match->spans[2 * group + 1];
    if (from < 0) {
        return otherwise;
    }
    if (!value_is_str(match->string) && !value_is_bytes(match->string)) {
        return buffer_part(t, match->string, (size_t)from, (size_t)to); /* as it is now */
    }
    struct regex_subject subject = regex_match_subject(match);
    return regex_subject_slice(t, &subject, from, to);
}

/* The number of a group given by number or name. */
static bool group_number(struct thread *t, const struct regex_match *match, Value v,
                         uint32_t *group)
{
    int64_t n = -1;
    if (v == VALUE_UNBOUND) {
        n = 0;
    } else if (value_is_small_int(v)) {
        n = value_to_small_int(v);
    } else if (value_type(v)->unary[UNARY_INDEX] != NULL) {
        if (!number_to_index(t, v, &n)) {
            error_clear(t);
            n = -1;
        }
    } else {
        Value found = dict_get(t, value_to_dict(match->pattern->group_index), v);
        if (found == VALUE_ERROR) {
            error_clear(t); /* not hashable */
        } else if (found != VALUE_UNBOUND) {
            n = value_to_small_int(found);
        }
    }
    if (n < 0 || n > match->pattern->n_groups) {
        return raise_false(t, &IndexError_type, "no such group");
    }
    *group = (uint32_t)n;
    return true;
}

static Value group_of(struct thread *t, const struct regex_match *match, Value which)
{
    uint32_t group = 0;
    return group_number(t, match, which, &group) ? regex_match_group(t, match, group, VALUE_NONE)
                                                 : VALUE_ERROR;
}

static Value get_item(struct thread *t, Value self, Value key)
{
    return group_of(t, as_match(self), key);
}

static Value method_group(struct thread *t, Value *args, uint32_t n_args UNUSED,
                          Value keyword_names UNUSED)
{
    const struct regex_match *match = as_match(args[0]);
    const struct tuple *wanted = value_to_tuple(args[1]);
    if (wanted->length <= 1) {
        return group_of(t, match, wanted->length == 0 ? VALUE_UNBOUND : wanted->items[0]);
    }
    Value result = tuple_new(t, NULL, wanted->length);
    for (uint64_t i = 0; result != VALUE_ERROR && i < wanted->length; i++) {
        Value v = group_of(t, match, wanted->items[i]);
        if (v == VALUE_ERROR) {
            return v;
        }
        value_to_tuple(result)->items[i] = v;
    }
    return result;
}

static Value method_groups(struct thread *t, Value *args, uint32_t n_args UNUSED,
                           Value keyword_names UNUSED)
{
    const struct regex_match *match = as_match(args[0]);
    Value otherwise = args[1] == VALUE_UNBOUND ? VALUE_NONE : args[1];
    uint32_t n = match->pattern->n_groups;
    Value result = tuple_new(t, NULL, n);
    for (uint32_t i = 0; result != VALUE_ERROR && i < n; i++) {
        Value v = regex_match_group(t, match, i + 1, otherwise);
        if (v == VALUE_ERROR) {
            return v;
        }
        value_to_tuple(result)->items[i] = v;
    }
    return result;
}

static Value method_groupdict(struct thread *t, Value *args, uint32_t n_args UNUSED,
                              Value keyword_names UNUSED)
{
    const struct regex_match *match = as_match(args[0]);
    Value otherwise = args[1] == VALUE_UNBOUND ? VALUE_NONE : args[1];
    Value result = dict_new(t), name, number;
    uint64_t position = 0;
    if (result == VALUE_ERROR) {
        return result;
    }
    while (dict_next(value_to_dict(match->pattern->group_index), &position, &name, &number)) {
        Value v = regex_match_group(t, match, (uint32_t)value_to_small_int(number), otherwise);
        if (v == VALUE_ERROR || !dict_set(t, value_to_dict(result), name, v)) {
            return VALUE_ERROR;
        }
    }
    return result;
}

static Value span_end(struct thread *t, const Value *args, int which)
{
    const struct regex_match *match = as_match(args[0]);
    uint32_t group = 0;
    return group_number(t, match, args[1], &group)
               ? value_from_small_int(match->spans[2 * group + which])
               : VALUE_ERROR;
}

static Value method_start(struct thread *t, Value *args, uint32_t n_args UNUSED,
                          Value keyword_names UNUSED)
{
    return span_end(t, args, 0);
}

static Value method_end(struct thread *t, Value *args, uint32_t n_args UNUSED,
                        Value keyword_names UNUSED)
{
    return span_end(t, args, 1);
}

static Value span(struct thread *t, const struct regex_match *match, uint32_t group)
{
    return tuple_pair(t, value_from_small_int(match->spans[2 * group]),
                      value_from_small_int(match->spans[2 * group + 1]));
}

static Value method_span(struct thread *t, Value *args, uint32_t n_args UNUSED,
                         Value keyword_names UNUSED)
{
    uint32_t group = 0;
    return group_number(t, as_match(args[0]), args[1], &group) ? span(t, as_match(args[0]), group)
                                                               : VALUE_ERROR;
}

static Value method_copy(struct thread *t UNUSED, Value *args, uint32_t n_args UNUSED,
                         Value keyword_names UNUSED)
{
    return args[0]; /* immutable */
}

/* --- Attributes --- */

static Value get_string(struct thread *t UNUSED, Value self)
{
    return as_match(self)->string;
}

static Value get_pattern(struct thread *t UNUSED, Value self)
{
    return value_from_object(as_match(self)->pattern);
}

static Value get_from(struct thread *t UNUSED, Value self)
{
    return value_from_small_int(as_match(self)->from);
}

static Value get_to(struct thread *t UNUSED, Value self)
{
    return value_from_small_int(as_match(self)->to);
}

static Value get_last_index(struct thread *t UNUSED, Value self)
{
    uint32_t last = as_match(self)->last_index;
    return last == 0 ? VALUE_NONE : value_from_small_int(last);
}

static Value get_last_group(struct thread *t UNUSED, Value self)
{
    const struct regex_match *match = as_match(self);
    uint64_t position = 0;
    Value name, number;
    while (dict_next(value_to_dict(match->pattern->group_index), &position, &name, &number)) {
        if (value_to_small_int(number) == match->last_index) {
            return name;
        }
    }
    return VALUE_NONE;
}

static Value get_spans(struct thread *t, Value self)
{
    const struct regex_match *match = as_match(self);
    uint32_t n = match->pattern->n_groups + 1;
    Value result = tuple_new(t, NULL, n);
    for (uint32_t i = 0; result != VALUE_ERROR && i < n; i++) {
        Value v = span(t, match, i);
        if (v == VALUE_ERROR) {
            return v;
        }
        value_to_tuple(result)->items[i] = v;
    }
    return result;
}

static Value repr(struct thread *t, Value self)
{
    const struct regex_match *match = as_match(self);
    Value group = regex_match_group(t, match, 0, VALUE_NONE);
    if (group == VALUE_ERROR) {
        return group;
    }
    return str_format(t, "<re.Match object; span=(%ld, %ld), match=%R>", (long)match->spans[0],
                      (long)match->spans[1], group);
}

static const struct native_def methods[] = {
    {"__copy__", method_copy, "(self, /)", NULL, NATIVE_METHOD},
    {"__deepcopy__", method_copy, "(self, memo, /)", NULL, NATIVE_METHOD},
    {"end", method_end, "(self, group=0, /)",
     "Return index of the end of the substring matched by group.", NATIVE_METHOD},
    {"expand", regex_expand, "(self, /, template)",
     "Return the string obtained by doing backslash substitution on the string template, as done "
     "by the sub() method.",
     NATIVE_METHOD},
    {"group", method_group, "(self, /, *groups)",
     "group([group1, ...]) -> str or tuple.\n    Return subgroup(s) of the match by indices or "
     "names.\n    For 0 "
     "returns the entire match.",
     NATIVE_METHOD},
    {"groupdict", method_groupdict, "(self, /, default=None)",
     "Return a dictionary containing all the named subgroups of the match, keyed by the subgroup "
     "name.",
     NATIVE_METHOD},
    {"groups", method_groups, "(self, /, default=None)",
     "Return a tuple containing all the subgroups of the match, from 1.", NATIVE_METHOD},
    {"span", method_span, "(self, group=0, /)",
     "For match object m, return the 2-tuple (m.start(group), m.end(group)).", NATIVE_METHOD},
    {"start", method_start, "(self, group=0, /)",
     "Return index of the start of the substring matched by group.", NATIVE_METHOD},
    CLASS_GETITEM,
    {0},
};

static const struct getset_def getsets[] = {
    {"endpos", get_to, NULL, "The index into the string beyond which the RE engine will not go."},
    {"lastgroup", get_last_group, NULL, "The name of the last matched capturing group."},
    {"lastindex", get_last_index, NULL, "The integer index of the last matched capturing group."},
    {"pos", get_from, NULL,
     "The index into the string at which the RE engine started looking for a match."},
    {"re", get_pattern, NULL, "The regular expression object."},
    {"regs", get_spans, NULL, NULL},
    {"string", get_string, NULL, "The string passed to match() or search()."},
    {0},
};

struct type regex_match_type = {
    TYPE_HEADER("Match", sizeof(struct regex_match)),
    .module = "re",
    .doc = "The result of re.match() and re.search().\nMatch objects always have a boolean value "
           "of True.",
    .trace = trace,
    .repr = repr,
    .get_item = get_item,
    .methods = methods,
    .getsets = getsets,
};
