/*
 * The heap: one reserved range of addresses, cut into chunks of 64 KB. For the collector's own files.
 *
 *     chunk kind   what it holds
 *     FREE         nothing; FREE_DIRTY: nothing, and is not all zero
 *     BLOCK        cells of one size, from the chunk's first byte on
 *     LARGE        the beginning of an object of its own, more than half a chunk long
 *     LARGE_TAIL   the rest of it
 *     ROOM         behind a large object that is expected to grow: free, but for others only when nothing else is
 *
 * What is known about a chunk lies apart from it, in tables indexed by the chunk's number: a byte each in `kinds`,
 * dense so that searches are quick; struct chunk; and one bit per 16 bytes of the chunk, in two bitmaps:
 *
 *     live   set at the first granule of each cell that is allocated, or lies in a run that a thread is filling
 *     marks  set at the first granule of each object reached in this collection; all zero outside of one
 *
 * The marks of all chunks are one array, so that a pointer to an object finds its bit by shifts alone. After marking,
 * live becomes what marks is and marks zero (sweep.c): the dead cells are thereby free, and are found as runs of
 * cells without a live bit whenever a thread needs some (heap_next_run), which is when their memory is cleared.
 *
 * A block is filled by the one thread that has taken it; only that thread touches its live bits. Free and partly
 * filled chunks are found, and chunks change kind, under heap.lock; all else happens with the world stopped.
 */
#ifndef HASP_RUNTIME_HEAP_H
#define HASP_RUNTIME_HEAP_H

#include "lock/ranked.h"
#include "runtime/gc.h"

enum {
    CHUNK_SHIFT = 16,
    CHUNK_BYTES = 1 << CHUNK_SHIFT,
    CHUNK_BITMAP_WORDS = CHUNK_BYTES / GC_GRANULE / 64,
    MEDIUM_MAX = CHUNK_BYTES / 2 /* bytes; longer objects are LARGE */
};

enum chunk_kind {
    CHUNK_FREE,
    CHUNK_FREE_DIRTY,
    CHUNK_BLOCK,
    CHUNK_LARGE,
    CHUNK_LARGE_TAIL,
    CHUNK_ROOM
};

struct chunk {
    /* Constant while the chunk keeps its kind. */
    uint32_t cell_bytes;
    uint32_t cell_reciprocal; /* ceil(2^32 / cell_bytes): exact for offsets in a chunk */
    uint32_t cells_bytes;     /* all cells together */
    uint32_t size_class;

    /* LARGE: written under heap.lock (heap_extend_large), read under it or with the world stopped. */
    uint64_t large_bytes; /* size of the object */
    uint32_t n_chunks;    /* with its tails */

    /* By the thread that fills the block. */
    uint32_t scan; /* cells before this offset are taken */
    bool is_zero;  /* the cells from `scan` on have never been used */

    /* Under heap.lock. */
    struct chunk *next_available; /* in heap.available */

    uint64_t padding[2];
    uint64_t live[CHUNK_BITMAP_WORDS];
};
static_assert(sizeof(struct chunk) % 64 == 0, "bitmaps begin a cache line");

struct heap {
    /* Constant after heap_init but for heap_fit_address_space_stw. */
    size_t n_reserved; /* chunks */
    size_t n_granules; /* the same in granules */
    size_t n_allowed;  /* n_reserved, or what the machine has, or what HASP_HEAP_LIMIT says */
    size_t n_reserve;  /* of these, so many are for clients that spend the reserve */

    /* Constant after heap_init. */
    char *base;
    struct chunk *chunks; /* [n_reserved], made accessible as the heap grows */
    uint8_t *kinds;       /* [n_reserved], likewise; enum chunk_kind */
    uint64_t *
        marks; /* [n_reserved][CHUNK_BITMAP_WORDS], likewise; one bit for each granule of the heap */

    struct ranked_mutex lock;
    /* Under the lock, or with the world stopped. */
    size_t n_known;   /* chunks below this number have been used at some time */
    size_t n_taken;   /* chunks that are not free */
    size_t lowest;    /* no chunk below this number is free */
    size_t committed; /* chunks below this number are accessible */
    struct chunk *available[GC_N_CLASSES]; /* blocks with free cells that no thread fills */
};
extern struct heap heap;

/* One bit per cell start, for each size class that has had a block: what `live` is in a full one. Filled with the first
   block, under the lock; constant from then on. */
extern uint64_t heap_cell_starts[GC_N_CLASSES][CHUNK_BITMAP_WORDS];

/* Reserves the range. `limit_bytes`: the most to take from it, 0 for no limit. */
bool heap_init(size_t limit_bytes);

/* heap_range.c: reserves the range; makes chunks [0, n) accessible (false: no memory). */
bool heap_reserve(size_t limit_bytes);
bool heap_commit_locked(size_t n);
/* After RLIMIT_AS was lowered: gives back what was reserved for a larger heap than that leaves room for. For good. */
void heap_fit_address_space_stw(void);
/* Returns the memory of free chunks [first, first + n) to the system, and that of their entries in the tables, which nobody
   reads until they are used again. False: not all of it could be. */
bool heap_give_back_stw(size_t first, size_t n);

/* The size class for objects of `size` bytes (at most MEDIUM_MAX), and the size of its cells. */
unsigned heap_size_class(size_t size);
uint32_t heap_class_bytes(unsigned size_class);

/* A block with free cells, which the caller then fills alone; NULL: no memory. If it takes a free chunk for it, that is the
   first from number client->search on, if there is one; that moves behind it. */
struct chunk *heap_take_block(struct gc_client *client, unsigned size_class);
/* Gives it back, for others to go on filling at block->scan. */
void heap_give_block(struct chunk *block);

/* The next free cells of a block that the caller fills: zeroed, with live bits. False: it is full. */
bool heap_next_run(struct chunk *block, struct gc_run *run);
/* Takes the live bits of the cells that were not used back. */
void heap_return_run(struct chunk *block, struct gc_run *run);

/* Memory for a large object, of which the first `n_zeroed` bytes are zero, or NULL. With `room_bytes` behind it that others
   leave alone, if that can be had. */
void *heap_take_large(const struct gc_client *client, size_t size, size_t n_zeroed,
                      size_t room_bytes);

/* Makes the object that `address` points into at least `size` bytes long where it lies. False: it is not LARGE, or what lies
   behind it is in use. What is added is not zeroed. */
bool heap_extend_large(const struct gc_client *client, void *address, size_t size);

/* Gives chunks [first, first + n) back. Under the lock or with the world stopped. */
void heap_free_chunks(size_t first, size_t n);
/* Returns the memory of free chunks that have been used to the system but for `keep` of them. World stopped. */
void heap_trim_stw(size_t keep);

/* Can so many bytes be had at all, from an empty heap? */
static ALWAYS_INLINE bool heap_is_possible(size_t size)
{
    return size / CHUNK_BYTES < heap.n_allowed - heap.n_reserve;
}

/* Is it an address in the reserved range? */
static ALWAYS_INLINE bool heap_contains(const void *address)
{
    return (size_t)((const char *)address - heap.base) >> CHUNK_SHIFT < heap.n_reserved;
}

static ALWAYS_INLINE size_t heap_offset(const void *address)
{
    return (size_t)((const char *)address - heap.base);
}

static ALWAYS_INLINE struct chunk *heap_chunk_of(const void *address)
{
    return &heap.chunks[heap_offset(address) >> CHUNK_SHIFT];
}

static ALWAYS_INLINE char *heap_chunk_start(const struct chunk *chunk)
{
    return heap.base + ((size_t)(chunk - heap.chunks) << CHUNK_SHIFT);
}

/* Number of the granule that begins at `address`, which is the number of its bit in `marks`. At least heap.n_granules for
   every word that is not the address of a granule of the heap: a rotation takes the low bits to the top. */
static ALWAYS_INLINE size_t heap_granule(const void *address)
{
    size_t offset = heap_offset(address);
    return offset >> 4 | offset << 60;
}
static_assert(GC_GRANULE == 1 << 4, "heap_granule divides by it");

static ALWAYS_INLINE uint64_t *heap_chunk_marks(const struct chunk *chunk)
{
    return heap.marks + (size_t)(chunk - heap.chunks) * CHUNK_BITMAP_WORDS;
}

static ALWAYS_INLINE bool bitmap_get(const uint64_t *bitmap, size_t bit)
{
    return bitmap[bit / 64] >> (bit % 64) & 1;
}

/* The live object that `address` points into, or NULL. Any word is allowed. World stopped. */
struct object *heap_find_object_stw(const void *address);

/* Calls `visit` for each object whose bit is set in `marks` (or else `live`). World stopped. */
void heap_each_object_stw(bool marked, void (*visit)(struct object *o, void *context),
                          void *context);

#endif
