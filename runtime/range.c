/* The type range. Numbers that fit 63 bits take paths of their own only where speed matters: length and iteration. */
#include "runtime/range.h"

#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/int.h"
#include "runtime/iterators.h"
#include "runtime/native.h"
#include "runtime/sequence.h"
#include "runtime/slice.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

#define ZERO value_from_small_int(0)
#define ONE value_from_small_int(1)

static const struct range *as_range(Value v)
{
    return (const struct range *)v;
}

/* v op w, passing an error through. */
static Value apply(struct thread *t, enum binary_op op, Value v, Value w)
{
    return v == VALUE_ERROR || w == VALUE_ERROR ? VALUE_ERROR : int_binary(t, op, v, w, 0);
}

/* ---- making ---- */

/* How many items lie between low and high, `step` > 0 apart: (high - low - 1) / step + 1, at least 0. */
static Value count(struct thread *t, Value low, Value high, Value step)
{
    if (value_is_small_int(low) && value_is_small_int(high) && value_is_small_int(step)) {
        int64_t a = value_to_small_int(low), b = value_to_small_int(high);
        return a >= b ? ZERO : int_from_int64(t, (b - a - 1) / value_to_small_int(step) + 1);
    }
    if (int_order(low, high) >= 0) {
        return ZERO;
    }
    Value distance = apply(t, BINARY_SUBTRACT, apply(t, BINARY_SUBTRACT, high, low), ONE);
    return apply(t, BINARY_ADD, apply(t, BINARY_FLOOR_DIVIDE, distance, step), ONE);
}

static Value length_of(struct thread *t, Value start, Value stop, Value step)
{
    if (int_sign(step) > 0) {
        return count(t, start, stop, step);
    }
    Value forwards = apply(t, BINARY_SUBTRACT, ZERO, step);
    return forwards == VALUE_ERROR ? forwards : count(t, stop, start, forwards);
}

Value range_new(struct thread *t, Value start, Value stop, Value step)
{
    if (int_sign(step) == 0) {
        return raise_error(t, &ValueError_type, "range() arg 3 must not be zero");
    }
    Value length = length_of(t, start, stop, step);
    struct range *range = length == VALUE_ERROR ? NULL : gc_allocate(t, sizeof *range, &range_type);
    if (range == NULL) {
        return VALUE_ERROR;
    }
    range->start = start;
    range->stop = stop;
    range->step = step;
    range->length = length;
    return value_from_object(range);
}

static Value new_range(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    uint32_t n = n_args - 1;
    if (!reject_keywords(t, "range", keyword_names)) {
        return VALUE_ERROR;
    }
    if (n == 0 || n > 3) {
        return raise_error(t, &TypeError_type, "range expected at %s %d argument%s, got %d",
                           n == 0 ? "least" : "most", n == 0 ? 1 : 3, n == 0 ? "" : "s", (int)n);
    }
    Value bounds[3] = {ZERO, VALUE_UNBOUND, ONE};
    for (uint32_t i = 0; i < n; i++) {
        Value bound = number_index(t, args[1 + i]);
        if (bound == VALUE_ERROR) {
            return bound;
        }
        bounds[n == 1 ? 1 : i] = bound;
    }
    return range_new(t, bounds[0], bounds[1], bounds[2]);
}

static void trace(struct marker *m, struct object *self)
{
    mark_values(m, &((struct range *)self)->start, 4);
}

/* ---- items ---- */

Value range_at(struct thread *t, const struct range *range, Value i)
{
    return apply(t, BINARY_ADD, range->start, apply(t, BINARY_MULTIPLY, i, range->step));
}

static Value slice_of(struct thread *t, const struct range *range, Value slice)
{
    Value indices_of = object_get_attribute(t, slice, name_indices);
    Value indices = indices_of == VALUE_ERROR ? indices_of : call_1(t, indices_of, range->length);
    if (indices == VALUE_ERROR) {
        return indices;
    }
    const Value *resolved = value_to_tuple(indices)->items;
    Value start = range_at(t, range, resolved[0]);
    Value stop = start == VALUE_ERROR ? start : range_at(t, range, resolved[1]);
    Value step = apply(t, BINARY_MULTIPLY, range->step, resolved[2]);
    return stop == VALUE_ERROR || step == VALUE_ERROR ? VALUE_ERROR
                                                      : range_new(t, start, stop, step);
}

static Value get_item(struct thread *t, Value self, Value key)
{
    const struct range *range = as_range(self);
    if (value_type(key) == &slice_type) {
        return slice_of(t, range, key);
    }
    if (!value_is_int(key) && value_type(key)->unary[UNARY_INDEX] == NULL) {
        return raise_error(t, &TypeError_type, "range indices must be integers or slices, not %T",
                           key);
    }
    Value i = number_index(t, key);
    if (i != VALUE_ERROR && int_sign(i) < 0) {
        i = apply(t, BINARY_ADD, i, range->length);
    }
    if (i == VALUE_ERROR) {
        return i;
    }
    if (int_sign(i) < 0 || int_order(i, range->length) >= 0) {
        return raise_error(t, &IndexError_type, "range object index out of range");
    }
    return range_at(t, range, i);
}

static bool is_exact_int(Value v)
{
    return value_is_small_int(v) || value_is_bool(v) || value_is_big_int(v);
}

/* The number of `item` in the range, an int: UNBOUND if it is not there. */
static Value find_int(struct thread *t, const struct range *range, Value item)
{
    Value zero = number_index(t, item);
    Value distance = zero == VALUE_ERROR ? zero : apply(t, BINARY_SUBTRACT, zero, range->start);
    if (distance == VALUE_ERROR) {
        return distance;
    }
    Value rest = apply(t, BINARY_REMAINDER, distance, range->step);
    if (rest == VALUE_ERROR || int_sign(rest) != 0) {
        return rest == VALUE_ERROR ? rest : VALUE_UNBOUND;
    }
    Value i = apply(t, BINARY_FLOOR_DIVIDE, distance, range->step);
    if (i == VALUE_ERROR) {
        return i;
    }
    return int_sign(i) >= 0 && int_order(i, range->length) < 0 ? i : VALUE_UNBOUND;
}

/* Anything but an int is compared with each item. Stops at the first if n_found is NULL. */
static Value find_any(struct thread *t, Value self, Value item, int64_t *n_found)
{
    Value iterator = object_iter(t, self);
    Value candidate = iterator, i = ZERO, found = VALUE_UNBOUND;
    while (candidate != VALUE_ERROR && (candidate = iterator_next(t, iterator)) != VALUE_UNBOUND) {
        enum truth equal =
            candidate == VALUE_ERROR ? TRUTH_ERROR : object_equal(t, candidate, item);
        if (equal == TRUTH_ERROR) {
            return VALUE_ERROR;
        }
        if (equal == TRUTH_TRUE) {
            found = i;
            if (n_found == NULL) {
                return found;
            }
            ++*n_found;
        }
        i = apply(t, BINARY_ADD, i, ONE);
    }
    return candidate == VALUE_ERROR ? candidate : found;
}

static Value find(struct thread *t, Value self, Value item)
{
    return is_exact_int(item) ? find_int(t, as_range(self), item) : find_any(t, self, item, NULL);
}

static enum truth contains(struct thread *t, Value self, Value item)
{
    Value found = find(t, self, item);
    return found == VALUE_ERROR ? TRUTH_ERROR : found == VALUE_UNBOUND ? TRUTH_FALSE : TRUTH_TRUE;
}

/* ---- other slots ---- */

static bool length(struct thread *t, Value self, int64_t *length)
{
    return int_to_int64(as_range(self)->length, length) ||
           raise_false(t, &OverflowError_type, "Python int too large to convert to C ssize_t");
}

static enum truth truth(UNUSED struct thread *t, Value self)
{
    return int_sign(as_range(self)->length) != 0 ? TRUTH_TRUE : TRUTH_FALSE;
}

static Value repr(struct thread *t, Value self)
{
    const struct range *range = as_range(self);
    return range->step == ONE
               ? str_format(t, "range(%R, %R)", range->start, range->stop)
               : str_format(t, "range(%R, %R, %R)", range->start, range->stop, range->step);
}

/* Ranges are equal if they have the same items: this is what decides. */
static Value essence(struct thread *t, const struct range *range)
{
    bool is_empty = int_sign(range->length) == 0;
    return tuple_of(t, 3, range->length, is_empty ? VALUE_NONE : range->start,
                    is_empty || range->length == ONE ? VALUE_NONE : range->step);
}

static bool hash(struct thread *t, Value self, int64_t *hash)
{
    Value v = essence(t, as_range(self));
    return v != VALUE_ERROR && object_hash(t, v, hash);
}

static Value compare(struct thread *t, Value self, Value other, enum compare_op op)
{
    if (value_type(other) != &range_type || (op != COMPARE_EQ && op != COMPARE_NE)) {
        return VALUE_NOT_IMPLEMENTED;
    }
    Value v = essence(t, as_range(self));
    Value w = v == VALUE_ERROR ? v : essence(t, as_range(other));
    return w == VALUE_ERROR ? w : object_compare(t, v, w, op);
}

/* ---- iteration ---- */

/* Over ranges that leave the small ints somewhere. */
struct long_range_iterator {
    struct object base;
    /* Ints; all immutable but for one word, so that no iterator that threads share can be between two states. */
    Value start, step, length; /* of the whole range */
    Value n_given;             /* value_load; from 0 to length */
};

static void trace_long(struct marker *m, struct object *self)
{
    mark_values(m, &((struct long_range_iterator *)self)->start, 4);
}

static Value item_of(struct thread *t, const struct long_range_iterator *i, Value n)
{
    Value distance = apply(t, BINARY_MULTIPLY, n, i->step);
    return apply(t, BINARY_ADD, i->start, distance);
}

static Value next_long(struct thread *t, Value self)
{
    struct long_range_iterator *i = (struct long_range_iterator *)self;
    Value n = value_load(&i->n_given);
    if (int_order(n, i->length) >= 0) {
        return VALUE_UNBOUND;
    }
    Value item = item_of(t, i, n), after = apply(t, BINARY_ADD, n, ONE);
    if (item != VALUE_ERROR && after != VALUE_ERROR) {
        value_store(&i->n_given, after);
        return item;
    }
    return VALUE_ERROR;
}

static Value long_length_hint(struct thread *t, Value *args, UNUSED uint32_t n_args,
                              UNUSED Value keyword_names)
{
    const struct long_range_iterator *i = (const struct long_range_iterator *)args[0];
    return apply(t, BINARY_SUBTRACT, i->length, value_load(&i->n_given));
}

/* (iter, (the whole range,), how many have been given) */
static Value long_reduce(struct thread *t, Value *args, UNUSED uint32_t n_args,
                         UNUSED Value keyword_names)
{
    const struct long_range_iterator *i = (const struct long_range_iterator *)args[0];
    Value n_given = value_load(&i->n_given);
    Value stop = item_of(t, i, i->length);
    return stop == VALUE_ERROR ? stop
                               : iterator_reduce(t, range_new(t, i->start, stop, i->step), n_given);
}

static Value long_set_state(struct thread *t, Value *args, UNUSED uint32_t n_args,
                            UNUSED Value keyword_names)
{
    struct long_range_iterator *i = (struct long_range_iterator *)args[0];
    enum truth below = object_compare_truth(t, args[1], ZERO, COMPARE_LT);
    if (below == TRUTH_ERROR) {
        return VALUE_ERROR;
    }
    if (!value_is_int(args[1])) {
        return raise_error(t, &TypeError_type, "an integer is required");
    }
    Value wanted = below == TRUTH_TRUE                 ? ZERO
                   : int_order(args[1], i->length) > 0 ? i->length
                                                       : apply(t, BINARY_ADD, args[1], ZERO);
    if (wanted == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    value_store(&i->n_given, wanted);
    return VALUE_NONE;
}

static const struct native_def long_methods[] = {
    ITERATOR_LENGTH_HINT(long_length_hint),
    ITERATOR_REDUCE(long_reduce),
    ITERATOR_SETSTATE(long_set_state),
    {0},
};

struct type long_range_iterator_type = {
    TYPE_HEADER("longrange_iterator", sizeof(struct long_range_iterator)),
    .methods = long_methods,
    .trace = trace_long,
    .iter = iterator_self,
    .next = next_long,
};

static Value next_small(UNUSED struct thread *t, Value self)
{
    return range_iterator_step((struct range_iterator *)self);
}

static uint64_t small_remaining(const struct range_iterator *i)
{
    uint64_t next = (uint64_t)load_relaxed(&i->next), end = (uint64_t)i->end;
    return i->step > 0 ? (end - next) / (uint64_t)i->step : (next - end) / -(uint64_t)i->step;
}

static Value small_length_hint(UNUSED struct thread *t, Value *args, UNUSED uint32_t n_args,
                               UNUSED Value keyword_names)
{
    return value_from_small_int((int64_t)small_remaining((const struct range_iterator *)args[0]));
}

static Value small_reduce(struct thread *t, Value *args, UNUSED uint32_t n_args,
                          UNUSED Value keyword_names)
{
    const struct range_iterator *i = (const struct range_iterator *)args[0];
    uint64_t length = i->length;
    int64_t start = (int64_t)((uint64_t)i->end - length * (uint64_t)i->step);
    Value range = range_new(t, value_from_small_int(start), value_from_small_int(i->end),
                            value_from_small_int(i->step));
    return iterator_reduce(t, range, value_from_small_int((int64_t)(length - small_remaining(i))));
}

static Value small_set_state(struct thread *t, Value *args, UNUSED uint32_t n_args,
                             UNUSED Value keyword_names)
{
    struct range_iterator *i = (struct range_iterator *)args[0];
    int64_t index;
    if (!number_to_index(t, args[1], &index)) {
        return VALUE_ERROR;
    }
    uint64_t wanted = index < 0 ? 0 : (uint64_t)index < i->length ? (uint64_t)index : i->length;
    store_relaxed(&i->next, (int64_t)((uint64_t)i->end - (i->length - wanted) * (uint64_t)i->step));
    return VALUE_NONE;
}

static const struct native_def small_methods[] = {
    ITERATOR_LENGTH_HINT(small_length_hint),
    ITERATOR_REDUCE(small_reduce),
    ITERATOR_SETSTATE(small_set_state),
    {0},
};

struct type range_iterator_type = {
    TYPE_HEADER("range_iterator", sizeof(struct range_iterator)),
    .methods = small_methods,
    .iter = iterator_self,
    .next = next_small,
};

/* The progression start, start + step, ... of `length` ints. */
static Value iterate_over(struct thread *t, Value start, Value step, Value length)
{
    Value last = apply(t, BINARY_ADD, start, apply(t, BINARY_MULTIPLY, length, step));
    if (last == VALUE_ERROR) {
        return last;
    }
    if (value_is_small_int(start) && value_is_small_int(step) && value_is_small_int(last) &&
        value_is_small_int(length)) {
        struct range_iterator *i = gc_allocate(t, sizeof *i, &range_iterator_type);
        if (i == NULL) {
            return VALUE_ERROR;
        }
        i->next = value_to_small_int(start);
        i->step = value_to_small_int(step);
        i->length = (uint64_t)value_to_small_int(length);
        i->end = i->next + (int64_t)(i->length * (uint64_t)i->step);
        return value_from_object(i);
    }
    struct long_range_iterator *i = gc_allocate(t, sizeof *i, &long_range_iterator_type);
    if (i == NULL) {
        return VALUE_ERROR;
    }
    i->start = start;
    i->step = step;
    i->length = length;
    i->n_given = ZERO;
    return value_from_object(i);
}

static Value iter(struct thread *t, Value self)
{
    const struct range *range = as_range(self);
    return iterate_over(t, range->start, range->step, range->length);
}

/* ---- methods ---- */

static Value method_reversed(struct thread *t, Value *args, UNUSED uint32_t n_args,
                             UNUSED Value keyword_names)
{
    const struct range *range = as_range(args[0]);
    Value last = apply(t, BINARY_SUBTRACT, range->length, ONE);
    Value from = last == VALUE_ERROR ? last : range_at(t, range, last);
    Value step = apply(t, BINARY_SUBTRACT, ZERO, range->step);
    return from == VALUE_ERROR || step == VALUE_ERROR ? VALUE_ERROR
                                                      : iterate_over(t, from, step, range->length);
}

static Value method_index(struct thread *t, Value *args, UNUSED uint32_t n_args,
                          UNUSED Value keyword_names)
{
    Value found = find(t, args[0], args[1]);
    if (found != VALUE_UNBOUND) {
        return found;
    }
    if (is_exact_int(args[1])) {
        return raise_error(t, &ValueError_type, "%R is not in range", args[1]);
    }
    return raise_error(t, &ValueError_type, "sequence.index(x): x not in sequence");
}

static Value method_count(struct thread *t, Value *args, UNUSED uint32_t n_args,
                          UNUSED Value keyword_names)
{
    int64_t n = 0;
    if (is_exact_int(args[1])) {
        Value found = find_int(t, as_range(args[0]), args[1]);
        return found == VALUE_ERROR ? found : value_from_small_int(found != VALUE_UNBOUND);
    }
    return find_any(t, args[0], args[1], &n) == VALUE_ERROR ? VALUE_ERROR : value_from_small_int(n);
}

static Value method_reduce(struct thread *t, Value *args, UNUSED uint32_t n_args,
                           UNUSED Value keyword_names)
{
    Value bounds = tuple_new(t, &as_range(args[0])->start, 3);
    return bounds == VALUE_ERROR ? bounds : tuple_of(t, 2, value_from_object(&range_type), bounds);
}

static Value get_start(UNUSED struct thread *t, Value self)
{
    return as_range(self)->start;
}

static Value get_stop(UNUSED struct thread *t, Value self)
{
    return as_range(self)->stop;
}

static Value get_step(UNUSED struct thread *t, Value self)
{
    return as_range(self)->step;
}

static const struct native_def methods[] = {
    {"__reversed__", method_reversed, "(self, /)", "Return a reverse iterator.", NATIVE_METHOD},
    {"__reduce__", method_reduce, "(self, /, *ignored)", NULL, NATIVE_METHOD},
    {"count", method_count, "(self, value, /)",
     "rangeobject.count(value) -> integer -- return number of occurrences of value", NATIVE_METHOD},
    {"index", method_index, "(self, value, /)",
     "rangeobject.index(value) -> integer -- return index of value.\nRaise ValueError if the value "
     "is not "
     "present.",
     NATIVE_METHOD},
    {0},
};

static bool reject_setting(struct thread *t, UNUSED Value self, UNUSED Value v)
{
    return raise_false(t, &AttributeError_type, "readonly attribute");
}

static const struct getset_def members[] = {
    {"start", get_start, reject_setting, NULL},
    {"stop", get_stop, reject_setting, NULL},
    {"step", get_step, reject_setting, NULL},
    {0},
};

struct type range_type = {
    TYPE_HEADER("range", sizeof(struct range)),
    .doc = "range(stop) -> range object\nrange(start, stop[, step]) -> range object\n\nReturn an "
           "object that "
           "produces a sequence of integers from start (inclusive)\nto stop (exclusive) by step.  "
           "range(i, j) "
           "produces i, i+1, i+2, ..., j-1.\nstart defaults to 0, and stop is omitted!  range(4) "
           "produces 0, "
           "1, 2, 3.\nThese are exactly the valid indices for a list of 4 elements.\nWhen step is "
           "given, it "
           "specifies the increment (or decrement).",
    .flags = TYPE_SEQUENCE | TYPE_MATCHES_SEQUENCE,
    .methods = methods,
    .members = members,
    .trace = trace,
    .new = new_range,
    .repr = repr,
    .hash = hash,
    .compare = compare,
    .iter = iter,
    .length = length,
    .truth = truth,
    .get_item = get_item,
    .contains = contains,
};
