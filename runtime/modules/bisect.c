/* The module _bisect: where to insert into a sorted sequence of any kind. */
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/int.h"
#include "runtime/list_buffer.h"
#include "runtime/module.h"
#include "runtime/str.h"

/* LEFT: in front of what is equal; RIGHT: behind it. */
enum side { LEFT, RIGHT };

struct search {
    Value sequence, x;
    int64_t low, high;
    Value key; /* NONE: the items themselves */
};

/* args: a, x, lo, hi, key. */
static bool read_arguments(struct thread *t, const Value *args, struct search *s)
{
    *s = (struct search){args[0], args[1], 0, -1, args[4] == VALUE_UNBOUND ? VALUE_NONE : args[4]};
    if ((args[2] != VALUE_UNBOUND && !number_to_index(t, args[2], &s->low)) ||
        (args[3] != VALUE_UNBOUND && args[3] != VALUE_NONE &&
         !number_to_index(t, args[3], &s->high))) {
        return false;
    }
    if (s->low < 0) {
        return raise_false(t, &ValueError_type, "lo must be non-negative");
    }
    return s->high != -1 || object_length(t, s->sequence, &s->high);
}

/* The item at `i`, through the key function. */
static Value item_at(struct thread *t, const struct search *s, int64_t i)
{
    Value item = VALUE_UNBOUND;
    if (value_type(s->sequence) == &list_type) {
        item = list_get(value_to_list(s->sequence), (uint64_t)i);
    }
    if (item == VALUE_UNBOUND) {
        item = object_get_item(t, s->sequence, int_from_int64(t, i));
    }
    return item == VALUE_ERROR || s->key == VALUE_NONE ? item : call_1(t, s->key, item);
}

static bool find(struct thread *t, struct search *s, enum side side)
{
    while (s->low < s->high) {
        int64_t middle = s->low + (s->high - s->low) / 2;
        Value item = item_at(t, s, middle);
        if (item == VALUE_ERROR) {
            return false;
        }
        enum truth less = side == LEFT ? object_compare_truth(t, item, s->x, COMPARE_LT)
                                       : object_compare_truth(t, s->x, item, COMPARE_LT);
        if (less == TRUTH_ERROR) {
            return false;
        }
        if ((less == TRUTH_TRUE) == (side == LEFT)) {
            s->low = middle + 1;
        } else {
            s->high = middle;
        }
    }
    return true;
}

static Value bisect(struct thread *t, const Value *args, enum side side)
{
    struct search s;
    return read_arguments(t, args, &s) && find(t, &s, side) ? int_from_int64(t, s.low)
                                                            : VALUE_ERROR;
}

static Value insert(struct thread *t, const Value *args, enum side side)
{
    struct search s;
    if (!read_arguments(t, args, &s)) {
        return VALUE_ERROR;
    }
    s.x = s.key == VALUE_NONE ? args[1] : call_1(t, s.key, args[1]);
    if (s.x == VALUE_ERROR || !find(t, &s, side)) {
        return VALUE_ERROR;
    }
    if (value_type(args[0]) == &list_type) {
        uint64_t at = (uint64_t)s.low;
        return list_splice(t, value_to_list(args[0]), at, at, &args[1], 1) ? VALUE_NONE
                                                                           : VALUE_ERROR;
    }
    Value name = str_intern_cstr(t, "insert");
    Value given[] = {VALUE_UNBOUND, int_from_int64(t, s.low),
                     args[1]}; /* the callee's word in front */
    Value done = name == VALUE_ERROR ? name : call_method(t, args[0], name, given + 1, 2);
    return done == VALUE_ERROR ? done : VALUE_NONE;
}

#define FUNCTION(name, how, side)                                                                  \
    static Value name(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names)   \
    {                                                                                              \
        return how(t, args, side);                                                                 \
    }
FUNCTION(bisect_bisect_left, bisect, LEFT)
FUNCTION(bisect_bisect_right, bisect, RIGHT)
FUNCTION(bisect_insort_left, insert, LEFT)
FUNCTION(bisect_insort_right, insert, RIGHT)

#define SIGNATURE "(a, x, lo=0, hi=None, *, key=None)"
static const struct native_def functions[] = {
    {"bisect_left", bisect_bisect_left, SIGNATURE,
     "Return the index where to insert item x in list a, assuming a is sorted.", NATIVE_METHOD},
    {"bisect_right", bisect_bisect_right, SIGNATURE,
     "Return the index where to insert item x in list a, assuming a is sorted.", NATIVE_METHOD},
    {"insort_left", bisect_insort_left, SIGNATURE,
     "Insert item x in list a, and keep it sorted assuming a is sorted.", NATIVE_METHOD},
    {"insort_right", bisect_insort_right, SIGNATURE,
     "Insert item x in list a, and keep it sorted assuming a is sorted.", NATIVE_METHOD},
    {0},
};

bool module_init__bisect(struct thread *t, Value module)
{
    return module_add_functions(t, module, functions);
}
