/* What sys offers to event loops: the hooks of asynchronous generators, and where coroutines were made. */
#include "runtime/abstract.h"
#include "runtime/module.h"
#include "runtime/native.h"
#include "runtime/struct_sequence.h"
#include "vm/coroutine.h"

static Value hooks_type; /* a root; set once at start-up */

/* UNBOUND leaves *hook as it is, None removes it. */
static bool check_hook(struct thread *t, const char *name, Value v)
{
    return v == VALUE_UNBOUND || v == VALUE_NONE || value_type(v)->call != NULL ||
           raise_false(t, &TypeError_type, "callable %s expected, got %T", name, v);
}

static void set_hook(Value *hook, Value v)
{
    if (v != VALUE_UNBOUND) {
        *hook = v == VALUE_NONE ? VALUE_UNBOUND : v;
    }
}

static Value sys_set_asyncgen_hooks(struct thread *t, Value *args, uint32_t n UNUSED,
                                    Value names UNUSED)
{
    if (!check_hook(t, "finalizer", args[1]) || !check_hook(t, "firstiter", args[0])) {
        return VALUE_ERROR;
    }
    set_hook(&t->async_firstiter, args[0]);
    set_hook(&t->async_finalizer, args[1]);
    return VALUE_NONE;
}

static Value sys_get_asyncgen_hooks(struct thread *t, Value *args UNUSED, uint32_t n UNUSED,
                                    Value names UNUSED)
{
    const Value items[] = {t->async_firstiter == VALUE_UNBOUND ? VALUE_NONE : t->async_firstiter,
                           t->async_finalizer == VALUE_UNBOUND ? VALUE_NONE : t->async_finalizer};
    return struct_sequence_new(t, hooks_type, items, COUNT_OF(items));
}

static Value sys_set_origin_depth(struct thread *t, Value *args, uint32_t n UNUSED,
                                  Value names UNUSED)
{
    int64_t depth;
    if (!number_to_index(t, args[0], &depth)) {
        return VALUE_ERROR;
    }
    if (depth < 0) {
        return raise_error(t, &ValueError_type, "depth must be >= 0");
    }
    t->coroutine_origin_depth = depth > 100000 ? 100000 : (uint32_t)depth;
    return VALUE_NONE;
}

static Value sys_get_origin_depth(struct thread *t, Value *args UNUSED, uint32_t n UNUSED,
                                  Value names UNUSED)
{
    return value_from_small_int(t->coroutine_origin_depth);
}

static const struct native_def functions[] = {
    {"get_asyncgen_hooks", sys_get_asyncgen_hooks, "()",
     "Return the installed asynchronous generators hooks.", NATIVE_METHOD},
    {"get_coroutine_origin_tracking_depth", sys_get_origin_depth, "()",
     "Check status of origin tracking for coroutine objects in this thread.", NATIVE_METHOD},
    {"set_asyncgen_hooks", sys_set_asyncgen_hooks, "(firstiter=None, finalizer=None)",
     "Set a finalizer for async generators objects.", NATIVE_METHOD},
    {"set_coroutine_origin_tracking_depth", sys_set_origin_depth, "(depth)",
     "Enable or disable origin tracking for coroutine objects in this thread.", NATIVE_METHOD},
    {0},
};

bool coroutine_hooks_init(struct thread *t, Value sys)
{
    static const char *const fields[] = {"firstiter", "finalizer", NULL};
    gc_add_root(&hooks_type);
    hooks_type = struct_sequence_type_new(t, "builtins", "asyncgen_hooks", fields, 2);
    return hooks_type != VALUE_ERROR && module_add_functions(t, sys, functions);
}
