#include "runtime/slice.h"

#include "runtime/abstract.h"
#include "runtime/int.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

static const struct slice *as_slice(Value v)
{
    return (const struct slice *)v;
}

Value slice_new(struct thread *t, Value start, Value stop, Value step)
{
    struct slice *slice = gc_allocate(t, sizeof *slice, &slice_type);
    if (slice == NULL) {
        return VALUE_ERROR;
    }
    slice->start = start;
    slice->stop = stop;
    slice->step = step;
    return value_from_object(slice);
}

/* ---- resolving ---- */

/* A bound as a C integer, `omitted` for None. */
static bool read_bound(struct thread *t, Value bound, int64_t omitted, int64_t *n)
{
    if (LIKELY(value_is_small_int(bound))) {
        *n = value_to_small_int(bound);
        return true;
    }
    if (bound == VALUE_NONE) {
        *n = omitted;
        return true;
    }
    if (!value_is_int(bound) && value_type(bound)->unary[UNARY_INDEX] == NULL) {
        return raise_false(t, &TypeError_type,
                           "slice indices must be integers or None or have an __index__ method");
    }
    return number_to_index_clipped(t, bound, n);
}

/* Negative bounds count from the end; then into [low, high]. */
static int64_t clip(int64_t n, int64_t length, int64_t low, int64_t high)
{
    n += n < 0 ? length : 0;
    return n < low ? low : n > high ? high : n;
}

bool slice_read(struct thread *t, Value slice, struct slice_bounds *bounds)
{
    const struct slice *s = as_slice(slice);
    if (!read_bound(t, s->step, 1, &bounds->step)) {
        return false;
    }
    if (bounds->step == 0) {
        return raise_false(t, &ValueError_type, "slice step cannot be zero");
    }
    bool backwards = bounds->step < 0;
    /* so that it can be negated */
    bounds->step = bounds->step < -INT64_MAX ? -INT64_MAX : bounds->step;
    return read_bound(t, s->start, backwards ? INT64_MAX : 0, &bounds->start) &&
           read_bound(t, s->stop, backwards ? INT64_MIN : INT64_MAX, &bounds->stop);
}

int64_t slice_fit(struct slice_bounds *bounds, int64_t length)
{
    bool backwards = bounds->step < 0;
    int64_t low = backwards ? -1 : 0, high = backwards ? length - 1 : length;
    int64_t start = bounds->start = clip(bounds->start, length, low, high);
    int64_t stop = bounds->stop = clip(bounds->stop, length, low, high);
    int64_t distance = backwards ? start - stop : stop - start;
    int64_t stride = backwards ? -bounds->step : bounds->step;
    if (LIKELY(stride == 1)) { /* a division takes as long as all the rest */
        return distance > 0 ? distance : 0;
    }
    return distance > 0 ? (distance - 1) / stride + 1 : 0;
}

bool slice_resolve(struct thread *t, Value slice, int64_t length, int64_t *start, int64_t *step,
                   int64_t *count)
{
    struct slice_bounds bounds;
    if (!slice_read(t, slice, &bounds)) {
        return false;
    }
    *count = slice_fit(&bounds, length);
    *start = bounds.start;
    *step = bounds.step;
    return true;
}

/* ---- indices(): the same with ints of any size ---- */

static Value index_or_error(struct thread *t, Value bound)
{
    if (!value_is_int(bound) && value_type(bound)->unary[UNARY_INDEX] == NULL) {
        return raise_error(t, &TypeError_type,
                           "slice indices must be integers or None or have an __index__ method");
    }
    return number_index(t, bound);
}

/* clip() above for any ints. */
static Value clip_any(struct thread *t, Value bound, Value omitted, Value length, Value low,
                      Value high)
{
    if (bound == VALUE_NONE) {
        return omitted;
    }
    Value n = index_or_error(t, bound);
    if (n != VALUE_ERROR && int_sign(n) < 0) {
        n = number_binary(t, BINARY_ADD, n, length);
    }
    if (n == VALUE_ERROR) {
        return n;
    }
    return int_order(n, low) < 0 ? low : int_order(n, high) > 0 ? high : n;
}

static Value method_indices(struct thread *t, Value *args, UNUSED uint32_t n_args,
                            UNUSED Value keyword_names)
{
    const struct slice *s = as_slice(args[0]);
    Value length = number_index(t, args[1]);
    if (length == VALUE_ERROR) {
        return length;
    }
    if (int_sign(length) < 0) {
        return raise_error(t, &ValueError_type, "length should not be negative");
    }
    Value step = s->step == VALUE_NONE ? value_from_small_int(1) : index_or_error(t, s->step);
    if (step == VALUE_ERROR) {
        return step;
    }
    if (int_sign(step) == 0) {
        return raise_error(t, &ValueError_type, "slice step cannot be zero");
    }
    Value low = value_from_small_int(0), high = length;
    if (int_sign(step) < 0) {
        low = value_from_small_int(-1);
        high = number_binary(t, BINARY_ADD, length, low);
        if (high == VALUE_ERROR) {
            return high;
        }
    }
    bool backwards = int_sign(step) < 0;
    Value start = clip_any(t, s->start, backwards ? high : low, length, low, high);
    Value stop = start == VALUE_ERROR
                     ? start
                     : clip_any(t, s->stop, backwards ? low : high, length, low, high);
    return stop == VALUE_ERROR ? stop : tuple_of(t, 3, start, stop, step);
}

/* ---- the type ---- */

static void trace(struct marker *m, struct object *self)
{
    mark_values(m, &((struct slice *)self)->start, 3);
}

static Value new_slice(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    uint32_t n = n_args - 1;
    if (!reject_keywords(t, "slice", keyword_names) || !check_arg_count(t, "slice", n, 1, 3)) {
        return VALUE_ERROR;
    }
    if (n == 1) {
        return slice_new(t, VALUE_NONE, args[1], VALUE_NONE);
    }
    return slice_new(t, args[1], args[2], n == 3 ? args[3] : VALUE_NONE);
}

static Value repr(struct thread *t, Value self)
{
    const struct slice *s = as_slice(self);
    return str_format(t, "slice(%R, %R, %R)", s->start, s->stop, s->step);
}

static Value compare(struct thread *t, Value self, Value other, enum compare_op op)
{
    if (value_type(other) != &slice_type) {
        return VALUE_NOT_IMPLEMENTED;
    }
    Value v = tuple_new(t, &as_slice(self)->start, 3);
    Value w = v == VALUE_ERROR ? v : tuple_new(t, &as_slice(other)->start, 3);
    return w == VALUE_ERROR ? w : object_compare(t, v, w, op);
}

static Value get_start(UNUSED struct thread *t, Value self)
{
    return as_slice(self)->start;
}

static Value get_stop(UNUSED struct thread *t, Value self)
{
    return as_slice(self)->stop;
}

static Value get_step(UNUSED struct thread *t, Value self)
{
    return as_slice(self)->step;
}

static Value method_reduce(struct thread *t, Value *args, UNUSED uint32_t n_args,
                           UNUSED Value keyword_names)
{
    const struct slice *s = as_slice(args[0]);
    Value parts = tuple_new(t, &s->start, 3);
    return parts == VALUE_ERROR ? parts : tuple_of(t, 2, value_from_object(&slice_type), parts);
}

static const struct native_def methods[] = {
    {"indices", method_indices, "(self, object, /)",
     "S.indices(len) -> (start, stop, stride)\n\nAssuming a sequence of length len, calculate the "
     "start and stop\nindices, and the stride length of the extended slice described by\nS. Out of "
     "bounds indices are clipped in a manner consistent with the\nhandling of normal slices.",
     NATIVE_METHOD},
    {"__reduce__", method_reduce, "(self, /)", "Return state information for pickling.",
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

struct type slice_type = {
    TYPE_HEADER("slice", sizeof(struct slice)),
    .doc = "slice(stop)\nslice(start, stop[, step])\n\nCreate a slice object.  This is used for "
           "extended "
           "slicing (e.g. a[0:10:2]).",
    .methods = methods,
    .members = members,
    .trace = trace,
    .new = new_slice,
    .repr = repr,
    .hash = hash_unhashable,
    .compare = compare,
};
