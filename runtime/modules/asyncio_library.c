/* What _asyncio needs of asyncio's half in Python: asyncio.h. */
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/module.h"
#include "runtime/modules/asyncio.h"
#include "runtime/str.h"

static const struct {
    const char *module, *name;
} library[N_LIBRARY] = {
    [LIBRARY_CANCELLED_ERROR] = {"asyncio.exceptions", "CancelledError"},
    [LIBRARY_INVALID_STATE_ERROR] = {"asyncio.exceptions", "InvalidStateError"},
    [LIBRARY_FUTURE_REPR] = {"asyncio.base_futures", "_future_repr"},
    [LIBRARY_TASK_REPR] = {"asyncio.base_tasks", "_task_repr"},
    [LIBRARY_TASK_GET_STACK] = {"asyncio.base_tasks", "_task_get_stack"},
    [LIBRARY_TASK_PRINT_STACK] = {"asyncio.base_tasks", "_task_print_stack"},
    [LIBRARY_EXTRACT_STACK] = {"traceback", "extract_stack"},
    [LIBRARY_IS_COROUTINE] = {"asyncio.coroutines", "iscoroutine"},
    [LIBRARY_GET_POLICY] = {"asyncio.events", "get_event_loop_policy"},
};

/* Roots, by value_store and value_load; UNBOUND until used. */
static Value found[N_LIBRARY];

void async_library_init(void)
{
    for (size_t i = 0; i < N_LIBRARY; i++) {
        gc_add_root(&found[i]);
    }
}

static NOINLINE Value import(struct thread *t, enum async_library which)
{
    Value module_name = str_intern_cstr(t, library[which].module);
    Value module = module_name == VALUE_ERROR ? VALUE_ERROR : import_module(t, module_name);
    Value name = module == VALUE_ERROR ? VALUE_ERROR : str_intern_cstr(t, library[which].name);
    Value v = name == VALUE_ERROR ? VALUE_ERROR : object_get_attribute(t, module, name);
    bool is_error = which == LIBRARY_CANCELLED_ERROR || which == LIBRARY_INVALID_STATE_ERROR;
    if (v != VALUE_ERROR && is_error &&
        !(value_is_type(v) && type_has((struct type *)v, TYPE_EXCEPTION_SUBCLASS))) {
        return raise_error(t, &TypeError_type, "%s.%s is no exception class", library[which].module,
                           library[which].name);
    }
    if (v != VALUE_ERROR) {
        value_store(&found[which], v);
    }
    return v;
}

Value async_library(struct thread *t, enum async_library which)
{
    Value v = value_load(&found[which]);
    return LIKELY(v != VALUE_UNBOUND) ? v : import(t, which);
}

Value async_raise_invalid_state(struct thread *t, const char *text)
{
    Value class = async_library(t, LIBRARY_INVALID_STATE_ERROR);
    return class == VALUE_ERROR ? VALUE_ERROR : raise_error(t, (struct type *)class, "%s", text);
}
