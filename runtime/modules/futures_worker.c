/*
 * The module _futures: a call to be made (WorkItem), and what a thread of a pool does all its life (serve).
 *
 * A worker has a queue, from which it takes items, and a semaphore that counts the idle workers: submit() starts a new
 * thread only if it cannot take a unit. None in the queue asks whether it is time to end. The worker holds its
 * executor by neither of them, so that one that nobody refers to any more can be collected.
 *
 * The fields of an item are written when it is made, and by scripts that take it for an object like any other: atomic.
 */
#include <string.h>

#include "lock/park.h"
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/exception.h"
#include "runtime/float.h"
#include "runtime/generic_alias.h"
#include "runtime/module.h"
#include "runtime/modules/futures.h"
#include "runtime/modules/queue.h"
#include "runtime/modules/thread_lock.h"
#include "runtime/native.h"
#include "runtime/tuple.h"

struct work_item {
    struct object base;
    Value future, function, arguments, keywords;
};

static struct work_item *item_of(Value self)
{
    return (struct work_item *)self;
}

static void trace(struct marker *m, struct object *self)
{
    const struct work_item *item = (const struct work_item *)self;
    mark_value(m, item->future);
    mark_value(m, item->function);
    mark_value(m, item->arguments);
    mark_value(m, item->keywords);
}

static Value new_item(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    static struct argument_parser parser = {"_WorkItem.__init__", "(future, fn, args, kwargs)",
                                            NULL};
    Value given[4];
    if (!arguments_bind(t, &parser, args + 1, n_args - 1, keyword_names, given)) {
        return VALUE_ERROR;
    }
    if (!value_is_tuple(given[2]) || !value_is_dict(given[3])) {
        return raise_error(t, &TypeError_type, "args must be a tuple and kwargs a dict");
    }
    struct work_item *item = gc_new(t, (struct type *)args[0]);
    if (item == NULL) {
        return VALUE_ERROR;
    }
    item->future = given[0];
    item->function = given[1];
    item->arguments = given[2];
    item->keywords = given[3];
    return value_from_object(item);
}

/* ---- making the call ---- */

static bool is_plain(Value future)
{
    return LIKELY(value_type(future) == &future_type);
}

static enum truth start(struct thread *t, Value future)
{
    if (is_plain(future)) {
        return future_start(t, value_to_future(future));
    }
    Value started = call_method_0(t, future, name_set_running_or_notify_cancel);
    return started == VALUE_ERROR ? TRUTH_ERROR : object_truth(t, started);
}

static bool finish(struct thread *t, Value future, Value result)
{
    if (result != VALUE_ERROR) {
        return is_plain(future) ? future_finish(t, value_to_future(future), result, VALUE_UNBOUND)
                                : call_method_1(t, future, name_set_result, result) != VALUE_ERROR;
    }
    Value error = error_take(t);
    return is_plain(future) ? future_finish(t, value_to_future(future), VALUE_UNBOUND, error)
                            : call_method_1(t, future, name_set_exception, error) != VALUE_ERROR;
}

static bool run_item(struct thread *t, const struct work_item *item)
{
    Value future = value_load(&item->future);
    enum truth started = start(t, future);
    if (started != TRUTH_TRUE) {
        return started == TRUTH_FALSE;
    }
    Value result = call_tuple(t, value_load(&item->function), value_load(&item->arguments),
                              value_load(&item->keywords));
    return finish(t, future, result);
}

static Value run(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    return run_item(t, item_of(args[0])) ? VALUE_NONE : VALUE_ERROR;
}

/* ---- the life of a worker ---- */

/* A frame of its own, which ends before the worker waits. */
static NOINLINE bool run_any(struct thread *t, Value item)
{
    return value_type(item) == &work_item_type ? run_item(t, item_of(item))
                                               : call_method_0(t, item, name_run) != VALUE_ERROR;
}

/* Where the frames of a call lay, those of a wait will lie, and not write every word: the collector, which takes them all for
   addresses, would find the last future and its result as long as the worker does not run, or has nothing else to do. */
static NOINLINE void forget_calls(void)
{
    char dead[2048];
    memset(dead, 0, sizeof dead);
    gc_keep(dead);
}

/* ---- idle workers ----
 *
 * An executor that nobody refers to any more lets its workers go when it is collected. A program that only waits allocates
 * nothing, and asks for no collection: so a worker that has had nothing to do for a while makes one, unless the
 * heap is so large that others would notice, or another worker has just done so.
 */

enum { IDLE_COLLECTS_UP_TO = 32 << 20, IDLE_APART_NS = 500000000 };
#define IDLE_AFTER_S 1.0

static int64_t collected_at_ns; /* the last time; by compare_and_swap */

static void collect_once(struct thread *t)
{
    struct gc_statistics heap;
    int64_t now_ns = park_clock_ns(), last_ns = load_relaxed(&collected_at_ns);
    if (!gc_is_enabled() || (last_ns != 0 && now_ns - last_ns < IDLE_APART_NS) ||
        !compare_and_swap(&collected_at_ns, &last_ns, now_ns)) {
        return;
    }
    gc_get_statistics(&heap);
    if (heap.live_bytes <= IDLE_COLLECTS_UP_TO) {
        gc_reclaim(t);
    }
}

static Value next_item(struct thread *t, Value queue)
{
    if (UNLIKELY(value_type(queue) != &simple_queue_type)) {
        return call_method_0(t, queue, name_get);
    }
    Value timeout = float_from_double(t, IDLE_AFTER_S);
    if (timeout == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    Value args[] = {VALUE_UNBOUND, VALUE_TRUE, timeout};
    Value item = call_method(t, queue, name_get, args + 1, 2);
    if (LIKELY(item != VALUE_ERROR) ||
        !error_swallow(t, (struct type *)value_load(&queue_empty_error))) {
        return item;
    }
    collect_once(t);
    return call_method_0(t, queue, name_get);
}

/* One item, whatever it is; its frame ends before a waiting thread may get its turn. TRUTH_FALSE: the end. */
static NOINLINE enum truth run_next(struct thread *t, Value queue, Value must_end)
{
    Value item = next_item(t, queue);
    if (item == VALUE_ERROR) {
        return TRUTH_ERROR;
    }
    if (item == VALUE_NONE) {
        Value ends = call_0(t, must_end);
        enum truth truth = ends == VALUE_ERROR ? TRUTH_ERROR : object_truth(t, ends);
        return truth == TRUTH_ERROR ? TRUTH_ERROR : (enum truth) !truth;
    }
    return run_any(t, item) ? TRUTH_TRUE : TRUTH_ERROR;
}

static enum truth serve_one(struct thread *t, Value queue, Value idle, Value must_end)
{
    enum truth goes_on = run_next(t, queue, must_end);
    forget_calls();
    bool fails = goes_on == TRUTH_TRUE && call_method_0(t, idle, name_release) == VALUE_ERROR;
    return fails ? TRUTH_ERROR : goes_on;
}

/* args: queue, idle, must_end. */
static Value serve(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    enum truth goes_on = TRUTH_TRUE;
    while (goes_on == TRUTH_TRUE) {
        goes_on = serve_one(t, args[0], args[1], args[2]);
    }
    return goes_on == TRUTH_ERROR ? VALUE_ERROR : VALUE_NONE;
}

/* ---- the types and the module ---- */

#define FIELD(field)                                                                               \
    static Value get_##field(struct thread *t UNUSED, Value self)                                  \
    {                                                                                              \
        return value_load(&item_of(self)->field);                                                  \
    }
FIELD(future)
FIELD(function)
FIELD(arguments)
FIELD(keywords)
#undef FIELD

static const struct getset_def members[] = {
    {"future", get_future, NULL, NULL},
    {"fn", get_function, NULL, NULL},
    {"args", get_arguments, NULL, NULL},
    {"kwargs", get_keywords, NULL, NULL},
    {0},
};

static const struct native_def methods[] = {
    {"__class_getitem__", generic_alias_class_getitem, "(cls, item, /)", "See PEP 585",
     NATIVE_CLASS_METHOD},
    {"run", run, "(self)", "Make the call, unless it was cancelled, and tell the future.",
     NATIVE_METHOD},
    {0},
};

struct type work_item_type = {
    TYPE_HEADER("_WorkItem", sizeof(struct work_item)),
    .module = "concurrent.futures.thread",
    .doc = "A call that is to be made, and its future.",
    .trace = trace,
    .new = new_item,
    .methods = methods,
    .members = members,
};

static const struct native_def functions[] = {
    {"serve", serve, "(queue, idle, must_end, /)",
     "Run the items of the queue, releasing `idle` after each, until None comes and must_end() "
     "says so.",
     NATIVE_METHOD},
    {0},
};

static bool make_error(struct thread *t, Value *root, const char *name, struct type *base,
                       const char *doc)
{
    if (*root == VALUE_UNBOUND) {
        gc_add_root(root);
        Value error = exception_type_new(t, "concurrent.futures._base", name, base, doc);
        if (error == VALUE_ERROR) {
            return false;
        }
        value_store(root, error);
    }
    return true;
}

bool module_init__futures(struct thread *t, Value module)
{
    static Value error_base;
    return make_error(t, &error_base, "Error", &Exception_type,
                      "Base of the errors of concurrent.futures.") &&
           make_error(t, &future_cancelled_error, "CancelledError", (struct type *)error_base,
                      "The future was cancelled.") &&
           make_error(t, &future_invalid_state_error, "InvalidStateError",
                      (struct type *)error_base,
                      "The future is not in a state that allows this.") &&
           module_add(t, module, "Error", error_base) &&
           module_add(t, module, "CancelledError", value_load(&future_cancelled_error)) &&
           module_add(t, module, "InvalidStateError", value_load(&future_invalid_state_error)) &&
           module_add(t, module, "Future", value_from_object(&future_type)) &&
           module_add(t, module, "WorkItem", value_from_object(&work_item_type)) &&
           module_add_functions(t, module, functions);
}
