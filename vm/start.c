#include "vm/start.h"
#include "lock/schedule.h"
#include "vm/run_server.h"
#include "vm/schedule_view.h"

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "compiler/compiler.h"
#include "lock/lock.h"
#include "lock/native.h"
#include "lock/safepoint.h"
#include "lock/world.h"
#include "runtime/abstract.h"
#include "runtime/atexit.h"
#include "runtime/builtin_functions.h"
#include "runtime/call.h"
#include "runtime/descriptor.h"
#include "runtime/exception_layouts.h"
#include "runtime/file.h"
#include "runtime/heap.h"
#include "runtime/import.h"
#include "runtime/int.h"
#include "runtime/int_gmp.h"
#include "runtime/list.h"
#include "runtime/lookup.h"
#include "runtime/module.h"
#include "runtime/modules/thread_local.h"
#include "runtime/path.h"
#include "runtime/quitter.h"
#include "runtime/settings.h"
#include "runtime/signals.h"
#include "runtime/site_builtins.h"
#include "runtime/str.h"
#include "runtime/super.h"
#include "runtime/sys.h"
#include "runtime/sys_breakpoint.h"
#include "runtime/sys_details.h"
#include "runtime/sys_seeded.h"
#include "runtime/tuple.h"
#include "runtime/upcalls.h"
#include "vm/builtins.h"
#include "vm/call.h"
#include "vm/coroutine.h"
#include "vm/format/bytecode.h"
#include "vm/globals.h"
#include "vm/inline_cache.h"
#include "vm/lock_record.h"
#include "vm/lock_watch.h"
#include "vm/module_code.h"
#include "vm/script.h"
#include "vm/start_flags.h"
#include "vm/start_paths.h"
#include "vm/start_streams.h"
#include "vm/trace.h"

struct upcalls upcalls;
Value builtins_dict = VALUE_UNBOUND;

/* --- What the rooms below ask for --- */

static bool at_safepoint(struct lock_thread *lock_thread, uint32_t reasons)
{
    struct thread *t = CONTAINER_OF(lock_thread, struct thread, lock);
    if (reasons & SAFEPOINT_COLLECT) {
        gc_safepoint(t);
    }
    if (reasons & SAFEPOINT_FINALIZERS) {
        gc_run_finalizers(t);
    }
    if ((reasons & SAFEPOINT_SIGNAL) && !signals_run_handlers(t)) {
        return false;
    }
    if ((reasons & SAFEPOINT_ASYNC) && t->async_exception != VALUE_UNBOUND) {
        Value exception = t->async_exception;
        t->async_exception = VALUE_UNBOUND;
        raise_exception(t, exception);
        return false;
    }
    return true;
}

static bool run_module(struct thread *t, Value code, Value globals)
{
    Value f = function_new(t, code, globals);
    return f != VALUE_ERROR && run_code(t, (struct function *)f, VALUE_UNBOUND) != VALUE_ERROR;
}

static Value running_globals(struct thread *t)
{
    struct frame *frame = frame_running(t);
    return frame == NULL ? VALUE_UNBOUND : frame->function->globals;
}

static Value running_name(struct thread *t)
{
    struct frame *frame = frame_running(t);
    return frame == NULL ? VALUE_UNBOUND : frame->code->name;
}

static int running_line(struct thread *t, int depth, Value *filename)
{
    struct frame *frame = frame_running(t);
    while (frame != NULL && depth-- > 0) {
        frame = frame_caller(t, frame);
    }
    if (frame == NULL) {
        return 0;
    }
    *filename = frame->code->filename;
    return frame_line(frame);
}

static char *stack_of_call(struct thread *t, native_fn function)
{
    struct frame *frame = frame_running(t);
    if (frame == NULL) {
        return NULL;
    }
    uint64_t word = frame->code->words[frame_word(frame)];
    enum opcode op = instruction_op(word);
    Value callee = frame->registers[instruction_a(word)];
    bool is_called = (op == OP_CALL || op == OP_CALL_METHOD) && value_is_object(callee) &&
                     value_to_object(callee)->type == &native_function_type &&
                     ((struct native *)callee)->function == function;
    return is_called ? t->loop_stack : NULL;
}

/* Is `operand` what a call of `callee` with these first arguments works on: its self, or an operand of an operator? */
static bool is_operand_of_call(Value callee, Value first, Value second, Value operand)
{
    if (value_type(callee) == &bound_method_type) {
        callee = ((const struct bound_method *)callee)->function;
    }
    const struct type *type = value_type(callee);
    if (type == &native_function_type) {
        const struct native *native = (const struct native *)callee;
        bool is_operator = value_is_str(native->module) &&
                           str_equals_cstr(native->module, "_operator"); /* imul(a, 2) */
        return native->self == operand || (is_operator && (first == operand || second == operand));
    }
    if (type == &method_wrapper_type) {
        return method_wrapper_self(callee) == operand;
    }
    return (type == &method_descriptor_type || type == &slot_wrapper_type) &&
           (first == operand || second == operand);
}

static bool works_on(const struct frame *frame, uint64_t word, Value operand)
{
    const Value *r = frame->registers;
    switch (instruction_op(word)) {
    case OP_CALL:
    case OP_CALL_METHOD:
    case OP_CALL_KEYWORDS:
        r += instruction_a(word);
        return is_operand_of_call(r[0], r[1], r[2], operand);
    case OP_CALL_EX: {
        r += instruction_a(word);
        const struct tuple *tuple = value_is_tuple(r[2]) ? value_to_tuple(r[2]) : NULL;
        Value first = tuple != NULL && tuple->length > 0 ? tuple->items[0] : VALUE_UNBOUND;
        return is_operand_of_call(r[0], r[1], first, operand);
    }
    case OP_SET_ITEM:
    case OP_DELETE_ITEM:
        return r[instruction_a(word)] == operand;
    case OP_ADD:
    case OP_MULTIPLY:
    case OP_ADD_K:
    case OP_MULTIPLY_K:
        return r[instruction_b(word)] == operand;
    default:
        return false;
    }
}

static char *stack_of_operation(struct thread *t, Value operand)
{
    struct frame *frame = frame_running(t);
    return frame != NULL && works_on(frame, frame->code->words[frame_word(frame)], operand)
               ? t->loop_stack
               : NULL;
}

static void set_function_code(struct thread *t, struct function *f, Value code,
                              struct global_cells *cells)
{
    world_stop(&t->lock, "__code__");
    store_release(&f->global_cells, cells);
    value_store(&f->code, code);
    world_start(&t->lock);
}

static void fill_upcalls(void)
{
    upcalls = (struct upcalls){
        .mark_frames = mark_frames,
        .mark_roots = side_table_mark,
        .module_code = module_code,
        .run_module = run_module,
        .globals = running_globals,
        .current_function_name = running_name,
        .handle_signals = signals_run_handlers,
        .line = running_line,
        .global_cells_for = global_cells_for,
        .set_function_code = set_function_code,
        .super_arguments = super_arguments,
        .stack_of_call = stack_of_call,
        .stack_of_operation = stack_of_operation,
        .flush_inline_caches = inline_caches_flush,
    };
    call_init();
    inline_caches_init();
}

/* --- Types and modules --- */

#define TYPE_ROW(row_type, builtin) extern struct type row_type;
#include "runtime/types.def"
#undef TYPE_ROW

static const struct {
    struct type *type;
    const char *builtin_name;
} type_rows[] = {
    {&object_type, "object"},
    {&type_type, "type"},
#define TYPE_ROW(row_type, builtin) {&row_type, builtin},
#include "runtime/types.def"
#undef TYPE_ROW
    {&property_type, "property"},
    {&class_method_type, "classmethod"},
    {&static_method_type, "staticmethod"},
    {&super_type, "super"},
    {&generator_type, NULL},
    {&coroutine_type, NULL},
    {&coroutine_wrapper_type, NULL},
    {&async_generator_type, NULL},
    {&async_state_type, NULL},
    {&frame_type, NULL},
};

static bool make_types(struct thread *t)
{
    if (!type_ready(t, &object_type) || !type_ready(t, &type_type) || !descriptor_types_init(t)) {
        return false;
    }
    for (size_t i = 0; i < COUNT_OF(type_rows); i++) {
        if (!type_has(type_rows[i].type, TYPE_READY) && !type_ready(t, type_rows[i].type)) {
            return false;
        }
    }
    return true;
}

static bool make_builtins(struct thread *t)
{
    gc_add_root(&builtins_dict);
    Value name = str_intern_cstr(t, "builtins");
    Value module = name == VALUE_ERROR ? name : module_new_promising(t, name, name);
    if (module == VALUE_ERROR) {
        return false;
    }
    builtins_dict = value_from_object(((struct module *)module)->attributes);
    struct dict *d = value_to_dict(builtins_dict);
    for (size_t i = 0; i < COUNT_OF(type_rows); i++) {
        if (type_rows[i].builtin_name != NULL &&
            !dict_set_cstr(t, d, type_rows[i].builtin_name, value_from_object(type_rows[i].type))) {
            return false;
        }
    }
    return exceptions_init(t, d) && error_init(t) && builtins_init(t, module) &&
           dict_set_cstr(t, d, "None", VALUE_NONE) && dict_set_cstr(t, d, "True", VALUE_TRUE) &&
           dict_set_cstr(t, d, "False", VALUE_FALSE) &&
           dict_set_cstr(t, d, "Ellipsis", VALUE_ELLIPSIS) &&
           dict_set_cstr(t, d, "NotImplemented", VALUE_NOT_IMPLEMENTED) &&
           dict_set_cstr(t, d, "__debug__", value_from_bool(settings.optimize == 0)) &&
           import_init(t) && dict_set_cstr(t, value_to_dict(sys_modules), "builtins", module) &&
           sys_init(t) && dict_set_cstr(t, value_to_dict(sys_modules), "sys", sys_module) &&
           sys_breakpoint_init(t, sys_module, module) && sys_details_init(t, sys_module) &&
           sys_seeded_init(t, sys_module) && vm_builtins_init(t, module, sys_module) &&
           coroutines_init(t, module) && coroutine_hooks_init(t, sys_module) &&
           trace_init(t, sys_module) && module_add_functions(t, module, file_open_functions);
}

/* --- Start --- */

static bool bring_up(struct thread *t, const struct options *o)
{
    return types_bootstrap(t) && str_init(t) && names_init(t) && make_types(t) &&
           make_builtins(t) && signals_init(t) && lock_record_init(t, o) && files_init(t) &&
           start_set_paths(t, o) && start_set_flags(t, o) && start_set_streams(t, o) &&
           (o->no_site || (quitters_init(t, value_to_dict(builtins_dict)) &&
                           site_builtins_init(t, value_to_dict(builtins_dict))));
}

static struct thread *fail(const char *what)
{
    fprintf(stderr, "hasp: %s\n", what);
    return NULL;
}

/* Of a run that is to be repeatable: one that comes from its seed, where no other is given. */
static const char *hash_seed(const struct options *o)
{
    static char text[16];
    bool is_given = o->hash_seed != NULL && *o->hash_seed >= '0' && *o->hash_seed <= '9';
    if (is_given || !settings.is_repeatable) {
        return o->hash_seed;
    }
    uint64_t own = policy_parameter_count(o->policy, "hash");
    uint64_t seed = random_mix(own != 0 ? own : policy_parameter_count(o->policy, "seed"));
    snprintf(text, sizeof text, "%u", (unsigned)(seed >> 32) | 1u);
    return text;
}

/* One that has ended has given up its thread-local values; in a forked child the others never came to that. */
static void forget_thread(struct lock_thread *lock)
{
    local_thread_end((struct thread *)lock);
    thread_gone(lock);
}

struct thread *interpreter_start(const struct options *o)
{
    static const struct lock_callbacks callbacks = {
        .at_safepoint = at_safepoint,
        .thread_gone = forget_thread,
        .describe_position = schedule_view_position,
        .next_event = schedule_view_event,
        .deadlocked = schedule_view_deadlock,
    };
    run_server_init();
    start_fill_settings(o);
    if (!gc_init()) {
        return fail("no address space for the heap");
    }
    gmp_init();
    if (!str_hash_init(hash_seed(o))) {
        return fail("PYTHONHASHSEED must be \"random\" or an integer in range [0; 4294967295]");
    }
    lock_init(o->policy, &callbacks);
    if (o->switch_interval_ns > 0) {
        policy_set_switch_interval_ns(o->switch_interval_ns);
    }
    struct thread *t = thread_new_main();
    if (t == NULL) {
        return fail("no memory for the main thread");
    }
    thread_attach_main(t);
    fill_upcalls();
    frames_init(t);
    if (!bring_up(t, o)) {
        if (error_pending(t)) {
            error_print(t, error_take(t));
        }
        return fail("the interpreter could not be started");
    }
    gc_settle_shapes(t);
    gc_finalizers_settle();
    return t;
}

/* --- The end --- */

/* Calls threading._shutdown, which waits for the threads that are no daemons. */
static void join_threads(struct thread *t)
{
    Value threading = dict_get_cstr(t, value_to_dict(sys_modules), "threading");
    Value name = str_intern_cstr(t, "_shutdown");
    if (threading == VALUE_UNBOUND || threading == VALUE_NONE || name == VALUE_ERROR) {
        return;
    }
    if (call_method_0(t, threading, name) == VALUE_ERROR) {
        error_write_unraisable(t, threading);
    }
}

int interpreter_run(struct thread *t, const struct options *o, int *died_by)
{
    run_server_serve(t);
    int status = script_run(t, o, died_by);
    join_threads(t);
    atexit_run(t);
    lock_record_draw(t);
    return status;
}

/* What an uncaught exception refers to is to be finalized like all else. */
static void forget_last_exception(struct thread *t)
{
    static const char *const names[] = {"last_type", "last_value", "last_traceback"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        if (sys_get_attribute(t, names[i]) != VALUE_UNBOUND &&
            !sys_set_attribute(t, names[i], VALUE_NONE)) {
            error_clear(t);
        }
    }
}

/* The variables of __main__, which is given up, in a form that the collector does not take for a reference. */
static NOINLINE uintptr_t give_up_main(struct thread *t)
{
    Value was;
    uintptr_t hidden = ~(uintptr_t)((struct module *)main_module)->attributes;
    main_module = VALUE_UNBOUND;
    t->handled = VALUE_UNBOUND;
    if (!dict_remove(t, value_to_dict(sys_modules), name___main__, &was)) {
        error_clear(t);
    }
    return hidden;
}

/*
 * Finalizers run while the variables of __main__ are there: first those of what only __main__ refers to, then, where no
 * daemon thread may be using it, those of what something else keeps, such as another module. The variables are cleared
 * last, if they are kept (by a function that some library has been given), for the weak references.
 */
static void finalize_main(struct thread *t)
{
    gc_run_finalizers(t); /* what waits for them keeps the variables, too */
    uintptr_t hidden = give_up_main(t);
    gc_collect(t);
    struct object *kept = heap_find_object_stw((void *)~hidden); /* no other thread runs any more */
    gc_run_finalizers(t);
    if (thread_count() == 1) {
        gc_queue_remaining(t);
        gc_run_finalizers(t);
    }
    if (kept != NULL) {
        dict_clear((struct dict *)kept);
        gc_collect(t);
        gc_run_finalizers(t);
    }
    error_clear(t);
}

bool interpreter_end(struct thread *t)
{
    lock_watch_finish(t);
    store_relaxed(&sys_finalizing, true);
    world_end_others(&t->lock);
    forget_last_exception(t);
    if (main_module != VALUE_UNBOUND && gc_finalizers_expected()) {
        finalize_main(t);
    }
    native_reap();
    bool ok = files_flush_all(t);
    schedule_end();
    return ok;
}
