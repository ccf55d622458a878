/* What Unpickler.memo gives: the memo of the unpickler as scripts may look at it. */
#include "runtime/abstract.h"
#include "runtime/dict.h"
#include "runtime/int.h"
#include "runtime/modules/unpickle.h"
#include "runtime/native.h"

struct memo_proxy {
    struct object base;
    Value unpickler; /* immutable */
};

static struct unpickler *unpickler_of(Value proxy)
{
    return (struct unpickler *)((const struct memo_proxy *)proxy)->unpickler;
}

Value unpickler_memo_proxy_new(struct thread *t, Value unpickler)
{
    struct memo_proxy *proxy = gc_new(t, &unpickler_memo_proxy_type);
    if (proxy == NULL) {
        return VALUE_ERROR;
    }
    proxy->unpickler = unpickler;
    return value_from_object(proxy);
}

static Value copy(struct thread *t, struct unpickler *u)
{
    bool was_begun;
    if (!unpickler_begin(t, u, true, &was_begun)) {
        return VALUE_ERROR;
    }
    Value dict = unpickle_memo_as_dict(u);
    unpickler_end(u, was_begun);
    return dict;
}

/* ---- assigning ---- */

static bool fill(struct thread *t, struct unpickler *u, struct dict *entries)
{
    uint64_t position = 0;
    Value key, v;
    while (dict_next(entries, &position, &key, &v)) {
        int64_t number;
        if (!value_is_int(key)) {
            return raise_false(t, &TypeError_type, "memo key must be integers");
        }
        if (!number_to_index(t, key, &number)) {
            return false;
        }
        if (number < 0) {
            return raise_false(t, &ValueError_type, "memo key must be positive integers.");
        }
        if (!unpickle_memo_set(u, (uint64_t)number, v)) {
            return false;
        }
    }
    return true;
}

bool unpickler_assign_memo(struct thread *t, struct unpickler *u, Value v)
{
    if (v == VALUE_UNBOUND) {
        return raise_false(t, &TypeError_type, "attribute deletion is not supported");
    }
    Value entries = value_type(v) == &unpickler_memo_proxy_type ? copy(t, unpickler_of(v)) : v;
    if (entries == VALUE_ERROR) {
        return false;
    }
    if (!value_is_dict(entries)) {
        return raise_false(t, &TypeError_type,
                           "'memo' attribute must be an UnpicklerMemoProxy object or dict, not %T",
                           v);
    }
    struct unpickler scratch = {.t = t};
    bool was_begun;
    if (!fill(t, &scratch, value_to_dict(entries)) || !unpickler_begin(t, u, true, &was_begun)) {
        return false;
    }
    u->memo = scratch.memo;
    u->n_memo = scratch.n_memo;
    u->sparse = scratch.sparse;
    unpickler_end(u, was_begun);
    return true;
}

/* ---- the type ---- */

static Value method_clear(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names)
{
    struct unpickler *u = unpickler_of(args[0]);
    bool was_begun;
    if (!unpickler_begin(t, u, true, &was_begun)) {
        return VALUE_ERROR;
    }
    unpickle_memo_clear(u);
    unpickler_end(u, was_begun);
    return VALUE_NONE;
}

static Value method_copy(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names)
{
    return copy(t, unpickler_of(args[0]));
}

static Value method_reduce(struct thread *t, Value *args, UNUSED uint32_t n_args,
                           UNUSED Value names)
{
    Value contents = copy(t, unpickler_of(args[0]));
    Value arguments = contents == VALUE_ERROR ? contents : tuple_of(t, 1, contents);
    return arguments == VALUE_ERROR ? arguments
                                    : tuple_pair(t, value_from_object(&dict_type), arguments);
}

static void trace(struct marker *m, struct object *self)
{
    mark_value(m, ((struct memo_proxy *)self)->unpickler);
}

static const struct native_def methods[] = {
    {"__reduce__", method_reduce, "(self, /)", "Implement pickling support.", NATIVE_METHOD},
    {"clear", method_clear, "(self, /)", "Remove all items from memo.", NATIVE_METHOD},
    {"copy", method_copy, "(self, /)", "Copy the memo to a new object.", NATIVE_METHOD},
    {0},
};

struct type unpickler_memo_proxy_type = {
    TYPE_HEADER("UnpicklerMemoProxy", sizeof(struct memo_proxy)),
    .module = "_pickle",
    .flags = TYPE_BASE,
    .methods = methods,
    .trace = trace,
    .hash = hash_unhashable,
};
