/* Allocation behind the fast path. */
#include <string.h>

#include "lock/safepoint.h"
#include "lock/world.h"
#include "runtime/error.h"
#include "runtime/gc_internal.h"
#include "runtime/heap.h"
#include "runtime/redzone.h"
#include "runtime/shape.h"
#include "runtime/thread.h"

/* Behind a large buffer that is going to grow, so many times its size is left free. */
enum { ROOM_FACTOR = 31 };
#define MOST_ROOM ((size_t)1 << 28)

/* ---- cells ---- */

/* Finds the thread's next run of the class; false: no memory. */
static bool refill(struct thread *t, unsigned size_class)
{
    struct gc_allocator *allocator = &t->allocator;
    struct gc_run *run = &allocator->runs[size_class];
    struct chunk **block = &allocator->blocks[size_class];
    if (*block != NULL && run->cursor < run->limit) {
        heap_return_run(*block, run); /* medium objects may leave a rest */
    }
    while (*block == NULL || !heap_next_run(*block, run)) {
        *block = heap_take_block(&allocator->client, size_class);
        if (*block == NULL) {
            run->cursor = NULL;
            run->limit = NULL;
            return false;
        }
    }
    gc_charge(t, (size_t)(run->limit - run->cursor));
    return true;
}

/* `size`: with its red zone. */
static void *take_cell(struct thread *t, size_t size)
{
    unsigned size_class = heap_size_class(size);
    uint32_t cell_bytes = heap_class_bytes(size_class);
    struct gc_run *run = &t->allocator.runs[size_class];
    if ((size_t)(run->limit - run->cursor) < cell_bytes && !refill(t, size_class)) {
        return NULL;
    }
#ifdef HASP_GC_STRESS
    safepoint_request(&t->lock, SAFEPOINT_COLLECT);
#endif
    char *cell = run->cursor;
    run->cursor = cell + cell_bytes;
    redzone_open(cell, size - REDZONE_BYTES);
    return cell;
}

static void *take_large(struct thread *t, size_t size, size_t n_zeroed, size_t room_bytes)
{
    char *object = heap_take_large(&t->allocator.client, size, n_zeroed, room_bytes);
    if (object != NULL) {
        redzone_close(object + size - REDZONE_BYTES, REDZONE_BYTES);
        gc_charge(t, size);
    }
    return object;
}

/* ---- faults ---- */

uint64_t gc_fail_allocations(struct thread *t, uint64_t from, uint64_t to)
{
    uint64_t n = t->allocator.faults.n;
    t->allocator.faults = (struct gc_faults){0, from, to == 0 ? UINT64_MAX : to};
    gc_retire_runs(&t->allocator, true);
    return n;
}

static ALWAYS_INLINE bool count_attempt(struct gc_faults *faults)
{
    if (LIKELY(faults->from == 0)) {
        return false;
    }
    faults->n++;
    return faults->n >= faults->from && faults->n < faults->to;
}

bool gc_refuses(struct thread *t)
{
    return count_attempt(&t->allocator.faults);
}

/* Is this attempt to fail? While attempts are counted no run is left over, so that each comes here. */
static bool is_refused(struct gc_allocator *allocator)
{
    if (LIKELY(allocator->faults.from == 0)) {
        return false;
    }
    gc_retire_runs(allocator, true);
    return count_attempt(&allocator->faults);
}

/* ---- the slow path ---- */

static void *take(struct thread *t, size_t size, size_t n_zeroed, size_t room_bytes)
{
    if (UNLIKELY(is_refused(&t->allocator))) {
        return NULL;
    }
    size += REDZONE_BYTES;
    return size <= MEDIUM_MAX ? take_cell(t, size) : take_large(t, size, n_zeroed, room_bytes);
}

static bool may_collect(const struct thread *t)
{
    return t->allocator.n_locked == 0 && thread_state_get(&t->lock) == THREAD_ATTACHED &&
           !world_is_stopped_by(&t->lock);
}

static void *allocate(struct thread *t, size_t size, size_t n_zeroed, size_t room_bytes,
                      struct type *type)
{
    if (t->allocator.n_locked == 0) {
        order_assert_none();
    }
    struct object *object = take(t, size, n_zeroed, room_bytes);
    if (UNLIKELY(object == NULL) && heap_is_possible(size) && may_collect(t)) {
        t->allocator.is_collecting = true;
        gc_collect(t);
        t->allocator.is_collecting = false;
        object = take(t, size, n_zeroed, room_bytes);
    }
    if (UNLIKELY(object == NULL)) {
        t->allocator.client.spends_reserve = true;
        (void)!raise_no_memory(t);
        return NULL;
    }
    object->type = type;
    object->shape = type_root_shape_id(type);
    return object;
}

bool gc_retry(struct thread *t, bool *tried)
{
    if (*tried || !error_matches(t, &MemoryError_type) || !may_collect(t)) {
        return false;
    }
    *tried = true;
    t->exception = VALUE_UNBOUND;
    gc_collect(t);
    return true;
}

void *gc_allocate_unset(struct thread *t, size_t size, size_t n_zeroed, struct type *type)
{
    return allocate(t, size, n_zeroed, 0, type);
}

void *gc_allocate_slow(struct thread *t, size_t size, struct type *type)
{
    return allocate(t, size, size, 0, type);
}

/* ---- instances ---- */

static bool is_registered_type(const struct type *type)
{
    return type_has(type, TYPE_FINALIZED) || type->release != NULL;
}

void *gc_new_sized(struct thread *t, size_t size, struct type *type)
{
    struct shape *root = load_acquire(&type->root_shape);
    if (UNLIKELY(type_has(type, TYPE_SLOTS_BEHIND_ITEMS))) {
        size = ((size + sizeof(Value) - 1) & ~(sizeof(Value) - 1)) + sizeof(Value);
    } else if (type->slots_offset != 0 && root != NULL) {
        size_t with_slots = type->slots_offset + sizeof(Value) * (1 + (size_t)root->n_inline);
        size = with_slots > size ? with_slots : size;
    }
    struct object *object = gc_allocate(t, size, type);
    if (object == NULL) {
        return NULL;
    }
    if (root != NULL) {
        object->shape =
            root->id; /* of the root whose n_inline was used: it may have been replaced */
    }
    if (UNLIKELY(is_registered_type(type)) && !gc_register_finalizer(t, object)) {
        return NULL;
    }
    return object;
}

void *gc_new(struct thread *t, struct type *type)
{
    return gc_new_sized(t, type->instance_size, type);
}

static struct raw_buffer *new_raw_buffer(struct thread *t, size_t n_bytes, size_t n_zeroed)
{
    if (n_bytes > SIZE_MAX / 2) {
        (void)!raise_no_memory(t);
        return NULL;
    }
    size_t size = sizeof(struct raw_buffer) + n_bytes;
    struct raw_buffer *buffer =
        size <= GC_SMALL_MAX
            ? gc_allocate(t, size, &raw_buffer_type)
            : gc_allocate_unset(t, size, sizeof *buffer + n_zeroed, &raw_buffer_type);
    if (buffer != NULL) {
        buffer->n_bytes = n_bytes;
    }
    return buffer;
}

struct raw_buffer *raw_buffer_new(struct thread *t, size_t n_bytes)
{
    return new_raw_buffer(t, n_bytes, n_bytes);
}

struct raw_buffer *raw_buffer_new_unset(struct thread *t, size_t n_bytes)
{
    return new_raw_buffer(t, n_bytes, 0);
}

struct raw_buffer *raw_buffer_new_growing(struct thread *t, size_t n_bytes)
{
    size_t size = sizeof(struct raw_buffer) + n_bytes;
    if (size <= MEDIUM_MAX || n_bytes > MOST_ROOM) {
        return raw_buffer_new_unset(t, n_bytes);
    }
    struct raw_buffer *buffer =
        allocate(t, size, sizeof *buffer, ROOM_FACTOR * n_bytes, &raw_buffer_type);
    if (buffer != NULL) {
        buffer->n_bytes = n_bytes;
    }
    return buffer;
}

bool raw_buffer_extend(struct thread *t, struct raw_buffer *buffer, size_t n_bytes)
{
    size_t before = load_relaxed(&buffer->n_bytes);
    if (n_bytes > SIZE_MAX / 2 || !heap_extend_large(&t->allocator.client, buffer,
                                                     sizeof *buffer + n_bytes + REDZONE_BYTES)) {
        return false;
    }
    redzone_open(buffer, sizeof *buffer + n_bytes);
    while (before < n_bytes) {
        if (compare_and_swap(&buffer->n_bytes, &before, n_bytes)) {
            gc_charge(t, n_bytes - before);
            break;
        }
    }
    return true;
}

struct value_buffer *value_buffer_new(struct thread *t, size_t capacity)
{
    if (capacity > SIZE_MAX / 2 / sizeof(Value)) {
        (void)!raise_no_memory(t);
        return NULL;
    }
    struct value_buffer *buffer =
        gc_allocate(t, sizeof *buffer + capacity * sizeof(Value), &value_buffer_type);
    if (buffer != NULL) {
        buffer->capacity = capacity;
    }
    return buffer;
}

static void trace_value_buffer(struct marker *m, struct object *self)
{
    struct value_buffer *buffer = (struct value_buffer *)self;
    mark_values(m, buffer->items, buffer->capacity);
}

struct type raw_buffer_type = {TYPE_HEADER("raw_buffer", sizeof(struct raw_buffer))};
struct type value_buffer_type = {TYPE_HEADER("value_buffer", sizeof(struct value_buffer)),
                                 .flags = TYPE_STORAGE, .trace = trace_value_buffer};

/* ---- threads ---- */

void gc_thread_init(struct thread *t)
{
    memset(&t->allocator, 0, sizeof t->allocator);
}

void gc_retire_runs(struct gc_allocator *allocator, bool give_blocks)
{
    for (unsigned i = 1; i < GC_N_CLASSES; i++) {
        struct chunk *block = allocator->blocks[i];
        if (block != NULL) {
            heap_return_run(block, &allocator->runs[i]);
            if (give_blocks && block->scan < block->cells_bytes) {
                heap_give_block(block);
            }
            allocator->blocks[i] = NULL;
        }
    }
}

/* The blocks are the thread's own, so that the world need not stand still for it. */
void gc_thread_exit(struct thread *t)
{
    gc_retire_runs(&t->allocator, true);
    gc_charge_flush(t);
    gc_registry_adopt(&t->allocator.registry);
}
