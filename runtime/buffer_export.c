#include "runtime/buffer_export.h"

#include "runtime/list.h"
#include "runtime/tuple.h"
#include "runtime/upcalls.h"
#include "runtime/weakref.h"

/* After FREE_TRIES collections in vain, one after the other, alarms are ignored: one, three, seven, ... of them between two
   collections. Relaxed: a lost count is harmless. */
enum { FREE_TRIES = 16, MAX_SKIPPED = 1 << 16 };
static uint32_t n_vain, n_skipped, penalty;

struct type buffer_export_type = {TYPE_HEADER("buffer_export", sizeof(struct buffer_export)),
                                  .flags = TYPE_WEAK_REFERABLE};

static bool is_exported_by(Value weakref)
{
    Value export = weakref_get(weakref);
    return export != VALUE_UNBOUND &&
           load_acquire(&((const struct buffer_export *)export)->n_views) > 0;
}

static bool is_exported(const Value *exports)
{
    Value all = value_load(exports);
    for (uint64_t i = 0; all != VALUE_UNBOUND && i < value_to_tuple(all)->length; i++) {
        if (is_exported_by(value_to_tuple(all)->items[i])) {
            return true;
        }
    }
    return false;
}

/* ---- making ---- */

/* The references that still count, and one more. */
static Value extended(struct thread *t, Value exports, Value weakref)
{
    Value list = list_new(t, 2);
    for (uint64_t i = 0;
         list != VALUE_ERROR && exports != VALUE_UNBOUND && i < value_to_tuple(exports)->length;
         i++) {
        Value entry = value_to_tuple(exports)->items[i];
        if (is_exported_by(entry) && !list_append(t, value_to_list(list), entry)) {
            return VALUE_ERROR;
        }
    }
    return list != VALUE_ERROR && list_append(t, value_to_list(list), weakref)
               ? list_to_tuple(t, value_to_list(list))
               : VALUE_ERROR;
}

static bool replace(Value owner, Value *exports, Value before, Value after)
{
    bool locked = object_lock(value_to_object(owner));
    bool is_current = *exports == before;
    if (is_current) {
        value_store(exports, after);
    }
    object_unlock(value_to_object(owner), locked);
    return is_current;
}

struct buffer_export *buffer_export_new(struct thread *t, Value owner, Value *exports)
{
    struct buffer_export *export = gc_allocate(t, sizeof *export, &buffer_export_type);
    Value weakref =
        export == NULL ? VALUE_ERROR : weakref_new(t, value_from_object(export), VALUE_UNBOUND);
    if (weakref == VALUE_ERROR) {
        return NULL;
    }
    export->n_views = 1;
    for (;;) {
        Value before = value_load(exports), after = extended(t, before, weakref);
        if (after == VALUE_ERROR) {
            return NULL;
        }
        if (replace(owner, exports, before, after)) {
            return export;
        }
    }
}

/* ---- asking ---- */

static void note_in_vain(void)
{
    uint32_t n = load_relaxed(&n_vain);
    if (n < FREE_TRIES) {
        store_relaxed(&n_vain, n + 1);
        return;
    }
    uint32_t next = load_relaxed(&penalty) * 2 + 1;
    next = next > MAX_SKIPPED ? MAX_SKIPPED : next;
    store_relaxed(&penalty, next);
    store_relaxed(&n_skipped, next);
}

/* Is a view reachable? Not if that cannot be told for certain. */
static NOINLINE bool is_proved(struct thread *t, const Value *exports, Value operand)
{
    char *stack = upcalls.stack_of_operation(t, operand);
    if (stack == NULL) {
        return false;
    }
    uint32_t skip = load_relaxed(&n_skipped);
    if (skip > 0) {
        store_relaxed(&n_skipped, skip - 1);
        return false;
    }
    gc_collect_above(t, stack);
    if (is_exported(exports)) {
        store_relaxed(&penalty, 0u);
        store_relaxed(&n_vain, 0u);
        return true;
    }
    note_in_vain();
    return false;
}

bool buffer_may_resize(struct thread *t, const Value *exports, Value operand, const char *message)
{
    if (!is_exported(exports) || !is_proved(t, exports, operand)) {
        return true;
    }
    error_clear(t);
    return raise_false(t, &BufferError_type, "%s", message);
}
