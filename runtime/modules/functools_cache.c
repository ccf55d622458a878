/*
 * functools.lru_cache: the callable that keeps the results of a function, by the arguments.
 *
 *     cached function --> cache --> dict: key -> result                          no bound on its size
 *                           |             key -> link (key, hash, result)        at most `limit` links
 *                           +--> oldest link <-> ... <-> newest link
 *
 * The key is the tuple of all arguments, or the only one where that is a str or an int; keywords follow behind a mark, and the types
 * of all of them if the cache is typed. It is hashed once.
 *
 * Thread-safety with the global lock off. cache_clear puts an empty cache in the place of the old one, so that hits, misses,
 * dict and order always belong together; a call looks again which one is in force when it has its result. The dict is
 * read without a lock. The order of the links is under the lock of the cache. A link is in the dict before it is in the order, and
 * out of the order before it is taken out of the dict: so the dict keeps all that are in the order alive, and whoever finds
 * one that is not uses its result, and leaves the order alone. The dict has at most one link too many for each thread that is
 * just adding one.
 *
 * Calls are counted one by one while threads take turns. When they run in parallel, each counts in a cache line that it shares
 * with few others, or else they would do little more than wait for that line.
 */
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/dict_table.h"
#include "runtime/int.h"
#include "runtime/modules/functools.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

enum { N_COUNTS = 8, UNLIMITED = -1 };

/* What one group of threads has counted: atomic_add_relaxed, load_relaxed. */
struct counts {
    uint64_t hits, misses;
    uint64_t unused[6]; /* to the end of the cache line */
};

struct link {
    struct object base;
    /* Immutable. */
    Value key;
    int64_t hash;
    Value result;
    /* Under the lock of the cache. */
    struct link *older, *newer; /* NULL at the ends, and in a link that is not in the order */
};

struct cache {
    struct object base;
    struct dict *results; /* immutable */
    /* load_relaxed, store_relaxed; while threads take turns, or before the first call in parallel. */
    uint64_t hits, misses;
    /* N_COUNTS counts; load_acquire, set once by compare_and_swap; NULL: no call in parallel yet. */
    struct raw_buffer *counts;
    /* Under the lock of the cache; `newest` by load_relaxed without, as a hint. */
    struct link *oldest, *newest;
    int64_t n_links;
};

struct cached_function {
    struct object base; /* TYPE_HAS_DICT */
    /* Immutable. */
    Value function;
    Value make_info; /* what cache_info calls */
    int64_t limit;   /* the most results it keeps, or UNLIMITED */
    bool is_typed;
    struct cache *cache;                /* load_acquire, store_release */
    struct slot_chunk *attribute_slots; /* slots_offset points here */
};

static void trace_link(struct marker *m, struct object *self)
{
    const struct link *link = (const struct link *)self;
    mark_value(m, link->key);
    mark_value(m, link->result);
}

static void trace_cache(struct marker *m, struct object *self)
{
    const struct cache *cache = (const struct cache *)self;
    mark_object(m, cache->results);
    mark_object(m, cache->counts);
}

static void trace(struct marker *m, struct object *self)
{
    const struct cached_function *cached = (const struct cached_function *)self;
    mark_value(m, cached->function);
    mark_value(m, cached->make_info);
    mark_object(m, cached->cache);
}

static struct type link_type = {
    TYPE_HEADER("lru_cache_link", sizeof(struct link)),
    .flags = TYPE_STORAGE,
    .trace = trace_link,
};
static struct type cache_type = {
    TYPE_HEADER("lru_cache_results", sizeof(struct cache)),
    .flags = TYPE_STORAGE,
    .trace = trace_cache,
};

static struct cached_function *as_cached(Value v)
{
    return (struct cached_function *)v;
}

static struct cache *cache_of(const struct cached_function *cached)
{
    return load_acquire(&cached->cache);
}

/* ---- counting ---- */

static struct counts *counts_of_thread(const struct thread *t, const struct raw_buffer *counts)
{
    uint64_t mixed = (uintptr_t)t * UINT64_C(0x9E3779B97F4A7C15);
    return &((struct counts *)counts->bytes)[mixed >> 61];
}
static_assert(N_COUNTS == 8, "three bits of an address choose one");

/* Of a cache that several threads use at once; NULL: no memory, and the call is not counted. */
static NOINLINE struct counts *shared_counts(struct thread *t, struct cache *cache)
{
    struct raw_buffer *counts = load_acquire(&cache->counts), *none = NULL;
    if (counts == NULL) {
        counts = raw_buffer_new(t, N_COUNTS * sizeof(struct counts));
        if (counts == NULL) {
            error_clear(t);
            return NULL;
        }
        if (!compare_and_swap(&cache->counts, &none, counts)) {
            counts = none;
        }
    }
    return counts_of_thread(t, counts);
}

static ALWAYS_INLINE void count_hit(struct thread *t, struct cache *cache)
{
    if (LIKELY(!load_relaxed(&mutex_objects_shared))) {
        store_relaxed(&cache->hits, cache->hits + 1);
        return;
    }
    struct counts *counts = shared_counts(t, cache);
    if (counts != NULL) {
        atomic_add_relaxed(&counts->hits, 1);
    }
}

static void count_miss(struct thread *t, struct cache *cache)
{
    if (LIKELY(!load_relaxed(&mutex_objects_shared))) {
        store_relaxed(&cache->misses, cache->misses + 1);
        return;
    }
    struct counts *counts = shared_counts(t, cache);
    if (counts != NULL) {
        atomic_add_relaxed(&counts->misses, 1);
    }
}

/* ---- keys ---- */

static Value keyword_mark; /* an object() that stands between positional and keyword arguments */

/* Every value with its name in front. */
static Value *put_keywords(Value *to, const Value *values, Value keyword_names)
{
    *to++ = keyword_mark;
    for (uint32_t i = 0; i < keyword_count(keyword_names); i++) {
        *to++ = value_to_tuple(keyword_names)->items[i];
        *to++ = values[i];
    }
    return to;
}

static Value make_long_key(struct thread *t, const Value *args, uint32_t n_args,
                           Value keyword_names, bool is_typed)
{
    size_t n_keywords = keyword_count(keyword_names), n_values = n_args + n_keywords;
    size_t n = n_args + (n_keywords > 0 ? 1 + 2 * n_keywords : 0) + (is_typed ? n_values : 0);
    Value key = tuple_new(t, NULL, n);
    if (key == VALUE_ERROR || n == 0) {
        return key;
    }
    Value *to = value_to_tuple(key)->items;
    for (uint32_t i = 0; i < n_args; i++) {
        *to++ = args[i];
    }
    if (n_keywords > 0) {
        to = put_keywords(to, args + n_args, keyword_names);
    }
    for (size_t i = 0; is_typed && i < n_values; i++) {
        *to++ = value_from_object(value_type(args[i]));
    }
    return key;
}

static ALWAYS_INLINE Value make_key(struct thread *t, const Value *args, uint32_t n_args,
                                    Value keyword_names, bool is_typed)
{
    if (LIKELY(keyword_names == VALUE_UNBOUND) && LIKELY(!is_typed)) {
        const struct type *type = n_args == 1 ? value_type(args[0]) : NULL;
        return type == &int_type || type == &str_type ? args[0] : tuple_new(t, args, n_args);
    }
    return make_long_key(t, args, n_args, keyword_names, is_typed);
}

/* ---- the order of the links ---- */

static void add_newest_locked(struct cache *cache, struct link *link)
{
    link->older = cache->newest;
    link->newer = NULL;
    if (cache->newest != NULL) {
        cache->newest->newer = link;
    } else {
        cache->oldest = link;
    }
    store_relaxed(&cache->newest, link);
}

static void remove_locked(struct cache *cache, struct link *link)
{
    if (link->older != NULL) {
        link->older->newer = link->newer;
    } else {
        cache->oldest = link->newer;
    }
    if (link->newer != NULL) {
        link->newer->older = link->older;
    } else {
        store_relaxed(&cache->newest, link->older);
    }
    link->older = link->newer = NULL;
}

static bool is_in_order_locked(const struct cache *cache, const struct link *link)
{
    return link->older != NULL || link == cache->oldest;
}

/* The link has been used. */
static void make_newest(struct cache *cache, struct link *link)
{
    if (load_relaxed(&cache->newest) == link) {
        return;
    }
    bool locked = object_lock(&cache->base);
    if (is_in_order_locked(cache, link)) {
        remove_locked(cache, link);
        add_newest_locked(cache, link);
    }
    object_unlock(&cache->base, locked);
}

/* Puts a new link into the order. What is too much then, or NULL: it is out of the order, and not yet out of the dict. */
static struct link *add_and_evict(struct cache *cache, struct link *link, int64_t limit)
{
    struct link *evicted = NULL;
    bool locked = object_lock(&cache->base);
    add_newest_locked(cache, link);
    if (cache->n_links < limit) {
        cache->n_links++;
    } else {
        evicted = cache->oldest;
        remove_locked(cache, evicted);
    }
    object_unlock(&cache->base, locked);
    return evicted;
}

/* Keeps a result, unless another call with the same key has been faster. */
static bool keep_link(struct thread *t, const struct cached_function *cached, Value key,
                      int64_t hash, Value result)
{
    struct cache *cache = cache_of(cached);
    struct link *link = gc_allocate(t, sizeof *link, &link_type);
    if (link == NULL) {
        return false;
    }
    link->key = key;
    link->hash = hash;
    link->result = result;
    Value kept = dict_set_default_hashed(t, cache->results, key, hash, value_from_object(link));
    if (kept != value_from_object(link)) {
        return kept != VALUE_ERROR;
    }
    struct link *evicted = add_and_evict(cache, link, cached->limit);
    if (evicted != NULL) {
        dict_remove_value(cache->results, evicted->hash, value_from_object(evicted));
    }
    return true;
}

/* ---- calling it ---- */

static NOINLINE Value call_and_keep(struct thread *t, struct cached_function *cached, Value *args,
                                    uint32_t n_args, Value keyword_names, Value key, int64_t hash)
{
    count_miss(t, cache_of(cached));
    Value result = call(t, cached->function, args, n_args, keyword_names);
    if (result == VALUE_ERROR) {
        return result;
    }
    bool kept = cached->limit == UNLIMITED
                    ? dict_set_hashed(t, cache_of(cached)->results, key, hash, result)
                    : keep_link(t, cached, key, hash, result);
    return kept ? result : VALUE_ERROR;
}

static Value call_cached(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    struct cached_function *cached = as_cached(args[-1]);
    if (UNLIKELY(cached->limit == 0)) {
        count_miss(t, cache_of(cached));
        return call(t, cached->function, args, n_args, keyword_names);
    }
    Value key = make_key(t, args, n_args, keyword_names, cached->is_typed);
    int64_t hash;
    if (key == VALUE_ERROR || !dict_hash(t, key, &hash)) {
        return VALUE_ERROR;
    }
    struct cache *cache = cache_of(cached);
    Value found = dict_get_hashed(t, cache->results, key, hash);
    if (found == VALUE_UNBOUND) {
        return call_and_keep(t, cached, args, n_args, keyword_names, key, hash);
    }
    if (UNLIKELY(found == VALUE_ERROR)) {
        return VALUE_ERROR;
    }
    count_hit(t, cache);
    if (cached->limit == UNLIMITED) {
        return found;
    }
    make_newest(cache, (struct link *)found);
    return ((struct link *)found)->result;
}

static Value bind(struct thread *t, Value self, Value instance, UNUSED Value owner)
{
    return instance == VALUE_UNBOUND || instance == VALUE_NONE
               ? self
               : bound_method_new(t, self, instance);
}

/* ---- making and asking ---- */

static struct cache *new_cache(struct thread *t)
{
    struct cache *cache = gc_allocate(t, sizeof *cache, &cache_type);
    Value results = cache == NULL ? VALUE_ERROR : dict_new(t);
    if (results == VALUE_ERROR) {
        return NULL;
    }
    cache->results = value_to_dict(results);
    return cache;
}

static bool read_limit(struct thread *t, Value maxsize, int64_t *limit)
{
    if (maxsize == VALUE_NONE) {
        *limit = UNLIMITED;
        return true;
    }
    if (value_type(maxsize)->unary[UNARY_INDEX] == NULL) {
        return raise_false(t, &TypeError_type, "maxsize should be integer or None");
    }
    if (!number_to_index(t, maxsize, limit)) {
        return false;
    }
    *limit = *limit < 0 ? 0 : *limit;
    return true;
}

static Value new_cached(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    static struct argument_parser parser = {
        "lru_cache", "(user_function, maxsize, typed, cache_info_type)", NULL};
    Value bound[4];
    int64_t limit;
    if (!arguments_bind(t, &parser, args + 1, n_args - 1, keyword_names, bound)) {
        return VALUE_ERROR;
    }
    enum truth is_typed = object_truth(t, bound[2]);
    if (is_typed == TRUTH_ERROR) {
        return VALUE_ERROR;
    }
    if (value_type(bound[0])->call == NULL) {
        return raise_error(t, &TypeError_type, "the first argument must be callable");
    }
    struct cache *cache = read_limit(t, bound[1], &limit) ? new_cache(t) : NULL;
    struct cached_function *self = cache == NULL ? NULL : gc_new(t, &cached_function_type);
    if (self == NULL) {
        return VALUE_ERROR;
    }
    self->function = bound[0];
    self->make_info = bound[3];
    self->limit = limit;
    self->is_typed = is_typed == TRUTH_TRUE;
    self->cache = cache;
    return value_from_object(self);
}

static Value cache_info(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names)
{
    const struct cached_function *cached = as_cached(args[0]);
    const struct cache *cache = cache_of(cached);
    uint64_t hits = load_relaxed(&cache->hits), misses = load_relaxed(&cache->misses);
    const struct raw_buffer *shared = load_acquire(&cache->counts);
    for (size_t i = 0; shared != NULL && i < N_COUNTS; i++) {
        const struct counts *counts = &((const struct counts *)shared->bytes)[i];
        hits += load_relaxed(&counts->hits);
        misses += load_relaxed(&counts->misses);
    }
    Value limit = cached->limit == UNLIMITED ? VALUE_NONE : int_from_int64(t, cached->limit);
    Value numbers[] = {VALUE_UNBOUND, int_from_int64(t, (int64_t)hits),
                       int_from_int64(t, (int64_t)misses), limit,
                       int_from_int64(t, (int64_t)dict_length(cache->results))};
    for (size_t i = 1; i < 5; i++) {
        if (numbers[i] == VALUE_ERROR) {
            return VALUE_ERROR;
        }
    }
    return call(t, cached->make_info, numbers + 1, 4, VALUE_UNBOUND);
}

static Value cache_clear(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names)
{
    struct cache *empty = new_cache(t);
    if (empty == NULL) {
        return VALUE_ERROR;
    }
    store_release(&as_cached(args[0])->cache, empty);
    return VALUE_NONE;
}

/* Pickled by name; a copy is the thing itself. */
static Value reduce(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names)
{
    return object_get_attribute(t, args[0], name___qualname__);
}

static Value copy(UNUSED struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names)
{
    return args[0];
}

static const struct native_def methods[] = {
    {"cache_info", cache_info, "(self, /)",
     "How many calls found their result, and how many did not.", NATIVE_METHOD},
    {"cache_clear", cache_clear, "(self, /)", "Forget all results, and the counts.", NATIVE_METHOD},
    {"__reduce__", reduce, "(self, /)", NULL, NATIVE_METHOD},
    {"__copy__", copy, "(self, /)", NULL, NATIVE_METHOD},
    {"__deepcopy__", copy, "(self, memo, /)", NULL, NATIVE_METHOD},
    {0},
};

struct type cached_function_type = {
    TYPE_HEADER("_lru_cache_wrapper", sizeof(struct cached_function)),
    .module = "functools",
    .doc = "A callable that keeps the results of another one.\n\nuser_function: that one\n"
           "maxsize: how many results are kept; None: all\ntyped: do arguments of different types "
           "have results of their own?\ncache_info_type: called with hits, misses, maxsize and the "
           "number of results",
    .flags = TYPE_HAS_DICT | TYPE_WEAK_REFERABLE | TYPE_METHOD_DESCRIPTOR,
    .slots_offset = offsetof(struct cached_function, attribute_slots),
    .trace = trace,
    .new = new_cached,
    .call = call_cached,
    .descriptor_get = bind,
    .methods = methods,
};

bool cached_function_init(struct thread *t)
{
    keyword_mark = call_0(t, value_from_object(&object_type));
    gc_add_root(&keyword_mark);
    return keyword_mark != VALUE_ERROR && type_ready(t, &link_type) && type_ready(t, &cache_type) &&
           type_ready(t, &cached_function_type);
}
