/*
 * What happens to objects whose type has `finalize` (PEP 442) or `release`. Each stands in the registry of
 * the thread that made it.
 *
 *     reached     unreached, not yet finalised      unreached, finalised or without finalize
 *     stays       marked again, flagged FINALIZED   release(object), out of the registry
 *                 and queued
 *
 * The queue is served at a bytecode safepoint by the thread that collected: callbacks of weak references first, then
 * finalizers in the order in which the objects were made, but for types with a finalize_rank. It is a root; a finalizer may make its object
 * reachable again, and the next collection after it has run finds out.
 */
#include <stdlib.h>
#include <string.h>

#include "lock/ranked.h"
#include "lock/world.h"
#include "runtime/gc_internal.h"
#include "runtime/thread.h"
#include "runtime/weakref.h"

/* Registries of threads that have ended, and the queue. */
static struct {
    struct ranked_mutex lock;
    /* Under the lock, or with the world stopped. */
    struct gc_registry orphans;
    struct gc_registry callbacks;  /* weak references */
    struct gc_registry finalizers; /* objects */
    size_t n_callbacks_done, n_finalizers_done;
    /* Atomic. */
    uint64_t sequence, settled;
} dead = {.lock = RANKED_MUTEX(LEAF)};

/* ---- registries ---- */

static bool append(struct gc_registry *registry, struct gc_registration registration)
{
    if (registry->n == registry->capacity) {
        size_t capacity = registry->capacity == 0 ? 16 : registry->capacity * 2;
        struct gc_registration *items = realloc(registry->items, capacity * sizeof *items);
        if (items == NULL) {
            return false;
        }
        registry->items = items;
        registry->capacity = capacity;
    }
    registry->items[registry->n++] = registration;
    return true;
}

void gc_note_callback(void)
{
    atomic_add_relaxed(&dead.sequence, 1);
}

void gc_finalizers_settle(void)
{
    store_relaxed(&dead.settled, load_relaxed(&dead.sequence));
}

bool gc_finalizers_expected(void)
{
    return load_relaxed(&dead.sequence) != load_relaxed(&dead.settled);
}

/* Where one thread runs at a time a plain addition will do: no safepoint lies in between. */
static uint64_t next_number(void)
{
    if (load_relaxed(&mutex_objects_shared)) {
        return atomic_add_relaxed(&dead.sequence, 1);
    }
    uint64_t number = load_relaxed(&dead.sequence);
    store_relaxed(&dead.sequence, number + 1);
    return number;
}

bool gc_register_finalizer(struct thread *t, struct object *object)
{
    struct gc_registration registration = {object, next_number()};
    return append(&t->allocator.registry, registration) || (raise_no_memory(t), false);
}

void gc_registry_adopt(struct gc_registry *registry)
{
    if (registry->n == 0) {
        free(registry->items);
        *registry = (struct gc_registry){0};
        return;
    }
    ranked_lock(&dead.lock);
    for (size_t i = 0; i < registry->n; i++) {
        (void)append(&dead.orphans, registry->items[i]); /* else it is never finalised */
    }
    ranked_unlock(&dead.lock);
    free(registry->items);
    *registry = (struct gc_registry){0};
}

static void each_registry_stw(void (*visit)(struct gc_registry *registry, void *context),
                              void *context)
{
    visit(&dead.orphans, context);
    for (struct lock_thread *t = thread_first_stw(); t != NULL; t = thread_next_stw(t)) {
        visit(&((struct thread *)t)->allocator.registry, context);
    }
}

/* ---- in a collection ---- */

static bool is_to_be_finalised(const struct object *object)
{
    const struct type *type = object->type;
    return type->finalize != NULL && !object_has_flag(object, OBJECT_FINALIZED) &&
           (type->is_settled == NULL || !type->is_settled(object));
}

/* An object that cannot be queued for lack of memory is marked all the same: it is due again next time. */
static void queue_dead(struct gc_registry *registry, void *context)
{
    struct marker *m = context;
    for (size_t i = 0; i < registry->n; i++) {
        struct object *object = registry->items[i].object;
        if (!mark_is_set(object) && is_to_be_finalised(object)) {
            if (append(&dead.finalizers, registry->items[i])) {
                object_set_flag(object, OBJECT_FINALIZED);
            } else {
                mark_object(m, object);
            }
        }
    }
}

static int rank_of(const struct object *object)
{
    int rank = 0;
    for (const struct type *type = object->type; type != NULL && rank == 0; type = type->parent) {
        rank = type->finalize_rank;
    }
    return rank;
}

static int order(const void *a, const void *b)
{
    int rank = rank_of(((const struct gc_registration *)a)->object);
    int other_rank = rank_of(((const struct gc_registration *)b)->object);
    if (rank != other_rank) {
        return rank - other_rank;
    }
    if (rank > 0) {
        const void *swapped = a;
        a = b;
        b = swapped;
    }
    uint64_t first = ((const struct gc_registration *)a)->sequence;
    uint64_t second = ((const struct gc_registration *)b)->sequence;
    return (first > second) - (first < second);
}

static void queue_stw(void (*choose)(struct gc_registry *registry, void *context), void *context)
{
    size_t before = dead.finalizers.n;
    each_registry_stw(choose, context);
    size_t n_new = dead.finalizers.n - before;
    if (n_new != 0) {
        qsort(dead.finalizers.items + before, n_new, sizeof *dead.finalizers.items, order);
    }
}

/* Marks after all have been judged: an object that only a finalised one refers to is finalised as well. */
void gc_queue_finalizers_stw(struct marker *m)
{
    queue_stw(queue_dead, m);
    gc_mark_queue_stw(m);
}

static void queue_remaining(struct gc_registry *registry, void *context)
{
    (void)context;
    for (size_t i = 0; i < registry->n; i++) {
        struct gc_registration *each = &registry->items[i];
        if (each->sequence >= load_relaxed(&dead.settled) && is_to_be_finalised(each->object) &&
            append(&dead.finalizers, *each)) {
            object_set_flag(each->object, OBJECT_FINALIZED);
        }
    }
}

void gc_queue_remaining(struct thread *t)
{
    world_stop(&t->lock, "finalizers");
    queue_stw(queue_remaining, NULL);
    world_start(&t->lock);
}

static void release_dead(struct gc_registry *registry, void *context)
{
    (void)context;
    size_t n_kept = 0;
    for (size_t i = 0; i < registry->n; i++) {
        struct object *object = registry->items[i].object;
        if (mark_is_set(object)) {
            registry->items[n_kept++] = registry->items[i];
        } else if (object->type->release != NULL) {
            object->type->release(object);
        }
    }
    registry->n = n_kept;
}

void gc_release_dead_stw(void)
{
    each_registry_stw(release_dead, NULL);
}

static void mark_queue(struct marker *m, const struct gc_registry *queue, size_t n_done)
{
    for (size_t i = n_done; i < queue->n; i++) {
        mark_object(m, queue->items[i].object);
    }
}

void gc_mark_queue_stw(struct marker *m)
{
    mark_queue(m, &dead.callbacks, dead.n_callbacks_done);
    mark_queue(m, &dead.finalizers, dead.n_finalizers_done);
}

/* Without memory the callback is lost, as if the reference had died first. */
void gc_queue_callback_stw(struct object *weakref)
{
    (void)append(&dead.callbacks, (struct gc_registration){weakref, 0});
}

/* ---- running ---- */

static struct object *take_locked(struct gc_registry *queue, size_t *n_done)
{
    if (*n_done < queue->n) {
        return queue->items[(*n_done)++].object;
    }
    queue->n = 0;
    *n_done = 0;
    return NULL;
}

static struct object *take_next(bool *is_callback)
{
    ranked_lock(&dead.lock);
    struct object *object = take_locked(&dead.callbacks, &dead.n_callbacks_done);
    *is_callback = object != NULL;
    if (object == NULL) {
        object = take_locked(&dead.finalizers, &dead.n_finalizers_done);
    }
    ranked_unlock(&dead.lock);
    return object;
}

bool gc_has_finalizers(void)
{
    ranked_lock(&dead.lock);
    bool has =
        dead.callbacks.n > dead.n_callbacks_done || dead.finalizers.n > dead.n_finalizers_done;
    ranked_unlock(&dead.lock);
    return has;
}

static void run_one(struct thread *t, struct object *object, bool is_callback)
{
    if (is_callback) {
        weakref_call_back(t, (struct weakref *)object);
    } else if (object->type->finalize != NULL) {
        object->type->finalize(t, value_from_object(object));
    }
}

void gc_run_finalizers(struct thread *t)
{
    if (t->finalizing) {
        return;
    }
    t->finalizing = true;
    Value pending = t->exception;
    Value handled = t->handled;
    bool is_callback;
    for (struct object *object; (object = take_next(&is_callback)) != NULL;) {
        t->exception = VALUE_UNBOUND;
        run_one(t, object, is_callback);
    }
    t->exception = pending;
    t->handled = handled;
    t->finalizing = false;
}

void gc_reclaim(struct thread *t)
{
    gc_collect(t);
    gc_run_finalizers(t);
}
