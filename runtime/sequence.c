#include "runtime/sequence.h"

#include "runtime/abstract.h"
#include "runtime/int.h"
#include "runtime/str.h"

bool sequence_index(struct thread *t, Value key, const char *what, int64_t *i)
{
    if (LIKELY(value_is_small_int(key))) {
        *i = value_to_small_int(key);
        return true;
    }
    if (!value_is_int(key) && value_type(key)->unary[UNARY_INDEX] == NULL) {
        return raise_false(t, &TypeError_type, "%s indices must be integers or slices, not %T",
                           what, key);
    }
    Value n = number_index(t, key);
    if (n == VALUE_ERROR) {
        return false;
    }
    return int_to_int64(n, i) ||
           raise_false(t, &IndexError_type, "cannot fit '%T' into an index-sized integer", key);
}

/* Finds the first place where v and w differ: *place, and the items there, UNBOUND past the end of one. */
static bool find_difference(struct thread *t, Value v, Value w, Value items[2])
{
    for (uint64_t i = 0;; i++) {
        items[0] = sequence_item(v, i);
        items[1] = sequence_item(w, i);
        if (items[0] == VALUE_UNBOUND || items[1] == VALUE_UNBOUND) {
            return true;
        }
        if (items[0] == items[1]) {
            continue; /* what is identical counts as equal */
        }
        enum truth equal = object_equal(t, items[0], items[1]);
        if (equal != TRUTH_TRUE) { /* __eq__ may have changed a list */
            items[0] = sequence_item(v, i);
            items[1] = sequence_item(w, i);
            return equal == TRUTH_FALSE;
        }
    }
}

static bool lengths_satisfy(uint64_t a, uint64_t b, enum compare_op op)
{
    switch (op) {
    case COMPARE_LT:
        return a < b;
    case COMPARE_LE:
        return a <= b;
    case COMPARE_EQ:
        return a == b;
    case COMPARE_NE:
        return a != b;
    case COMPARE_GT:
        return a > b;
    case COMPARE_GE:
        return a >= b;
    }
    UNREACHABLE();
}

Value sequence_compare(struct thread *t, Value v, Value w, enum compare_op op)
{
    /* Of tuples the items are compared even so, as CPython does it: their __eq__ may be watched. */
    if ((op == COMPARE_EQ || op == COMPARE_NE) && !value_is_tuple(v) &&
        sequence_length(v) != sequence_length(w)) {
        return value_from_bool(op == COMPARE_NE);
    }
    if (!recursion_enter(t, " in comparison")) {
        return VALUE_ERROR;
    }
    Value items[2];
    Value result;
    if (!find_difference(t, v, w, items)) {
        result = VALUE_ERROR;
    } else if (items[0] == VALUE_UNBOUND || items[1] == VALUE_UNBOUND) {
        result = value_from_bool(lengths_satisfy(sequence_length(v), sequence_length(w), op));
    } else if (op == COMPARE_EQ || op == COMPARE_NE) {
        result = value_from_bool(op == COMPARE_NE);
    } else {
        result = object_compare(t, items[0], items[1], op);
    }
    recursion_leave(t);
    return result;
}

bool sequence_find(struct thread *t, Value v, Value item, int64_t start, int64_t stop,
                   int64_t *place)
{
    int64_t length = (int64_t)sequence_length(v);
    *place = -1;
    start = start >= 0 ? start : start + length < 0 ? 0 : start + length;
    stop = stop >= 0 ? stop : stop + length;
    for (int64_t i = start; i < stop; i++) {
        Value candidate = sequence_item(v, (uint64_t)i);
        if (candidate == VALUE_UNBOUND) {
            return true;
        }
        enum truth equal = object_equal(t, candidate, item);
        if (equal != TRUTH_FALSE) {
            *place = equal == TRUTH_TRUE ? i : -1;
            return equal == TRUTH_TRUE;
        }
    }
    return true;
}

/* None is no bound here, as it is in a slice. */
static bool read_bound(struct thread *t, Value bound, int64_t *n)
{
    if (bound == VALUE_UNBOUND) {
        return true;
    }
    if (!value_is_int(bound) && value_type(bound)->unary[UNARY_INDEX] == NULL) {
        return raise_false(t, &TypeError_type,
                           "slice indices must be integers or have an __index__ method");
    }
    return number_to_index_clipped(t, bound, n);
}

bool sequence_bounds(struct thread *t, Value start, Value stop, int64_t *from, int64_t *to)
{
    *from = 0;
    *to = INT64_MAX;
    return read_bound(t, start, from) && read_bound(t, stop, to);
}

bool sequence_find_between(struct thread *t, Value v, Value item, Value start, Value stop,
                           int64_t *place)
{
    int64_t from, to;
    return sequence_bounds(t, start, stop, &from, &to) &&
           sequence_find(t, v, item, from, to, place);
}

enum truth sequence_contains(struct thread *t, Value v, Value item)
{
    int64_t place;
    if (!sequence_find(t, v, item, 0, INT64_MAX, &place)) {
        return TRUTH_ERROR;
    }
    return place >= 0 ? TRUTH_TRUE : TRUTH_FALSE;
}

Value sequence_count(struct thread *t, Value v, Value item)
{
    int64_t n = 0;
    Value candidate;
    for (uint64_t i = 0; (candidate = sequence_item(v, i)) != VALUE_UNBOUND; i++) {
        enum truth equal = object_equal(t, candidate, item);
        if (equal == TRUTH_ERROR) {
            return VALUE_ERROR;
        }
        n += equal == TRUTH_TRUE;
    }
    return value_from_small_int(n);
}

bool sequence_add_reprs(struct thread *t, struct str_builder *b, Value v)
{
    if (!recursion_enter(t, " while getting the repr of an object")) {
        return false;
    }
    Value item;
    for (uint64_t i = 0; (item = sequence_item(v, i)) != VALUE_UNBOUND && !b->failed; i++) {
        if (i > 0) {
            str_builder_add_cstr(b, ", ");
        }
        str_builder_add_repr(b, item);
    }
    recursion_leave(t);
    return !b->failed;
}
