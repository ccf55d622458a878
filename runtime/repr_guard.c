#include "runtime/repr_guard.h"

#include "runtime/list.h"
#include "runtime/list_buffer.h"

enum truth repr_enter(struct thread *t, Value v)
{
    if (t->repr_stack == VALUE_UNBOUND) {
        Value stack = list_new(t, 4);
        if (stack == VALUE_ERROR) {
            return TRUTH_ERROR;
        }
        t->repr_stack = stack;
    }
    struct list *stack = value_to_list(t->repr_stack);
    for (uint64_t i = list_length(stack); i-- > 0;) {
        if (list_get(stack, i) == v) {
            return TRUTH_FALSE;
        }
    }
    return list_append(t, stack, v) ? TRUTH_TRUE : TRUTH_ERROR;
}

/* Normally `v` is the last one; a generator that was abandoned inside a repr may have left others behind it. */
void repr_leave(struct thread *t, Value v)
{
    struct list *stack = value_to_list(t->repr_stack);
    for (uint64_t i = list_length(stack); i-- > 0;) {
        if (list_get(stack, i) == v) {
            list_truncate(stack, i);
            return;
        }
    }
}
