/* What sys offers to debuggers and profilers. */
#include "runtime/call.h"
#include "runtime/module.h"
#include "runtime/native.h"
#include "runtime/tuple.h"
#include "vm/frame_foreign.h"
#include "vm/trace.h"

static Value unbound_for_none(Value v)
{
    return v == VALUE_NONE ? VALUE_UNBOUND : v;
}

static Value none_for_unbound(Value v)
{
    return v == VALUE_UNBOUND ? VALUE_NONE : v;
}

static Value sys_settrace(struct thread *t, Value *args, uint32_t n UNUSED, Value names UNUSED)
{
    trace_set_function(t, unbound_for_none(args[0]));
    return VALUE_NONE;
}

static Value sys_gettrace(struct thread *t, Value *args UNUSED, uint32_t n UNUSED,
                          Value names UNUSED)
{
    return none_for_unbound(t->trace_function);
}

static Value sys_setprofile(struct thread *t, Value *args, uint32_t n UNUSED, Value names UNUSED)
{
    trace_set_profiler(t, unbound_for_none(args[0]));
    return VALUE_NONE;
}

static Value sys_getprofile(struct thread *t, Value *args UNUSED, uint32_t n UNUSED,
                            Value names UNUSED)
{
    return none_for_unbound(t->profile_function);
}

/* For a debugger that is itself a trace function: what it calls this way is traced. */
static Value sys_call_tracing(struct thread *t, Value *args, uint32_t n UNUSED, Value names UNUSED)
{
    if (!value_is_tuple(args[1])) {
        return raise_error(t, &TypeError_type, "call_tracing() argument 2 must be tuple, not %A",
                           args[1]);
    }
    uint32_t outer = t->tracing;
    t->tracing = 0;
    Value result = call_tuple(t, args[0], args[1], VALUE_UNBOUND);
    t->tracing = outer;
    return result;
}

static const struct native_def functions[] = {
    {"_current_exceptions", sys_current_exceptions, "()",
     "Return a dict mapping each thread's identifier to the exception that it handles.",
     NATIVE_METHOD},
    {"_current_frames", sys_current_frames, "()",
     "Return a dict mapping each thread's identifier to its current stack frame.", NATIVE_METHOD},
    {"call_tracing", sys_call_tracing, "(func, args, /)",
     "Call func(*args), while tracing is enabled.", NATIVE_METHOD},
    {"getprofile", sys_getprofile, "()", "Return the profiling function set with sys.setprofile.",
     NATIVE_METHOD},
    {"gettrace", sys_gettrace, "()",
     "Return the global debug tracing function set with sys.settrace.", NATIVE_METHOD},
    {"setprofile", sys_setprofile, "(function, /)",
     "Set the profiling function, which is called on each function call and return.",
     NATIVE_METHOD},
    {"settrace", sys_settrace, "(function, /)",
     "Set the global debug tracing function, which is called on each function call.",
     NATIVE_METHOD},
    {0},
};

bool trace_init(struct thread *t, Value sys)
{
    return module_add_functions(t, sys, functions);
}
