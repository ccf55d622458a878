/*
 * A collection:
 *
 *     world_stop
 *     runs are taken from all threads            live bits say exactly what is allocated
 *     mark from the roots, with helpers
 *     clear weak references to the unmarked      callbacks of marked references are queued
 *     mark and queue unmarked finalizable ones, mark from them
 *     prune weak tables, release what lies outside of the heap
 *     sweep                                      live := mark, mark := 0
 *     world_start
 *
 * One collection serves everybody who asked for one: a request found when `allocated` is below the trigger is void.
 */
#include <stdlib.h>
#include <string.h>

#include "lock/ranked.h"
#include "lock/safepoint.h"
#include "lock/world.h"
#include "runtime/base/clock.h"
#include "runtime/gc_internal.h"
#include "runtime/heap.h"
#include "runtime/lookup.h"
#include "runtime/shape.h"
#include "runtime/thread.h"
#include "runtime/upcalls.h"
#include "runtime/weakref.h"

/* Helpers are called to mark a heap of this size; a smaller one is marked before they have woken. */
enum { PARALLEL_BYTES = 4 << 20, MAX_PRUNE_HOOKS = 16 };

static struct {
    struct ranked_mutex lock;
    /* Under the lock; read with the world stopped. */
    Value **roots;
    size_t n_roots, roots_capacity;
    struct object **statics;
    size_t n_statics, statics_capacity;
    /* Constant after start-up. */
    void (*prune_hooks[MAX_PRUNE_HOOKS])(void);
    size_t n_prune_hooks;
    size_t interval; /* HASP_GC_STRESS: collect at each n-th request */
    /* With the world stopped. */
    size_t n_requests;
    struct gc_statistics statistics;
} gc = {.lock = RANKED_MUTEX(LEAF), .interval = 1};

/* ---- threads ---- */

static void each_thread_stw(void (*visit)(struct thread *t, struct marker *m), struct marker *m)
{
    for (struct lock_thread *t = thread_first_stw(); t != NULL; t = thread_next_stw(t)) {
        visit((struct thread *)t, m);
    }
}

static void retire_runs(struct thread *t, struct marker *m)
{
    (void)m;
    gc_retire_runs(&t->allocator, false);
    t->n_spare_ints = 0;
    t->spare_values = NULL;
    t->spare_bytes = NULL;
}

static void give_runs(struct thread *t, struct marker *m)
{
    (void)m;
    gc_retire_runs(&t->allocator, true);
}

/* ---- start-up ---- */

static size_t environment_size(const char *name)
{
    const char *text = getenv(name);
    return text == NULL ? 0 : strtoull(text, NULL, 10);
}

bool gc_init(void)
{
    if (!heap_init(environment_size("HASP_HEAP_LIMIT"))) {
        return false;
    }
    size_t interval = environment_size("HASP_GC_INTERVAL");
    gc.interval = interval != 0 ? interval : 1;
    ranked_register_for_fork(&heap.lock);
    gc_pace_init();
    gc_add_prune_hook(weakref_prune);
    gc_add_prune_hook(shape_prune);
    return true;
}

/* Room for one more pointer in a table that grows at start-up only. */
static void *table_grow(void *table, size_t n, size_t *capacity)
{
    if (n == *capacity) {
        *capacity = *capacity == 0 ? 64 : *capacity * 2;
        table = realloc(table, *capacity * sizeof(void *));
        CHECK(table != NULL);
    }
    return table;
}

void gc_add_root(Value *root)
{
    ranked_lock(&gc.lock);
    gc.roots = table_grow(gc.roots, gc.n_roots, &gc.roots_capacity);
    gc.roots[gc.n_roots++] = root;
    ranked_unlock(&gc.lock);
}

void gc_add_static_object(struct object *object)
{
    ranked_lock(&gc.lock);
    gc.statics = table_grow(gc.statics, gc.n_statics, &gc.statics_capacity);
    gc.statics[gc.n_statics++] = object;
    ranked_unlock(&gc.lock);
}

void gc_add_prune_hook(void (*prune)(void))
{
    CHECK(gc.n_prune_hooks < MAX_PRUNE_HOOKS);
    gc.prune_hooks[gc.n_prune_hooks++] = prune;
}

bool gc_is_live(const void *object)
{
    return !heap_contains(object) || mark_is_set(object);
}

bool gc_is_in_live(const void *address)
{
    const struct object *object = heap_find_object_stw(address);
    return object != NULL && mark_is_set(object);
}

static void settle_shape(struct object *object, void *context)
{
    (void)context;
    if (object->shape == 0) {
        object->shape = type_root_shape_id(object->type);
    }
}

void gc_settle_shapes(struct thread *t)
{
    world_stop(&t->lock, "start");
    each_thread_stw(give_runs, NULL);
    heap_each_object_stw(false, settle_shape, NULL);
    for (size_t i = 0; i < gc.n_statics; i++) {
        settle_shape(gc.statics[i], NULL);
    }
    world_start(&t->lock);
}

/* ---- a collection ---- */

static void mark_thread(struct thread *t, struct marker *m)
{
    mark_thread_stw(m, t);
}

static void mark_roots(struct marker *m)
{
    for (size_t i = 0; i < gc.n_roots; i++) {
        mark_value(m, *gc.roots[i]);
    }
    for (size_t i = 0; i < gc.n_statics; i++) {
        mark_static_object(m, gc.statics[i]);
    }
    gc_mark_queue_stw(m);
    each_thread_stw(mark_thread, m);
}

static void mark_heap(struct lock_thread *t)
{
    bool in_parallel = gc.statistics.live_bytes >= PARALLEL_BYTES;
    struct marker m;
    marker_begin_stw(&m);
    mark_roots(&m);
    mark_all_stw(&m, t, in_parallel);
    weakref_clear_dead_stw();
    gc_queue_finalizers_stw(&m);
    mark_all_stw(&m, t, false);
    marker_end_stw(&m);
}

static void note(const struct sweep_result *result, size_t pause_ns)
{
    struct gc_statistics *statistics = &gc.statistics;
    statistics->n_collections++;
    statistics->live_bytes = result->live_bytes;
    statistics->n_live_objects = result->n_live_objects;
    statistics->pause_ns_total += pause_ns;
    if (pause_ns > statistics->pause_ns_max) {
        statistics->pause_ns_max = pause_ns;
    }
}

static void collect_stw(struct thread *t, char *stack_top)
{
    int64_t start_ns = clock_monotonic_ns();
    thread_record_stack(&t->lock);
    if (stack_top != NULL) {
        t->lock.spill.stack_top = stack_top;
        memset(t->lock.spill.registers, 0, sizeof t->lock.spill.registers);
    }
    each_thread_stw(retire_runs, NULL);
    mark_heap(&t->lock);
    type_cache_invalidate();
    for (size_t i = 0; i < gc.n_prune_hooks; i++) {
        gc.prune_hooks[i]();
    }
    gc_release_dead_stw();
    size_t n_taken = heap.n_taken;
    struct sweep_result result = gc_sweep_stw();
    gc_pace_restart_stw(result.scanned_bytes);
    heap_trim_stw(gc_chunks_to_keep_stw(n_taken - heap.n_taken));
    note(&result, (size_t)(clock_monotonic_ns() - start_ns));
#ifdef HASP_DEBUG
    gc_check();
#endif
}

void gc_collect(struct thread *t)
{
    gc_collect_above(t, NULL);
}

static void collect(struct thread *t, char *stack_top, bool give_back)
{
    world_stop(&t->lock, "collect");
    collect_stw(t, stack_top);
    if (give_back) {
        gc_keep_nothing_stw();
        heap_trim_stw(0);
    }
    world_start(&t->lock);
    if (gc_has_finalizers()) {
        safepoint_request(&t->lock, SAFEPOINT_FINALIZERS);
    }
}

void gc_collect_above(struct thread *t, char *stack_top)
{
    collect(t, stack_top, false);
}

void gc_collect_and_give_back(struct thread *t, char *stack_top)
{
    collect(t, stack_top, true);
}

/* ---- requests ---- */

static bool is_due(void)
{
#ifdef HASP_GC_STRESS
    if (load_relaxed(&gc_account.enabled) &&
        atomic_add_relaxed(&gc.n_requests, 1) % gc.interval == 0) {
        return true;
    }
#endif
    return gc_pace_is_due();
}

void gc_safepoint(struct thread *t)
{
    if (is_due()) {
        gc_collect(t);
    }
}

bool gc_poll(struct thread *t)
{
    uint32_t served = SAFEPOINT_IN_NATIVE | SAFEPOINT_SIGNAL;
    return LIKELY(!(load_relaxed(&t->lock.safepoint_word) & served)) ||
           safepoint_serve(&t->lock, served);
}

void gc_set_enabled(bool enabled)
{
    store_relaxed(&gc_account.enabled, enabled);
}

bool gc_is_enabled(void)
{
    return load_relaxed(&gc_account.enabled);
}

/* ---- looking at the heap ---- */

struct visit_type {
    struct type *type;
    void (*visit)(struct object *o, void *context);
    void *context;
};

static void visit_of_type(struct object *object, void *context)
{
    struct visit_type *wanted = context;
    if (wanted->type == NULL || object->type == wanted->type) {
        wanted->visit(object, wanted->context);
    }
}

void gc_each_object_stw(struct type *type, void (*visit)(struct object *o, void *context),
                        void *context)
{
    world_assert_stopped();
    struct visit_type wanted = {type, visit, context};
    each_thread_stw(give_runs, NULL);
    heap_each_object_stw(false, visit_of_type, &wanted);
}

void gc_get_statistics(struct gc_statistics *statistics)
{
    *statistics = gc.statistics;
    statistics->allocated_bytes = gc_account.allocated_total + load_relaxed(&gc_account.allocated);
}

static void check_object(struct object *object, void *context)
{
    (void)context;
    struct type *type = object->type;
    CHECK(type != NULL);
    CHECK(!heap_contains(type) || heap_find_object_stw(type) == &type->base);
    CHECK(value_is_object(value_from_object(type)) && type->name != NULL);
    CHECK(object->shape == 0 || shape_by_id(object->shape) != NULL);
}

void gc_check(void)
{
    each_thread_stw(give_runs, NULL);
    heap_each_object_stw(false, check_object, NULL);
}
