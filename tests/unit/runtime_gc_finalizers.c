/* Finalizers, release of native resources, and weak references. */
#include "runtime/weakref.h"
#include "tests/unit/runtime_gc_support.h"

static int64_t finalized[100];
static size_t n_finalized, n_released;
static Value saved;

static void finalize(struct thread *t, Value self)
{
    (void)t;
    finalized[n_finalized++] = ((struct node *)self)->number;
    saved = self;
}

static void release(struct object *self)
{
    (void)self;
    n_released++;
}

static struct type finalized_type = {TYPE_HEADER("finalized", sizeof(struct node)),
                                     .trace = trace_node, .finalize = finalize, .release = release,
                                     .flags = TYPE_FINALIZED};

static struct thread *start_with_types(void)
{
    struct thread *t = start("off");
    give_shape(t, &finalized_type, 0);
    give_shape(t, &weakref_type, 0);
    gc_add_root(&saved);
    return t;
}

/* Each refers to the one before it. */
static NOINLINE void make_dead(struct thread *t, int64_t n)
{
    Value previous = VALUE_UNBOUND;
    for (int64_t i = 0; i < n; i++) {
        struct node *node = gc_new(t, &finalized_type);
        cr_assert_not_null(node);
        node->number = i;
        node->next = previous;
        previous = value_from_object(node);
    }
}

Test(runtime_gc_finalizers, run_once_in_order_of_creation_then_release)
{
    struct thread *t = start_with_types();
    make_dead(t, 20);
    collect(t);
    cr_assert_eq(n_finalized, 20);
    for (int64_t i = 0; i < 20; i++) {
        cr_assert_eq(finalized[i], i);
    }
    cr_assert_eq(n_released, 0);
    saved = VALUE_UNBOUND;
    collect(t);
    collect(t);
    cr_assert_eq(n_finalized, 20);
    cr_assert_geq(n_released, 19); /* a stale word of the stack may keep the last */
}

Test(runtime_gc_finalizers, an_object_that_was_saved_lives_on)
{
    struct thread *t = start_with_types();
    make_dead(t, 1);
    collect(t);
    collect(t);
    cr_assert_eq(n_finalized, 1);
    cr_assert_eq(n_released, 0);
    cr_assert_eq(((struct node *)saved)->number, 0);
}

static NOINLINE Value refer_to_dead(struct thread *t)
{
    Value list = VALUE_UNBOUND;
    push_node(t, &list, 1);
    return weakref_new(t, list, VALUE_UNBOUND);
}

Test(runtime_gc_finalizers, weak_references_to_the_dead_are_cleared)
{
    struct thread *t = start_with_types();
    Value dead = refer_to_dead(t);
    clear_stack();
    Value list = VALUE_UNBOUND;
    push_node(t, &list, 2);
    Value live = weakref_new(t, list, VALUE_UNBOUND);
    push_node(t, &list, 3);
    collect(t);
    cr_assert_eq(weakref_get(dead), VALUE_UNBOUND);
    cr_assert_eq(weakref_get(live), ((struct node *)list)->next);
    cr_assert_eq(weakref_new(t, weakref_get(live), VALUE_NONE), live);
    cr_assert_eq(weakref_count(weakref_get(live)), 1);
}

Test(runtime_gc_finalizers, many_weak_references)
{
    enum { N = 5000 };
    struct thread *t = start_with_types();
    struct value_buffer *references = value_buffer_new(t, N);
    Value list = VALUE_UNBOUND;
    for (int64_t i = 0; i < N; i++) {
        Value other = VALUE_UNBOUND;
        push_node(t, i % 2 == 0 ? &list : &other, i);
        references->items[i] = weakref_new(t, i % 2 == 0 ? list : other, VALUE_UNBOUND);
    }
    collect(t);
    size_t n_dead = 0;
    for (int64_t i = 0; i < N; i++) {
        Value referent = weakref_get(references->items[i]);
        n_dead += referent == VALUE_UNBOUND;
        cr_assert(i % 2 == 1 || ((struct node *)referent)->number == i);
    }
    cr_assert_geq(n_dead, N / 2 - 2);
    gc_keep(value_to_object(list));
}
