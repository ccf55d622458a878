#include "runtime/buffer_export.h"

#include "runtime/list.h"
#include "runtime/tuple.h"
#include "runtime/upcalls.h"
#include "runtime/weakref.h"

enum { MAX_SKIPPED = 1 << 16 };

/* How many more alarms to ignore, and how many it will be after the next collection in vain. Relaxed: a lost count is
   harmless. */
static uint32_t n_skipped, penalty;

struct type buffer_export_type = {TYPE_HEADER("buffer_export", sizeof(struct buffer_export)),
                                  .flags = TYPE_WEAK_REFERABLE};

static bool is_exported_by(Value weakref)
{
    Value export = weakref_get(weakref);
    return export != VALUE_UNBOUND &&
           load_acquire(&((const struct buffer_export *)export)->n_views) > 0;
}

static bool is_exported(struct byte_store *array)
{
    Value exports = value_load(&array->exports);
    for (uint64_t i = 0; exports != VALUE_UNBOUND && i < value_to_tuple(exports)->length; i++) {
        if (is_exported_by(value_to_tuple(exports)->items[i])) {
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

static bool replace(struct byte_store *array, Value before, Value after)
{
    bool locked = object_lock(&array->base);
    bool is_current = array->exports == before;
    if (is_current) {
        value_store(&array->exports, after);
    }
    object_unlock(&array->base, locked);
    return is_current;
}

struct buffer_export *byte_store_export(struct thread *t, struct byte_store *array)
{
    struct buffer_export *export = gc_allocate(t, sizeof *export, &buffer_export_type);
    Value weakref =
        export == NULL ? VALUE_ERROR : weakref_new(t, value_from_object(export), VALUE_UNBOUND);
    if (weakref == VALUE_ERROR) {
        return NULL;
    }
    export->n_views = 1;
    for (;;) {
        Value before = value_load(&array->exports), after = extended(t, before, weakref);
        if (after == VALUE_ERROR) {
            return NULL;
        }
        if (replace(array, before, after)) {
            return export;
        }
    }
}

/* ---- asking ---- */

/* Is a view reachable? Not if that cannot be told for certain. */
static NOINLINE bool is_proved(struct thread *t, struct byte_store *array)
{
    uint32_t skip = load_relaxed(&n_skipped);
    char *stack = upcalls.stack_of_operation(t, value_from_object(array));
    if (stack == NULL || skip > 0) {
        store_relaxed(&n_skipped, skip > 0 ? skip - 1 : 0);
        return false;
    }
    gc_collect_above(t, stack);
    if (is_exported(array)) {
        store_relaxed(&penalty, 0);
        return true;
    }
    uint32_t next = load_relaxed(&penalty) * 2 + 1;
    store_relaxed(&penalty, next > MAX_SKIPPED ? MAX_SKIPPED : next);
    store_relaxed(&n_skipped, load_relaxed(&penalty) - 1);
    return false;
}

bool byte_store_may_resize(struct thread *t, struct byte_store *array)
{
    return !is_exported(array) || !is_proved(t, array) ||
           raise_false(t, &BufferError_type, "Existing exports of data: object cannot be re-sized");
}
