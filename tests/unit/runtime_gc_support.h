/* A runtime with a heap and one attached thread, but without built-in modules: what tests of the collector need. */
#ifndef HASP_TESTS_UNIT_RUNTIME_GC_SUPPORT_H
#define HASP_TESTS_UNIT_RUNTIME_GC_SUPPORT_H

#include <criterion/criterion.h>
#include <string.h>

#include "lock/global.h"
#include "lock/lock.h"
#include "lock/safepoint.h"
#include "runtime/gc.h"
#include "runtime/shape.h"
#include "runtime/thread.h"

/* An object with one reference. */
struct node {
    struct object base;
    Value next;
    int64_t number;
};

static void trace_node(struct marker *m, struct object *self)
{
    mark_value(m, ((struct node *)self)->next);
}

UNUSED static struct type node_type = {TYPE_HEADER("node", sizeof(struct node)),
                                       .trace = trace_node, .flags = TYPE_WEAK_REFERABLE};

static bool serve(struct lock_thread *lock, uint32_t reasons)
{
    struct thread *t = (struct thread *)lock;
    if (reasons & SAFEPOINT_COLLECT) {
        gc_safepoint(t);
    }
    if (reasons & SAFEPOINT_FINALIZERS) {
        gc_run_finalizers(t);
    }
    return true;
}

UNUSED static void give_shape(struct thread *t, struct type *type, uint16_t n_inline)
{
    struct shape *shape = shape_new_root(t, type, n_inline);
    cr_assert_not_null(shape);
    type_set_root_shape(type, shape);
    gc_add_root((Value *)&type->root_shape);
}

UNUSED static struct thread *start(const char *policy)
{
    static const struct lock_callbacks callbacks = {.at_safepoint = serve,
                                                    .thread_gone = thread_gone};
    cr_assert(gc_init());
    lock_init(policy_find(policy), &callbacks);
    struct thread *t = thread_new_main();
    cr_assert_not_null(t);
    thread_attach_main(t);
    cr_assert(types_bootstrap(t));
    give_shape(t, &node_type, 0);
    gc_settle_shapes(t);
    return t;
}

/* Overwrites what calls that have returned left on the stack, so that it keeps nothing alive; no compiler may leave
   out the writes, and no red zone keep words from them. */
UNUSED NO_SANITIZE_ADDRESS static NOINLINE void clear_stack(void)
{
    volatile char bytes[16384];
    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] = 0;
    }
}

UNUSED static NOINLINE void collect_here(struct thread *t)
{
    gc_collect(t);
    cr_assert(safepoint_poll(&t->lock));
}

/* Where its frame is going to lie the stack is cleared, too. */
UNUSED static ALWAYS_INLINE void collect(struct thread *t)
{
    clear_stack();
    collect_here(t);
}

UNUSED static size_t count_live(void)
{
    struct gc_statistics statistics;
    gc_get_statistics(&statistics);
    return statistics.n_live_objects;
}

UNUSED static NOINLINE void push_node(struct thread *t, Value *list, int64_t number)
{
    struct node *node = gc_allocate(t, sizeof *node, &node_type);
    cr_assert_not_null(node);
    node->number = number;
    node->next = *list;
    *list = value_from_object(node);
}

#endif
