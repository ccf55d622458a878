/*
 * After marking: live bits become what the mark bits say, mark bits become zero. That is all the sweeping there is in
 * the pause; a dead cell is found, and its memory cleared, by the thread that next allocates in its block.
 */
#include <string.h>

#include "runtime/gc_internal.h"
#include "runtime/heap.h"

/* A block with fewer free cells is not worth taking: 1 in 16. */
enum { MIN_FREE_SHARE = 16 };

#if defined(HASP_GC_STRESS) || defined(HASP_DEBUG)
/* Whoever still uses a dead object finds this instead. */
static void poison(struct chunk *block)
{
    for (uint32_t start = 0; start < block->cells_bytes; start += block->cell_bytes) {
        unsigned bit = start / GC_GRANULE;
        if (bitmap_get(block->live, bit) && !bitmap_get(block->mark, bit)) {
            memset(heap_chunk_start(block) + start, 0xdb, block->cell_bytes);
        }
    }
}
#else
static void poison(struct chunk *block)
{
    (void)block;
}
#endif

/* Returns the number of live cells. */
static uint32_t flip(struct chunk *chunk)
{
    uint32_t n = 0;
    for (unsigned word = 0; word < CHUNK_BITMAP_WORDS; word++) {
        n += (uint32_t)__builtin_popcountll(chunk->mark[word]);
        chunk->live[word] = chunk->mark[word];
        chunk->mark[word] = 0;
    }
    return n;
}

/* `tail` is where the list of available blocks of each class ends: the list stays in order of addresses. */
static void sweep_block(size_t number, struct chunk **tails[], struct sweep_result *result)
{
    struct chunk *block = &heap.chunks[number];
    poison(block);
    uint32_t n_live = flip(block);
    uint32_t n_cells = block->cells_bytes / block->cell_bytes;
    result->n_live_objects += n_live;
    result->live_bytes += (size_t)n_live * block->cell_bytes;
    if (n_live == 0) {
        heap_free_chunks(number, 1);
        return;
    }
    block->scan = 0;
    block->is_zero = false;
    if ((n_cells - n_live) * MIN_FREE_SHARE >= n_cells) {
        *tails[block->size_class] = block;
        tails[block->size_class] = &block->next_available;
    }
}

static void sweep_large(size_t number, struct sweep_result *result)
{
    struct chunk *chunk = &heap.chunks[number];
    if (flip(chunk) == 0) {
        heap_free_chunks(number, chunk->n_chunks);
        return;
    }
    result->n_live_objects++;
    result->live_bytes += chunk->large_bytes;
}

struct sweep_result gc_sweep_stw(void)
{
    struct sweep_result result = {0};
    struct chunk **tails[GC_N_CLASSES];
    for (unsigned i = 0; i < GC_N_CLASSES; i++) {
        tails[i] = &heap.available[i];
    }
    for (size_t number = 0; number < heap.n_known; number++) {
        if (heap.kinds[number] == CHUNK_BLOCK) {
            sweep_block(number, tails, &result);
        } else if (heap.kinds[number] == CHUNK_LARGE) {
            sweep_large(number, &result);
        }
    }
    for (unsigned i = 0; i < GC_N_CLASSES; i++) {
        *tails[i] = NULL;
    }
    return result;
}
