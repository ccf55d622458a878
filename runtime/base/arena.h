/*
 * A bump arena: memory that is handed out in order and given back all at once.
 *
 * For structures that live and die together, as a syntax tree does. Memory comes from malloc in chunks, is
 * never scanned by the collector, and so must never hold the only pointer to a heap object.
 *
 *     chunks --> [ next | used ......... free ] --> [ next | full ............ ] --> NULL
 *
 * Always true: what arena_alloc returned stays where it is until arena_destroy. An arena belongs to one
 * thread at a time. Out of memory is a NULL result; nothing is lost by it and the arena stays usable.
 */
#ifndef HASP_BASE_ARENA_H
#define HASP_BASE_ARENA_H

#include <stddef.h>

#include "runtime/base/attributes.h"

struct arena;

/* An empty arena, owned by the caller, or NULL if there is no memory. */
NODISCARD struct arena *arena_create(void);

/* `size` bytes, zeroed and 16-byte aligned; NULL if there is no memory. A size of 0 gives a valid pointer. */
NODISCARD void *arena_alloc(struct arena *arena, size_t size);

/* As arena_alloc for an array; NULL as well if the product overflows. */
NODISCARD void *arena_alloc_array(struct arena *arena, size_t n_items, size_t item_size);

/* A copy of `size` bytes with a NUL after them. */
NODISCARD char *arena_strdup(struct arena *arena, const char *text, size_t size);

/* Bytes taken from the system so far. */
size_t arena_size(const struct arena *arena);

/* Gives everything back. NULL is allowed. */
void arena_destroy(struct arena *arena);

#endif
