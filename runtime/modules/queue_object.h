/* A Queue from inside (runtime/modules/queue_object.c): its parts, and how its items are kept (runtime/modules/queue_items.c). */
#ifndef HASP_RUNTIME_MODULES_QUEUE_OBJECT_H
#define HASP_RUNTIME_MODULES_QUEUE_OBJECT_H

#include "runtime/deque.h"
#include "runtime/native.h"

enum queue_kind { FIRST_IN_FIRST_OUT, LAST_IN_FIRST_OUT, SMALLEST_FIRST };

/* The threads that wait for one thing: an item, or room. */
struct side {
    struct condition *condition; /* constant */
    /* One of those in get() or put() is on its way. Under the mutex, which a script may release under its holder: atomic. */
    bool is_waking;
};

/* What one __init__() has made, as a whole: whoever has locked one mutex asks its conditions, though there be others by then. */
struct queue_locks {
    struct object base;
    struct lock_object *mutex; /* constant; held across Python code by the hooks */
    struct condition *all_tasks_done;
    struct side not_empty, not_full;
};

extern struct type queue_locks_type;

struct queue {
    struct object base;
    uint32_t kind;             /* immutable: enum queue_kind */
    struct queue_locks *locks; /* NULL before __init__; release, acquire */
    /* Under the mutex, but scripts may look and store without: atomic. */
    Value maxsize;
    Value
        items; /* the attribute `queue`: a deque, a list, or what _init() made; see queue_show_items */
    int64_t unfinished;
    uint32_t n_away; /* threads in lock_after_pause; atomic */
    struct slot_chunk *attribute_slots;
};

static inline struct queue *queue_of(Value self)
{
    return (struct queue *)self;
}

RAISES COLD Value queue_raise_not_made(struct thread *t);

/* Methods of the class. */
extern const struct native_def queue_methods[];

/* ---- how items are kept ---- */

static ALWAYS_INLINE bool queue_is_hidden(Value items)
{
    return value_type(items) == &hidden_deque_type;
}
static inline bool queue_is_deque(Value items)
{
    return queue_is_hidden(items) || value_type(items) == &deque_type;
}

/*
 * From now on a script may have them, or the mutex, which it might release under whoever holds it. Before another mutex or other
 * items take the place of these, too: nobody is busy then with the old ones under one mutex while somebody else is under another.
 */
MAY_GC void queue_show_items(struct thread *t, struct queue *q);
/* As _init() does. */
RAISES MAY_GC bool queue_init_items(struct thread *t, struct queue *q);

/* Does a class in Python define the method? */
bool queue_has_hook(struct thread *t, const struct queue *q, Value name);
/* Under the mutex, by way of the hooks where there are. */
RAISES MAY_GC bool queue_size(struct thread *t, struct queue *q, int64_t *n);
RAISES MAY_GC bool queue_put_item(struct thread *t, struct queue *q, Value item);
RAISES MAY_GC Value queue_take_item(struct thread *t, struct queue *q);

/* The hooks themselves, for a class in Python to call; by the calling convention of native_fn. */
MAY_GC Value queue_hook_init(struct thread *t, Value *args, uint32_t n_args, Value names);
MAY_GC Value queue_hook_size(struct thread *t, Value *args, uint32_t n_args, Value names);
MAY_GC Value queue_hook_put(struct thread *t, Value *args, uint32_t n_args, Value names);
MAY_GC Value queue_hook_take(struct thread *t, Value *args, uint32_t n_args, Value names);

#endif
