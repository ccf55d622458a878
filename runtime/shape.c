/*
 * The tree of shapes, and the table by which an id leads to its shape.
 *
 * Every step from a root adds or deletes one name. Looking a name up walks back from the newest step, at most to the next
 * shape whose depth is a multiple of INDEX_EVERY: that one has a hash index of everything below. So nothing
 * is built by readers, and long paths cost a fraction of an index in each shape.
 */
#include "runtime/shape.h"

#include <stdlib.h>

#include "lock/ranked.h"
#include "runtime/error.h"
#include "runtime/gc.h"
#include "runtime/upcalls.h"

enum {
    SEGMENT_BITS = 16,
    SEGMENT_IDS = 1 << SEGMENT_BITS,
    MAX_SEGMENTS = 1 << 12,
    INDEX_EVERY = 8,
    MAX_INLINE = 64,        /* slots; an instance with more keeps the rest in chunks */
    MANY_DEAD_IDS = 1 << 15 /* worth emptying all inline caches for */
};

static struct ranked_mutex shape_lock = RANKED_MUTEX(SHAPE);

/*
 * An entry is a shape, or NULL: its shape is dead but inline caches may still hold the id, or it is
 * free: twice the next free id plus one. Segments are never freed.
 */
static struct {
    /* Stored (release) under the shape lock or with the world stopped; read without. */
    uintptr_t *segments[MAX_SEGMENTS];
    /* Under the shape lock, or with the world stopped. */
    uint32_t n_ids; /* ids below this number have been used; 0 is no shape's */
    uint32_t free;  /* first free id, 0: none */
    uint32_t n_dead;
} ids = {.n_ids = 1};

/* ---- ids ---- */

static uintptr_t *entry_of(uint32_t id)
{
    uintptr_t *segment = load_acquire(&ids.segments[id >> SEGMENT_BITS]);
    return segment == NULL ? NULL : &segment[id & (SEGMENT_IDS - 1)];
}

struct shape *shape_by_id(uint32_t id)
{
    uintptr_t *entry = id >> SEGMENT_BITS < MAX_SEGMENTS ? entry_of(id) : NULL;
    uintptr_t word = entry == NULL ? 0 : load_acquire(entry);
    return word & 1 ? NULL : (struct shape *)word;
}

/* An id for the shape; false: there is no memory for the table, or no id left. */
static bool register_locked(struct shape *shape)
{
    uint32_t id = ids.free;
    if (id != 0) {
        ids.free = (uint32_t)(*entry_of(id) >> 1);
    } else {
        id = ids.n_ids;
        if (id >> SEGMENT_BITS >= MAX_SEGMENTS) {
            return false;
        }
        if (entry_of(id) == NULL) {
            uintptr_t *segment = calloc(SEGMENT_IDS, sizeof *segment);
            if (segment == NULL) {
                return false;
            }
            store_release(&ids.segments[id >> SEGMENT_BITS], segment);
        }
        ids.n_ids++;
    }
    shape->id = id;
    store_release(entry_of(id), (uintptr_t)shape);
    return true;
}

static void recycle_dead_ids(void)
{
    if (upcalls.flush_inline_caches == NULL) {
        return;
    }
    upcalls.flush_inline_caches();
    for (uint32_t id = 1; id < ids.n_ids; id++) {
        if (*entry_of(id) == 0) {
            store_release(entry_of(id), (uintptr_t)ids.free << 1 | 1);
            ids.free = id;
        }
    }
    ids.n_dead = 0;
}

void shape_prune(void)
{
    for (uint32_t id = 1; id < ids.n_ids; id++) {
        struct shape *shape = shape_by_id(id);
        if (shape != NULL && !gc_is_live(shape)) {
            store_release(entry_of(id), 0);
            ids.n_dead++;
        }
    }
    if (ids.n_dead >= MANY_DEAD_IDS) {
        recycle_dead_ids();
    }
}

/* ---- finding a name ---- */

static size_t index_start(Value name, size_t capacity)
{
    return (size_t)(value_bits(name) >> 4) * 2 & (capacity - 1);
}

/* The slot, or SHAPE_NO_SLOT. Capacity is a power of two, half empty at least; name, slot alternate. */
static int32_t index_find(const struct value_buffer *index, Value name)
{
    size_t mask = index->capacity - 1;
    for (size_t i = index_start(name, index->capacity);; i = (i + 2) & mask) {
        if (index->items[i] == name) {
            return (int32_t)value_to_small_int(index->items[i + 1]);
        }
        if (index->items[i] == VALUE_UNBOUND) {
            return SHAPE_NO_SLOT;
        }
    }
}

static void index_insert(struct value_buffer *index, Value name, int32_t slot)
{
    size_t mask = index->capacity - 1;
    size_t i = index_start(name, index->capacity);
    while (index->items[i] != VALUE_UNBOUND) {
        if (index->items[i] == name) {
            return; /* a later step has decided */
        }
        i = (i + 2) & mask;
    }
    index->items[i] = name;
    index->items[i + 1] = value_from_small_int(slot);
}

/* Of a path that ends in `shape`. */
static struct value_buffer *index_new(struct thread *t, const struct shape *shape)
{
    size_t capacity = 4 * INDEX_EVERY;
    while (capacity < 4 * (size_t)shape->depth) {
        capacity *= 2;
    }
    struct value_buffer *index = value_buffer_new(t, capacity);
    for (; index != NULL && shape->parent != NULL; shape = shape->parent) {
        index_insert(index, shape->name, shape->slot);
    }
    return index;
}

int32_t shape_find(const struct shape *shape, Value name)
{
    for (; shape->parent != NULL; shape = shape->parent) {
        if (shape->name == name) {
            return shape->slot;
        }
        if (shape->index != NULL) {
            return index_find(shape->index, name);
        }
    }
    return SHAPE_NO_SLOT;
}

/* ---- making shapes ---- */

static void lock_tree(struct thread *t)
{
    gc_locked_begin(&t->allocator);
    ranked_lock(&shape_lock);
}

static void unlock_tree(struct thread *t)
{
    ranked_unlock(&shape_lock);
    gc_locked_end(&t->allocator);
}

static struct shape *finish_locked(struct thread *t, struct shape *shape)
{
    if (!register_locked(shape)) {
        raise_no_memory(t);
        return NULL;
    }
    return shape;
}

static struct shape *new_root_locked(struct thread *t, struct type *type, uint16_t n_inline)
{
    struct shape *shape = gc_allocate(t, sizeof *shape, &shape_type);
    if (shape == NULL) {
        return NULL;
    }
    shape->type = type;
    shape->n_inline = n_inline;
    shape->slot = SHAPE_NO_SLOT;
    shape->root = shape;
    return finish_locked(t, shape);
}

struct shape *shape_new_root(struct thread *t, struct type *type, uint16_t n_inline)
{
    struct shape *shape;
    bool tried = false;
    do {
        lock_tree(t);
        shape = new_root_locked(t, type, n_inline);
        unlock_tree(t);
    } while (shape == NULL && gc_retry(t, &tried));
    return shape;
}

static struct shape *new_child_locked(struct thread *t, struct shape *parent, Value name,
                                      int32_t slot)
{
    struct shape *shape = gc_allocate(t, sizeof *shape, &shape_type);
    if (shape == NULL) {
        return NULL;
    }
    shape->type = parent->type;
    shape->n_inline = parent->n_inline;
    shape->n_slots = parent->n_slots + (slot != SHAPE_NO_SLOT);
    shape->parent = parent;
    shape->root = parent->root;
    shape->depth = parent->depth + 1;
    shape->name = name;
    shape->slot = slot;
    if (shape->depth % INDEX_EVERY == 0) {
        shape->index = index_new(t, shape);
        if (shape->index == NULL) {
            return NULL;
        }
    }
    return finish_locked(t, shape);
}

/* ---- transitions ---- */

/* Without the lock, too: a pair's shape is stored before its name. */
static struct shape *find_transition(const struct shape *shape, Value name)
{
    const struct value_buffer *pairs = load_acquire(&shape->transitions);
    for (size_t i = 0; pairs != NULL && i < pairs->capacity; i += 2) {
        Value found = value_load(&pairs->items[i]);
        if (found == name) {
            return (struct shape *)value_to_object(value_load(&pairs->items[i + 1]));
        }
        if (found == VALUE_UNBOUND) {
            break;
        }
    }
    return NULL;
}

static size_t count_pairs(const struct value_buffer *pairs)
{
    size_t n = 0;
    while (n < pairs->capacity && pairs->items[n] != VALUE_UNBOUND) {
        n += 2;
    }
    return n;
}

static bool add_transition_locked(struct thread *t, struct shape *shape, Value name,
                                  struct shape *to)
{
    struct value_buffer *pairs = shape->transitions;
    size_t n = pairs == NULL ? 0 : count_pairs(pairs);
    if (pairs == NULL || n == pairs->capacity) {
        struct value_buffer *larger = value_buffer_new(t, n == 0 ? 2 : 2 * n);
        if (larger == NULL) {
            return false;
        }
        for (size_t i = 0; i < n; i++) {
            larger->items[i] = pairs->items[i];
        }
        pairs = larger;
    }
    value_store(&pairs->items[n + 1], value_from_object(to));
    value_store(&pairs->items[n], name);
    store_release(&shape->transitions, pairs);
    return true;
}

/*
 * An instance needs more slots than its kind has in line: the class's further instances get twice as many. Objects of
 * built-in types are made with a fixed size.
 */
static bool widen_locked(struct thread *t, const struct shape *shape)
{
    struct type *type = shape->type;
    if (shape->n_slots <= shape->n_inline || shape->n_inline == 0 ||
        shape->n_inline >= MAX_INLINE || !type_has(type, TYPE_HEAP) ||
        load_acquire(&type->root_shape) != shape->root) {
        return true;
    }
    struct shape *root = new_root_locked(t, type, (uint16_t)(shape->n_inline * 2));
    if (root != NULL) {
        type_set_root_shape(type, root);
    }
    return root != NULL;
}

static struct shape *dictionary_locked(struct thread *t, struct shape *root)
{
    if (root->dictionary == NULL) {
        struct shape *shape = gc_allocate(t, sizeof *shape, &shape_type);
        if (shape == NULL) {
            return NULL;
        }
        shape->type = root->type;
        shape->is_dictionary = true;
        shape->n_inline = root->n_inline;
        shape->slot = SHAPE_NO_SLOT;
        shape->root = root;
        root->dictionary = finish_locked(t, shape);
    }
    return root->dictionary;
}

struct shape *shape_dictionary(struct thread *t, struct shape *shape)
{
    struct shape *dictionary;
    bool tried = false;
    do {
        lock_tree(t);
        dictionary = dictionary_locked(t, shape->root);
        unlock_tree(t);
    } while (dictionary == NULL && gc_retry(t, &tried));
    return dictionary;
}

static struct shape *step_locked(struct thread *t, struct shape *shape, Value name, int32_t slot)
{
    struct shape *next = find_transition(shape, name);
    if (next != NULL) {
        return next;
    }
    if (shape->root->n_descendants >= SHAPE_MAX_PER_TYPE || slot >= SHAPE_MAX_ATTRIBUTES) {
        return dictionary_locked(t, shape->root);
    }
    next = new_child_locked(t, shape, name, slot);
    if (next == NULL || !add_transition_locked(t, shape, name, next) || !widen_locked(t, next)) {
        return NULL;
    }
    shape->root->n_descendants++;
    return next;
}

static struct shape *step(struct thread *t, struct shape *shape, Value name, int32_t slot)
{
    struct shape *next = find_transition(shape, name);
    if (next != NULL) {
        return next;
    }
    bool tried = false;
    do {
        lock_tree(t);
        next = step_locked(t, shape, name, slot);
        unlock_tree(t);
    } while (next == NULL && gc_retry(t, &tried));
    return next;
}

struct shape *shape_after_adding(struct thread *t, struct shape *shape, Value name)
{
    ASSERT(!shape->is_dictionary && shape_find(shape, name) == SHAPE_NO_SLOT);
    return step(t, shape, name, shape->n_slots);
}

struct shape *shape_after_deleting(struct thread *t, struct shape *shape, Value name)
{
    ASSERT(!shape->is_dictionary && shape_find(shape, name) != SHAPE_NO_SLOT);
    return step(t, shape, name, SHAPE_NO_SLOT);
}

/* ---- types ---- */

static void trace_shape(struct marker *m, struct object *self)
{
    struct shape *shape = (struct shape *)self;
    mark_object(m, shape->type);
    mark_object(m, shape->parent);
    mark_object(m, shape->root);
    mark_object(m, shape->dictionary);
    mark_object(m, shape->index);
    mark_object(m, shape->transitions);
    mark_value(m, shape->name);
}

static void trace_slot_chunk(struct marker *m, struct object *self)
{
    struct slot_chunk *chunk = (struct slot_chunk *)self;
    mark_object(m, chunk->next);
    mark_values(m, chunk->slots, COUNT_OF(chunk->slots));
}

struct type shape_type = {TYPE_HEADER("shape", sizeof(struct shape)), .trace = trace_shape};
struct type slot_chunk_type = {TYPE_HEADER("slot_chunk", sizeof(struct slot_chunk)),
                               .flags = TYPE_STORAGE, .trace = trace_slot_chunk};
