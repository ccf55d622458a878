/* The collector: what lives, what dies, what fresh memory looks like. */
#include <stdlib.h>

#include "runtime/heap.h"
#include "tests/unit/runtime_gc_support.h"

static Value root;

static NOINLINE void make_list(struct thread *t, Value *list, int64_t n)
{
    for (int64_t i = 0; i < n; i++) {
        push_node(t, list, i);
    }
}

static void expect_list(Value list, int64_t n)
{
    for (int64_t i = n; i-- > 0; list = ((struct node *)list)->next) {
        cr_assert_neq(list, VALUE_UNBOUND);
        cr_assert_eq(((struct node *)list)->number, i);
    }
    cr_assert_eq(list, VALUE_UNBOUND);
}

Test(runtime_gc, keeps_what_a_root_reaches_and_frees_the_rest)
{
    struct thread *t = start("off");
    gc_add_root(&root);
    collect(t);
    size_t before = count_live();
    make_list(t, &root, 100000);
    collect(t);
    cr_assert_eq(count_live(), before + 100000);
    expect_list(root, 100000);
    root = VALUE_UNBOUND;
    collect(t);
    cr_assert_leq(count_live(), before + 2); /* a stale word of the stack may keep one */
}

Test(runtime_gc, allocation_reuses_what_has_died)
{
    struct thread *t = start("on");
    for (int round = 0; round < 50; round++) {
        Value list = VALUE_UNBOUND;
        make_list(t, &list, 50000);
        cr_assert(safepoint_poll(&t->lock));
    }
    cr_assert_lt(heap.n_known * CHUNK_BYTES,
                 (size_t)12 << 20); /* three lists, each just too short to be due */
}

Test(runtime_gc, blocks_are_looked_for_at_the_threads_own_place)
{
    enum { CLASS = 3, FAR = 1000 };
    start("on");
    size_t lowest = heap.lowest;
    struct gc_client client = {.search = heap.n_known + FAR};
    cr_assert_eq(heap_take_block(&client, CLASS) - heap.chunks, (ptrdiff_t)client.search - 1);
    cr_assert_eq(client.search, heap.n_known);
    client.search = SIZE_MAX - 1; /* beyond the range: the lowest free one then */
    cr_assert_eq(heap_take_block(&client, CLASS) - heap.chunks, (ptrdiff_t)lowest);
    client.search =
        heap.n_known -
        1; /* nothing is free from there on: before the heap grows, the lowest is taken */
    cr_assert_leq(heap_take_block(&client, CLASS) - heap.chunks, (ptrdiff_t)heap.n_known - FAR);
}

/* A fresh object is zero behind its header, whatever lay there before. */
static void expect_zero(const char *memory, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        cr_assert_eq(memory[i], 0);
    }
}

static void fill_round(struct thread *t, struct raw_buffer **kept, size_t n_kept)
{
    for (size_t i = 0; i < n_kept; i++) {
        size_t size = (i * 7919 + i * i) % (i % 10 == 0 ? 200000 : 9000);
        kept[i] = raw_buffer_new(t, size);
        cr_assert_not_null(kept[i]);
        cr_assert_eq((uintptr_t)kept[i] % 16, 0);
        expect_zero(kept[i]->bytes, size);
        memset(kept[i]->bytes, (int)i, size);
    }
}

Test(runtime_gc, memory_of_every_size_is_zero_and_nobody_elses)
{
    enum { N = 400 };
    struct thread *t = start("off");
    struct raw_buffer *kept[N];
    for (int round = 0; round < 5; round++) {
        fill_round(t, kept, N);
        collect(t);
        for (size_t i = 0; i < N; i++) {
            for (size_t k = 0; k < kept[i]->n_bytes; k++) {
                cr_assert_eq(kept[i]->bytes[k], (char)i);
            }
        }
    }
}

Test(runtime_gc, interior_pointers_and_one_past_the_end_keep_an_object)
{
    static const size_t sizes[] = {16, 48, 496, 1000, 30000, 65536 - 24, 200000};
    struct thread *t = start("off");
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        struct raw_buffer *buffer = raw_buffer_new(t, sizes[i]);
        memset(buffer->bytes, 0x5a, sizes[i]);
        char *volatile end = buffer->bytes + sizes[i];
        buffer = NULL;
        collect(t);
        fill_round(t, (struct raw_buffer *[50]){NULL}, 50);
        cr_assert_eq(end[-1], 0x5a);
        cr_assert_eq((end - sizes[i])[0], 0x5a);
    }
}

Test(runtime_gc, too_much_memory_is_refused)
{
    setenv("HASP_HEAP_LIMIT", "33554432", 1);
    start("on");
    struct gc_client client = {0};
    cr_assert_null(heap_take_large(&client, (size_t)1 << 45, 0, 0));
    cr_assert_null(heap_take_large(&client, (size_t)40 << 20, 0, 0));
    cr_assert_not_null(heap_take_large(&client, (size_t)8 << 20, 0, 0));
}

Test(runtime_gc, a_growing_buffer_is_extended_where_it_lies)
{
    enum { FIRST = 100000, LAST = 20 * FIRST };
    struct thread *t = start("off");
    struct raw_buffer *buffer = raw_buffer_new_growing(t, FIRST);
    memset(buffer->bytes, 0x5a, FIRST);
    for (size_t n = FIRST; n < LAST; n += n / 8) {
        fill_round(t, (struct raw_buffer *[50]){NULL}, 50);
        if (!raw_buffer_extend(t, buffer, n)) {
            cr_assert_gt(n, 5 * FIRST); /* somebody else has come to lie behind its room */
            break;
        }
        cr_assert_geq(buffer->n_bytes, n);
        memset(buffer->bytes, 0x5a, n);
        collect(t);
    }
    fill_round(t, (struct raw_buffer *[50]){NULL}, 50);
    for (size_t i = 0; i < buffer->n_bytes; i++) {
        cr_assert_eq(buffer->bytes[i], 0x5a);
    }
    cr_assert_not(raw_buffer_extend(t, raw_buffer_new(t, 100), 200000));
}

Test(runtime_gc, what_is_left_free_for_growth_is_taken_when_nothing_else_is)
{
    enum { FIRST = 100000 };
    setenv("HASP_HEAP_LIMIT", "33554432", 1);
    struct thread *t = start("on");
    struct gc_client client = {.spends_reserve = true};
    heap.n_reserved = heap.n_allowed; /* nothing behind the room either */
    cr_assert_not_null(raw_buffer_new_growing(t, FIRST));
    cr_assert_not_null(heap_take_large(&client, heap.n_allowed * CHUNK_BYTES - 30 * FIRST, 0, 0));
    while (heap.n_taken < heap.n_allowed) {
        cr_assert_not_null(heap_take_block(&client, 1));
    }
}

/* --- Threads --- */

static uint32_t n_done;

static void churn(struct thread *t, void *argument)
{
    Value list = VALUE_UNBOUND;
    (void)argument;
    make_list(t, &list, 50000);
    for (int i = 0; i < 300000; i++) {
        Value dead = VALUE_UNBOUND;
        push_node(t, &dead, i);
        cr_assert(safepoint_poll(&t->lock));
    }
    expect_list(list, 50000);
    atomic_add(&n_done, 1);
}

static void run_threads(const char *policy, uint32_t n)
{
    struct thread *t = start(policy);
    gc_add_root(&root);
    make_list(t, &root, 200000);
    for (uint32_t i = 0; i < n; i++) {
        cr_assert_eq(thread_start(thread_new(), churn, NULL), 0);
    }
    while (load_acquire(&n_done) < n) {
        collect(t);
    }
    expect_list(root, 200000);
}

Test(runtime_gc, threads_allocate_while_others_collect)
{
    run_threads("off", 4);
}

Test(runtime_gc, threads_take_turns_under_a_global_lock)
{
    run_threads("on", 3);
}

/* Long arrays are marked in pieces, which helpers share. */
Test(runtime_gc, long_arrays_are_marked_whole)
{
    enum { N = 300000 };
    struct thread *t = start("off");
    struct value_buffer *buffer = value_buffer_new(t, N);
    for (size_t i = 0; i < N; i++) {
        buffer->items[i] = VALUE_UNBOUND;
        push_node(t, &buffer->items[i], (int64_t)i);
    }
    collect(t);
    collect(t);
    for (size_t i = 0; i < N; i++) {
        cr_assert_eq(((struct node *)buffer->items[i])->number, (int64_t)i);
    }
}

#if ADDRESS_SANITIZER
#include <sanitizer/asan_interface.h>

static NOINLINE uintptr_t hidden_buffer(struct thread *t, size_t size)
{
    struct raw_buffer *buffer = raw_buffer_new(t, size);
    cr_assert_not(__asan_address_is_poisoned(buffer->bytes + size - 1));
    cr_assert(__asan_address_is_poisoned(buffer->bytes + size));
    return ~(uintptr_t)buffer;
}

Test(runtime_gc, red_zones_follow_objects_and_cover_dead_ones)
{
    static const size_t sizes[] = {24, 500, 5000, 100000};
    struct thread *t = start("off");
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        uintptr_t hidden = hidden_buffer(t, sizes[i]);
        clear_stack();
        collect(t);
        cr_assert(__asan_address_is_poisoned((char *)~hidden), "%zu", sizes[i]);
    }
}
#endif
