/* The module _thread: starting threads, and what threading.py builds on. Locks: thread_lock.c; _local: thread_local.c. */
#include <errno.h>
#include <signal.h>

#include "lock/native.h"
#include "lock/safepoint.h"
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/module.h"
#include "runtime/modules/thread_local.h"
#include "runtime/modules/thread_lock.h"
#include "runtime/signals.h"
#include "runtime/str.h"
#include "runtime/traceback.h"
#include "runtime/tuple.h"

enum { STACK_SIZE_MIN = 32768 };

static uint64_t n_running; /* threads that start_new_thread has started and that run still */

/* --- The life of a thread ---
 *
 * t->object is what the new thread is to call, a tuple of function, arguments and keywords; once it runs, the lock of
 * _set_sentinel, which is released when everything else of the thread is gone: whoever waits for it (join) may then
 * rely on the thread's neither running Python code nor holding objects.
 */

static void report_failure(struct thread *t, Value function)
{
    if (!error_swallow(t, &SystemExit_type)) {
        unraisable_write(t, "Exception ignored in thread started by", function);
    }
}

static void run_thread(struct thread *t, void *argument UNUSED)
{
    Value start = t->object;
    const struct tuple *call = value_to_tuple(start);
    t->object = VALUE_UNBOUND;
    if (call_tuple(t, call->items[0], call->items[1],
                   call->length > 2 ? call->items[2] : VALUE_UNBOUND) == VALUE_ERROR) {
        report_failure(t, call->items[0]);
    }
    local_thread_end(t);
    Value sentinel = t->object;
    t->object = VALUE_UNBOUND;
    atomic_sub(&n_running, 1);
    if (sentinel != VALUE_UNBOUND) {
        lock_word_release(&((struct lock_object *)sentinel)->word);
    }
}

/* A failure for lack of resources is tried once more when dead objects have given theirs back. */
static int start_with_retry(struct thread *t, struct thread *new_thread)
{
    int error = thread_start(new_thread, run_thread, NULL);
    if (error != 0) {
        gc_reclaim(t);
        error = thread_start(new_thread, run_thread, NULL);
    }
    return error;
}

static bool check_start(struct thread *t, const Value *args, uint32_t n_args)
{
    if (!check_arg_count(t, "start_new_thread", n_args, 2, 3)) {
        return false;
    }
    if (value_type(args[0])->call == NULL) {
        return raise_false(t, &TypeError_type, "first arg must be callable");
    }
    if (!value_is_tuple(args[1])) {
        return raise_false(t, &TypeError_type, "2nd arg must be a tuple");
    }
    return n_args < 3 || value_is_dict(args[2]) ||
           raise_false(t, &TypeError_type, "optional 3rd arg must be a dictionary");
}

static Value start_new_thread(struct thread *t, Value *args, uint32_t n_args, Value names)
{
    if (!reject_keywords(t, "start_new_thread", names) || !check_start(t, args, n_args)) {
        return VALUE_ERROR;
    }
    Value call = tuple_new(t, args, n_args);
    struct thread *new_thread = call == VALUE_ERROR ? NULL : thread_new();
    if (new_thread == NULL) {
        return call == VALUE_ERROR ? VALUE_ERROR : raise_no_memory(t);
    }
    new_thread->object = call;
    uint64_t ident = new_thread->ident;
    atomic_add(&n_running, 1);
    if (start_with_retry(t, new_thread) != 0) {
        atomic_sub(&n_running, 1);
        thread_free(new_thread);
        return raise_error(t, &RuntimeError_type, "can't start new thread");
    }
    gc_keep(call);
    return int_from_uint64(t, ident);
}

static Value set_sentinel(struct thread *t, Value *args UNUSED, uint32_t n_args UNUSED,
                          Value names UNUSED)
{
    Value lock = lock_new(t);
    if (lock != VALUE_ERROR) {
        t->object = lock;
    }
    return lock;
}

/*
 * args: sentinel, blocking, timeout. Acquires it, and gives it back before any handler can run: an exception in between would
 * leave it held for ever, and the thread alive for all who ask.
 */
static Value await_sentinel(struct thread *t, Value *args, uint32_t n_args UNUSED,
                            Value names UNUSED)
{
    int64_t deadline_ns;
    if (value_type(args[0]) != &lock_type) {
        return raise_error(t, &TypeError_type, "a sentinel is a lock, not '%T'", args[0]);
    }
    if (!lock_deadline(t, args[1], args[2], &deadline_ns)) {
        return VALUE_ERROR;
    }
    struct lock_object *sentinel = (struct lock_object *)args[0];
    safepoint_offer_switch(&t->lock);
    enum truth has_ended =
        lock_word_acquire(t, &sentinel->word, deadline_ns, sentinel, "Thread.join");
    if (has_ended == TRUTH_TRUE) {
        lock_word_release(&sentinel->word);
    }
    return has_ended == TRUTH_ERROR ? VALUE_ERROR : value_from_bool(has_ended);
}

/* --- Facts and small things --- */

static Value allocate_lock(struct thread *t, Value *args UNUSED, uint32_t n_args UNUSED,
                           Value names UNUSED)
{
    return lock_new(t);
}

static Value get_ident(struct thread *t, Value *args UNUSED, uint32_t n_args UNUSED,
                       Value names UNUSED)
{
    return int_from_uint64(t, t->ident);
}

static Value get_native_id(struct thread *t, Value *args UNUSED, uint32_t n_args UNUSED,
                           Value names UNUSED)
{
    return value_from_small_int(t->lock.native_id);
}

static Value count(struct thread *t UNUSED, Value *args UNUSED, uint32_t n_args UNUSED,
                   Value names UNUSED)
{
    return value_from_small_int((int64_t)load_relaxed(&n_running));
}

static Value exit_thread(struct thread *t, Value *args UNUSED, uint32_t n_args UNUSED,
                         Value names UNUSED)
{
    return raise_plain(t, &SystemExit_type);
}

static Value stack_size(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    int64_t size = 0;
    if (args[0] != VALUE_UNBOUND && !number_to_index(t, args[0], &size)) {
        return VALUE_ERROR;
    }
    if (size < 0) {
        return raise_error(t, &ValueError_type, "size must be 0 or a positive value");
    }
    if (size > 0 && size < STACK_SIZE_MIN) {
        return raise_error(t, &ValueError_type, "size not valid: %ld bytes", (long)size);
    }
    uint64_t old = args[0] == VALUE_UNBOUND ? load_relaxed(&thread_stack_bytes)
                                            : atomic_swap(&thread_stack_bytes, (uint64_t)size);
    return value_from_small_int((int64_t)old);
}

static Value interrupt_main(struct thread *t, Value *args, uint32_t n_args UNUSED,
                            Value names UNUSED)
{
    int64_t number = SIGINT;
    if (args[0] != VALUE_UNBOUND && !number_to_index(t, args[0], &number)) {
        return VALUE_ERROR;
    }
    if (number < 1 || number >= NSIG || !signals_simulate((int)number)) {
        return raise_error(t, &ValueError_type, "signal number out of range");
    }
    return safepoint_poll(&t->lock) ? VALUE_NONE : VALUE_ERROR;
}

#define START_DOC                                                                                  \
    "Start a new thread that calls function(*args, **kwargs), and return its identifier."

static const struct native_def functions[] = {
    {"_await_sentinel", await_sentinel, "(sentinel, blocking=True, timeout=-1, /)",
     "Is the thread of that sentinel gone? Waits for it as acquire() waits for a lock.",
     NATIVE_METHOD},
    {"_count", count, "()", "The number of running threads that this module has started.",
     NATIVE_METHOD},
    {"_set_sentinel", set_sentinel, "()",
     "A lock that is released when the calling thread is gone.", NATIVE_METHOD},
    {"allocate", allocate_lock, "()", "Create a new lock object.", NATIVE_METHOD},
    {"allocate_lock", allocate_lock, "()", "Create a new lock object.", NATIVE_METHOD},
    {"exit", exit_thread, "()", "Raise SystemExit, which ends the thread.", NATIVE_METHOD},
    {"exit_thread", exit_thread, "()", "Raise SystemExit, which ends the thread.", NATIVE_METHOD},
    {"get_ident", get_ident, "()", "A number that no other running thread has.", NATIVE_METHOD},
    {"get_native_id", get_native_id, "()", "The operating system's number of the thread.",
     NATIVE_METHOD},
    {"interrupt_main", interrupt_main, "(signum=2, /)", "Simulate the arrival of a signal.",
     NATIVE_METHOD},
    {"stack_size", stack_size, "(size=0, /)",
     "Return the stack size that was asked for, and set it.", NATIVE_METHOD},
    {"start_new", start_new_thread, "(*)", START_DOC, NATIVE_METHOD},
    {"start_new_thread", start_new_thread, "(*)", START_DOC, NATIVE_METHOD},
    {0},
};
#undef START_DOC

bool module_init__thread(struct thread *t, Value module)
{
    Value timeout_max = float_from_double(t, (double)LOCK_TIMEOUT_MAX_SECONDS);
    return timeout_max != VALUE_ERROR && module_add_functions(t, module, functions) &&
           module_add(t, module, "LockType", value_from_object(&lock_type)) &&
           module_add(t, module, "RLock", value_from_object(&rlock_type)) &&
           module_add(t, module, "_local", value_from_object(&local_type)) &&
           module_add(t, module, "error", value_from_object(&RuntimeError_type)) &&
           module_add(t, module, "TIMEOUT_MAX", timeout_max);
}
