#include "vm/inline_cache.h"

#include <stdlib.h>

#include "runtime/abstract.h"
#include "runtime/lookup.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "vm/format/bytecode.h"

enum { MAX_WRITES = 8 };

/* --- The side table --- */

struct side_chunk *side_chunks[SIDE_MAX_CHUNKS];

static struct {
    uint32_t n_entries;
    uint32_t lock;
} side;

/* Adds an entry; false when the table is full or there is no memory: the site is then not cached. */
static bool side_table_add(Value entry, uint32_t *index)
{
    mutex_lock(&side.lock);
    uint32_t n = side.n_entries, c = n >> SIDE_CHUNK_BITS;
    bool there = c < SIDE_MAX_CHUNKS;
    if (there && side_chunks[c] == NULL) {
        struct side_chunk *chunk = calloc(1, sizeof *chunk);
        there = chunk != NULL;
        store_release(&side_chunks[c], chunk);
    }
    if (there) {
        value_store(&side_chunks[c]->entries[n & ((1 << SIDE_CHUNK_BITS) - 1)], entry);
        store_release(&side.n_entries, n + 1);
        *index = n;
    }
    mutex_unlock(&side.lock);
    return there;
}

void side_table_mark(struct marker *m)
{
    for (uint32_t i = 0; i < side.n_entries; i += 1 << SIDE_CHUNK_BITS) {
        uint32_t n = side.n_entries - i;
        mark_values(m, side_chunks[i >> SIDE_CHUNK_BITS]->entries,
                    n < 1 << SIDE_CHUNK_BITS ? n : 1 << SIDE_CHUNK_BITS);
    }
}

/* --- The log --- */

/*
 * The words that are not empty, so that a flush costs no more than the fills before it: it need not look for them in the
 * heap. A word enters when it is filled, in the thread that fills it, before any safepoint (two threads that fill one at
 * once both enter it); the log is read, pruned and emptied with the world stopped. Once `n` has passed the capacity, words
 * are missing, and the next flush looks through the heap.
 */
enum { LOG_CAPACITY = 1 << 15 };

static struct {
    uint32_t n;
    uint64_t *words[LOG_CAPACITY];
} filled;

static void log_filled(uint64_t *cache)
{
    if (load_relaxed(&filled.n) > LOG_CAPACITY) {
        return;
    }
    uint32_t i = atomic_add_relaxed(&filled.n, 1);
    if (i < LOG_CAPACITY) {
        store_relaxed(&filled.words[i], cache);
    }
}

/* A prune hook: forgets the words of code that is dead, whose memory will be something else's. */
static void log_prune_stw(void)
{
    if (filled.n > LOG_CAPACITY) {
        return; /* no entry will be looked at */
    }
    uint32_t n_kept = 0;
    for (uint32_t i = 0; i < filled.n; i++) {
        if (gc_is_in_live(filled.words[i])) {
            filled.words[n_kept++] = filled.words[i];
        }
    }
    filled.n = n_kept;
}

void inline_caches_init(void)
{
    gc_add_prune_hook(log_prune_stw);
}

/* --- Words --- */

/* Replaces the word, unless its site has been rewritten too often. */
static void cache_write(uint64_t *cache, uint32_t shape, uint32_t payload, enum cache_kind kind)
{
    uint64_t old = load_relaxed(cache);
    uint64_t n_writes = (old >> 4) & 15;
    if (cache_kind(old) == CACHE_GENERIC) {
        return;
    }
    if (cache_kind(old) == CACHE_EMPTY) {
        log_filled(cache);
    }
    if (n_writes >= MAX_WRITES) {
        store_release(cache, (uint64_t)CACHE_GENERIC);
        return;
    }
    store_release(cache,
                  (uint64_t)shape << 32 | (uint64_t)payload << 8 | (n_writes + 1) << 4 | kind);
}

/* Counts what no word can say, so that a site that sees nothing else (a property, a thread-local object) stops asking. */
static void cache_write_none(uint64_t *cache)
{
    uint64_t old = load_relaxed(cache), n_writes = (old >> 4) & 15;
    if (cache_kind(old) != CACHE_EMPTY) {
        return;
    }
    if (n_writes < MAX_WRITES) {
        store_release(cache, (n_writes + 1) << 4 | (uint64_t)CACHE_EMPTY);
    } else {
        log_filled(cache);
        store_release(cache, (uint64_t)CACHE_GENERIC);
    }
}

static void cache_write_side(uint64_t *cache, uint32_t shape, const void *entry,
                             enum cache_kind kind)
{
    uint32_t index;
    if (cache_kind(load_relaxed(cache)) != CACHE_GENERIC &&
        side_table_add(value_from_object(entry), &index)) {
        cache_write(cache, shape, index, kind);
    }
}

/* The shape may be that of another moment, and only objects with this one need have the chunk. */
static void cache_write_chunk(uint64_t *cache, uint32_t shape, Value v, int32_t slot)
{
    if (value_shape(v) == shape) {
        cache_write(cache, shape, (uint32_t)slot, CACHE_CHUNK);
    }
}

/* Fills the word with what holds for `v.name`, if that can be said in a word. */
static void cache_fill(struct thread *t, uint64_t *cache, Value v, Value name)
{
    struct attribute_place place;
    uint32_t shape = value_shape(v);
    switch (attribute_classify(t, v, name, &place)) {
    case ATTRIBUTE_SLOT:
        if (place.is_inline) {
            cache_write(cache, shape, place.offset / sizeof(Value), CACHE_SLOT);
        } else {
            cache_write_chunk(cache, shape, v, place.slot);
        }
        break;
    case ATTRIBUTE_MEMBER:
        cache_write(cache, shape, place.offset / sizeof(Value), CACHE_SLOT);
        break;
    case ATTRIBUTE_CELL:
        cache_write_side(cache, shape, place.cell, CACHE_CELL);
        break;
    case ATTRIBUTE_METHOD:
        cache_write_side(cache, shape, place.cell, CACHE_METHOD);
        break;
    default:
        cache_write_none(cache);
        break;
    }
}

/* The place that a word of kind CACHE_CHUNK names in `v`; NULL: the word is of another kind, or for other objects. */
static Value *chunk_place(uint64_t word, Value v)
{
    return cache_kind(word) == CACHE_CHUNK && cache_shape(word) == value_shape(v)
               ? instance_slot(value_to_object(v), shape_by_id(cache_shape(word)),
                               (int32_t)cache_payload(word))
               : NULL;
}

static Value load_from_chunk(uint64_t word, Value v)
{
    const Value *place = chunk_place(word, v);
    return place == NULL ? VALUE_UNBOUND : value_load(place);
}

Value cached_load_attribute(struct thread *t, uint64_t *cache, Value v, Value name)
{
    uint64_t word = load_acquire(cache);
    Value found = load_from_chunk(word, v);
    if (found != VALUE_UNBOUND) {
        return found;
    }
    if (cache_kind(word) == CACHE_METHOD && cache_shape(word) == value_shape(v)) {
        Value function = cell_get(cache_cell(word));
        if (function != VALUE_UNBOUND) {
            struct type *kind = value_type(function);
            return kind == &function_type
                       ? bound_method_new(t, function, v)
                       : kind->descriptor_get(t, function, v, value_from_object(value_type(v)));
        }
    }
    found = object_get_attribute(t, v, name);
    if (found != VALUE_ERROR && cache_kind(word) != CACHE_GENERIC) {
        cache_fill(t, cache, v, name);
    }
    return found;
}

bool cached_load_method(struct thread *t, uint64_t *cache, Value v, Value name, Value *to)
{
    uint64_t word = load_acquire(cache);
    Value self = VALUE_UNBOUND;
    Value found = load_from_chunk(word, v);
    if (found == VALUE_UNBOUND) {
        found = object_get_method(t, v, name, &self);
        if (found == VALUE_ERROR) {
            return false;
        }
        if (cache_kind(word) != CACHE_GENERIC) {
            cache_fill(t, cache, v, name);
        }
    }
    to[0] = found;
    to[1] = self;
    return true;
}

/* --- Stores --- */

bool cache_add_slot(uint64_t word, struct object *object, Value to)
{
    const struct shape *shape = (const struct shape *)side_table_get(cache_payload(word));
    bool locked = object_lock(object);
    bool applies = object_shape(object) == cache_shape(word);
    if (applies) {
        value_store((Value *)((char *)object + shape->type->slots_offset) + 1 + shape->slot, to);
        store_release(&object->shape, shape->id);
    }
    object_unlock(object, locked);
    return applies;
}

/* After a store that added an attribute: the next object with the old shape can do the same in one step. */
static void cache_fill_added(uint64_t *cache, uint32_t old_shape, const struct object *object)
{
    const struct shape *shape = shape_by_id(object_shape(object));
    if (shape != NULL && !shape->is_dictionary && shape->parent != NULL &&
        shape->parent->id == old_shape && shape->slot != SHAPE_NO_SLOT &&
        shape->slot < shape->n_inline) {
        cache_write_side(cache, old_shape, shape, CACHE_ADD_SLOT);
    }
}

bool cached_store_attribute(struct thread *t, uint64_t *cache, Value v, Value name, Value to)
{
    uint64_t word = load_acquire(cache);
    Value *chunk = chunk_place(word, v);
    if (chunk != NULL) {
        value_store(chunk, to);
        return true;
    }
    uint32_t old_shape = value_shape(v);
    if (!object_set_attribute(t, v, name, to)) {
        return false;
    }
    if (cache_kind(word) == CACHE_GENERIC || !value_is_object(v)) {
        return true;
    }
    uint32_t shape = value_shape(v);
    struct attribute_place place;
    enum attribute_kind kind = attribute_classify_store(t, v, name, &place);
    if (kind == ATTRIBUTE_MEMBER) {
        cache_write(cache, shape, place.offset / sizeof(Value), CACHE_SLOT);
    } else if (kind == ATTRIBUTE_SLOT && shape == old_shape && place.is_inline) {
        cache_write(cache, shape, place.offset / sizeof(Value), CACHE_SLOT);
    } else if (kind == ATTRIBUTE_SLOT && shape != old_shape && place.is_inline) {
        cache_fill_added(cache, old_shape, value_to_object(v));
    } else if (kind == ATTRIBUTE_SLOT && shape == old_shape) {
        cache_write_chunk(cache, shape, v, place.slot);
    } else if (kind == ATTRIBUTE_GENERIC) {
        cache_write_none(cache);
    }
    return true;
}

/* --- Flushing --- */

static void empty(uint64_t *cache)
{
    store_release(cache, (uint64_t)CACHE_EMPTY);
}

static void flush_code(struct object *object, void *context UNUSED)
{
    struct code *code = (struct code *)object;
    for (uint32_t i = 0; i < code->n_words;) {
        enum opcode op = instruction_op(code->words[i]);
        if (opcode_has_flag(op, 'C')) {
            empty(&code->words[i + 1]);
        }
        i += 1 + opcode_infos[op].n_extra;
    }
}

void inline_caches_flush(void)
{
    if (filled.n > LOG_CAPACITY) {
        gc_each_object_stw(&code_type, flush_code, NULL);
    } else {
        for (uint32_t i = 0; i < filled.n; i++) {
            empty(filled.words[i]);
        }
    }
    filled.n = 0;
    store_release(&side.n_entries, 0); /* no word is left that has an index into it */
}
