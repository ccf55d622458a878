/*
 * The mark stack is a list of segments taken from the system, each full but for the top one. An entry is
 * one word:
 *
 *     address of an object      0   scan the object
 *     address of PIECE Values   1   mark these: a part of a long array, so that long arrays can be shared
 *
 * Sharing. A marker that has nothing left is hungry and looks at the pool until there is something or all
 * are hungry, which is the end. A marker that notices hungry ones puts the oldest entries of its stack, which
 * lead to the largest parts of the heap, into the pool. The pool has a lock; mark bits are the only other
 * thing that markers share, and an atomic or on them decides who scans an object.
 *
 * If the system refuses a segment, objects are dropped and `overflowed` is set: they are marked but not scanned. Then every
 * marked object is scanned once more, until nothing was dropped. Each time more are marked, so this ends.
 */
#include "runtime/mark.h"

#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "lock/world.h"
#include "runtime/base/sanitizer.h"
#include "runtime/heap.h"
#include "runtime/shape.h"
#include "runtime/thread.h"
#include "runtime/upcalls.h"

enum {
    SEGMENT_BYTES = 1 << 15,
    SEGMENT_WORDS = SEGMENT_BYTES / 8 - 2,
    PIECE = 512,
    KEPT_SEGMENTS = 16
};

struct mark_segment {
    struct mark_segment *below;
    size_t n; /* words in use, unless it is the top one */
    uintptr_t words[SEGMENT_WORDS];
};
static_assert(sizeof(struct mark_segment) == SEGMENT_BYTES, "whole pages");

static struct {
    struct ranked_mutex lock;
    /* Under the lock. */
    struct mark_segment *pool;  /* segments with work */
    struct mark_segment *spare; /* empty ones */
    size_t n_spare;
    size_t n_markers;
    bool done;
    bool last_resort_taken;
    /* Atomic. A marker counts itself in before it looks at the pool, and out under the lock. */
    uint32_t n_hungry;
    bool overflowed;
} marking = {.lock = RANKED_MUTEX(LEAF)};

/* What there is where the system refuses even the first: without any, each object would wait for the next scan of all. */
static struct mark_segment last_resort;

/* ---- segments ---- */

static struct mark_segment *last_resort_get(void)
{
    ranked_lock(&marking.lock);
    bool taken = marking.last_resort_taken;
    marking.last_resort_taken = true;
    ranked_unlock(&marking.lock);
    return taken ? NULL : &last_resort;
}

static struct mark_segment *segment_get(void)
{
    ranked_lock(&marking.lock);
    struct mark_segment *segment = marking.spare;
    if (segment != NULL) {
        marking.spare = segment->below;
        marking.n_spare--;
    }
    ranked_unlock(&marking.lock);
    if (segment == NULL) {
        segment =
            mmap(NULL, SEGMENT_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    }
    return segment == MAP_FAILED ? last_resort_get() : segment;
}

static void segment_put(struct mark_segment *segment)
{
    ranked_lock(&marking.lock);
    bool keep = segment == &last_resort || marking.n_spare < KEPT_SEGMENTS;
    if (segment == &last_resort) {
        marking.last_resort_taken = false;
    } else if (keep) {
        segment->below = marking.spare;
        marking.spare = segment;
        marking.n_spare++;
    }
    ranked_unlock(&marking.lock);
    if (!keep) {
        munmap(segment, SEGMENT_BYTES);
    }
}

static void use_segment(struct marker *m, struct mark_segment *segment, size_t n)
{
    m->segment = segment;
    m->next = segment == NULL ? NULL : segment->words + n;
    m->end = segment == NULL ? NULL : segment->words + SEGMENT_WORDS;
}

/* Puts an empty segment on top; false: there is none. */
static bool grow(struct marker *m)
{
    struct mark_segment *segment = segment_get();
    if (segment == NULL) {
        return false;
    }
    if (m->segment != NULL) {
        m->segment->n = SEGMENT_WORDS;
    }
    segment->below = m->segment;
    use_segment(m, segment, 0);
    return true;
}

void marker_begin_stw(struct marker *m)
{
    world_assert_stopped();
    *m = (struct marker){0};
}

void marker_end_stw(struct marker *m)
{
    ASSERT(m->segment == NULL || (m->segment->below == NULL && m->next == m->segment->words));
    if (m->segment != NULL) {
        segment_put(m->segment);
    }
}

/* ---- marking ---- */

/* False: it is dropped. */
static ALWAYS_INLINE bool push(struct marker *m, uintptr_t word)
{
    bool has_room = LIKELY(m->next != m->end) || grow(m);
    if (has_room) {
        *m->next++ = word;
    }
    return has_room;
}

/* Sets the mark bit of a granule; false if it was set. */
static ALWAYS_INLINE bool mark_set(const struct marker *m, size_t granule)
{
    uint64_t *word = &heap.marks[granule / 64];
    uint64_t mask = UINT64_C(1) << (granule % 64);
    uint64_t seen = load_relaxed(word);
    if (seen & mask) {
        return false;
    }
    if (m->is_parallel) {
        return !(atomic_or_relaxed(word, mask) & mask);
    }
    store_relaxed(word, seen | mask);
    return true;
}

bool mark_is_set(const void *object)
{
    return bitmap_get(heap.marks, heap_granule(object));
}

/* Any word: what is not the address of an object in the heap has no granule there. */
static ALWAYS_INLINE void mark_pointer(struct marker *m, const void *object)
{
    size_t granule = heap_granule(object);
    if (granule < heap.n_granules && mark_set(m, granule) &&
        UNLIKELY(!push(m, (uintptr_t)object))) {
        store_relaxed(&marking.overflowed, true);
    }
}

void mark_object(struct marker *m, const void *object)
{
    mark_pointer(m, object);
}

void mark_value(struct marker *m, Value v)
{
    mark_pointer(m, v);
}

static void mark_piece(struct marker *m, const Value *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        mark_pointer(m, load_relaxed(&v[i]));
    }
}

void mark_values(struct marker *m, const Value *v, size_t n)
{
    while (n > 2 * PIECE) {
        /* Not counted as dropped: it might find no room at any further scan. */
        if (!push(m, (uintptr_t)v | 1)) {
            mark_piece(m, v, PIECE);
        }
        v += PIECE;
        n -= PIECE;
    }
    mark_piece(m, v, n);
}

/* For words of C stacks: a sanitizer would call the red zones between variables out of bounds, and what a blocked
   thread does to its own frames a race. */
#if THREAD_SANITIZER
#define SCANS_STACKS __attribute__((no_sanitize("thread"), noinline))
#else
#define SCANS_STACKS NO_SANITIZE_ADDRESS NOINLINE
#endif

SCANS_STACKS static const char *read_word(const void *const *place)
{
    return *(const char *const volatile *)place;
}

/*
 * May code hold `end`, a pointer to just behind this object, and no other to it? It may where it walks along an array, so not
 * if the object's cell has room for what all of its type have and no more. If every such word counted, whatever holds the
 * neighbour in memory would hold the object.
 */
static bool has_array(const struct object *object, const char *end)
{
    size_t granule_mask = GC_GRANULE - 1;
    size_t fixed = (object->type->instance_size + granule_mask) & ~granule_mask;
    return !type_has(object->type, TYPE_HAS_DICT) && (size_t)(end - (const char *)object) > fixed;
}

static void mark_address(struct marker *m, const char *address)
{
    struct object *object = heap_find_object_stw(address);
    if (object != NULL) {
        mark_pointer(m, object);
    }
    /* One past the end of an object is the start of the next cell. */
    if (heap_offset(address) % GC_GRANULE == 0 && heap_offset(address) != 0) {
        object = heap_find_object_stw(address - 1);
        if (object != NULL && has_array(object, address)) {
            mark_pointer(m, object);
        }
    }
}

void mark_conservatively(struct marker *m, const void *from, const void *to)
{
    uintptr_t aligned = ((uintptr_t)from + sizeof(void *) - 1) & ~(sizeof(void *) - 1);
    for (const void *const *place = (const void *const *)aligned;
         place + 1 <= (const void *const *)to; place++) {
        const char *word = read_word(place);
        if (word != NULL && (heap_contains(word) || heap_contains(word - 1))) {
            mark_address(m, word);
        }
    }
}

/* Unlike C code, the virtual machine never holds an address inside of an object: its words are Values, or stale ones. */
void mark_registers(struct marker *m, const Value *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const char *word = read_word((const void *const *)&v[i]);
        struct object *object = heap_contains(word) ? heap_find_object_stw(word) : NULL;
        if (object != NULL && (const char *)object == word) {
            mark_pointer(m, object);
        }
    }
}

/* ---- scanning ---- */

/* Attribute storage; drawn in shape.h. */
static void scan_slots(struct marker *m, struct object *object, const struct shape *shape,
                       const struct type *type)
{
    Value *storage = instance_storage(object, type);
    mark_pointer(m, load_relaxed(&storage[0]));
    if (!shape->is_dictionary) {
        mark_values(m, storage + 1, shape->n_inline);
    }
}

/* Objects of most types have the root shape of their type, which the type keeps. */
static ALWAYS_INLINE void scan_attributes(struct marker *m, struct object *object,
                                          struct type *type)
{
    if (object->shape == type->root_shape_id && type->slots_offset == 0) {
        return;
    }
    struct shape *shape = shape_by_id(object->shape);
    if (shape != NULL) {
        mark_pointer(m, shape);
        if (type->slots_offset != 0) {
            scan_slots(m, object, shape, type);
        }
    }
}

static void scan_object(struct marker *m, struct object *object)
{
    struct type *type = object->type;
    mark_pointer(m, type);
    if (type->trace != NULL) {
        type->trace(m, object);
    }
    scan_attributes(m, object, type);
    if (type->member_offset != 0) {
        uint32_t end = type->slots_offset != 0 ? type->slots_offset : type->instance_size;
        mark_values(m, (Value *)((char *)object + type->member_offset),
                    (end - type->member_offset) / sizeof(Value));
    }
}

void mark_static_object(struct marker *m, struct object *object)
{
    scan_object(m, object);
}

static ALWAYS_INLINE void scan_entry(struct marker *m, uintptr_t word)
{
    if (UNLIKELY(word & 1)) {
        mark_piece(m, (Value *)(word - 1), PIECE);
    } else {
        scan_object(m, (struct object *)word);
    }
}

/* ---- sharing ---- */

/* The bottom segment if there are several, else the older half of the one. */
static struct mark_segment *split(struct marker *m)
{
    size_t n = (size_t)(m->next - m->segment->words);
    struct mark_segment *given;
    if (m->segment->below != NULL) {
        struct mark_segment *above = m->segment;
        while (above->below->below != NULL) {
            above = above->below;
        }
        given = above->below;
        above->below = NULL;
        return given;
    }
    given = n < 16 ? NULL : segment_get();
    if (given != NULL) {
        given->n = n / 2;
        for (size_t i = 0; i < n; i++) {
            uintptr_t *to = i < n / 2 ? &given->words[i] : &m->segment->words[i - n / 2];
            *to = m->segment->words[i];
        }
        m->next -= n / 2;
    }
    return given;
}

static void share(struct marker *m)
{
    struct mark_segment *given = split(m);
    if (given != NULL) {
        ranked_lock(&marking.lock);
        given->below = marking.pool;
        store_relaxed(&marking.pool, given);
        ranked_unlock(&marking.lock);
    }
}

/* Takes a segment from the pool; the marker is counted as hungry meanwhile. */
static bool take_from_pool(struct marker *m, bool *done)
{
    ranked_lock(&marking.lock);
    struct mark_segment *taken = marking.pool;
    if (taken != NULL) {
        store_relaxed(&marking.pool, taken->below);
        atomic_sub(&marking.n_hungry, 1);
    } else if (load_relaxed(&marking.n_hungry) == marking.n_markers) {
        marking.done = true;
    }
    *done = marking.done;
    ranked_unlock(&marking.lock);
    if (taken != NULL) {
        if (m->segment != NULL) {
            segment_put(m->segment);
        }
        taken->below = NULL;
        use_segment(m, taken, taken->n);
    }
    return taken != NULL;
}

static void wait_a_moment(unsigned round)
{
    if (round % 16 == 15) {
        sched_yield();
    } else {
        cpu_relax();
    }
}

/* False: every marker is hungry, and nothing is left. */
static bool wait_for_work(struct marker *m)
{
    atomic_add(&marking.n_hungry, 1);
    bool done = false;
    for (unsigned round = 0; !done; round++) {
        if (take_from_pool(m, &done)) {
            return true;
        }
        wait_a_moment(round);
    }
    return false;
}

static bool pop_segment(struct marker *m)
{
    struct mark_segment *empty = m->segment;
    if (empty == NULL || empty->below == NULL) {
        return false;
    }
    use_segment(m, empty->below, empty->below->n);
    segment_put(empty);
    return true;
}

/* The newest entry of the stack, or 0. */
static ALWAYS_INLINE uintptr_t pop(struct marker *m)
{
    if (UNLIKELY(m->segment == NULL || m->next == m->segment->words) && !pop_segment(m)) {
        return 0;
    }
    return *--m->next;
}

/* Puts `word` into the queue, so that its object is fetched meanwhile, and takes out what has been there longest; both
   may be 0. */
static ALWAYS_INLINE uintptr_t exchange_ahead(struct marker *m, uintptr_t word)
{
    uintptr_t *place = &m->ahead[m->n_scanned++ % MARK_AHEAD];
    uintptr_t oldest = *place;
    *place = word;
    __builtin_prefetch((const void *)(word & ~(uintptr_t)1));
    return oldest;
}

static void share_if_wanted(struct marker *m)
{
    if (load_relaxed(&marking.n_hungry) != 0 && load_relaxed(&marking.pool) == NULL &&
        m->segment != NULL) {
        share(m);
    }
}

/* Returns when the stack and the queue are empty. */
static void drain(struct marker *m)
{
    for (unsigned n_none = 0; n_none < MARK_AHEAD;) {
        uintptr_t newest = pop(m);
        uintptr_t oldest = exchange_ahead(m, newest);
        n_none = newest != 0 || oldest != 0 ? 0 : n_none + 1;
        if (oldest != 0) {
            scan_entry(m, oldest);
        }
        if (m->is_parallel && m->n_scanned % 128 == 0) {
            share_if_wanted(m);
        }
    }
}

static void work_until_done(struct marker *m)
{
    do {
        drain(m);
    } while (wait_for_work(m));
}

/* The collecting thread comes with the marker that holds the roots, the helpers with empty ones. */
static void help_marking(struct lock_thread *t, void *collector)
{
    struct marker own = {.is_parallel = true};
    struct marker *m = &own;
    if (t == ((struct lock_thread **)collector)[0]) {
        m = ((struct marker **)collector)[1];
    } else {
        ranked_lock(&marking.lock);
        bool too_late = marking.done;
        marking.n_markers += !too_late;
        ranked_unlock(&marking.lock);
        if (too_late) {
            return;
        }
    }
    work_until_done(m);
    if (m == &own) {
        marker_end_stw(m);
    }
}

static size_t count_cpus(void)
{
    cpu_set_t cpus;
    return sched_getaffinity(0, sizeof cpus, &cpus) == 0 ? (size_t)CPU_COUNT(&cpus) : 1;
}

static void drain_in_parallel(struct marker *m, struct lock_thread *t)
{
    marking.n_markers = 1;
    marking.done = false;
    store_relaxed(&marking.n_hungry, 0);
    m->is_parallel = true;
    void *collector[2] = {t, m};
    world_run_stopped(t, count_cpus() - 1, help_marking, collector);
    m->is_parallel = false;
}

static void scan_again(struct object *object, void *marker)
{
    scan_object(marker, object);
    drain(marker);
}

void mark_all_stw(struct marker *m, struct lock_thread *t, bool in_parallel)
{
    if (in_parallel && thread_count() > 1 && count_cpus() > 1) {
        drain_in_parallel(m, t);
    } else {
        drain(m);
    }
    while (UNLIKELY(load_relaxed(&marking.overflowed))) {
        store_relaxed(&marking.overflowed, false);
        heap_each_object_stw(true, scan_again, m);
    }
}

/* ---- one object ---- */

/* The objects whose mark bits are set; malloc'ed. */
struct children {
    struct object **items;
    size_t n, capacity;
};

static bool note_child(struct children *children, struct object *child)
{
    if (children->n == children->capacity) {
        size_t capacity = children->capacity == 0 ? 64 : children->capacity * 2;
        struct object **items = realloc(children->items, capacity * sizeof *items);
        if (items == NULL) {
            return false;
        }
        children->items = items;
        children->capacity = capacity;
    }
    children->items[children->n++] = child;
    return true;
}

/* All marks, or those of `children` alone. */
static void clear_marks(const struct children *children, bool all)
{
    if (all) {
        memset(heap.marks, 0, heap.n_known * CHUNK_BITMAP_WORDS * sizeof *heap.marks);
        return;
    }
    for (size_t i = 0; i < children->n; i++) {
        size_t granule = heap_granule(children->items[i]);
        heap.marks[granule / 64] &= ~(UINT64_C(1) << (granule % 64));
    }
}

bool mark_each_child_stw(struct object *object, bool (*visit)(struct object *child, void *context),
                         void *context)
{
    struct marker m;
    struct children children = {0};
    bool has_memory = true;
    marker_begin_stw(&m);
    scan_object(&m, object);
    for (uintptr_t word; (word = pop(&m)) != 0;) {
        if (word & 1) {
            scan_entry(&m, word);
            continue;
        }
        struct object *child = (struct object *)word;
        has_memory = has_memory && note_child(&children, child);
        if (has_memory && visit(child, context)) {
            scan_object(&m, child);
        }
    }
    has_memory = has_memory && !load_relaxed(&marking.overflowed);
    store_relaxed(&marking.overflowed, false);
    clear_marks(&children, !has_memory);
    marker_end_stw(&m);
    free(children.items);
    return has_memory;
}

/* ---- threads ---- */

void mark_thread_stw(struct marker *m, struct thread *t)
{
    const struct thread_spill *spill = &t->lock.spill;
    if (spill->stack_top != NULL) {
        mark_conservatively(m, spill->stack_top, t->lock.stack_high);
        mark_conservatively(m, spill->registers, spill->registers + COUNT_OF(spill->registers));
    }
    if (upcalls.mark_frames != NULL) {
        upcalls.mark_frames(m, t);
    }
    mark_value(m, t->exception);
    mark_value(m, t->handled);
    mark_value(m, t->object);
    mark_value(m, t->locals);
    t->last_local = NULL;
    mark_value(m, t->repr_stack);
    mark_value(m, t->async_exception);
    mark_value(m, t->async_firstiter);
    mark_value(m, t->async_finalizer);
    mark_value(m, t->context);
    mark_value(m, t->running_loop);
    mark_value(m, t->trace_function);
    mark_value(m, t->profile_function);
}
