/* Dicts from C: order, tables, cells, and several threads on one dict. */
#include <stdio.h>

#include "runtime/dict_table.h"
#include "runtime/str.h"
#include "tests/unit/runtime_gc_support.h"

enum { N_THREADS = 3, N_EACH = 5000 };

static Value shared; /* a root */
static uint32_t n_done;

static Value number(int64_t n)
{
    return value_from_small_int(n);
}

static struct dict *new_dict(struct thread *t)
{
    return value_to_dict(dict_new(t));
}

static void set(struct thread *t, struct dict *d, int64_t key, int64_t v)
{
    cr_assert(dict_set_hashed(t, d, number(key), key, number(v)));
}

static Value get(struct thread *t, struct dict *d, int64_t key)
{
    return dict_get_hashed(t, d, number(key), key);
}

static void remove_key(struct thread *t, struct dict *d, int64_t key)
{
    Value was;
    cr_assert(dict_remove(t, d, number(key), &was));
    cr_assert_neq(was, VALUE_UNBOUND);
}

Test(runtime_dict, growth_keeps_every_entry_in_order)
{
    struct thread *t = start("on");
    struct dict *d = new_dict(t);
    for (int64_t i = 0; i < 3000; i++) {
        set(t, d, i * 7919, i);
        dict_check_locked(d);
    }
    uint64_t position = 0;
    Value key, v;
    for (int64_t i = 0; i < 3000; i++) {
        cr_assert(dict_next(d, &position, &key, &v));
        cr_assert_eq(key, number(i * 7919));
        cr_assert_eq(v, number(i));
        cr_assert_eq(get(t, d, i * 7919), number(i));
    }
    cr_assert(!dict_next(d, &position, &key, &v));
}

Test(runtime_dict, a_key_that_comes_back_goes_to_the_end)
{
    struct thread *t = start("on");
    struct dict *d = new_dict(t);
    for (int64_t i = 0; i < 4; i++) {
        set(t, d, i, i);
    }
    remove_key(t, d, 1);
    cr_assert_eq(get(t, d, 1), VALUE_UNBOUND);
    set(t, d, 1, 10);
    cr_assert_eq(get(t, d, 1), number(10));
    cr_assert_eq(dict_length(d), 4);
    Value key, v;
    cr_assert(dict_take_last(d, &key, &v));
    cr_assert_eq(key, number(1));
}

Test(runtime_dict, an_entry_is_removed_by_its_value)
{
    struct thread *t = start("on");
    struct dict *d = new_dict(t);
    const int64_t hash = 5;
    for (int64_t i = 1; i <= 4; i++) {
        cr_assert_eq(dict_set_default_hashed(t, d, number(i), hash, number(10 * i)),
                     number(10 * i));
    }
    cr_assert_eq(dict_set_default_hashed(t, d, number(3), hash, number(1)), number(30));
    cr_assert(!dict_remove_value(d, hash, number(50)));
    cr_assert(!dict_remove_value(d, hash + 1, number(20)));
    cr_assert(dict_remove_value(d, hash, number(20)));
    cr_assert(!dict_remove_value(d, hash, number(20)));
    dict_check_locked(d);
    cr_assert_eq(dict_length(d), 3);
    cr_assert_eq(dict_get_hashed(t, d, number(2), hash), VALUE_UNBOUND);
    cr_assert_eq(dict_get_hashed(t, d, number(4), hash), number(40));
}

Test(runtime_dict, a_queue_of_keys_does_not_grow_the_table)
{
    struct thread *t = start("on");
    struct dict *d = new_dict(t);
    for (int64_t i = 0; i < 10000; i++) {
        set(t, d, i, i);
        if (i >= 3) {
            remove_key(t, d, i - 3);
        }
    }
    cr_assert_eq(dict_length(d), 3);
    cr_assert_leq(dict_table(d)->mask, 15);
}

Test(runtime_dict, a_deleted_key_is_forgotten_by_the_collector)
{
    struct thread *t = start("on");
    give_shape(t, &dict_table_type, 0);
    shared = dict_new(t);
    gc_add_root(&shared);
    set(t, value_to_dict(shared), 1, 1);
    set(t, value_to_dict(shared), 2, 2);
    remove_key(t, value_to_dict(shared), 1);
    collect(t);
    cr_assert_eq(dict_table(value_to_dict(shared))->entries[0].key, VALUE_UNBOUND);
    cr_assert_eq(get(t, value_to_dict(shared), 1), VALUE_UNBOUND);
    cr_assert_eq(get(t, value_to_dict(shared), 2), number(2));
    set(t, value_to_dict(shared), 1, 3);
    cr_assert_eq(get(t, value_to_dict(shared), 1), number(3));
}

Test(runtime_dict, a_cell_without_content_is_absent_but_stays)
{
    struct thread *t = start("on");
    struct dict *d = new_dict(t);
    cr_assert(dict_become_cells(t, d));
    Value name = str_intern_cstr(t, "name"), was;
    struct cell *cell = dict_make_cell(t, d, name);
    cr_assert_eq(dict_get_str(d, name), VALUE_UNBOUND);
    cell_set(cell, number(1));
    cr_assert_eq(dict_get_str(d, name), number(1));
    cr_assert(dict_set_str(t, d, name, number(2)));
    cr_assert_eq(cell_get(cell), number(2));
    cr_assert(dict_remove(t, d, name, &was));
    cr_assert_eq(was, number(2));
    cr_assert_eq(dict_find_cell(d, name), cell);
    cr_assert_eq(dict_count(d), 0);
}

/* Keys of this thread alone, and one that all of them overwrite. */
static void change(struct thread *t, void *argument)
{
    struct dict *d = value_to_dict(shared);
    int64_t first = (int64_t)(intptr_t)argument * N_EACH + 1;
    for (int64_t i = first; i < first + N_EACH; i++) {
        set(t, d, i, i);
        set(t, d, 0, i);
        cr_assert_eq(get(t, d, i), number(i));
        if (i % 2 == 0) {
            remove_key(t, d, i);
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
    shared = dict_new(t);
    gc_add_root(&shared);
    for (intptr_t i = 0; i < N_THREADS; i++) {
        cr_assert_eq(thread_start(thread_new(), change, (void *)i), 0);
    }
    struct dict *d = value_to_dict(shared);
    while (load_acquire(&n_done) < N_THREADS) {
        uint64_t position = 0;
        Value key, v;
        while (dict_next(d, &position, &key, &v)) {
            cr_assert(value_is_small_int(key) && value_is_small_int(v));
        }
        cr_assert(gc_poll(t));
    }
    dict_check_locked(d);
    cr_assert_eq(dict_length(d), 1 + N_THREADS * N_EACH / 2);
    for (int64_t i = 1; i <= N_THREADS * N_EACH; i++) {
        cr_assert_eq(get(t, d, i), i % 2 == 0 ? VALUE_UNBOUND : number(i));
    }
}

Test(runtime_dict, threads_lose_no_entry_with_the_lock_off)
{
    run_threads("off");
}

Test(runtime_dict, threads_lose_no_entry_with_the_lock_on)
{
    run_threads("on");
}
