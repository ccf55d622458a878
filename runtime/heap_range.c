/* The heap's range of addresses: reserved once, with its tables, made accessible as the heap grows, given back as it
   shrinks. */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/sysinfo.h>
#include <unistd.h>

#include "lock/world.h"
#include "runtime/base/sanitizer.h"
#include "runtime/heap.h"
#include "runtime/settings.h"

enum {
    CHUNK_MARKS_BYTES = CHUNK_BITMAP_WORDS * sizeof(uint64_t),
    COMMIT_CHUNKS = 64, /* in steps of 4 MB */
    MOST_RESERVE = 16   /* chunks */
};

#define HEAP_MAX_BYTES ((size_t)1 << 40)
/* For runs that are to be repeatable. No program or library is loaded there, and no text on a stack looks like an address in
   the terabyte from here on: its sixth byte would be 1. */
#define FIXED_START ((uintptr_t)1 << 40)
#define IS_FIXED_START_TAKEN (ADDRESS_SANITIZER || THREAD_SANITIZER) /* by their own memory */
#define HEAP_MIN_BYTES ((size_t)1 << 22)

/* ---- reserving ---- */

static size_t page_bytes(void)
{
    return (size_t)sysconf(_SC_PAGESIZE);
}

static size_t page_round(size_t size)
{
    return (size + page_bytes() - 1) & ~(page_bytes() - 1);
}

/* Without malloc, for which there may be nothing left. */
static size_t address_space_used(void)
{
    char text[64] = "";
    int fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    if (fd >= 0) {
        ssize_t n = read(fd, text, sizeof text - 1);
        text[n > 0 ? n : 0] = 0;
        close(fd);
    }
    return strtoul(text, NULL, 10) * page_bytes();
}

/* What RLIMIT_AS leaves if `reserved` bytes of what is used do not count, halved: C needs memory too. */
static size_t address_space_left(size_t reserved)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) {
        return SIZE_MAX;
    }
    size_t used = address_space_used();
    used = used > reserved ? used - reserved : 0;
    return limit.rlim_cur > used ? (limit.rlim_cur - used) / 2 : 0;
}

/* Its memory with the swap space: more than that would end in a kill, not in a MemoryError. */
static size_t machine_bytes(void)
{
    struct sysinfo info;
    return sysinfo(&info) == 0 ? (info.totalram + info.totalswap) * info.mem_unit : SIZE_MAX;
}

/* Without MAP_NORESERVE, so that commit() fails for what the machine cannot have: MemoryError, not a kill. */
static void *reserve(size_t size)
{
    void *start = MAP_FAILED;
    if (settings.is_repeatable && !IS_FIXED_START_TAKEN) {
        start = mmap((void *)FIXED_START, size, PROT_NONE,
                     MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
    }
    if (start == MAP_FAILED) {
        start = mmap(NULL, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    }
    return start == MAP_FAILED ? NULL : start;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static void set_reserved(size_t n_chunks)
{
    heap.n_reserved = n_chunks;
    heap.n_granules = n_chunks * (CHUNK_BYTES / GC_GRANULE);
}

static void set_allowed(size_t n_chunks)
{
    heap.n_allowed = n_chunks;
    heap.n_reserve = least(MOST_RESERVE, n_chunks / 16);
}

/* The heap with its tables, in one mapping: chunks, marks, kinds, then the heap proper from a multiple of 64 KB on. */
static bool reserve_heap(size_t heap_bytes)
{
    size_t n = heap_bytes >> CHUNK_SHIFT;
    size_t chunks_bytes = page_round(n * sizeof(struct chunk));
    size_t marks_bytes = page_round(n * CHUNK_MARKS_BYTES);
    size_t kinds_bytes = page_round(n);
    char *start = reserve(chunks_bytes + marks_bytes + kinds_bytes + heap_bytes + CHUNK_BYTES);
    if (start == NULL) {
        return false;
    }
    heap.chunks = (struct chunk *)start;
    heap.marks = (uint64_t *)(start + chunks_bytes);
    heap.kinds = (uint8_t *)start + chunks_bytes + marks_bytes;
    uintptr_t after = (uintptr_t)heap.kinds + kinds_bytes;
    heap.base = (char *)((after + CHUNK_BYTES - 1) & ~(uintptr_t)(CHUNK_BYTES - 1));
    set_reserved(n);
    return true;
}

bool heap_reserve(size_t limit_bytes)
{
    size_t left = address_space_left(0);
    size_t size = left < HEAP_MAX_BYTES ? left : HEAP_MAX_BYTES;
    while (!reserve_heap(size)) {
        size /= 2;
        if (size < HEAP_MIN_BYTES) {
            return false;
        }
    }
    size_t n = least(heap.n_reserved, machine_bytes() >> CHUNK_SHIFT);
    if (limit_bytes != 0) {
        n = least(n, limit_bytes >> CHUNK_SHIFT);
    }
    set_allowed(n);
    return true;
}

/* ---- giving addresses back ---- */

/* Of a table for `before` chunks, what lies behind that for `n`. */
static void unreserve(void *table, size_t element, size_t n, size_t before)
{
    size_t from = page_round(n * element);
    size_t to = page_round(before * element);
    if (to > from) {
        munmap((char *)table + from, to - from);
    }
}

void heap_fit_address_space_stw(void)
{
    world_assert_stopped();
    const size_t chunk_bytes = CHUNK_BYTES + sizeof(struct chunk) + CHUNK_MARKS_BYTES + 1;
    size_t before = heap.n_reserved;
    size_t left = address_space_left((before - heap.committed) * chunk_bytes);
    if (left / chunk_bytes >= before - heap.committed) {
        return;
    }
    size_t n = heap.committed + left / chunk_bytes;
    unreserve(heap.chunks, sizeof(struct chunk), n, before);
    unreserve(heap.marks, CHUNK_MARKS_BYTES, n, before);
    unreserve(heap.kinds, 1, n, before);
    unreserve(heap.base, CHUNK_BYTES, n, before);
    set_reserved(n);
    set_allowed(least(heap.n_allowed, n));
}

/* ---- committing ---- */

/* Makes elements [0, n) of a table accessible, of which [0, before) are. */
static bool commit(void *table, size_t element, size_t before, size_t n)
{
    size_t from = page_round(before * element);
    size_t to = page_round(n * element);
    return to <= from || mprotect((char *)table + from, to - from, PROT_READ | PROT_WRITE) == 0;
}

bool heap_commit_locked(size_t n)
{
    ranked_assert_locked(&heap.lock);
    if (n <= heap.committed) {
        return true;
    }
    size_t to = (n + COMMIT_CHUNKS - 1) / COMMIT_CHUNKS * COMMIT_CHUNKS;
    if (to > heap.n_reserved) {
        to = heap.n_reserved;
    }
    if (!commit(heap.chunks, sizeof(struct chunk), heap.committed, to) ||
        !commit(heap.marks, CHUNK_MARKS_BYTES, heap.committed, to) ||
        !commit(heap.kinds, 1, heap.committed, to) ||
        !commit(heap.base, CHUNK_BYTES, heap.committed, to)) {
        return false;
    }
    heap.committed = to;
    return true;
}

/* ---- giving back ---- */

/* Elements [first, first + n) of a table, as far as they fill pages. */
static bool give_back(void *table, size_t element, size_t first, size_t n)
{
    size_t from = page_round(first * element);
    size_t to = (first + n) * element & ~(page_bytes() - 1);
    return to <= from || madvise((char *)table + from, to - from, MADV_DONTNEED) == 0;
}

bool heap_give_back_stw(size_t first, size_t n)
{
    world_assert_stopped();
    return give_back(heap.base, CHUNK_BYTES, first, n) &&
           give_back(heap.chunks, sizeof(struct chunk), first, n) &&
           give_back(heap.marks, CHUNK_MARKS_BYTES, first, n);
}
