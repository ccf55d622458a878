/*
 * The module gc, as far as it makes sense for a collector without reference counts and generations: thresholds are
 * remembered and have no effect; collect() is a whole collection, whatever generation is named. The callbacks are told of
 * collect() alone: what allocation asks for happens where no Python code can run.
 */
#include "runtime/gc.h"

#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/modules/gc_heap.h"
#include "runtime/thread.h"
#include "runtime/tuple.h"
#include "runtime/upcalls.h"

enum { N_GENERATIONS = 3 };

static int64_t thresholds[N_GENERATIONS] = {700, 10, 10}; /* relaxed */
static int64_t debug_flags;                               /* relaxed */

static size_t
    n_collected[N_GENERATIONS]; /* by collect(), by the generation it was asked for; atomic */
static Value callbacks;         /* gc.callbacks: a list; a root */

static bool set_info(struct thread *t, Value info, int64_t generation, int64_t n)
{
    struct dict *d = value_to_dict(info);
    return dict_set_cstr(t, d, "generation", value_from_small_int(generation)) &&
           dict_set_cstr(t, d, "collected", value_from_small_int(n)) &&
           dict_set_cstr(t, d, "uncollectable", value_from_small_int(0));
}

/* callback(phase, info) for each of gc.callbacks. What they raise is reported and no more. */
static bool call_back(struct thread *t, const char *phase, int64_t generation, int64_t n)
{
    if (list_length(value_to_list(callbacks)) == 0) {
        return true;
    }
    Value name = str_intern_cstr(t, phase), info = dict_new(t);
    if (name == VALUE_ERROR || info == VALUE_ERROR || !set_info(t, info, generation, n)) {
        return false;
    }
    for (uint64_t i = 0; i < list_length(value_to_list(callbacks)); i++) {
        Value callback = list_get(value_to_list(callbacks), i);
        if (callback != VALUE_UNBOUND && call_2(t, callback, name, info) == VALUE_ERROR) {
            error_write_unraisable(t, callback);
        }
    }
    return true;
}

/* The number of objects that were found dead; their finalizers have run when it returns. */
static Value gc_collect_now(struct thread *t, Value *args, uint32_t n_args UNUSED,
                            Value names UNUSED)
{
    int64_t generation = N_GENERATIONS - 1;
    if (args[0] != VALUE_UNBOUND && !number_to_index(t, args[0], &generation)) {
        return VALUE_ERROR;
    }
    if (generation < 0 || generation >= N_GENERATIONS) {
        return raise_error(t, &ValueError_type, "invalid generation");
    }
    struct gc_statistics before, after;
    if (!call_back(t, "start", generation, 0)) {
        return VALUE_ERROR;
    }
    gc_get_statistics(&before);
    thread_give_back_memory();
    gc_collect_and_give_back(t, upcalls.stack_of_call(t, gc_collect_now));
    gc_run_finalizers(t);
    gc_get_statistics(&after);
    int64_t n_dead = before.n_live_objects > after.n_live_objects
                         ? (int64_t)(before.n_live_objects - after.n_live_objects)
                         : 0;
    atomic_add_relaxed(&n_collected[generation], 1);
    return call_back(t, "stop", generation, n_dead) ? value_from_small_int(n_dead) : VALUE_ERROR;
}

static Value gc_enable(struct thread *t UNUSED, Value *args UNUSED, uint32_t n_args UNUSED,
                       Value names UNUSED)
{
    gc_set_enabled(true);
    return VALUE_NONE;
}

static Value gc_disable(struct thread *t UNUSED, Value *args UNUSED, uint32_t n_args UNUSED,
                        Value names UNUSED)
{
    gc_set_enabled(false);
    return VALUE_NONE;
}

static Value gc_isenabled(struct thread *t UNUSED, Value *args UNUSED, uint32_t n_args UNUSED,
                          Value names UNUSED)
{
    return value_from_bool(gc_is_enabled());
}

static Value gc_get_threshold(struct thread *t, Value *args UNUSED, uint32_t n_args UNUSED,
                              Value names UNUSED)
{
    return tuple_of(t, 3, value_from_small_int(load_relaxed(&thresholds[0])),
                    value_from_small_int(load_relaxed(&thresholds[1])),
                    value_from_small_int(load_relaxed(&thresholds[2])));
}

static Value gc_set_threshold(struct thread *t, Value *args, uint32_t n_args UNUSED,
                              Value names UNUSED)
{
    int64_t values[N_GENERATIONS];
    for (int i = 0; i < N_GENERATIONS; i++) {
        values[i] = load_relaxed(&thresholds[i]);
        if (args[i] != VALUE_UNBOUND && !number_to_index(t, args[i], &values[i])) {
            return VALUE_ERROR;
        }
        if (values[i] != (int)values[i]) {
            return raise_error(t, &OverflowError_type, "signed integer is %s",
                               values[i] > 0 ? "greater than maximum" : "less than minimum");
        }
    }
    for (int i = 0; i < N_GENERATIONS; i++) {
        store_relaxed(&thresholds[i], values[i]);
    }
    return VALUE_NONE;
}

static Value gc_get_count(struct thread *t, Value *args UNUSED, uint32_t n_args UNUSED,
                          Value names UNUSED)
{
    struct gc_statistics statistics;
    gc_get_statistics(&statistics);
    return tuple_of(t, 3, value_from_small_int((int64_t)(statistics.allocated_bytes / GC_GRANULE)),
                    value_from_small_int(0), value_from_small_int(0));
}

/* One dict for each generation: how often collect() was asked for it. The oldest has all other collections. */
static Value gc_get_stats(struct thread *t, Value *args UNUSED, uint32_t n_args UNUSED,
                          Value names UNUSED)
{
    struct gc_statistics statistics;
    gc_get_statistics(&statistics);
    Value all = list_new(t, N_GENERATIONS);
    int64_t n_left = (int64_t)statistics.n_collections;
    for (int i = 0; all != VALUE_ERROR && i < N_GENERATIONS; i++) {
        int64_t n = i == N_GENERATIONS - 1 ? n_left : (int64_t)load_relaxed(&n_collected[i]);
        n_left -= n;
        Value one = dict_new(t);
        bool ok = one != VALUE_ERROR &&
                  dict_set_cstr(t, value_to_dict(one), "collections", value_from_small_int(n)) &&
                  dict_set_cstr(t, value_to_dict(one), "collected", value_from_small_int(0)) &&
                  dict_set_cstr(t, value_to_dict(one), "uncollectable", value_from_small_int(0)) &&
                  list_append(t, value_to_list(all), one);
        all = ok ? all : VALUE_ERROR;
    }
    return all;
}

static Value gc_get_debug(struct thread *t UNUSED, Value *args UNUSED, uint32_t n_args UNUSED,
                          Value names UNUSED)
{
    return value_from_small_int(load_relaxed(&debug_flags));
}

static Value gc_set_debug(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    int64_t flags;
    if (!number_to_index(t, args[0], &flags)) {
        return VALUE_ERROR;
    }
    store_relaxed(&debug_flags, flags);
    return VALUE_NONE;
}

static Value gc_is_finalized(struct thread *t UNUSED, Value *args, uint32_t n_args UNUSED,
                             Value names UNUSED)
{
    return value_from_bool(value_is_object(args[0]) &&
                           object_has_flag(value_to_object(args[0]), OBJECT_FINALIZED));
}

/* Objects never move and children share their parent's pages until they write: there is nothing to freeze. */
static Value gc_freeze(struct thread *t UNUSED, Value *args UNUSED, uint32_t n_args UNUSED,
                       Value names UNUSED)
{
    return VALUE_NONE;
}

static Value gc_get_freeze_count(struct thread *t UNUSED, Value *args UNUSED,
                                 uint32_t n_args UNUSED, Value names UNUSED)
{
    return value_from_small_int(0);
}

static const struct native_def functions[] = {
    {"collect", gc_collect_now, "(generation=2)", "Run the garbage collector.", NATIVE_METHOD},
    {"disable", gc_disable, "()", "Disable automatic garbage collection.", NATIVE_METHOD},
    {"enable", gc_enable, "()", "Enable automatic garbage collection.", NATIVE_METHOD},
    {"freeze", gc_freeze, "()", "Has no effect.", NATIVE_METHOD},
    {"get_count", gc_get_count, "()", "Allocations since the last collection, and two zeros.",
     NATIVE_METHOD},
    {"get_debug", gc_get_debug, "()", "Get the debugging flags.", NATIVE_METHOD},
    {"get_freeze_count", gc_get_freeze_count, "()", "Always 0.", NATIVE_METHOD},
    {"get_objects", gc_get_objects, "(generation=None)",
     "A list of the objects that can refer to others, but for it itself. All are of generation 2.",
     NATIVE_METHOD},
    {"get_referents", gc_get_referents, "(*objs)",
     "Return the list of objects that are directly referred to by objs.", NATIVE_METHOD},
    {"get_referrers", gc_get_referrers, "(*objs)",
     "Return the list of objects that directly refer to any of objs.", NATIVE_METHOD},
    {"get_stats", gc_get_stats, "()", "Return a list of dictionaries with statistics.",
     NATIVE_METHOD},
    {"get_threshold", gc_get_threshold, "()", "Return what set_threshold was last told.",
     NATIVE_METHOD},
    {"is_finalized", gc_is_finalized, "(obj, /)", "Has the object's finalizer run?", NATIVE_METHOD},
    {"is_tracked", gc_is_tracked, "(obj, /)", "Does the collector know the object?", NATIVE_METHOD},
    {"isenabled", gc_isenabled, "()", "Is automatic garbage collection enabled?", NATIVE_METHOD},
    {"set_debug", gc_set_debug, "(flags, /)", "Set the debugging flags, which have no effect.",
     NATIVE_METHOD},
    {"set_threshold", gc_set_threshold, "(threshold0, threshold1=10, threshold2=10, /)",
     "Remember thresholds, which have no effect.", NATIVE_METHOD},
    {"unfreeze", gc_freeze, "()", "Has no effect.", NATIVE_METHOD},
    {0},
};

bool module_init_gc(struct thread *t, Value module)
{
    static const struct module_number flags[] = {{"DEBUG_STATS", 1},
                                                 {"DEBUG_COLLECTABLE", 2},
                                                 {"DEBUG_UNCOLLECTABLE", 4},
                                                 {"DEBUG_SAVEALL", 32},
                                                 {"DEBUG_LEAK", 38}};
    if (!module_add_numbers(t, module, flags, COUNT_OF(flags))) {
        return false;
    }
    Value garbage = list_new(t, 0);
    gc_add_root(&callbacks);
    callbacks = list_new(t, 0);
    return garbage != VALUE_ERROR && callbacks != VALUE_ERROR &&
           module_add(t, module, "garbage", garbage) &&
           module_add(t, module, "callbacks", callbacks) &&
           module_add_functions(t, module, functions);
}
