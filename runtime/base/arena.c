/* The bump arena: chunks double from 4 KB to 1 MB; an oversized request gets a chunk of its own. */
#include "runtime/base/arena.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/base/assert.h"

enum {
    ALIGNMENT = 16,
    FIRST_CHUNK_BYTES = 4 * 1024,
    LARGEST_CHUNK_BYTES = 1024 * 1024,
};

struct chunk {
    struct chunk *next;
    size_t capacity; /* bytes after this header */
    _Alignas(ALIGNMENT) unsigned char data[];
};

struct arena {
    struct chunk *chunks; /* the first one is being filled; owned */
    size_t n_used;        /* bytes of the first chunk that are handed out */
    size_t next_capacity; /* of the next ordinary chunk */
    size_t total;
};

static_assert(sizeof(struct chunk) % ALIGNMENT == 0, "chunk data starts aligned");

struct arena *arena_create(void)
{
    struct arena *arena = calloc(1, sizeof *arena);
    if (arena != NULL) {
        arena->next_capacity = FIRST_CHUNK_BYTES - sizeof(struct chunk);
    }
    return arena;
}

static struct chunk *chunk_create(struct arena *arena, size_t capacity)
{
    if (capacity > PTRDIFF_MAX - sizeof(struct chunk)) {
        return NULL;
    }
    struct chunk *chunk = calloc(1, sizeof *chunk + capacity);
    if (chunk != NULL) {
        chunk->capacity = capacity;
        arena->total += sizeof *chunk + capacity;
    }
    return chunk;
}

/* A chunk of its own goes behind the one being filled, whose free rest stays in use. */
static void *alloc_oversized(struct arena *arena, size_t size)
{
    struct chunk *chunk = chunk_create(arena, size);
    if (chunk == NULL) {
        return NULL;
    }
    if (arena->chunks == NULL) {
        arena->chunks = chunk;
        arena->n_used = size;
    } else {
        chunk->next = arena->chunks->next;
        arena->chunks->next = chunk;
    }
    return chunk->data;
}

static bool start_chunk(struct arena *arena)
{
    struct chunk *chunk = chunk_create(arena, arena->next_capacity);
    if (chunk == NULL) {
        return false;
    }
    chunk->next = arena->chunks;
    arena->chunks = chunk;
    arena->n_used = 0;
    if (arena->next_capacity < LARGEST_CHUNK_BYTES / 2) {
        arena->next_capacity = arena->next_capacity * 2 + sizeof(struct chunk);
    }
    return true;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    if (size > SIZE_MAX - ALIGNMENT) {
        return NULL;
    }
    size_t rounded = (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
    if (arena->chunks == NULL || rounded > arena->chunks->capacity - arena->n_used) {
        if (rounded > arena->next_capacity / 4) {
            return alloc_oversized(arena, rounded);
        }
        if (!start_chunk(arena)) {
            return NULL;
        }
    }
    void *memory = arena->chunks->data + arena->n_used;
    arena->n_used += rounded;
    return memory;
}

void *arena_alloc_array(struct arena *arena, size_t n_items, size_t item_size)
{
    size_t size;
    if (__builtin_mul_overflow(n_items, item_size, &size)) {
        return NULL;
    }
    return arena_alloc(arena, size);
}

char *arena_strdup(struct arena *arena, const char *text, size_t size)
{
    if (size == SIZE_MAX) {
        return NULL;
    }
    char *copy = arena_alloc(arena, size + 1);
    if (copy != NULL && size > 0) {
        memcpy(copy, text, size);
    }
    return copy;
}

size_t arena_size(const struct arena *arena)
{
    return arena->total;
}

void arena_destroy(struct arena *arena)
{
    if (arena == NULL) {
        return;
    }
    struct chunk *chunk = arena->chunks;
    while (chunk != NULL) {
        struct chunk *next = chunk->next;
        free(chunk);
        chunk = next;
    }
    free(arena);
}
