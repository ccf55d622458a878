#include "runtime/heap.h"

#include <string.h>

#include "runtime/redzone.h"

struct heap heap = {.lock = RANKED_MUTEX(HEAP)};
uint64_t heap_cell_starts[GC_N_CLASSES][CHUNK_BITMAP_WORDS];

enum {
    TRIM_SLACK = 16, /* chunks */
    /* A run is no longer than this, so that its memory is still in the cache when it is filled: measured
       against runs of a whole block. */
    RUN_BYTES = 8192
};

/* The largest multiples of 16 of which a whole number of cells fills a chunk, in steps of about a quarter. */
static const uint16_t medium_bytes[GC_N_MEDIUM_CLASSES] = {
    592,  688,  816,  1024, 1280,  1632,  2048,  2608,  3264, 4096,
    5456, 6544, 8192, 9360, 10912, 13104, 16384, 21840, 32768};
static_assert(MEDIUM_MAX == 32768, "the last medium class is half a chunk");

/* ---- size classes ---- */

unsigned heap_size_class(size_t size)
{
    if (size <= GC_SMALL_MAX) {
        return (unsigned)((size + GC_GRANULE - 1) / GC_GRANULE);
    }
    unsigned i = 0;
    while (medium_bytes[i] < size) {
        i++;
    }
    return GC_N_SIZE_CLASSES + i;
}

uint32_t heap_class_bytes(unsigned size_class)
{
    return size_class < GC_N_SIZE_CLASSES ? size_class * GC_GRANULE
                                          : medium_bytes[size_class - GC_N_SIZE_CLASSES];
}

/* With the class's first block: filling all of them would take a tenth of the start-up. */
static void fill_cell_starts_locked(unsigned size_class)
{
    uint64_t *starts = heap_cell_starts[size_class];
    uint32_t cell = heap_class_bytes(size_class);
    for (uint32_t start = 0; start + cell <= CHUNK_BYTES; start += cell) {
        unsigned bit = start / GC_GRANULE;
        starts[bit / 64] |= UINT64_C(1) << (bit % 64);
    }
}

bool heap_init(size_t limit_bytes)
{
    return heap_reserve(limit_bytes);
}

/* ---- chunks ---- */

static bool is_free(size_t i)
{
    return heap.kinds[i] <= CHUNK_FREE_DIRTY;
}

/* The first of `n` free chunks in a row from `from` on, beginning below n_known or at its end. */
static size_t find_free_locked(size_t n, size_t from)
{
    size_t run = 0;
    size_t i = from;
    while (i < heap.n_known && run < n) {
        run = is_free(i) ? run + 1 : 0;
        i++;
    }
    return i - run;
}

/* Takes chunks [first, first + n), which are free. *dirty: they are not all zero. False: no memory. */
static bool take_chunks_locked(const struct gc_client *client, size_t first, size_t n,
                               enum chunk_kind kind, bool *dirty)
{
    ranked_assert_locked(&heap.lock);
    size_t n_allowed = heap.n_allowed - (client->spends_reserve ? 0 : heap.n_reserve);
    if (heap.n_taken > n_allowed || n > n_allowed - heap.n_taken || first > heap.n_reserved ||
        n > heap.n_reserved - first || !heap_commit_locked(first + n)) {
        return false;
    }
    *dirty = false;
    for (size_t i = first; i < first + n; i++) {
        *dirty |= heap.kinds[i] == CHUNK_FREE_DIRTY;
        store_relaxed(&heap.kinds[i], i == first ? kind : CHUNK_LARGE_TAIL);
    }
    heap.n_taken += n;
    if (first + n > heap.n_known) {
        heap.n_known = first + n;
    }
    if (first == heap.lowest) {
        heap.lowest = first + n;
    }
    return true;
}

/* Of the chunks from `from` on, how many are in a row ROOM. */
static size_t count_room(size_t from)
{
    size_t i = from;
    while (i < heap.n_known && heap.kinds[i] == CHUNK_ROOM) {
        i++;
    }
    return i - from;
}

static void free_room(size_t first, size_t n)
{
    memset(heap.kinds + first, CHUNK_FREE_DIRTY, n);
    if (n > 0 && first < heap.lowest) {
        heap.lowest = first;
    }
}

void heap_free_chunks(size_t first, size_t n)
{
    free_room(first + n, count_room(first + n));
    memset(heap.kinds + first, CHUNK_FREE_DIRTY, n);
    heap.n_taken -= n;
    if (first < heap.lowest) {
        heap.lowest = first;
    }
}

static size_t chunks_for(size_t size)
{
    return size / CHUNK_BYTES + (size % CHUNK_BYTES != 0);
}

/* Makes all ROOM free; false: there is none. */
static bool release_room_locked(void)
{
    bool any = false;
    for (size_t i = 0; i < heap.n_known; i++) {
        if (heap.kinds[i] == CHUNK_ROOM) {
            free_room(i, 1);
            any = true;
        }
    }
    return any;
}

/* Chunks for a large object, with free ones behind it that become ROOM; without them if they cannot be had. */
static bool take_with_room_locked(const struct gc_client *client, size_t n, size_t n_room,
                                  size_t *first, bool *dirty)
{
    *first = find_free_locked(n + n_room, heap.lowest);
    if (n_room > heap.n_reserved || *first > heap.n_reserved - n_room ||
        !heap_commit_locked(*first + n + n_room)) {
        n_room = 0;
        *first = find_free_locked(n, heap.lowest);
    }
    if (!take_chunks_locked(client, *first, n, CHUNK_LARGE, dirty)) {
        return false;
    }
    memset(heap.kinds + *first + n, CHUNK_ROOM, n_room);
    if (*first + n + n_room > heap.n_known) {
        heap.n_known = *first + n + n_room;
    }
    return true;
}

void *heap_take_large(const struct gc_client *client, size_t size, size_t n_zeroed,
                      size_t room_bytes)
{
    size_t n = chunks_for(size);
    size_t first;
    bool dirty;
    ranked_lock(&heap.lock);
    bool taken = take_with_room_locked(client, n, chunks_for(room_bytes), &first, &dirty) ||
                 (release_room_locked() && take_with_room_locked(client, n, 0, &first, &dirty));
    ranked_unlock(&heap.lock);
    if (!taken) {
        return NULL;
    }
    struct chunk *chunk = &heap.chunks[first];
    chunk->n_chunks = (uint32_t)n;
    chunk->large_bytes = size;
    memset(chunk->live, 0, sizeof chunk->live);
    chunk->live[0] = 1;
    void *start = heap_chunk_start(chunk);
    redzone_open(start, n * CHUNK_BYTES);
    if (dirty) {
        memset(start, 0, n_zeroed);
    }
    return start;
}

/* ROOM directly behind an object is its own. */
static bool extend_locked(const struct gc_client *client, size_t first, size_t size)
{
    struct chunk *chunk = &heap.chunks[first];
    size_t end = first + chunk->n_chunks;
    size_t n_more = chunks_for(size) - (end - first);
    size_t n_room = count_room(end);
    bool dirty;
    if ((n_room < n_more && find_free_locked(n_more - n_room, end + n_room) != end + n_room) ||
        !take_chunks_locked(client, end, n_more, CHUNK_LARGE_TAIL, &dirty)) {
        return false;
    }
    chunk->n_chunks += (uint32_t)n_more;
    chunk->large_bytes = size;
    return true;
}

bool heap_extend_large(const struct gc_client *client, void *address, size_t size)
{
    size_t first = heap_offset(address) >> CHUNK_SHIFT;
    ranked_lock(&heap.lock);
    bool fits = heap.kinds[first] == CHUNK_LARGE &&
                (size <= heap.chunks[first].large_bytes || extend_locked(client, first, size));
    ranked_unlock(&heap.lock);
    return fits;
}

/* Free chunks at high addresses go first: the heap grows from the low end. Not for a few more than `keep`. */
void heap_trim_stw(size_t keep)
{
    size_t n_dirty = 0;
    size_t i = 0;
    for (size_t number = 0; number < heap.n_known; number++) {
        n_dirty += heap.kinds[number] == CHUNK_FREE_DIRTY;
    }
    if (n_dirty < keep + keep / 2 + TRIM_SLACK) {
        return;
    }
    while (i < heap.n_known && keep > 0) {
        keep -= heap.kinds[i++] == CHUNK_FREE_DIRTY;
    }
    while (i < heap.n_known) {
        size_t from = i;
        while (i < heap.n_known && heap.kinds[i] == CHUNK_FREE_DIRTY) {
            i++;
        }
        if (i > from && heap_give_back_stw(from, i - from)) {
            memset(heap.kinds + from, CHUNK_FREE, i - from);
        }
        i += i == from;
    }
}

/* ---- blocks ---- */

/* From client->search on, which may lie behind all that has been used; else the lowest. SIZE_MAX: no memory. */
static size_t take_chunk_locked(struct gc_client *client, bool *dirty)
{
    size_t number =
        find_free_locked(1, client->search > heap.lowest ? client->search : heap.lowest);
    bool is_behind = number == heap.n_known && client->search < number;
    if (is_behind || !take_chunks_locked(client, number, 1, CHUNK_BLOCK, dirty)) {
        number = find_free_locked(1, heap.lowest);
        heap.lowest = number;
        if (!take_chunks_locked(client, number, 1, CHUNK_BLOCK, dirty)) {
            return SIZE_MAX;
        }
    }
    client->search = number + 1;
    return number;
}

static struct chunk *new_block_locked(struct gc_client *client, unsigned size_class)
{
    bool dirty;
    size_t number = take_chunk_locked(client, &dirty);
    if (number == SIZE_MAX) {
        return NULL;
    }
    struct chunk *block = &heap.chunks[number];
    uint32_t cell = heap_class_bytes(size_class);
    block->cell_bytes = cell;
    block->cell_reciprocal = (uint32_t)((UINT64_C(1) << 32) / cell) + 1;
    block->cells_bytes = CHUNK_BYTES / cell * cell;
    block->size_class = size_class;
    block->scan = 0;
    block->is_zero = !dirty;
    memset(block->live, 0, sizeof block->live);
    if (heap_cell_starts[size_class][0] == 0) {
        fill_cell_starts_locked(size_class);
    }
    return block;
}

struct chunk *heap_take_block(struct gc_client *client, unsigned size_class)
{
    ranked_lock(&heap.lock);
    struct chunk *block = heap.available[size_class];
    if (block != NULL) {
        heap.available[size_class] = block->next_available;
    } else {
        block = new_block_locked(client, size_class);
        if (block == NULL && release_room_locked()) {
            block = new_block_locked(client, size_class);
        }
    }
    ranked_unlock(&heap.lock);
    return block;
}

void heap_give_block(struct chunk *block)
{
    ranked_lock(&heap.lock);
    block->next_available = heap.available[block->size_class];
    heap.available[block->size_class] = block;
    ranked_unlock(&heap.lock);
}

/* Offset of the first cell at or after `from` that is live; the end of the cells if there is none. */
static uint32_t next_live(const struct chunk *block, uint32_t from)
{
    unsigned bit = from / GC_GRANULE;
    unsigned word = bit / 64;
    uint64_t rest = word < CHUNK_BITMAP_WORDS ? block->live[word] >> (bit % 64) << (bit % 64) : 0;
    while (rest == 0) {
        if (++word >= CHUNK_BITMAP_WORDS) {
            return block->cells_bytes;
        }
        rest = block->live[word];
    }
    return (word * 64 + (unsigned)__builtin_ctzll(rest)) * GC_GRANULE;
}

/* Sets or clears the live bits of the cells in [from, to). */
static void change_live(struct chunk *block, uint32_t from, uint32_t to, bool live)
{
    unsigned first = from / GC_GRANULE;
    unsigned end = to / GC_GRANULE;
    for (unsigned word = first / 64; word * 64 < end; word++) {
        uint64_t bits = heap_cell_starts[block->size_class][word];
        if (word == first / 64) {
            bits = bits >> (first % 64) << (first % 64);
        }
        if (end - word * 64 < 64) {
            bits &= (UINT64_C(1) << (end % 64)) - 1;
        }
        block->live[word] = live ? block->live[word] | bits : block->live[word] & ~bits;
    }
}

bool heap_next_run(struct chunk *block, struct gc_run *run)
{
    uint32_t from = block->scan;
    uint32_t cell = block->cell_bytes;
    while (from < block->cells_bytes && bitmap_get(block->live, from / GC_GRANULE)) {
        from += cell;
    }
    if (from >= block->cells_bytes) {
        block->scan = from;
        return false;
    }
    uint32_t to = next_live(block, from);
    uint32_t most = RUN_BYTES > cell ? RUN_BYTES / cell * cell : cell;
    if (to - from > most) {
        to = from + most;
    }
    change_live(block, from, to, true);
    block->scan = to;
    run->cursor = heap_chunk_start(block) + from;
    run->limit = heap_chunk_start(block) + to;
    if (!block->is_zero) {
        redzone_open(run->cursor, to - from);
        memset(run->cursor, 0, to - from);
    }
    redzone_close(run->cursor, to - from);
    return true;
}

void heap_return_run(struct chunk *block, struct gc_run *run)
{
    if (run->cursor < run->limit) {
        uint32_t from = (uint32_t)(heap_offset(run->cursor) & (CHUNK_BYTES - 1));
        uint32_t to = from + (uint32_t)(run->limit - run->cursor);
        change_live(block, from, to, false);
        block->scan = from < block->scan ? from : block->scan;
    }
    run->cursor = NULL;
    run->limit = NULL;
}

/* ---- looking at objects ---- */

static struct object *find_in_block(const struct chunk *block, size_t offset)
{
    uint32_t index = (uint32_t)((offset * block->cell_reciprocal) >> 32);
    uint32_t start = index * block->cell_bytes;
    if (start >= block->cells_bytes || !bitmap_get(block->live, start / GC_GRANULE)) {
        return NULL;
    }
    return (struct object *)(heap_chunk_start(block) + start);
}

static struct object *find_large(size_t number, const void *address)
{
    while (heap.kinds[number] == CHUNK_LARGE_TAIL) {
        number--;
    }
    const struct chunk *chunk = &heap.chunks[number];
    char *start = heap_chunk_start(chunk);
    /* Its end belongs to it: where that is no multiple of a granule, no other object begins there. */
    return (size_t)((const char *)address - start) <= chunk->large_bytes ? (struct object *)start
                                                                         : NULL;
}

struct object *heap_find_object_stw(const void *address)
{
    size_t offset = heap_offset(address);
    size_t number = offset >> CHUNK_SHIFT;
    if (number >= heap.n_known) {
        return NULL;
    }
    switch ((enum chunk_kind)heap.kinds[number]) {
    case CHUNK_BLOCK:
        return find_in_block(&heap.chunks[number], offset & (CHUNK_BYTES - 1));
    case CHUNK_LARGE:
    case CHUNK_LARGE_TAIL:
        return find_large(number, address);
    case CHUNK_FREE:
    case CHUNK_FREE_DIRTY:
    case CHUNK_ROOM:
        break;
    }
    return NULL;
}

void heap_each_object_stw(bool marked, void (*visit)(struct object *o, void *context),
                          void *context)
{
    for (size_t number = 0; number < heap.n_known; number++) {
        if (heap.kinds[number] != CHUNK_BLOCK && heap.kinds[number] != CHUNK_LARGE) {
            continue;
        }
        struct chunk *chunk = &heap.chunks[number];
        char *start = heap_chunk_start(chunk);
        const uint64_t *bitmap = marked ? heap_chunk_marks(chunk) : chunk->live;
        for (unsigned word = 0; word < CHUNK_BITMAP_WORDS; word++) {
            for (uint64_t rest = bitmap[word]; rest != 0; rest &= rest - 1) {
                unsigned bit = word * 64 + (unsigned)__builtin_ctzll(rest);
                visit((struct object *)(start + bit * GC_GRANULE), context);
            }
        }
    }
}
