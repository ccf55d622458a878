/* Lists from C: the buffer, splicing, and several threads on one list. */
#include "runtime/list_buffer.h"
#include "runtime/tuple.h"
#include "tests/unit/runtime_gc_support.h"

enum { N_THREADS = 3, N_EACH = 20000 };

static Value shared; /* a root */
static uint32_t n_done;

static Value number(int64_t n)
{
    return value_from_small_int(n);
}

static struct list *list_of(struct thread *t, int64_t n)
{
    Value list = list_new(t, 0);
    for (int64_t i = 0; i < n; i++) {
        cr_assert(list_append(t, value_to_list(list), number(i)));
    }
    return value_to_list(list);
}

static void expect(struct list *list, size_t n, const int64_t *numbers)
{
    list_check_locked(list);
    cr_assert_eq(list_length(list), n);
    for (size_t i = 0; i < n; i++) {
        cr_assert_eq(list_get(list, i), number(numbers[i]));
    }
    cr_assert_eq(list_get(list, n), VALUE_UNBOUND);
}

Test(runtime_list, splice_replaces_and_clips)
{
    struct thread *t = start("on");
    struct list *list = list_of(t, 5);
    const Value items[] = {number(7), number(8), number(9)};
    cr_assert(list_splice(t, list, 1, 3, items, 3));
    expect(list, 6, (int64_t[]){0, 7, 8, 9, 3, 4});
    cr_assert(list_splice(t, list, 100, 200, items, 1));
    expect(list, 7, (int64_t[]){0, 7, 8, 9, 3, 4, 7});
    cr_assert(list_splice(t, list, 2, 100, NULL, 0));
    expect(list, 2, (int64_t[]){0, 7});
}

Test(runtime_list, take_and_set_know_their_bounds)
{
    struct thread *t = start("on");
    struct list *list = list_of(t, 3);
    cr_assert_eq(list_take(list, -4), VALUE_UNBOUND);
    cr_assert_eq(list_take(list, 3), VALUE_UNBOUND);
    cr_assert_eq(list_take(list, -3), number(0));
    cr_assert(!list_set(list, 2, number(5)));
    cr_assert(list_set(list, 1, number(5)));
    expect(list, 2, (int64_t[]){1, 5});
}

Test(runtime_list, a_buffer_that_was_taken_stays_readable)
{
    struct thread *t = start("on");
    struct list *list = list_of(t, 4);
    const struct value_buffer *before = list_buffer(list);
    for (int64_t i = 4; i < 1000; i++) {
        cr_assert(list_append(t, list, number(i)));
    }
    collect(t);
    cr_assert_neq(before, list_buffer(list));
    cr_assert_eq(value_load(&before->items[3]), number(3));
}

/* Appends, and changes and removes in the middle, so that buffers move under the others. */
static void append_many(struct thread *t, UNUSED void *argument)
{
    struct list *list = value_to_list(shared);
    for (int64_t i = 0; i < N_EACH; i++) {
        Value items[] = {number(i), number(i)};
        cr_assert(list_append(t, list, number(i)));
        cr_assert(list_splice(t, list, (uint64_t)i, (uint64_t)i, items, 2));
        cr_assert_neq(list_take(list, i), VALUE_UNBOUND);
        cr_assert_neq(list_take(list, -1), VALUE_UNBOUND);
        cr_assert(list_set(list, 0, number(i)));
        cr_assert(list_append(t, list, number(i)));
        if (i % 256 == 0) {
            cr_assert(gc_poll(t));
        }
    }
    atomic_add(&n_done, 1);
}

static void read_until_done(struct thread *t, struct list *list)
{
    while (load_acquire(&n_done) < N_THREADS) {
        uint64_t n = list_length(list);
        for (uint64_t i = 0; i < n; i++) {
            Value v = list_get(list, i);
            cr_assert(v == VALUE_UNBOUND || value_is_small_int(v));
        }
        cr_assert(gc_poll(t));
    }
}

static void run_threads(const char *policy)
{
    struct thread *t = start(policy);
    shared = value_from_object(list_of(t, 1));
    gc_add_root(&shared);
    for (int i = 0; i < N_THREADS; i++) {
        cr_assert_eq(thread_start(thread_new(), append_many, NULL), 0);
    }
    read_until_done(t, value_to_list(shared));
    list_check_locked(value_to_list(shared));
    cr_assert_eq(list_length(value_to_list(shared)), 1 + 2 * N_THREADS * N_EACH);
}

Test(runtime_list, threads_lose_no_item_with_the_lock_off)
{
    run_threads("off");
}

Test(runtime_list, threads_lose_no_item_with_the_lock_on)
{
    run_threads("on");
}
