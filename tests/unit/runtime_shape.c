/* Shapes: attributes of instances through all their modes. */
#include <stdio.h>

#include "runtime/dict.h"
#include "runtime/str.h"
#include "tests/unit/runtime_gc_support.h"

static struct type point_type = {TYPE_HEADER("Point", 24), .slots_offset = 16,
                                 .flags = TYPE_HEAP | TYPE_HAS_DICT};

static struct thread *start_with_type(const char *policy)
{
    struct thread *t = start(policy);
    give_shape(t, &slot_chunk_type, 0);
    give_shape(t, &point_type, 4);
    return t;
}

static Value name_of(struct thread *t, int i)
{
    char text[16];
    snprintf(text, sizeof text, "a%d", i);
    Value name = str_intern_cstr(t, text);
    cr_assert_neq(name, VALUE_ERROR);
    return name;
}

static void add(struct thread *t, struct object *o, int from, int to)
{
    for (int i = from; i < to; i++) {
        cr_assert(instance_set(t, o, name_of(t, i), value_from_small_int(i)));
    }
}

static void expect(struct thread *t, struct object *o, int from, int to)
{
    for (int i = from; i < to; i++) {
        cr_assert_eq(instance_get(o, name_of(t, i)), value_from_small_int(i));
    }
}

static bool is_dictionary(const struct object *o)
{
    return shape_by_id(object_shape(o))->is_dictionary;
}

static void drop(struct thread *t, struct object *o, int i, bool expected)
{
    bool was_there;
    cr_assert(instance_remove(t, o, name_of(t, i), &was_there));
    cr_assert_eq(was_there, expected);
    cr_assert_eq(instance_get(o, name_of(t, i)), VALUE_UNBOUND);
}

Test(runtime_shape, attributes_in_line_and_in_chunks_survive_a_collection)
{
    struct thread *t = start_with_type("off");
    struct object *o = gc_new(t, &point_type);
    add(t, o, 0, 100);
    collect(t);
    cr_assert_not(is_dictionary(o));
    expect(t, o, 0, 100);
    cr_assert_eq(instance_get(o, name_of(t, 100)), VALUE_UNBOUND);
}

Test(runtime_shape, instances_made_alike_share_their_shape)
{
    struct thread *t = start_with_type("off");
    struct object *a = gc_new(t, &point_type);
    struct object *b = gc_new(t, &point_type);
    add(t, a, 0, 4);
    add(t, b, 0, 4);
    cr_assert_eq(object_shape(a), object_shape(b));
    add(t, b, 4, 5);
    cr_assert_neq(object_shape(a), object_shape(b));
}

Test(runtime_shape, a_class_whose_instances_overflow_gets_wider_ones)
{
    struct thread *t = start_with_type("off");
    for (int i = 0; i < 3; i++) {
        add(t, gc_new(t, &point_type), 0, 20);
    }
    struct object *o = gc_new(t, &point_type);
    cr_assert_geq(shape_by_id(object_shape(o))->n_inline, 20);
    add(t, o, 0, 20);
    expect(t, o, 0, 20);
}

Test(runtime_shape, a_deleted_slot_is_not_used_again)
{
    struct thread *t = start_with_type("off");
    struct object *o = gc_new(t, &point_type);
    add(t, o, 0, 12);
    drop(t, o, 5, true);
    drop(t, o, 5, false);
    add(t, o, 12, 13);
    cr_assert_eq(shape_find(shape_by_id(object_shape(o)), name_of(t, 12)), 12);
    add(t, o, 5, 6);
    cr_assert_eq(shape_find(shape_by_id(object_shape(o)), name_of(t, 5)), 13);
    expect(t, o, 0, 13);
}

Test(runtime_shape, too_many_attributes_lead_to_dictionary_mode)
{
    struct thread *t = start_with_type("off");
    struct object *o = gc_new(t, &point_type);
    add(t, o, 0, SHAPE_MAX_ATTRIBUTES);
    cr_assert_not(is_dictionary(o));
    add(t, o, SHAPE_MAX_ATTRIBUTES, 200);
    cr_assert(is_dictionary(o));
    expect(t, o, 0, 200);
    drop(t, o, 7, true);
    collect(t);
    expect(t, o, 8, 200);
}

Test(runtime_shape, too_many_shapes_lead_to_dictionary_mode)
{
    struct thread *t = start_with_type("off");
    struct object *last = NULL;
    for (int i = 0; i < SHAPE_MAX_PER_TYPE + 10; i++) {
        last = gc_new(t, &point_type);
        add(t, last, i, i + 1);
        expect(t, last, i, i + 1);
    }
    cr_assert(is_dictionary(last));
}

Test(runtime_shape, a_snapshot_is_in_order_of_insertion)
{
    struct thread *t = start_with_type("off");
    struct object *o = gc_new(t, &point_type);
    add(t, o, 0, 5);
    drop(t, o, 1, true);
    add(t, o, 1, 2);
    static const int order[] = {0, 2, 3, 4, 1};
    struct dict *snapshot = instance_snapshot(t, o);
    uint64_t position = 0;
    Value key, value;
    for (size_t i = 0; i < COUNT_OF(order); i++) {
        cr_assert(dict_next(snapshot, &position, &key, &value));
        cr_assert_eq(value, value_from_small_int(order[i]));
        cr_assert_eq(key, name_of(t, order[i]));
    }
    cr_assert_not(dict_next(snapshot, &position, &key, &value));
    cr_assert_not(is_dictionary(o));
}

Test(runtime_shape, the_dict_of_an_instance_is_its_attributes)
{
    struct thread *t = start_with_type("off");
    struct object *o = gc_new(t, &point_type);
    add(t, o, 0, 10);
    struct dict *d = instance_dict(t, o);
    cr_assert_eq(dict_length(d), 10);
    cr_assert(dict_set_str(t, d, name_of(t, 10), value_from_small_int(10)));
    expect(t, o, 0, 11);
    cr_assert_eq(instance_dict(t, o), d);
}

/* --- Threads add to and delete from one instance; each finds what it did. --- */

static Value shared;
static uint32_t n_done;

static void change(struct thread *t, void *argument)
{
    int first = (int)(intptr_t)argument;
    struct object *o = value_to_object(shared);
    for (int round = 0; round < 200; round++) {
        struct object *own = gc_new(t, &point_type);
        add(t, own, first, first + 6);
        add(t, o, first, first + 10);
        expect(t, o, first, first + 10);
        expect(t, own, first, first + 6);
        cr_assert(safepoint_poll(&t->lock));
    }
    atomic_add(&n_done, 1);
}

Test(runtime_shape, threads_add_attributes_to_one_instance)
{
    enum { N_THREADS = 4 };
    struct thread *t = start_with_type("off");
    gc_add_root(&shared);
    shared = value_from_object(gc_new(t, &point_type));
    for (intptr_t i = 0; i < N_THREADS; i++) {
        cr_assert_eq(thread_start(thread_new(), change, (void *)(i * 10)), 0);
    }
    while (load_acquire(&n_done) < N_THREADS) {
        collect(t);
    }
    expect(t, value_to_object(shared), 0, 10 * N_THREADS);
}
