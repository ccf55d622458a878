#include "runtime/modules/thread_local.h"

#include <string.h>

#include "runtime/abstract.h"
#include "runtime/dict.h"
#include "runtime/list_buffer.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "runtime/weakref.h"

struct local {
    struct object base;
    /* Immutable. */
    struct dict *storages;          /* serial number of a thread -> dict */
    struct value_buffer *arguments; /* of the constructor, behind one free slot; NULL: none */
    uint32_t n_positional;
    Value keyword_names;
};

static uint64_t last_serial; /* of threads that have used such an object */

static struct local *local_of(Value self)
{
    return (struct local *)self;
}

static void trace_local(struct marker *m, struct object *self)
{
    const struct local *local = (const struct local *)self;
    mark_object(m, local->storages);
    mark_object(m, local->arguments);
    mark_value(m, local->keyword_names);
}

/* --- Storages --- */

/* What is where in a thread's list (thread_local.h). */
enum { SERIAL, PRUNE_AT, FIRST_REFERENCE, PRUNE_AT_LEAST = 64 };

/* The calling thread's list. */
static struct list *thread_list(struct thread *t)
{
    if (t->locals == VALUE_UNBOUND) {
        Value head[FIRST_REFERENCE] = {
            [SERIAL] = value_from_small_int((int64_t)atomic_add(&last_serial, 1) + 1),
            [PRUNE_AT] = value_from_small_int(PRUNE_AT_LEAST),
        };
        Value list = list_from_values(t, head, FIRST_REFERENCE);
        if (list == VALUE_ERROR) {
            return NULL;
        }
        t->locals = list;
    }
    return value_to_list(t->locals);
}

static void drop_dead(struct list *list)
{
    uint64_t kept = FIRST_REFERENCE;
    for (uint64_t i = FIRST_REFERENCE; i < list_length(list); i++) {
        Value reference = list_get(list, i);
        if (weakref_get(reference) != VALUE_UNBOUND) {
            list_set(list, kept++, reference);
        }
    }
    list_truncate(list, kept);
    list_set(list, PRUNE_AT, value_from_small_int((int64_t)(2 * kept + PRUNE_AT_LEAST)));
}

static Value storage_new(struct thread *t, struct local *local, struct list *list, Value serial)
{
    if (list_length(list) >= (uint64_t)value_to_small_int(list_get(list, PRUNE_AT))) {
        drop_dead(list);
    }
    Value storage = dict_new(t);
    Value reference =
        storage == VALUE_ERROR ? storage : weakref_new(t, value_from_object(local), VALUE_NONE);
    bool ok = reference != VALUE_ERROR && list_append(t, list, reference) &&
              dict_set(t, local->storages, serial, storage);
    return ok ? storage : VALUE_ERROR;
}

/* A class derived from _local is initialised again by every thread, with the arguments of its creation. */
static bool initialise(struct thread *t, Value self)
{
    struct type *type = value_type(self);
    const struct local *local = local_of(self);
    if (type->init == object_type.init || type->init == NULL) {
        return true;
    }
    size_t n = local->arguments == NULL ? 1 : local->arguments->capacity;
    struct value_buffer *copy = value_buffer_new(t, n);
    if (copy == NULL) {
        return false;
    }
    if (local->arguments != NULL) {
        memcpy(copy->items, local->arguments->items, n * sizeof(Value));
    }
    bool ok = type->init(t, self, copy->items + 1, local->n_positional, local->keyword_names);
    gc_keep(copy);
    return ok;
}

static Value remember(struct thread *t, Value self, Value storage)
{
    t->last_local = value_to_object(self);
    t->last_local_storage = storage;
    return storage;
}

static Value find_storage(struct thread *t, Value self)
{
    struct local *local = local_of(self);
    struct list *list = thread_list(t);
    if (list == NULL) {
        return VALUE_ERROR;
    }
    Value serial = list_get(list, SERIAL);
    Value storage = dict_get(t, local->storages, serial);
    if (storage != VALUE_UNBOUND) {
        return storage == VALUE_ERROR ? storage : remember(t, self, storage);
    }
    storage = storage_new(t, local, list, serial);
    if (storage != VALUE_ERROR && !initialise(t, self)) {
        Value exception = error_take(t), was;
        if (!dict_remove(t, local->storages, serial, &was)) {
            error_clear(t);
        }
        t->exception = exception;
        t->last_local = NULL;
        return VALUE_ERROR;
    }
    return storage;
}

/* The calling thread's attributes; ERROR: no memory, or an __init__ has failed. */
static inline Value storage_of(struct thread *t, Value self)
{
    return LIKELY(t->last_local == value_to_object(self)) ? t->last_local_storage
                                                          : find_storage(t, self);
}

void local_thread_end(struct thread *t)
{
    t->last_local = NULL;
    if (t->locals == VALUE_UNBOUND) {
        return;
    }
    const struct list *list = value_to_list(t->locals);
    Value serial = list_get(list, SERIAL), was;
    for (uint64_t i = FIRST_REFERENCE; i < list_length(list); i++) {
        Value local = weakref_get(list_get(list, i));
        if (local != VALUE_UNBOUND && !dict_remove(t, local_of(local)->storages, serial, &was)) {
            error_clear(t);
        }
    }
    t->locals = VALUE_UNBOUND;
}

/* --- Attributes --- */

static Value get_attribute(struct thread *t, Value self, Value name)
{
    Value storage = storage_of(t, self);
    Value key = storage == VALUE_ERROR ? storage : attribute_name(t, name);
    if (key == VALUE_ERROR) {
        return key;
    }
    if (key == name___dict__) {
        return storage;
    }
    struct type *type = value_type(self);
    Value found = type_lookup(t, type, key);
    if (found != VALUE_UNBOUND && value_type(found)->descriptor_set != NULL) {
        return object_bind(t, found, self, type);
    }
    Value v = dict_get_str(value_to_dict(storage), key);
    if (v != VALUE_UNBOUND) {
        return v;
    }
    return found == VALUE_UNBOUND ? raise_no_attribute(t, self, key)
                                  : object_bind(t, found, self, type);
}

static bool set_attribute(struct thread *t, Value self, Value name, Value v)
{
    Value storage = storage_of(t, self);
    Value key = storage == VALUE_ERROR ? storage : attribute_name(t, name);
    if (key == VALUE_ERROR) {
        return false;
    }
    if (key == name___dict__) {
        return raise_false(t, &AttributeError_type, "'%T' object attribute '__dict__' is read-only",
                           self);
    }
    Value found = type_lookup(t, value_type(self), key);
    if (found != VALUE_UNBOUND && value_type(found)->descriptor_set != NULL) {
        return value_type(found)->descriptor_set(t, found, self, v);
    }
    if (v != VALUE_UNBOUND) {
        return dict_set_str(t, value_to_dict(storage), key, v);
    }
    Value was;
    if (!dict_remove(t, value_to_dict(storage), key, &was)) {
        return false;
    }
    return was != VALUE_UNBOUND || (raise_no_attribute(t, self, key), false);
}

/* --- Creation --- */

static bool keep_arguments(struct thread *t, struct local *local, const Value *args, uint32_t n,
                           Value names)
{
    size_t n_all = n + keyword_count(names);
    local->n_positional = n;
    local->keyword_names = names;
    if (n_all == 0) {
        return true;
    }
    local->arguments = value_buffer_new(t, n_all + 1);
    if (local->arguments == NULL) {
        return false;
    }
    memcpy(local->arguments->items + 1, args, n_all * sizeof(Value));
    return true;
}

static Value new_local(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    struct type *type = (struct type *)args[0];
    bool has_init = type->init != NULL && type->init != object_type.init;
    if (!has_init && n_args - 1 + keyword_count(keyword_names) > 0) {
        return raise_error(t, &TypeError_type, "Initialization arguments are not supported");
    }
    struct local *local = gc_new(t, type);
    Value storages = local == NULL ? VALUE_ERROR : dict_new(t);
    if (storages == VALUE_ERROR || !keep_arguments(t, local, args + 1, n_args - 1, keyword_names)) {
        return VALUE_ERROR;
    }
    local->storages = value_to_dict(storages);
    struct list *list = thread_list(t);
    if (list == NULL || storage_new(t, local, list, list_get(list, SERIAL)) == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    return value_from_object(local);
}

struct type local_type = {
    TYPE_HEADER("_local", sizeof(struct local)),
    .module = "_thread",
    .doc = "Thread-local data",
    .flags = TYPE_BASE | TYPE_WEAK_REFERABLE,
    .trace = trace_local,
    .new = new_local,
    .get_attribute = get_attribute,
    .set_attribute = set_attribute,
};
