#include "runtime/weakref.h"
#include "runtime/generic_alias.h"

#include <stdio.h>
#include <stdlib.h>

#include "lock/ranked.h"
#include "lock/world.h"
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/gc_internal.h"
#include "runtime/list.h"
#include "runtime/native.h"

enum { FIRST_BUCKETS = 256 };

/* Chained hashing by the referent's address; a power of two of buckets. */
static struct {
    struct ranked_mutex lock;
    /* Under the lock, or with the world stopped. */
    struct weakref **buckets;
    size_t n_buckets;
    size_t n;
} table = {.lock = RANKED_MUTEX(LEAF)};

/* ---- the table ---- */

static struct weakref **bucket_of(Value referent)
{
    uint64_t address = value_bits(referent) >> 4;
    return &table.buckets[(address * UINT64_C(0x9e3779b97f4a7c15) >> 32) & (table.n_buckets - 1)];
}

static void insert_locked(struct weakref *w)
{
    struct weakref **bucket = bucket_of(w->referent);
    w->next = *bucket;
    *bucket = w;
    table.n++;
}

static void move_all_locked(struct weakref **from, size_t n_from)
{
    table.n = 0;
    for (size_t i = 0; i < n_from; i++) {
        for (struct weakref *w = from[i], *next; w != NULL; w = next) {
            next = w->next;
            insert_locked(w);
        }
    }
    free(from);
}

/* Keeps chains short. False: there is no table at all, for lack of memory. */
static bool make_room_locked(void)
{
    if (table.n < 2 * table.n_buckets) {
        return true;
    }
    size_t n = table.n_buckets == 0 ? FIRST_BUCKETS : table.n_buckets * 4;
    struct weakref **buckets = calloc(n, sizeof *buckets);
    if (buckets == NULL) {
        return table.n_buckets != 0;
    }
    struct weakref **old = table.buckets;
    size_t n_old = table.n_buckets;
    table.buckets = buckets;
    table.n_buckets = n;
    move_all_locked(old, n_old);
    return true;
}

static bool is_plain(const struct weakref *w)
{
    return w->base.type == &weakref_type && w->callback == VALUE_UNBOUND;
}

static struct weakref *find_plain_locked(Value referent)
{
    struct weakref *w = table.n_buckets == 0 ? NULL : *bucket_of(referent);
    while (w != NULL && !(w->referent == referent && is_plain(w))) {
        w = w->next;
    }
    return w;
}

/* ---- making ---- */

/* Enters `w`, or finds the plain one that another thread has entered meanwhile. NULL: no memory. */
static struct weakref *enter(struct weakref *w)
{
    ranked_lock(&table.lock);
    struct weakref *entered = NULL;
    if (make_room_locked()) {
        entered = is_plain(w) ? find_plain_locked(w->referent) : NULL;
        if (entered == NULL) {
            insert_locked(w);
            entered = w;
        }
    }
    ranked_unlock(&table.lock);
    return entered;
}

static struct weakref *find_plain(Value referent)
{
    ranked_lock(&table.lock);
    struct weakref *w = find_plain_locked(referent);
    ranked_unlock(&table.lock);
    return w;
}

Value weakref_new_of(struct thread *t, struct type *type, Value object, Value callback)
{
    if (!value_is_object(object) || !type_has(value_type(object), TYPE_WEAK_REFERABLE)) {
        return raise_error(t, &TypeError_type, "cannot create weak reference to '%T' object",
                           object);
    }
    callback = callback == VALUE_NONE ? VALUE_UNBOUND : callback;
    struct weakref *w =
        type == &weakref_type && callback == VALUE_UNBOUND ? find_plain(object) : NULL;
    if (w != NULL) {
        return value_from_object(w);
    }
    w = gc_new(t, type);
    if (w == NULL) {
        return VALUE_ERROR;
    }
    w->referent = object;
    w->callback = callback;
    if (callback != VALUE_UNBOUND) {
        gc_note_callback();
    }
    w->hash = -1;
    object_set_flag(value_to_object(object), OBJECT_WEAK_REFERENCED);
    w = enter(w);
    return w == NULL ? raise_no_memory(t) : value_from_object(w);
}

Value weakref_new(struct thread *t, Value object, Value callback)
{
    return weakref_new_of(t, &weakref_type, object, callback);
}

/* ---- asking ---- */

static size_t count_locked(Value object)
{
    size_t n = 0;
    struct weakref *w = table.n_buckets == 0 ? NULL : *bucket_of(object);
    for (; w != NULL; w = w->next) {
        n += w->referent == object;
    }
    return n;
}

size_t weakref_count(Value object)
{
    ranked_lock(&table.lock);
    size_t n = count_locked(object);
    ranked_unlock(&table.lock);
    return n;
}

/* As many as there were when they were counted. */
static size_t copy_list(Value object, struct value_buffer *to)
{
    ranked_lock(&table.lock);
    size_t n = 0;
    struct weakref *w = table.n_buckets == 0 ? NULL : *bucket_of(object);
    for (; w != NULL && n < to->capacity; w = w->next) {
        if (w->referent == object) {
            value_store(&to->items[n++], value_from_object(w));
        }
    }
    ranked_unlock(&table.lock);
    return n;
}

Value weakref_list(struct thread *t, Value object)
{
    struct value_buffer *copy = value_buffer_new(t, weakref_count(object));
    if (copy == NULL) {
        return VALUE_ERROR;
    }
    size_t n = copy_list(object, copy);
    return list_from_values(t, copy->items, n);
}

/* ---- dying ---- */

static bool referent_is_live(const struct weakref *w)
{
    return gc_is_live(value_to_object(w->referent));
}

static void clear_referent_stw(struct weakref *w)
{
    value_store(&w->referent, VALUE_UNBOUND);
    if (gc_is_live(w) && w->callback != VALUE_UNBOUND) {
        gc_queue_callback_stw(&w->base);
    }
}

void weakref_clear_dead_stw(void)
{
    world_assert_stopped();
    for (size_t i = 0; i < table.n_buckets; i++) {
        struct weakref **place = &table.buckets[i];
        while (*place != NULL) {
            struct weakref *w = *place;
            if (referent_is_live(w)) {
                place = &w->next;
            } else {
                *place = w->next;
                table.n--;
                clear_referent_stw(w);
            }
        }
    }
}

void weakref_prune(void)
{
    for (size_t i = 0; i < table.n_buckets; i++) {
        struct weakref **place = &table.buckets[i];
        while (*place != NULL) {
            if (gc_is_live(*place)) {
                place = &(*place)->next;
            } else {
                *place = (*place)->next;
                table.n--;
            }
        }
    }
}

void weakref_call_back(struct thread *t, struct weakref *w)
{
    Value callback = w->callback;
    value_store(&w->callback, VALUE_UNBOUND);
    if (callback != VALUE_UNBOUND && call_1(t, callback, value_from_object(w)) == VALUE_ERROR) {
        error_write_unraisable(t, callback);
    }
}

/* ---- the type ---- */

void weakref_trace(struct marker *m, struct object *self)
{
    mark_value(m, ((struct weakref *)self)->callback);
}

/* Of the arguments of ref(object[, callback]) the callback. */
static Value callback_argument(const Value *args, uint32_t n_args)
{
    return n_args > 2 ? args[2] : VALUE_UNBOUND;
}

static Value new_reference(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    if (!check_arg_count(t, "__new__", n_args - 1, 1, 2)) {
        return VALUE_ERROR;
    }
    struct type *type = (struct type *)value_to_object(args[0]);
    if (type == &weakref_type && !reject_keywords(t, "ref", keyword_names)) {
        return VALUE_ERROR;
    }
    return weakref_new_of(t, type, args[1], callback_argument(args, n_args));
}

/* All has been done by __new__; a subclass may pass the same arguments on. */
static bool init_reference(struct thread *t, Value self, Value *args, uint32_t n_args,
                           Value keyword_names)
{
    (void)self;
    (void)args;
    return check_arg_count(t, "__init__", n_args, 1, 2) && reject_keywords(t, "ref", keyword_names);
}

static Value call_reference(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    if (n_args + keyword_count(keyword_names) != 0) {
        return raise_error(t, &TypeError_type, "__call__() takes at most 0 arguments (%d given)",
                           (int)(n_args + keyword_count(keyword_names)));
    }
    Value referent = weakref_get(args[-1]);
    return referent == VALUE_UNBOUND ? VALUE_NONE : referent;
}

static bool hash_reference(struct thread *t, Value self, int64_t *hash)
{
    struct weakref *w = (struct weakref *)value_to_object(self);
    *hash = load_relaxed(&w->hash);
    if (*hash != -1) {
        return true;
    }
    Value referent = weakref_get(self);
    if (referent == VALUE_UNBOUND) {
        return raise_false(t, &TypeError_type, "weak object has gone away");
    }
    if (!object_hash(t, referent, hash)) {
        return false;
    }
    store_relaxed(&w->hash, *hash);
    return true;
}

static Value compare_references(struct thread *t, Value self, Value other, enum compare_op op)
{
    if ((op != COMPARE_EQ && op != COMPARE_NE) || !value_is_instance(other, &weakref_type)) {
        return VALUE_NOT_IMPLEMENTED;
    }
    Value a = weakref_get(self);
    Value b = weakref_get(other);
    if (a == VALUE_UNBOUND || b == VALUE_UNBOUND) {
        return value_from_bool((self == other) == (op == COMPARE_EQ));
    }
    return object_compare(t, a, b, op);
}

static Value repr_reference(struct thread *t, Value self)
{
    char here[32], there[32];
    Value referent = weakref_get(self);
    snprintf(here, sizeof here, "%p", (void *)self);
    if (referent == VALUE_UNBOUND) {
        return str_format(t, "<weakref at %s; dead>", here);
    }
    snprintf(there, sizeof there, "%p", (void *)referent);
    Value name = object_find_attribute(t, referent, name___name__);
    if (name == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    if (name != VALUE_UNBOUND && value_is_str(name)) {
        return str_format(t, "<weakref at %s; to '%T' at %s (%V)>", here, referent, there, name);
    }
    return str_format(t, "<weakref at %s; to '%T' at %s>", here, referent, there);
}

static Value get_callback(struct thread *t, Value self)
{
    (void)t;
    Value callback = value_load(&((struct weakref *)value_to_object(self))->callback);
    return callback == VALUE_UNBOUND ? VALUE_NONE : callback;
}

static const struct native_def weakref_methods[] = {
    CLASS_GETITEM,
    {0},
};

static const struct getset_def weakref_getsets[] = {
    {"__callback__", get_callback, NULL, NULL},
    {0},
};

struct type weakref_type = {
    TYPE_HEADER("ReferenceType", sizeof(struct weakref)),
    .module = "weakref",
    .flags = TYPE_BASE,
    .methods = weakref_methods,
    .getsets = weakref_getsets,
    .trace = weakref_trace,
    .new = new_reference,
    .init = init_reference,
    .call = call_reference,
    .hash = hash_reference,
    .compare = compare_references,
    .repr = repr_reference,
};
