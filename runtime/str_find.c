/* find(), index(), count(), startswith() and their relatives. */
#include "runtime/abstract.h"
#include "runtime/str_methods.h"
#include "runtime/str_search.h"
#include "runtime/tuple.h"

/* A bound that is None or omitted stays what it is; a negative one counts from the end. */
static bool resolve_bound(struct thread *t, Value bound, int64_t length, int64_t *place)
{
    if (bound == VALUE_UNBOUND || bound == VALUE_NONE) {
        return true;
    }
    if (!value_is_small_int(bound) && value_type(bound)->unary[UNARY_INDEX] == NULL) {
        return raise_false(t, &TypeError_type,
                           "slice indices must be integers or None or have an __index__ method");
    }
    if (!number_to_index_clipped(t, bound, place)) {
        return false;
    }
    *place += *place < 0 ? length : 0;
    *place = *place < 0 ? 0 : *place;
    return true;
}

/* *from may lie beyond *to, and beyond the length: then nothing is found, not even nothing. */
bool resolve_bounds(struct thread *t, Value start, Value stop, uint64_t length, int64_t *from,
                    int64_t *to)
{
    *from = 0;
    *to = (int64_t)length;
    if (!resolve_bound(t, start, (int64_t)length, from) ||
        !resolve_bound(t, stop, (int64_t)length, to)) {
        return false;
    }
    *to = *to > (int64_t)length ? (int64_t)length : *to;
    return true;
}

/* The arguments (self, sub, start, end) of a search. */
struct search {
    struct text in, needle; /* `in` is cut to the bounds */
    int64_t from;           /* where `in` begins in self */
    bool is_possible;
};

static bool begin_search(struct thread *t, const Value *args, struct search *search)
{
    int64_t from, to;
    struct text in = text_of(value_to_str(args[0]));
    if (!resolve_bounds(t, args[2], args[3], in.length, &from, &to)) {
        return false;
    }
    if (!value_is_str(args[1])) {
        return raise_false(t, &TypeError_type, "must be str, not %T", args[1]);
    }
    search->is_possible = from <= to;
    search->from = from;
    search->needle = text_of(value_to_str(args[1]));
    search->in = search->is_possible ? text_part(in, (size_t)from, (size_t)to) : in;
    return true;
}

/* The place in self; -1: not found, -2: an exception is pending. */
static int64_t place_of(struct thread *t, const Value *args,
                        int64_t (*find)(struct text, struct text))
{
    struct search search = {.is_possible = false};
    if (!begin_search(t, args, &search)) {
        return -2;
    }
    int64_t place = search.is_possible ? find(search.in, search.needle) : -1;
    return place < 0 ? -1 : place + search.from;
}

static Value find_result(int64_t place)
{
    return place == -2 ? VALUE_ERROR : value_from_small_int(place);
}

static Value index_result(struct thread *t, int64_t place)
{
    if (place == -1) {
        return raise_error(t, &ValueError_type, "substring not found");
    }
    return find_result(place);
}

#define ARGUMENTS struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names

Value str_method_find(ARGUMENTS)
{
    return find_result(place_of(t, args, text_find));
}
Value str_method_rfind(ARGUMENTS)
{
    return find_result(place_of(t, args, text_find_last));
}
Value str_method_index(ARGUMENTS)
{
    return index_result(t, place_of(t, args, text_find));
}
Value str_method_rindex(ARGUMENTS)
{
    return index_result(t, place_of(t, args, text_find_last));
}

Value str_method_count(ARGUMENTS)
{
    struct search search = {.is_possible = false};
    if (!begin_search(t, args, &search)) {
        return VALUE_ERROR;
    }
    return value_from_small_int(search.is_possible ? text_count(search.in, search.needle, INT64_MAX)
                                                   : 0);
}

/* ---- both ends ---- */

/* Has `in` the affix at its beginning, or at its end? */
static ALWAYS_INLINE bool has(struct text in, const struct str *affix, bool at_end)
{
    struct text text = text_of(affix);
    return at_end ? text_ends_with(in, text) : text_starts_with(in, text);
}

/* Has `in` one of the affixes? `affixes` is a str or a tuple of such. */
static Value has_affix(struct thread *t, struct text in, Value affixes, bool at_end)
{
    const char *method = at_end ? "endswith" : "startswith";
    if (value_is_str(affixes)) {
        return value_from_bool(has(in, value_to_str(affixes), at_end));
    }
    if (!value_is_tuple(affixes)) {
        return raise_error(t, &TypeError_type, "%s first arg must be str or a tuple of str, not %T",
                           method, affixes);
    }
    const struct tuple *tuple = value_to_tuple(affixes);
    for (uint64_t i = 0; i < tuple->length; i++) {
        if (!value_is_str(tuple->items[i])) {
            return raise_error(t, &TypeError_type, "tuple for %s must only contain str, not %T",
                               method, tuple->items[i]);
        }
        if (has(in, value_to_str(tuple->items[i]), at_end)) {
            return VALUE_TRUE;
        }
    }
    return VALUE_FALSE;
}

static Value affix_method(struct thread *t, const Value *args, bool at_end)
{
    struct text in = text_of(value_to_str(args[0]));
    int64_t from = 0, to = (int64_t)in.length;
    bool is_cut = args[2] != VALUE_UNBOUND || args[3] != VALUE_UNBOUND;
    if (is_cut && !resolve_bounds(t, args[2], args[3], in.length, &from, &to)) {
        return VALUE_ERROR;
    }
    if (from > to) {
        Value answer = has_affix(t, text_part(in, 0, 0), args[1], at_end);
        return answer == VALUE_ERROR ? answer : VALUE_FALSE;
    }
    return has_affix(t, text_part(in, (size_t)from, (size_t)to), args[1], at_end);
}

Value str_method_startswith(ARGUMENTS)
{
    return affix_method(t, args, false);
}
Value str_method_endswith(ARGUMENTS)
{
    return affix_method(t, args, true);
}

static bool check_affix(struct thread *t, Value affix, const char *method)
{
    return value_is_str(affix) ||
           raise_false(t, &TypeError_type, "%s() argument must be str, not %A", method, affix);
}

Value str_method_removeprefix(ARGUMENTS)
{
    if (!check_affix(t, args[1], "removeprefix")) {
        return VALUE_ERROR;
    }
    const struct str *s = value_to_str(args[0]), *prefix = value_to_str(args[1]);
    uint64_t from = text_starts_with(text_of(s), text_of(prefix)) ? prefix->length : 0;
    return str_slice(t, args[0], (int64_t)from, (int64_t)s->length);
}

Value str_method_removesuffix(ARGUMENTS)
{
    if (!check_affix(t, args[1], "removesuffix")) {
        return VALUE_ERROR;
    }
    const struct str *s = value_to_str(args[0]), *suffix = value_to_str(args[1]);
    uint64_t to = s->length - (text_ends_with(text_of(s), text_of(suffix)) ? suffix->length : 0);
    return str_slice(t, args[0], 0, (int64_t)to);
}
