#include "runtime/tuple.h"

#include <stdarg.h>
#include <string.h>

#include "runtime/abstract.h"
#include "runtime/dict_table.h"
#include "runtime/generic_alias.h"
#include "runtime/int.h"
#include "runtime/iterators.h"
#include "runtime/key_equal.h"
#include "runtime/native.h"
#include "runtime/repr_guard.h"
#include "runtime/sequence.h"
#include "runtime/slice.h"
#include "runtime/str.h"

/* The one empty tuple is static, so that it exists before the heap does. */
static _Alignas(16) struct tuple empty = {.base = {.type = &tuple_type}};
Value tuple_empty = (Value)&empty;

/* ---- making ---- */

static Value allocate(struct thread *t, size_t n)
{
    if (n > SIZE_MAX / 2 / sizeof(Value)) {
        return raise_no_memory(t);
    }
    struct tuple *tuple = gc_allocate(t, sizeof *tuple + n * sizeof(Value), &tuple_type);
    if (tuple == NULL) {
        return VALUE_ERROR;
    }
    tuple->length = n;
    return value_from_object(tuple);
}

Value tuple_new(struct thread *t, const Value *items, size_t n)
{
    if (n == 0) {
        return tuple_empty;
    }
    Value tuple = allocate(t, n);
    if (tuple != VALUE_ERROR && items != NULL) {
        memcpy(((struct tuple *)tuple)->items, items, n * sizeof(Value));
    }
    return tuple;
}

Value tuple_pair(struct thread *t, Value a, Value b)
{
    struct tuple *pair = gc_allocate(t, sizeof *pair + 2 * sizeof(Value), &tuple_type);
    if (pair == NULL) {
        return VALUE_ERROR;
    }
    pair->length = 2;
    pair->items[0] = a;
    pair->items[1] = b;
    return value_from_object(pair);
}

Value tuple_of(struct thread *t, size_t n, ...)
{
    Value tuple = tuple_new(t, NULL, n);
    if (tuple == VALUE_ERROR) {
        return tuple;
    }
    va_list items;
    va_start(items, n);
    for (size_t i = 0; i < n; i++) {
        ((struct tuple *)tuple)->items[i] = va_arg(items, Value);
    }
    va_end(items);
    return tuple;
}

Value tuple_from_iterable(struct thread *t, Value iterable)
{
    if (value_type(iterable) == &tuple_type) {
        return iterable;
    }
    if (value_type(iterable) == &list_type) {
        return list_to_tuple(t, value_to_list(iterable));
    }
    Value list = list_from_iterable(t, iterable);
    return list == VALUE_ERROR ? list : list_to_tuple(t, value_to_list(list));
}

/* An instance of a subclass, with the items of `from`. */
static Value new_of_subclass(struct thread *t, struct type *type, const struct tuple *from)
{
    size_t n = from->length;
    struct tuple *made = gc_new_sized(t, sizeof *made + n * sizeof(Value), type);
    if (made == NULL) {
        return VALUE_ERROR;
    }
    made->length = n;
    memcpy(made->items, from->items, n * sizeof(Value));
    return value_from_object(made);
}

static struct argument_parser new_parser = {"tuple", "(iterable=(), /)", NULL};

static Value new_tuple(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    struct type *type = (struct type *)args[0];
    Value iterable = tuple_empty;
    if (type == &tuple_type && !reject_keywords(t, "tuple", keyword_names)) {
        return VALUE_ERROR;
    }
    if (type != &tuple_type && type->init != object_type.init) {
        keyword_names = VALUE_UNBOUND; /* they are for the subclass's __init__ */
    }
    Value bound[1];
    if (!arguments_bind(t, &new_parser, args + 1, n_args - 1, keyword_names, bound)) {
        return VALUE_ERROR;
    }
    if (bound[0] != VALUE_UNBOUND) {
        iterable = tuple_from_iterable(t, bound[0]);
    }
    if (iterable == VALUE_ERROR || type == &tuple_type) {
        return iterable;
    }
    return new_of_subclass(t, type, value_to_tuple(iterable));
}

/* ---- slots ---- */

static void trace(struct marker *m, struct object *self)
{
    struct tuple *tuple = (struct tuple *)self;
    mark_values(m, tuple->items, tuple->length);
}

static Value repr(struct thread *t, Value self)
{
    const struct tuple *tuple = value_to_tuple(self);
    if (tuple->length == 0) {
        return str_from_cstr(t, "()");
    }
    enum truth entered = repr_enter(t, self);
    if (entered != TRUTH_TRUE) {
        return entered == TRUTH_FALSE ? str_from_cstr(t, "(...)") : VALUE_ERROR;
    }
    struct str_builder b;
    str_builder_init(&b, t);
    str_builder_add_cstr(&b, "(");
    bool shown = sequence_add_reprs(t, &b, self);
    repr_leave(t, self);
    str_builder_add_cstr(&b, tuple->length == 1 ? ",)" : ")");
    return shown ? str_builder_finish(&b) : VALUE_ERROR;
}

/* xxHash's round for each item's hash, and CPython's constants, so that hashes agree. */
static bool hash(struct thread *t, Value self, int64_t *hash)
{
    const uint64_t prime_1 = UINT64_C(11400714785074694791),
                   prime_2 = UINT64_C(14029467366897019727),
                   prime_5 = UINT64_C(2870177450012600261);
    const struct tuple *tuple = value_to_tuple(self);
    uint64_t sum = prime_5;
    for (uint64_t i = 0; i < tuple->length; i++) {
        int64_t lane;
        if (!dict_hash(t, tuple->items[i], &lane)) {
            return false;
        }
        sum += (uint64_t)lane * prime_2;
        sum = (sum << 31) | (sum >> 33);
        sum *= prime_1;
    }
    sum += tuple->length ^ (prime_5 ^ UINT64_C(3527539));
    *hash = sum == UINT64_MAX ? 1546275796 : (int64_t)sum;
    return true;
}

enum truth tuple_equal_quickly(const struct tuple *a, const struct tuple *b)
{
    if (a->length != b->length) {
        return TRUTH_FALSE;
    }
    enum truth equal = TRUTH_TRUE;
    for (uint64_t i = 0; equal == TRUTH_TRUE && i < a->length; i++) {
        equal = atoms_equal_quickly(a->items[i], b->items[i]);
    }
    return equal;
}

static Value compare(struct thread *t, Value self, Value other, enum compare_op op)
{
    return value_is_tuple(other) ? sequence_compare(t, self, other, op) : VALUE_NOT_IMPLEMENTED;
}

static bool length(UNUSED struct thread *t, Value self, int64_t *length)
{
    *length = (int64_t)value_to_tuple(self)->length;
    return true;
}

static Value slice_of(struct thread *t, const struct tuple *tuple, Value slice)
{
    int64_t start, step, count;
    if (!slice_resolve(t, slice, (int64_t)tuple->length, &start, &step, &count)) {
        return VALUE_ERROR;
    }
    if ((uint64_t)count == tuple->length && step == 1 && tuple->base.type == &tuple_type) {
        return value_from_object(tuple);
    }
    Value part = tuple_new(t, NULL, (size_t)count);
    if (part != VALUE_ERROR) {
        Value *to = ((struct tuple *)part)->items;
        const Value *from = tuple->items + start;
        for (int64_t i = 0; i < count; i++) {
            to[i] = from[i * step];
        }
    }
    return part;
}

static Value get_item(struct thread *t, Value self, Value key)
{
    const struct tuple *tuple = value_to_tuple(self);
    if (value_type(key) == &slice_type) {
        return slice_of(t, tuple, key);
    }
    int64_t i;
    if (!sequence_index(t, key, "tuple", &i)) {
        return VALUE_ERROR;
    }
    i += i < 0 ? (int64_t)tuple->length : 0;
    if (i < 0 || (uint64_t)i >= tuple->length) {
        return raise_error(t, &IndexError_type, "tuple index out of range");
    }
    return tuple->items[i];
}

static Value concat(struct thread *t, Value v, Value w)
{
    if (!value_is_tuple(w)) {
        return raise_error(t, &TypeError_type, "can only concatenate tuple (not \"%T\") to tuple",
                           w);
    }
    const struct tuple *a = value_to_tuple(v), *b = value_to_tuple(w);
    if (a->length == 0 && b->base.type == &tuple_type) {
        return w;
    }
    if (b->length == 0 && a->base.type == &tuple_type) {
        return v;
    }
    Value sum = tuple_new(t, NULL, a->length + b->length);
    if (sum != VALUE_ERROR) {
        Value *to = ((struct tuple *)sum)->items;
        memcpy(to, a->items, a->length * sizeof(Value));
        memcpy(to + a->length, b->items, b->length * sizeof(Value));
    }
    return sum;
}

static Value repeat(struct thread *t, Value self, Value times)
{
    const struct tuple *tuple = value_to_tuple(self);
    int64_t n;
    if (!number_to_index(t, times, &n)) {
        return VALUE_ERROR;
    }
    if (n == 1 && tuple->base.type == &tuple_type) {
        return self;
    }
    if (n <= 0 || tuple->length == 0) {
        return tuple_empty;
    }
    if (sequence_too_long(tuple->length, (uint64_t)n)) {
        return raise_no_memory(t);
    }
    Value product = tuple_new(t, NULL, tuple->length * (uint64_t)n);
    if (product != VALUE_ERROR) {
        Value *to = ((struct tuple *)product)->items;
        for (int64_t i = 0; i < n; i++, to += tuple->length) {
            memcpy(to, tuple->items, tuple->length * sizeof(Value));
        }
    }
    return product;
}

static Value iter(struct thread *t, Value self)
{
    struct tuple_iterator *i = gc_allocate(t, sizeof *i, &tuple_iterator_type);
    if (i == NULL) {
        return VALUE_ERROR;
    }
    i->tuple = value_to_tuple(self);
    return value_from_object(i);
}

/* ---- methods ---- */

static Value method_index(struct thread *t, Value *args, UNUSED uint32_t n_args,
                          UNUSED Value keyword_names)
{
    int64_t place;
    if (!sequence_find_between(t, args[0], args[1], args[2], args[3], &place)) {
        return VALUE_ERROR;
    }
    return place >= 0 ? value_from_small_int(place)
                      : raise_error(t, &ValueError_type, "tuple.index(x): x not in tuple");
}

static Value method_count(struct thread *t, Value *args, UNUSED uint32_t n_args,
                          UNUSED Value keyword_names)
{
    return sequence_count(t, args[0], args[1]);
}

static Value method_getnewargs(struct thread *t, Value *args, UNUSED uint32_t n_args,
                               UNUSED Value keyword_names)
{
    const struct tuple *tuple = value_to_tuple(args[0]);
    Value plain = tuple_new(t, tuple->items, tuple->length);
    return plain == VALUE_ERROR ? plain : tuple_of(t, 1, plain);
}

static const struct native_def methods[] = {
    {"index", method_index, "(self, value, start=0, stop=sys.maxsize, /)",
     "Return first index of value.\n\nRaises ValueError if the value is not present.",
     NATIVE_METHOD},
    {"count", method_count, "(self, value, /)", "Return number of occurrences of value.",
     NATIVE_METHOD},
    {"__getnewargs__", method_getnewargs, "(self, /)", NULL, NATIVE_METHOD},
    CLASS_GETITEM,
    {0},
};

struct type tuple_type = {
    TYPE_HEADER("tuple", sizeof(struct tuple)),
    .text_signature = "(iterable=(), /)",
    .doc =
        "Built-in immutable sequence.\n\nIf no argument is given, the constructor returns an empty "
        "tuple.\nIf iterable is specified the tuple is initialized from iterable's items.\n\nIf "
        "the "
        "argument is a tuple, the return value is the same object.",
    .flags =
        TYPE_BASE | TYPE_SEQUENCE | TYPE_TUPLE_SUBCLASS | TYPE_MATCHES_SEQUENCE | TYPE_MATCHES_SELF,
    .methods = methods,
    .trace = trace,
    .new = new_tuple,
    .repr = repr,
    .hash = hash,
    .compare = compare,
    .iter = iter,
    .length = length,
    .get_item = get_item,
    .contains = sequence_contains,
    .sequence_concat = concat,
    .sequence_repeat = repeat,
};
