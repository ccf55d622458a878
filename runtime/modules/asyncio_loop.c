/*
 * The module _asyncio: which loop runs in a thread, and which task in a loop.
 *
 * The running loop is a field of the thread, its alone. Which task runs in which loop is a dict, _current_tasks, and all
 * tasks are in a WeakSet, _all_tasks, as asyncio in Python has it: scripts look at both. Changed by single operations.
 */
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/module.h"
#include "runtime/modules/asyncio.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

/* Roots; constant once the module is made. */
static Value current_tasks, all_tasks;
static Value context_names, message_names; /* ("context",) and ("msg",), for calls with a keyword */

/* ---- calls ---- */

static Value keyword_tuple(Value keyword)
{
    ASSERT(keyword == name_context || keyword == name_msg);
    return keyword == name_context ? context_names : message_names;
}

Value async_call_keyword(struct thread *t, Value v, Value name, Value positional, Value keyword,
                         Value argument)
{
    Value self;
    Value method = object_get_method(t, v, name, &self);
    if (method == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    Value args[4] = {VALUE_UNBOUND}; /* [0] is the callee's to write */
    uint32_t n = 0;
    if (self != VALUE_UNBOUND) {
        args[1 + n++] = self;
    }
    if (positional != VALUE_UNBOUND) {
        args[1 + n++] = positional;
    }
    args[1 + n] = argument;
    return call(t, method, args + 1, n, keyword_tuple(keyword));
}

bool async_call_soon(struct thread *t, Value loop, Value function, Value argument, Value context)
{
    Value self;
    Value method = object_get_method(t, loop, name_call_soon, &self);
    if (method == VALUE_ERROR) {
        return false;
    }
    Value args[5] = {VALUE_UNBOUND};
    uint32_t n = 0;
    if (self != VALUE_UNBOUND) {
        args[1 + n++] = self;
    }
    args[1 + n++] = function;
    if (argument != VALUE_UNBOUND) {
        args[1 + n++] = argument;
    }
    args[1 + n] = context;
    Value names = context == VALUE_UNBOUND ? VALUE_UNBOUND : keyword_tuple(name_context);
    return call(t, method, args + 1, n, names) != VALUE_ERROR;
}

/* ---- loops ---- */

static Value get_running_loop(struct thread *t, Value *args UNUSED, uint32_t n_args UNUSED,
                              Value names UNUSED)
{
    return t->running_loop != VALUE_UNBOUND
               ? t->running_loop
               : raise_error(t, &RuntimeError_type, "no running event loop");
}

static Value find_running_loop(struct thread *t, Value *args UNUSED, uint32_t n_args UNUSED,
                               Value names UNUSED)
{
    return t->running_loop == VALUE_UNBOUND ? VALUE_NONE : t->running_loop;
}

static Value set_running_loop(struct thread *t, Value *args, uint32_t n_args UNUSED,
                              Value names UNUSED)
{
    t->running_loop = args[0] == VALUE_NONE ? VALUE_UNBOUND : args[0];
    return VALUE_NONE;
}

Value async_current_loop(struct thread *t)
{
    if (t->running_loop != VALUE_UNBOUND) {
        return t->running_loop;
    }
    Value get_policy = async_library(t, LIBRARY_GET_POLICY);
    Value policy = get_policy == VALUE_ERROR ? VALUE_ERROR : call_0(t, get_policy);
    return policy == VALUE_ERROR ? VALUE_ERROR : call_method_0(t, policy, name_get_event_loop);
}

static Value get_event_loop(struct thread *t, Value *args UNUSED, uint32_t n_args UNUSED,
                            Value names UNUSED)
{
    return async_current_loop(t);
}

Value async_loop_of(struct thread *t, Value future)
{
    if (value_is_plain_async_future(future)) {
        Value loop = value_load(&value_to_async_future(future)->loop);
        return loop != VALUE_UNBOUND
                   ? loop
                   : raise_error(t, &RuntimeError_type, "Future object is not initialized.");
    }
    Value get = object_find_attribute(t, future, name_get_loop);
    if (get == VALUE_UNBOUND) {
        return object_get_attribute(t, future, name__loop);
    }
    return get == VALUE_ERROR ? VALUE_ERROR : call_0(t, get);
}

/* ---- tasks ---- */

static Value current_task(struct thread *t, Value loop)
{
    Value task = dict_get(t, value_to_dict(current_tasks), loop);
    return task == VALUE_UNBOUND ? VALUE_NONE : task;
}

bool async_enter_task(struct thread *t, Value loop, Value task)
{
    Value running = current_task(t, loop);
    if (running != VALUE_NONE) {
        return running != VALUE_ERROR &&
               raise_false(t, &RuntimeError_type,
                           "Cannot enter into task %R while another task %R is being executed.",
                           task, running);
    }
    return dict_set(t, value_to_dict(current_tasks), loop, task);
}

bool async_leave_task(struct thread *t, Value loop, Value task)
{
    Value running = current_task(t, loop), was;
    if (running != task) {
        return running != VALUE_ERROR &&
               raise_false(t, &RuntimeError_type,
                           "Leaving task %R does not match the current task %R.", task, running);
    }
    return dict_remove(t, value_to_dict(current_tasks), loop, &was);
}

bool async_register_task(struct thread *t, Value task)
{
    return call_method_1(t, all_tasks, name_add, task) != VALUE_ERROR;
}

static Value none_if(bool ok)
{
    return ok ? VALUE_NONE : VALUE_ERROR;
}

static Value enter_task(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    return none_if(async_enter_task(t, args[0], args[1]));
}

static Value leave_task(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    return none_if(async_leave_task(t, args[0], args[1]));
}

static Value register_task(struct thread *t, Value *args, uint32_t n_args UNUSED,
                           Value names UNUSED)
{
    return none_if(async_register_task(t, args[0]));
}

static Value unregister_task(struct thread *t, Value *args, uint32_t n_args UNUSED,
                             Value names UNUSED)
{
    return none_if(call_method_1(t, all_tasks, name_discard, args[0]) != VALUE_ERROR);
}

/* ---- the module ---- */

static const struct native_def functions[] = {
    {"_enter_task", enter_task, "(loop, task)",
     "Enter into task execution: the loop runs this task from now on.", NATIVE_METHOD},
    {"_get_event_loop", get_event_loop, "(stacklevel=3)", NULL, NATIVE_METHOD},
    {"_get_running_loop", find_running_loop, "()",
     "Return the loop that runs in this thread, or None.", NATIVE_METHOD},
    {"_leave_task", leave_task, "(loop, task)", "The loop runs this task no more.", NATIVE_METHOD},
    {"_register_task", register_task, "(task)", "Add the task to the set of all tasks.",
     NATIVE_METHOD},
    {"_set_running_loop", set_running_loop, "(loop, /)",
     "Say which loop runs in this thread; None: no loop does.", NATIVE_METHOD},
    {"_unregister_task", unregister_task, "(task)", "Take the task out of the set of all tasks.",
     NATIVE_METHOD},
    {"get_event_loop", get_event_loop, "()",
     "Return the loop that runs in this thread, or else that of the event loop policy.",
     NATIVE_METHOD},
    {"get_running_loop", get_running_loop, "()",
     "Return the loop that runs in this thread; RuntimeError if none does.", NATIVE_METHOD},
    {0},
};

static Value weak_set_new(struct thread *t)
{
    Value name = str_intern_cstr(t, "weakref");
    Value module = name == VALUE_ERROR ? VALUE_ERROR : import_module(t, name);
    Value class_name = module == VALUE_ERROR ? VALUE_ERROR : str_intern_cstr(t, "WeakSet");
    Value class =
        class_name == VALUE_ERROR ? VALUE_ERROR : object_get_attribute(t, module, class_name);
    return class == VALUE_ERROR ? VALUE_ERROR : call_0(t, class);
}

static bool make_roots(struct thread *t)
{
    if (current_tasks != VALUE_UNBOUND) {
        return true;
    }
    Value tasks = dict_new(t);
    Value all = tasks == VALUE_ERROR ? VALUE_ERROR : weak_set_new(t);
    Value names = all == VALUE_ERROR ? VALUE_ERROR : tuple_of(t, 1, name_context);
    Value other_names = names == VALUE_ERROR ? VALUE_ERROR : tuple_of(t, 1, name_msg);
    if (other_names == VALUE_ERROR || !async_step_init(t)) {
        return false;
    }
    async_library_init();
    Value *const roots[] = {&current_tasks, &all_tasks, &context_names, &message_names};
    const Value values[] = {tasks, all, names, other_names};
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++) {
        gc_add_root(roots[i]);
        value_store(roots[i], values[i]);
    }
    return true;
}

bool module_init__asyncio(struct thread *t, Value module)
{
    return make_roots(t) && module_add_functions(t, module, functions) &&
           module_add(t, module, "Future", value_from_object(&async_future_type)) &&
           module_add(t, module, "Task", value_from_object(&async_task_type)) &&
           module_add(t, module, "_all_tasks", all_tasks) &&
           module_add(t, module, "_current_tasks", current_tasks);
}
