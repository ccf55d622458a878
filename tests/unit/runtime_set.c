/* Sets from C: tables, order, and several threads on one set. */
#include "runtime/set_probe.h"
#include "tests/unit/runtime_gc_support.h"

enum { N_THREADS = 3, N_EACH = 5000 };

static Value shared; /* a root */
static uint32_t n_done;

static Value number(int64_t n)
{
    return value_from_small_int(n);
}

static struct set *new_set(struct thread *t)
{
    return value_to_set(set_new(t, &set_type));
}

static void add(struct thread *t, struct set *set, int64_t n)
{
    cr_assert(set_add_hashed(t, set, number(n), n));
}

static bool has(struct thread *t, struct set *set, int64_t n)
{
    return set_contains_hashed(t, set, number(n), n) == TRUTH_TRUE;
}

static bool discard(struct thread *t, struct set *set, int64_t n)
{
    bool was_there;
    cr_assert(set_discard_hashed(t, set, number(n), n, &was_there));
    return was_there;
}

Test(runtime_set, growth_keeps_every_item)
{
    struct thread *t = start("on");
    struct set *set = new_set(t);
    for (int64_t i = 0; i < 3000; i++) {
        add(t, set, i * 7919);
        add(t, set, i * 7919);
        cr_assert_eq(set_length(set), (uint64_t)i + 1);
    }
    for (int64_t i = 0; i < 3000; i++) {
        cr_assert(has(t, set, i * 7919));
        cr_assert(!has(t, set, i * 7919 + 1));
    }
}

Test(runtime_set, a_removed_item_frees_no_place_for_probing)
{
    struct thread *t = start("on");
    struct set *set = new_set(t);
    add(t, set, 0);
    add(t, set, 8); /* the next place, since 0 is taken */
    cr_assert(discard(t, set, 0));
    cr_assert(!discard(t, set, 0));
    cr_assert(has(t, set, 8));
    cr_assert_eq(set_take_any(set), number(8));
    cr_assert_eq(set_take_any(set), VALUE_UNBOUND);
}

Test(runtime_set, many_additions_and_removals_do_not_fill_the_table)
{
    struct thread *t = start("on");
    struct set *set = new_set(t);
    for (int64_t i = 0; i < 100000; i++) {
        add(t, set, i);
        cr_assert(discard(t, set, i));
    }
    cr_assert_eq(set_length(set), 0);
    cr_assert_leq(set_table(set)->mask, 31);
}

Test(runtime_set, items_lie_in_cpythons_order)
{
    struct thread *t = start("on");
    struct set *set = new_set(t);
    const int64_t given[] = {33, 17, 1, 9, 25, 100, -5}, expected[] = {33, 1, 100, 9, 17, 25, -5};
    for (size_t i = 0; i < COUNT_OF(given); i++) {
        add(t, set, given[i]);
    }
    uint64_t position = 0;
    Value item;
    for (size_t i = 0; i < COUNT_OF(expected); i++) {
        cr_assert(set_next(set, &position, &item));
        cr_assert_eq(item, number(expected[i]));
    }
}

static void change(struct thread *t, void *argument)
{
    struct set *set = value_to_set(shared);
    int64_t first = (int64_t)(intptr_t)argument * N_EACH + 1;
    for (int64_t i = first; i < first + N_EACH; i++) {
        add(t, set, i);
        add(t, set, 0);
        cr_assert(has(t, set, i));
        if (i % 2 == 0) {
            cr_assert(discard(t, set, i));
        }
        if (i % 256 == 0) {
            cr_assert(gc_poll(t));
        }
    }
    atomic_add(&n_done, 1);
}

static void run_threads(const char *policy)
{
    struct thread *t = start(policy);
    shared = set_new(t, &set_type);
    gc_add_root(&shared);
    for (intptr_t i = 0; i < N_THREADS; i++) {
        cr_assert_eq(thread_start(thread_new(), change, (void *)i), 0);
    }
    struct set *set = value_to_set(shared);
    while (load_acquire(&n_done) < N_THREADS) {
        uint64_t position = 0;
        Value item;
        while (set_next(set, &position, &item)) {
            cr_assert(value_is_small_int(item));
        }
        cr_assert(gc_poll(t));
    }
    cr_assert_eq(set_length(set), 1 + N_THREADS * N_EACH / 2);
    for (int64_t i = 1; i <= N_THREADS * N_EACH; i++) {
        cr_assert_eq(has(t, set, i), i % 2 != 0);
    }
}

Test(runtime_set, threads_lose_no_item_with_the_lock_off)
{
    run_threads("off");
}

Test(runtime_set, threads_lose_no_item_with_the_lock_on)
{
    run_threads("on");
}
