/*
 * After marking: live bits become what the mark bits say, mark bits become zero. That is all the sweeping there is in
 * the pause; a dead cell is found, and its memory cleared, by the thread that next allocates in its block.
 */
#include <string.h>

#include "runtime/gc_internal.h"
#include "runtime/heap.h"
#include "runtime/redzone.h"

/* A block with fewer free cells is not worth taking: 1 in 16. */
enum { MIN_FREE_SHARE = 16 };

#if defined(HASP_GC_STRESS) || defined(HASP_DEBUG)
/* Whoever still uses a dead object finds this instead. */
static void poison(struct chunk *block, const uint64_t *marks)
{
    for (uint32_t start = 0; start < block->cells_bytes; start += block->cell_bytes) {
        unsigned bit = start / GC_GRANULE;
        if (bitmap_get(block->live, bit) && !bitmap_get(marks, bit)) {
            redzone_open(heap_chunk_start(block) + start, block->cell_bytes);
            memset(heap_chunk_start(block) + start, 0xdb, block->cell_bytes);
            redzone_close(heap_chunk_start(block) + start, block->cell_bytes);
        }
    }
}
#else
static void poison(struct chunk *block, const uint64_t *marks)
{
    (void)block;
    (void)marks;
}
#endif

/* The baseline of x86-64 has no instruction for it, and this vectorises. */
static uint64_t count_bits(uint64_t word)
{
    const uint64_t every_second = UINT64_C(0x5555555555555555);
    const uint64_t pairs = UINT64_C(0x3333333333333333);
    const uint64_t nibbles = UINT64_C(0x0f0f0f0f0f0f0f0f);
    const uint64_t bytes = UINT64_C(0x0101010101010101);
    word -= word >> 1 & every_second;
    word = (word & pairs) + (word >> 2 & pairs);
    return ((word + (word >> 4)) & nibbles) * bytes >> 56;
}

static bool is_marked(const uint64_t *marks)
{
    uint64_t all = 0;
    for (unsigned word = 0; word < CHUNK_BITMAP_WORDS; word++) {
        all |= marks[word];
    }
    return all != 0;
}

/* Returns the number of live cells. */
static uint32_t flip(struct chunk *chunk, uint64_t *marks)
{
    uint64_t n = 0;
    for (unsigned word = 0; word < CHUNK_BITMAP_WORDS; word++) {
        n += count_bits(marks[word]);
        chunk->live[word] = marks[word];
        marks[word] = 0;
    }
    return (uint32_t)n;
}

/* `tail` is where the list of available blocks of each class ends: the list stays in order of addresses. */
static void sweep_block(size_t number, struct chunk **tails[], struct sweep_result *result)
{
    struct chunk *block = &heap.chunks[number];
    uint64_t *marks = heap_chunk_marks(block);
    poison(block, marks);
    if (!is_marked(marks)) {
        heap_free_chunks(number, 1);
        return;
    }
    uint32_t n_live = flip(block, marks);
    uint32_t n_cells = block->cells_bytes / block->cell_bytes;
    result->n_live_objects += n_live;
    result->live_bytes += (size_t)n_live * block->cell_bytes;
    result->scanned_bytes += (size_t)n_live * block->cell_bytes;
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
    uint64_t *marks = heap_chunk_marks(chunk);
    if (marks[0] == 0) {
        redzone_close(heap_chunk_start(chunk), chunk->n_chunks * (size_t)CHUNK_BYTES);
        heap_free_chunks(number, chunk->n_chunks);
        return;
    }
    marks[0] = 0;
    result->n_live_objects++;
    result->live_bytes += chunk->large_bytes;
    const struct object *object = (const struct object *)heap_chunk_start(chunk);
    if (object->type->trace != NULL) {
        result->scanned_bytes += chunk->large_bytes;
    }
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
