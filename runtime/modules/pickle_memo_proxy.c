/* What Pickler.memo gives: the memo of the pickler as scripts may look at it. */
#include "runtime/modules/pickle_memo_proxy.h"
#include "runtime/abstract.h"
#include "runtime/dict.h"
#include "runtime/int.h"
#include "runtime/modules/pickle.h"
#include "runtime/native.h"

struct memo_proxy {
    struct object base;
    Value pickler; /* immutable */
};

static struct pickler *pickler_of(Value proxy)
{
    return (struct pickler *)((const struct memo_proxy *)proxy)->pickler;
}

Value pickler_memo_proxy_new(struct thread *t, Value pickler)
{
    struct memo_proxy *proxy = gc_new(t, &pickler_memo_proxy_type);
    if (proxy == NULL) {
        return VALUE_ERROR;
    }
    proxy->pickler = pickler;
    return value_from_object(proxy);
}

/* id of the object -> (number, object) */
static Value entries_as_dict(struct thread *t, const struct value_buffer *memo)
{
    Value dict = dict_new(t);
    for (size_t i = 0; dict != VALUE_ERROR && memo != NULL && i < memo->capacity; i += 2) {
        if (memo->items[i] == VALUE_UNBOUND) {
            continue;
        }
        Value key = object_id(t, memo->items[i]);
        Value pair = key == VALUE_ERROR ? key : tuple_pair(t, memo->items[i + 1], memo->items[i]);
        if (pair == VALUE_ERROR || !dict_set(t, value_to_dict(dict), key, pair)) {
            return VALUE_ERROR;
        }
    }
    return dict;
}

static Value copy(struct thread *t, struct pickler *p)
{
    bool was_begun;
    if (!pickler_begin(t, p, true, &was_begun)) {
        return VALUE_ERROR;
    }
    Value dict = entries_as_dict(t, p->memo);
    pickler_end(p, was_begun);
    return dict;
}

bool pickler_forget(struct thread *t, struct pickler *p)
{
    bool was_begun;
    if (!pickler_begin(t, p, true, &was_begun)) {
        return false;
    }
    pickle_memo_clear(p);
    pickler_end(p, was_begun);
    return true;
}

/* ---- assigning ---- */

/* Fills `scratch`, whose memo then becomes that of the pickler. */
static bool fill(struct thread *t, struct pickler *scratch, struct dict *entries)
{
    uint64_t position = 0;
    Value key, pair;
    while (dict_next(entries, &position, &key, &pair)) {
        int64_t number;
        if (!value_is_tuple(pair) || value_to_tuple(pair)->length != 2) {
            return raise_false(t, &TypeError_type, "'memo' values must be 2-item tuples");
        }
        if (!number_to_index(t, value_to_tuple(pair)->items[0], &number)) {
            return false;
        }
        if (number < 0 || !small_int_fits(number)) {
            return raise_false(t, &ValueError_type, "memo numbers must not be negative");
        }
        if (!pickle_memo_set(scratch, value_to_tuple(pair)->items[1], (uint64_t)number)) {
            return false;
        }
    }
    return true;
}

bool pickler_assign_memo(struct thread *t, struct pickler *p, Value v)
{
    if (v == VALUE_UNBOUND) {
        return raise_false(t, &TypeError_type, "attribute deletion is not supported");
    }
    Value entries = value_type(v) == &pickler_memo_proxy_type ? copy(t, pickler_of(v)) : v;
    if (entries == VALUE_ERROR) {
        return false;
    }
    if (!value_is_dict(entries)) {
        return raise_false(t, &TypeError_type,
                           "'memo' attribute must be a PicklerMemoProxy object or dict, not %T", v);
    }
    struct pickler scratch;
    bool was_begun;
    pickler_init(&scratch, t);
    if (!fill(t, &scratch, value_to_dict(entries)) || !pickler_begin(t, p, true, &was_begun)) {
        return false;
    }
    p->memo = scratch.memo;
    p->memo_shift = scratch.memo_shift;
    p->n_memo = scratch.n_memo;
    pickler_end(p, was_begun);
    return true;
}

/* ---- the type ---- */

static Value method_clear(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names)
{
    return pickler_forget(t, pickler_of(args[0])) ? VALUE_NONE : VALUE_ERROR;
}

static Value method_copy(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names)
{
    return copy(t, pickler_of(args[0]));
}

static Value method_reduce(struct thread *t, Value *args, UNUSED uint32_t n_args,
                           UNUSED Value names)
{
    Value contents = copy(t, pickler_of(args[0]));
    Value arguments = contents == VALUE_ERROR ? contents : tuple_of(t, 1, contents);
    return arguments == VALUE_ERROR ? arguments
                                    : tuple_pair(t, value_from_object(&dict_type), arguments);
}

static void trace(struct marker *m, struct object *self)
{
    mark_value(m, ((struct memo_proxy *)self)->pickler);
}

static const struct native_def methods[] = {
    {"__reduce__", method_reduce, "(self, /)", "Implement pickle support.", NATIVE_METHOD},
    {"clear", method_clear, "(self, /)", "Remove all items from memo.", NATIVE_METHOD},
    {"copy", method_copy, "(self, /)", "Copy the memo to a new object.", NATIVE_METHOD},
    {0},
};

struct type pickler_memo_proxy_type = {
    TYPE_HEADER("PicklerMemoProxy", sizeof(struct memo_proxy)),
    .module = "_pickle",
    .flags = TYPE_BASE,
    .methods = methods,
    .trace = trace,
    .hash = hash_unhashable,
};
