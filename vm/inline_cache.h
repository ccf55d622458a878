/*
 * Inline caches: one 64-bit word behind the instruction, read and written whole.
 *
 *      63          32 31            8 7      4 3     0
 *     +--------------+---------------+--------+-------+
 *     |   shape id   |    payload    | writes | kind  |
 *     +--------------+---------------+--------+-------+
 *
 * A word whose shape id equals the object's is valid without further checks: whatever could falsify it (a class
 * attribute added, deleted, or turned into a descriptor) clears all words with the world stopped
 * (inline_caches_flush), and no safepoint lies between the check and the access. After 8 rewrites, or 8
 * attributes that no word can say, the kind becomes GENERIC until a flush: two threads cannot fight over the line.
 *
 * Payloads are word offsets into the object, or indices into a side table of cells and shapes, which grows until a flush
 * empties it. Words that are not empty are logged, so that a flush finds them.
 */
#ifndef HASP_VM_INLINE_CACHE_H
#define HASP_VM_INLINE_CACHE_H

#include "runtime/cell.h"
#include "runtime/shape.h"
#include "vm/frame.h"

enum cache_kind {
    CACHE_EMPTY = 0,
    CACHE_SLOT,  /* payload: word offset of an inline attribute slot or __slots__ member */
    CACHE_CHUNK, /* payload: number of a slot behind the inline ones */
    CACHE_CELL, /* payload: side index of the cell of a class, module or type attribute: no binding */
    CACHE_METHOD,   /* payload: side index of the cell of a function: binds the object */
    CACHE_ADD_SLOT, /* STORE_ATTR; payload: side index of the shape after adding */
    CACHE_GENERIC   /* never rewritten */
};

static ALWAYS_INLINE uint32_t cache_shape(uint64_t word)
{
    return (uint32_t)(word >> 32);
}
static ALWAYS_INLINE enum cache_kind cache_kind(uint64_t word)
{
    return (enum cache_kind)(word & 15);
}
static ALWAYS_INLINE uint32_t cache_payload(uint64_t word)
{
    return (uint32_t)(word >> 8) & 0xffffff;
}

/*
 * The side table. Chunks are stored (release) under its lock and never moved; the number of entries is advanced (release) under
 * it after the entry was written. Readers have their index from a cache word that was stored after that. Entries are roots,
 * immutable from when they are handed out to the next flush.
 */
enum { SIDE_CHUNK_BITS = 12, SIDE_MAX_CHUNKS = 1 << 12 };

struct side_chunk {
    Value entries[1 << SIDE_CHUNK_BITS];
};

extern struct side_chunk *side_chunks[SIDE_MAX_CHUNKS];

static ALWAYS_INLINE Value side_table_get(uint32_t index)
{
    const struct side_chunk *chunk = load_acquire(&side_chunks[index >> SIDE_CHUNK_BITS]);
    return value_load(&chunk->entries[index & ((1 << SIDE_CHUNK_BITS) - 1)]);
}

static ALWAYS_INLINE struct cell *cache_cell(uint64_t word)
{
    return (struct cell *)side_table_get(cache_payload(word));
}

/* The generic operation; fills `cache`, a word of a code object, if the place can be cached. */
RAISES MAY_GC Value cached_load_attribute(struct thread *t, uint64_t *cache, Value v, Value name);
RAISES MAY_GC bool cached_store_attribute(struct thread *t, uint64_t *cache, Value v, Value name,
                                          Value to);
/* to[0], to[1] as LOAD_METHOD. */
RAISES MAY_GC bool cached_load_method(struct thread *t, uint64_t *cache, Value v, Value name,
                                      Value *to);
/* Hit of CACHE_ADD_SLOT: false if it no longer applies (then the generic operation does it). */
bool cache_add_slot(uint64_t word, struct object *object, Value to);

/* At start-up. */
void inline_caches_init(void);

/* Marks the side table: a root. */
void side_table_mark(struct marker *m);

/* upcalls.flush_inline_caches: empties every cache of every code object. World stopped. */
void inline_caches_flush(void);

#endif
