/* The module _sync, and what its types have in common: sync.h. */
#include "runtime/modules/sync.h"

#include <math.h>

#include "lock/park.h"
#include "lock/safepoint.h"
#include "runtime/abstract.h"
#include "runtime/exception.h"
#include "runtime/float.h"
#include "runtime/module.h"
#include "runtime/modules/queue.h"
#include "runtime/modules/thread_lock.h"
#include "runtime/str.h"

Value queue_full_error, broken_barrier_error;

/* ---- deadlines ---- */

bool sync_deadline(struct thread *t, Value timeout, int64_t *deadline_ns)
{
    int64_t ns;
    *deadline_ns = timeout == VALUE_UNBOUND || timeout == VALUE_NONE ? PARK_FOREVER : 0;
    if (*deadline_ns == PARK_FOREVER) {
        return true;
    }
    enum truth is_positive = object_compare_truth(t, timeout, value_from_small_int(0), COMPARE_GT);
    if (is_positive != TRUTH_TRUE) {
        return is_positive == TRUTH_FALSE;
    }
    if (!lock_seconds_to_ns(t, timeout, &ns)) {
        return false;
    }
    *deadline_ns = park_deadline_ns(ns);
    return true;
}

bool sync_sum_deadline(struct thread *t, Value timeout, int64_t *deadline_ns)
{
    if (timeout != VALUE_UNBOUND && timeout != VALUE_NONE && !value_is_float(timeout) &&
        !value_is_small_int(timeout)) {
        Value sum = number_binary(t, BINARY_ADD, float_from_double(t, 0.0), timeout);
        if (sum == VALUE_ERROR) {
            return false;
        }
    }
    return sync_deadline(t, timeout, deadline_ns);
}

/* ---- waiting ---- */

enum truth sync_wait_while(struct thread *t, void *address, bool (*must_wait)(void *argument),
                           void *argument, int64_t deadline_ns, const char *call)
{
    enum park_result result;
    do {
        result = blocking_wait(&t->lock, call, address, must_wait, argument, deadline_ns, NULL);
        gc_keep(address);
        if (result == PARK_INTERRUPTED && !safepoint_poll(&t->lock)) {
            return TRUTH_ERROR;
        }
    } while (result == PARK_INTERRUPTED || (result == PARK_WOKEN && must_wait(argument)));
    return (enum truth)(result != PARK_TIMEOUT || !must_wait(argument));
}

/* ---- names ---- */

Value sync_class_name(struct thread *t, Value v)
{
    Value class = value_from_object(value_type(v));
    Value module = object_get_attribute(t, class, name___module__);
    Value name =
        module == VALUE_ERROR ? VALUE_ERROR : object_get_attribute(t, class, name___qualname__);
    return name == VALUE_ERROR ? VALUE_ERROR : str_format(t, "%V.%V", module, name);
}

/* ---- the module ---- */

static bool make_error(struct thread *t, Value *root, const char *module, const char *name,
                       struct type *base, const char *doc)
{
    if (*root != VALUE_UNBOUND) {
        return true;
    }
    gc_add_root(root);
    Value error = exception_type_new(t, module, name, base, doc);
    if (error == VALUE_ERROR) {
        return false;
    }
    value_store(root, error);
    return true;
}

static const struct {
    const char *name;
    struct type *type;
} types[] = {
    {"Condition", &condition_type},  {"Event", &event_type},
    {"Semaphore", &semaphore_type},  {"BoundedSemaphore", &bounded_semaphore_type},
    {"Barrier", &barrier_type},      {"Queue", &queue_type},
    {"LifoQueue", &lifo_queue_type}, {"PriorityQueue", &priority_queue_type},
};

bool module_init__sync(struct thread *t, Value module)
{
    bool ok = queue_errors_make(t) &&
              module_add(t, module, "Empty", value_load(&queue_empty_error)) &&
              make_error(t, &queue_full_error, "queue", "Full", &Exception_type,
                         "Raised by put() when there is no room, or none in time.") &&
              make_error(t, &broken_barrier_error, "threading", "BrokenBarrierError",
                         &RuntimeError_type, "A barrier was broken while a thread waited.") &&
              module_add(t, module, "Full", value_load(&queue_full_error)) &&
              module_add(t, module, "BrokenBarrierError", value_load(&broken_barrier_error));
    for (size_t i = 0; ok && i < sizeof types / sizeof *types; i++) {
        ok = module_add(t, module, types[i].name, value_from_object(types[i].type));
    }
    return ok;
}
