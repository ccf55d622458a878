/*
 * How a Queue keeps its items: in a deque, a list or a heap, or as a class in Python says by _init, _qsize, _put and _get.
 *
 * The deque needs no lock beside the queue's mutex as long as it is hidden: as long as no script has asked for it, for the mutex or
 * for a condition of it, whose release() does not ask who holds them, or called a hook, which one may do without the mutex.
 */
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/int.h"
#include "runtime/list_buffer.h"
#include "runtime/modules/heapq.h"
#include "runtime/modules/queue_object.h"
#include "runtime/modules/sync.h"
#include "runtime/str.h"

bool queue_has_hook(struct thread *t, const struct queue *q, Value name)
{
    struct type *type = q->base.type;
    return type_has(type, TYPE_HEAP) &&
           value_type(type_lookup(t, type, name)) != &method_descriptor_type;
}

void queue_show_items(struct thread *t, struct queue *q)
{
    Value items = value_load(&q->items);
    if (items != VALUE_UNBOUND && queue_is_hidden(items)) {
        deque_show(t, value_to_deque(items));
    }
}

/*
 * The first items of a queue are hidden, if they are a deque, and if no script can have got at a mutex before. Of two threads that call
 * __init__ one hides. A mutex that is stored meanwhile is found here, or whoever asks for it finds these items.
 */
bool queue_init_items(struct thread *t, struct queue *q)
{
    bool hides = q->kind == FIRST_IN_FIRST_OUT && value_load(&q->items) == VALUE_UNBOUND;
    Value items = q->kind != FIRST_IN_FIRST_OUT ? list_new(t, 0)
                  : hides                       ? deque_new_hidden(t)
                                                : deque_new(t, &deque_type, -1);
    if (items == VALUE_ERROR) {
        return false;
    }
    Value seen = VALUE_UNBOUND;
    if (hides && compare_and_swap(&q->items, &seen, items)) {
        if (load_seq_cst(&q->locks) != NULL) {
            queue_show_items(t, q);
        }
        return true;
    }
    if (hides) {
        deque_show_stw(value_to_deque(items)); /* nobody else knows it */
    }
    queue_show_items(t, q);
    value_store(&q->items, items);
    return true;
}

static bool count_items(struct thread *t, const struct queue *q, int64_t *n)
{
    Value items = value_load(&q->items);
    if (LIKELY(queue_is_deque(items))) {
        *n = (int64_t)deque_length(value_to_deque(items));
        return true;
    }
    if (value_type(items) == &list_type) {
        *n = (int64_t)list_length(value_to_list(items));
        return true;
    }
    return object_length(t, items, n);
}

static bool put_item(struct thread *t, struct queue *q, Value item)
{
    Value items = value_load(&q->items);
    if (LIKELY(queue_is_hidden(items))) {
        return deque_push_hidden(t, value_to_deque(items), item);
    }
    if (value_type(items) == &deque_type) {
        return deque_push(t, value_to_deque(items), item, false);
    }
    if (value_type(items) != &list_type) {
        return call_method_1(t, items, name_append, item) != VALUE_ERROR;
    }
    return q->kind == SMALLEST_FIRST ? heap_push(t, value_to_list(items), item)
                                     : list_append(t, value_to_list(items), item);
}

static Value get_item(struct thread *t, struct queue *q)
{
    Value items = value_load(&q->items), item;
    if (LIKELY(queue_is_hidden(items))) {
        item = deque_take_hidden(value_to_deque(items), q->kind == FIRST_IN_FIRST_OUT);
    } else if (value_type(items) == &deque_type) {
        item = deque_take(value_to_deque(items), q->kind == FIRST_IN_FIRST_OUT);
    } else if (value_type(items) != &list_type || q->kind == FIRST_IN_FIRST_OUT) {
        return call_method_0(t, items, q->kind == FIRST_IN_FIRST_OUT ? name_popleft : name_pop);
    } else if (q->kind == SMALLEST_FIRST) {
        return heap_pop(t, value_to_list(items));
    } else {
        item = list_take(value_to_list(items), -1);
    }
    return item != VALUE_UNBOUND ? item
                                 : raise_error(t, &IndexError_type, "pop from an empty queue");
}

/* The same by way of the hooks. */

bool queue_size(struct thread *t, struct queue *q, int64_t *n)
{
    if (!queue_has_hook(t, q, name__qsize)) {
        return count_items(t, q, n);
    }
    Value size = call_method_0(t, value_from_object(q), name__qsize);
    return size != VALUE_ERROR && number_to_index(t, size, n);
}

bool queue_put_item(struct thread *t, struct queue *q, Value item)
{
    return queue_has_hook(t, q, name__put)
               ? call_method_1(t, value_from_object(q), name__put, item) != VALUE_ERROR
               : put_item(t, q, item);
}

Value queue_take_item(struct thread *t, struct queue *q)
{
    return queue_has_hook(t, q, name__get) ? call_method_0(t, value_from_object(q), name__get)
                                           : get_item(t, q);
}

/* ---- the hooks, for a class in Python to call ---- */

Value queue_hook_init(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    return queue_init_items(t, queue_of(args[0])) ? VALUE_NONE : VALUE_ERROR;
}

Value queue_hook_size(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    int64_t n;
    return count_items(t, queue_of(args[0]), &n) ? int_from_int64(t, n) : VALUE_ERROR;
}

Value queue_hook_put(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    queue_show_items(t, queue_of(args[0]));
    return put_item(t, queue_of(args[0]), args[1]) ? VALUE_NONE : VALUE_ERROR;
}

Value queue_hook_take(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    queue_show_items(t, queue_of(args[0]));
    return get_item(t, queue_of(args[0]));
}
