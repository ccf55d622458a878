/* The types deque and of its iterators: their slots. */
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/deque.h"
#include "runtime/int.h"
#include "runtime/iterators.h"
#include "runtime/list.h"
#include "runtime/native.h"
#include "runtime/repr_guard.h"
#include "runtime/sequence.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

static void trace(struct marker *m, struct object *self)
{
    mark_object(m, ((struct deque *)self)->buffer);
}

/* ---- construction ---- */

static Value new_deque(struct thread *t, Value *args, UNUSED uint32_t n_args,
                       UNUSED Value keyword_names)
{
    return deque_new(t, (struct type *)args[0], -1);
}

static bool read_max_length(struct thread *t, Value v, int64_t *n)
{
    *n = -1;
    if (v == VALUE_UNBOUND || v == VALUE_NONE) {
        return true;
    }
    if (!value_is_int(v)) {
        return raise_false(t, &TypeError_type, "an integer is required");
    }
    return number_to_index(t, v, n) &&
           (*n >= 0 || raise_false(t, &ValueError_type, "maxlen must be non-negative"));
}

static struct argument_parser parser = {"deque", "(iterable=None, maxlen=None)", NULL};

static bool init(struct thread *t, Value self, Value *args, uint32_t n_args, Value keyword_names)
{
    struct deque *d = value_to_deque(self);
    Value bound[2];
    int64_t max_length;
    if (!arguments_bind(t, &parser, args, n_args, keyword_names, bound) ||
        !read_max_length(t, bound[1], &max_length)) {
        return false;
    }
    store_relaxed(&d->max_length, max_length);
    deque_clear(d);
    return bound[0] == VALUE_UNBOUND || deque_extend(t, d, bound[0], false);
}

/* ---- subscripts ---- */

static bool read_index(struct thread *t, const struct deque *d, Value key, int64_t *i)
{
    if (!value_is_int(key) && value_type(key)->unary[UNARY_INDEX] == NULL) {
        return raise_false(t, &TypeError_type, "sequence index must be integer, not '%T'", key);
    }
    if (!sequence_index(t, key, "deque", i)) {
        return false;
    }
    *i += *i < 0 ? (int64_t)deque_length(d) : 0;
    return true;
}

static Value get_item(struct thread *t, Value self, Value key)
{
    struct deque *d = value_to_deque(self);
    int64_t i;
    if (!read_index(t, d, key, &i)) {
        return VALUE_ERROR;
    }
    Value v = i < 0 ? VALUE_UNBOUND : deque_at(d, (uint64_t)i);
    return v != VALUE_UNBOUND ? v : raise_error(t, &IndexError_type, "deque index out of range");
}

static bool set_item(struct thread *t, Value self, Value key, Value v)
{
    struct deque *d = value_to_deque(self);
    int64_t i;
    if (!read_index(t, d, key, &i)) {
        return false;
    }
    bool done = i >= 0 && (v == VALUE_UNBOUND ? deque_remove(d, (uint64_t)i, VALUE_UNBOUND)
                                              : deque_set(d, (uint64_t)i, v));
    return done || raise_false(t, &IndexError_type, "deque index out of range");
}

static bool length(UNUSED struct thread *t, Value self, int64_t *length)
{
    *length = (int64_t)deque_length(value_to_deque(self));
    return true;
}

static enum truth contains(struct thread *t, Value self, Value item)
{
    struct deque_place found;
    if (!deque_find(t, value_to_deque(self), item, 0, INT64_MAX, &found)) {
        return TRUTH_ERROR;
    }
    if (found.i < 0 && found.was_changed) {
        (void)raise_error(t, &RuntimeError_type, "deque mutated during iteration");
        return TRUTH_ERROR;
    }
    return found.i >= 0 ? TRUTH_TRUE : TRUTH_FALSE;
}

/* ---- text and order ---- */

static Value repr(struct thread *t, Value self)
{
    enum truth entered = repr_enter(t, self);
    if (entered != TRUTH_TRUE) {
        return entered == TRUTH_FALSE ? str_from_cstr(t, "[...]") : VALUE_ERROR;
    }
    Value items = deque_to_tuple(t, value_to_deque(self));
    Value list = items == VALUE_ERROR ? items
                                      : list_from_values(t, value_to_tuple(items)->items,
                                                         value_to_tuple(items)->length);
    Value text = list;
    if (list != VALUE_ERROR) {
        const char *name = value_type(self)->name;
        int64_t max_length = load_relaxed(&value_to_deque(self)->max_length);
        text = max_length < 0 ? str_format(t, "%s(%R)", name, list)
                              : str_format(t, "%s(%R, maxlen=%ld)", name, list, (long)max_length);
    }
    repr_leave(t, self);
    return text;
}

static Value compare(struct thread *t, Value self, Value other, enum compare_op op)
{
    if (!value_is_instance(other, &deque_type)) {
        return VALUE_NOT_IMPLEMENTED;
    }
    Value v = deque_to_tuple(t, value_to_deque(self));
    Value w = v == VALUE_ERROR ? v : deque_to_tuple(t, value_to_deque(other));
    return w == VALUE_ERROR ? w : sequence_compare(t, v, w, op);
}

/* ---- + and * ---- */

/* A new deque of the same class, by calling the class where it is a script's. */
static Value copy_of(struct thread *t, Value self)
{
    return call_method_0(t, self, name_copy);
}

static Value inplace_concat(struct thread *t, Value v, Value w)
{
    return deque_extend(t, value_to_deque(v), w, false) ? v : VALUE_ERROR;
}

static Value concat(struct thread *t, Value v, Value w)
{
    if (!value_is_instance(w, &deque_type)) {
        return raise_error(t, &TypeError_type, "can only concatenate deque (not \"%T\") to deque",
                           w);
    }
    Value copy = copy_of(t, v);
    return copy == VALUE_ERROR ? copy : inplace_concat(t, copy, w);
}

static Value inplace_repeat(struct thread *t, Value self, Value times)
{
    struct deque *d = value_to_deque(self);
    int64_t n;
    if (!number_to_index(t, times, &n)) {
        return VALUE_ERROR;
    }
    if (n <= 0) {
        deque_clear(d);
        return self;
    }
    if (sequence_too_long(deque_length(d), (uint64_t)n)) {
        return raise_no_memory(t);
    }
    Value items = deque_to_tuple(t, d);
    for (int64_t i = 1; items != VALUE_ERROR && items != tuple_empty && i < n; i++) {
        if (!deque_extend(t, d, items, false) || (i % 64 == 0 && !gc_poll(t))) {
            return VALUE_ERROR;
        }
    }
    return items == VALUE_ERROR ? items : self;
}

static Value repeat(struct thread *t, Value self, Value times)
{
    Value copy = copy_of(t, self);
    return copy == VALUE_ERROR ? copy : inplace_repeat(t, copy, times);
}

/* ---- iterators ---- */

struct deque_iterator {
    struct object base;
    struct deque *deque; /* immutable */
    uint64_t n_changes;  /* of the deque at the beginning; immutable */
    uint64_t n_done;     /* relaxed */
    uint64_t length;     /* relaxed: at the beginning; 0 once exhausted */
};

Value deque_iterator_new(struct thread *t, struct deque *d, bool backwards)
{
    struct deque_iterator *i =
        gc_allocate(t, sizeof *i, backwards ? &deque_reverse_iterator_type : &deque_iterator_type);
    if (i == NULL) {
        return VALUE_ERROR;
    }
    i->deque = d;
    bool locked = object_lock(&d->base);
    i->n_changes = d->n_changes;
    i->length = d->length;
    object_unlock(&d->base, locked);
    return value_from_object(i);
}

static Value iter(struct thread *t, Value self)
{
    return deque_iterator_new(t, value_to_deque(self), false);
}

static void trace_iterator(struct marker *m, struct object *self)
{
    mark_object(m, ((struct deque_iterator *)self)->deque);
}

static Value next(struct thread *t, Value self)
{
    struct deque_iterator *i = (struct deque_iterator *)self;
    uint64_t n_done = load_relaxed(&i->n_done), length = load_relaxed(&i->length), n_changes;
    bool backwards = i->base.type == &deque_reverse_iterator_type;
    Value v = deque_at_counting(i->deque, backwards ? length - 1 - n_done : n_done, &n_changes);
    if (UNLIKELY(n_changes != i->n_changes)) {
        store_relaxed(&i->length, (uint64_t)0);
        return raise_error(t, &RuntimeError_type, "deque mutated during iteration");
    }
    if (n_done >= length) {
        return VALUE_UNBOUND;
    }
    store_relaxed(&i->n_done, n_done + 1);
    return v;
}

static Value length_hint(UNUSED struct thread *t, Value *args, UNUSED uint32_t n_args,
                         UNUSED Value keyword_names)
{
    struct deque_iterator *i = (struct deque_iterator *)args[0];
    int64_t left = (int64_t)(load_relaxed(&i->length) - load_relaxed(&i->n_done));
    return value_from_small_int(left < 0 ? 0 : left);
}

static Value reduce(struct thread *t, Value *args, UNUSED uint32_t n_args,
                    UNUSED Value keyword_names)
{
    const struct deque_iterator *i = (const struct deque_iterator *)args[0];
    Value n_done = value_from_small_int((int64_t)load_relaxed(&i->n_done));
    return iterator_reduce_class(t, args[0], tuple_of(t, 2, value_from_object(i->deque), n_done),
                                 VALUE_UNBOUND);
}

/* _deque_iterator(deque, n_done=0): one that has come so far. */
static Value new_iterator(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    static struct argument_parser parser = {"_deque_iterator", "(deque, index=0, /)", NULL};
    Value bound[2];
    int64_t n_done = 0;
    if (!arguments_bind(t, &parser, args + 1, n_args - 1, keyword_names, bound) ||
        (bound[1] != VALUE_UNBOUND && !number_to_index(t, bound[1], &n_done))) {
        return VALUE_ERROR;
    }
    if (!value_is_instance(bound[0], &deque_type)) {
        return raise_error(t, &TypeError_type, "%s() argument 1 must be collections.deque, not %T",
                           ((const struct type *)args[0])->name, bound[0]);
    }
    Value made = deque_iterator_new(t, value_to_deque(bound[0]),
                                    args[0] == value_from_object(&deque_reverse_iterator_type));
    if (made != VALUE_ERROR) {
        struct deque_iterator *i = (struct deque_iterator *)made;
        i->n_done = n_done < 0 ? 0 : (uint64_t)n_done < i->length ? (uint64_t)n_done : i->length;
    }
    return made;
}

static const struct native_def iterator_methods[] = {
    ITERATOR_LENGTH_HINT(length_hint),
    ITERATOR_REDUCE(reduce),
    {0},
};

struct type deque_iterator_type = {
    TYPE_HEADER("_deque_iterator", sizeof(struct deque_iterator)),
    .module = "_collections",
    .new = new_iterator,
    .methods = iterator_methods,
    .trace = trace_iterator,
    .iter = iterator_self,
    .next = next,
};

struct type deque_reverse_iterator_type = {
    TYPE_HEADER("_deque_reverse_iterator", sizeof(struct deque_iterator)),
    .module = "_collections",
    .new = new_iterator,
    .methods = iterator_methods,
    .trace = trace_iterator,
    .iter = iterator_self,
    .next = next,
};

/* ---- the type ---- */

static Value get_max_length(UNUSED struct thread *t, Value self)
{
    int64_t n = load_relaxed(&value_to_deque(self)->max_length);
    return n < 0 ? VALUE_NONE : value_from_small_int(n);
}

static const struct getset_def getsets[] = {
    {"maxlen", get_max_length, NULL, "maximum size of a deque or None if unbounded"},
    {0},
};

struct type hidden_deque_type = {
    TYPE_HEADER("hidden_deque", sizeof(struct deque)),
    .trace = trace,
};

struct type deque_type = {
    TYPE_HEADER("deque", sizeof(struct deque)),
    .module = "collections",
    .doc = "deque([iterable[, maxlen]]) --> deque object\n\nA list-like sequence optimized for "
           "data accesses "
           "near its endpoints.",
    .flags = TYPE_BASE | TYPE_SEQUENCE | TYPE_WEAK_REFERABLE | TYPE_MATCHES_SEQUENCE,
    .methods = deque_methods,
    .getsets = getsets,
    .trace = trace,
    .new = new_deque,
    .init = init,
    .repr = repr,
    .hash = hash_unhashable,
    .compare = compare,
    .iter = iter,
    .length = length,
    .get_item = get_item,
    .set_item = set_item,
    .contains = contains,
    .sequence_concat = concat,
    .sequence_inplace_concat = inplace_concat,
    .sequence_repeat = repeat,
    .sequence_inplace_repeat = inplace_repeat,
};
