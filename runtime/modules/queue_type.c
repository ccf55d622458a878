/* The classes Queue, LifoQueue and PriorityQueue: how one is made, and what it shows of itself. */
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/int.h"
#include "runtime/modules/queue_object.h"
#include "runtime/modules/sync.h"
#include "runtime/modules/thread_lock.h"
#include "runtime/shape.h"
#include "runtime/str.h"

static void trace(struct marker *m, struct object *self)
{
    const struct queue *q = (const struct queue *)self;
    mark_object(m, q->locks);
    mark_value(m, q->maxsize);
    mark_value(m, q->items);
}

static void trace_locks(struct marker *m, struct object *self)
{
    const struct queue_locks *locks = (const struct queue_locks *)self;
    mark_object(m, locks->mutex);
    mark_object(m, locks->all_tasks_done);
    mark_object(m, locks->not_empty.condition);
    mark_object(m, locks->not_full.condition);
}

struct type queue_locks_type = {
    TYPE_HEADER("queue_locks", sizeof(struct queue_locks)),
    .flags = TYPE_STORAGE,
    .trace = trace_locks,
};

static Value new_queue(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    struct queue *q = gc_new(t, (struct type *)args[0]);
    if (q == NULL) {
        return VALUE_ERROR;
    }
    q->kind = value_is_instance(value_from_object(q), &lifo_queue_type)       ? LAST_IN_FIRST_OUT
              : value_is_instance(value_from_object(q), &priority_queue_type) ? SMALLEST_FIRST
                                                                              : FIRST_IN_FIRST_OUT;
    q->maxsize = value_from_small_int(0);
    return value_from_object(q);
}

static bool make_locks(struct thread *t, struct queue *q)
{
    struct queue_locks *locks = gc_allocate(t, sizeof *locks, &queue_locks_type);
    Value mutex = locks == NULL ? VALUE_ERROR : lock_new(t);
    if (mutex == VALUE_ERROR) {
        return false;
    }
    locks->mutex = (struct lock_object *)mutex;
    struct condition **conditions[] = {&locks->not_empty.condition, &locks->not_full.condition,
                                       &locks->all_tasks_done};
    for (int i = 0; i < 3; i++) {
        Value condition = condition_new(t, mutex);
        if (condition == VALUE_ERROR) {
            return false;
        }
        *conditions[i] = (struct condition *)condition;
    }
    store_release(&q->locks, locks);
    return true;
}

static bool init(struct thread *t, Value self, Value *args, uint32_t n_args, Value keyword_names)
{
    static struct argument_parser parser = {"Queue.__init__", "(maxsize=0)", NULL};
    struct queue *q = queue_of(self);
    Value maxsize;
    if (!arguments_bind(t, &parser, args, n_args, keyword_names, &maxsize)) {
        return false;
    }
    maxsize = maxsize == VALUE_UNBOUND ? value_from_small_int(0) : maxsize;
    value_store(&q->maxsize, maxsize);
    bool ok = queue_has_hook(t, q, name__init)
                  ? call_method_1(t, self, name__init, maxsize) != VALUE_ERROR
                  : queue_init_items(t, q);
    store_relaxed(&q->unfinished, 0);
    return ok && make_locks(t, q);
}

static COLD bool refuse_deletion(struct thread *t)
{
    return raise_false(t, &AttributeError_type, "cannot delete an attribute of a queue");
}

/* What `v`, an attribute, gives a script. */
static Value shown(struct thread *t, Value v)
{
    return v != VALUE_UNBOUND ? v : queue_raise_not_made(t);
}

/* The mutex, or what leads to it. Is looked at before the items: see queue_init_items. */
#define GETTER(name, field)                                                                        \
    static Value get_##name(struct thread *t, Value self)                                          \
    {                                                                                              \
        const struct queue_locks *locks = load_seq_cst(&queue_of(self)->locks);                    \
        queue_show_items(t, queue_of(self));                                                       \
        return locks != NULL ? value_from_object(locks->field) : queue_raise_not_made(t);          \
    }
GETTER(mutex, mutex)
GETTER(not_empty, not_empty.condition)
GETTER(not_full, not_full.condition)
GETTER(all_tasks_done, all_tasks_done)
#undef GETTER

static Value get_maxsize(struct thread *t, Value self)
{
    return shown(t, value_load(&queue_of(self)->maxsize));
}

static bool set_maxsize(struct thread *t, Value self, Value v)
{
    if (v == VALUE_UNBOUND) {
        return refuse_deletion(t);
    }
    value_store(&queue_of(self)->maxsize, v);
    return true;
}

static Value get_items(struct thread *t, Value self)
{
    queue_show_items(t, queue_of(self));
    return shown(t, value_load(&queue_of(self)->items));
}

static bool set_items(struct thread *t, Value self, Value v)
{
    if (v == VALUE_UNBOUND) {
        return refuse_deletion(t);
    }
    queue_show_items(t, queue_of(self));
    value_store(&queue_of(self)->items, v);
    return true;
}

static Value get_unfinished(struct thread *t, Value self)
{
    return int_from_int64(t, load_relaxed(&queue_of(self)->unfinished));
}

static bool set_unfinished(struct thread *t, Value self, Value v)
{
    int64_t n;
    if (v == VALUE_UNBOUND) {
        return refuse_deletion(t);
    }
    if (!number_to_index(t, v, &n)) {
        return false;
    }
    store_relaxed(&queue_of(self)->unfinished, n);
    return true;
}

static const struct getset_def getsets[] = {
    {"mutex", get_mutex, NULL, NULL},
    {"not_empty", get_not_empty, NULL, NULL},
    {"not_full", get_not_full, NULL, NULL},
    {"all_tasks_done", get_all_tasks_done, NULL, NULL},
    {"maxsize", get_maxsize, set_maxsize, NULL},
    {"queue", get_items, set_items, NULL},
    {"unfinished_tasks", get_unfinished, set_unfinished, NULL},
    {0},
};

static const struct getset_def members[] = {
    {"__dict__", instance_get_dict, NULL, NULL},
    {0},
};

struct type queue_type = {
    TYPE_HEADER("Queue", sizeof(struct queue)),
    .module = "queue",
    .doc = "First in, first out; at most maxsize items when maxsize > 0.",
    .flags = TYPE_BASE | TYPE_HAS_DICT | TYPE_WEAK_REFERABLE | TYPE_NAMED_SHORTLY,
    .slots_offset = offsetof(struct queue, attribute_slots),
    .trace = trace,
    .new = new_queue,
    .init = init,
    .methods = queue_methods,
    .getsets = getsets,
    .members = members,
};

struct type lifo_queue_type = {
    TYPE_HEADER("LifoQueue", sizeof(struct queue)),
    .parent = &queue_type,
    .module = "queue",
    .doc = "Last in, first out.",
    .flags = TYPE_BASE | TYPE_HAS_DICT | TYPE_WEAK_REFERABLE | TYPE_NAMED_SHORTLY,
    .slots_offset = offsetof(struct queue, attribute_slots),
    .trace = trace,
    .new = new_queue,
    .init = init,
};

struct type priority_queue_type = {
    TYPE_HEADER("PriorityQueue", sizeof(struct queue)),
    .parent = &queue_type,
    .module = "queue",
    .doc = "The smallest item first.",
    .flags = TYPE_BASE | TYPE_HAS_DICT | TYPE_WEAK_REFERABLE | TYPE_NAMED_SHORTLY,
    .slots_offset = offsetof(struct queue, attribute_slots),
    .trace = trace,
    .new = new_queue,
    .init = init,
};
