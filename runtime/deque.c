/* The ring of a deque: runtime/deque.h. */
#include "runtime/deque_ring.h"

#include "lock/world.h"
#include "runtime/abstract.h"
#include "runtime/sequence.h"
#include "runtime/shape.h"
#include "runtime/tuple.h"

enum { FIRST_CAPACITY = 8 };

bool deque_reserve(struct thread *t, struct deque *d)
{
    uint64_t length = deque_length(d);
    struct value_buffer *bigger =
        value_buffer_new(t, length < FIRST_CAPACITY ? FIRST_CAPACITY : 2 * length);
    if (bigger == NULL) {
        return false;
    }
    bool locked = object_lock(&d->base);
    if (!deque_has_room_locked(d) && d->length <= bigger->capacity &&
        (bigger->capacity & (bigger->capacity - 1)) == 0) {
        for (uint64_t i = 0; i < d->length; i++) {
            bigger->items[i] = *deque_slot_locked(d, i);
        }
        d->buffer = bigger;
        d->head = 0;
    }
    object_unlock(&d->base, locked);
    return true;
}

/* ---- the ends ---- */

Value deque_new(struct thread *t, struct type *type, int64_t max_length)
{
    struct deque *d = gc_new(t, type);
    if (d == NULL) {
        return VALUE_ERROR;
    }
    d->max_length = max_length;
    return value_from_object(d);
}

bool deque_push(struct thread *t, struct deque *d, Value v, bool at_front)
{
    for (;;) {
        bool locked = object_lock(&d->base);
        bool is_full = deque_is_full(d);
        if (is_full && d->max_length > 0) {
            (void)deque_take_locked(d, !at_front);
            is_full = false;
        }
        bool done = is_full || deque_has_room_locked(d);
        if (done && !is_full) {
            deque_push_locked(d, v, at_front);
        }
        object_unlock(&d->base, locked);
        if (done) {
            return true;
        }
        if (!deque_reserve(t, d)) {
            return false;
        }
    }
}

Value deque_take(struct deque *d, bool at_front)
{
    bool locked = object_lock(&d->base);
    Value v = deque_take_locked(d, at_front);
    object_unlock(&d->base, locked);
    return v;
}

/* ---- hidden ---- */

Value deque_new_hidden(struct thread *t)
{
    struct deque *d = gc_allocate(t, sizeof *d, &hidden_deque_type);
    if (d == NULL) {
        return VALUE_ERROR;
    }
    d->max_length = -1;
    return value_from_object(d);
}

bool deque_push_hidden(struct thread *t, struct deque *d, Value v)
{
    while (UNLIKELY(!deque_has_room_locked(d))) {
        if (!deque_reserve(t, d)) {
            return false;
        }
        if (UNLIKELY(load_relaxed(&d->base.type) != &hidden_deque_type)) {
            return deque_push(t, d, v, false); /* shown while the allocation stopped here */
        }
    }
    deque_push_locked(d, v, false);
    return true;
}

Value deque_take_hidden(struct deque *d, bool at_front)
{
    return deque_take_locked(d, at_front);
}

void deque_show_stw(struct deque *d)
{
    store_release(&d->base.type, &deque_type);
    store_release(&d->base.shape, load_acquire(&deque_type.root_shape)->id);
}

/* Whoever has seen the old type is done with the deque when the world stands: there is no safepoint between. */
void deque_show(struct thread *t, struct deque *d)
{
    world_stop(&t->lock, "deque");
    deque_show_stw(d);
    world_start(&t->lock);
}

/* ---- by number ---- */

Value deque_at_counting(struct deque *d, uint64_t i, uint64_t *n_changes)
{
    bool locked = object_lock(&d->base);
    Value v = i < d->length ? *deque_slot_locked(d, i) : VALUE_UNBOUND;
    *n_changes = d->n_changes;
    object_unlock(&d->base, locked);
    return v;
}

Value deque_at(struct deque *d, uint64_t i)
{
    uint64_t n_changes;
    return deque_at_counting(d, i, &n_changes);
}

bool deque_is_shared(struct deque *d)
{
    bool locked = object_lock(&d->base);
    object_unlock(&d->base, locked);
    return locked;
}

static bool find_in_copy(struct thread *t, struct deque *d, Value item, int64_t start, int64_t stop,
                         struct deque_place *found)
{
    Value items = deque_to_tuple(t, d);
    if (items == VALUE_ERROR || !sequence_find(t, items, item, start, stop, &found->i)) {
        return false;
    }
    found->item = found->i < 0 ? VALUE_UNBOUND : value_to_tuple(items)->items[found->i];
    return true;
}

bool deque_find(struct thread *t, struct deque *d, Value item, int64_t start, int64_t stop,
                struct deque_place *found)
{
    uint64_t n_changes = load_acquire(&d->n_changes), n_changes_now;
    int64_t length = (int64_t)deque_length(d);
    *found = (struct deque_place){-1, VALUE_UNBOUND, false};
    if (deque_is_shared(d)) {
        return find_in_copy(t, d, item, start, stop, found);
    }
    start = start >= 0 ? start : start + length < 0 ? 0 : start + length;
    stop = stop >= 0 ? stop : stop + length;
    for (int64_t i = start; i < stop && i < length; i++) {
        Value candidate = deque_at_counting(d, (uint64_t)i, &n_changes_now);
        if (candidate == VALUE_UNBOUND) {
            return true; /* another thread has begun to run */
        }
        enum truth equal = object_equal(t, candidate, item);
        if (equal == TRUTH_ERROR) {
            return false;
        }
        found->was_changed = load_acquire(&d->n_changes) != n_changes;
        if (equal == TRUTH_TRUE) {
            found->i = i;
            found->item = candidate;
        }
        if (found->was_changed || equal == TRUTH_TRUE) {
            return true;
        }
    }
    return true;
}

bool deque_set(struct deque *d, uint64_t i, Value v)
{
    bool locked = object_lock(&d->base);
    bool exists = i < d->length;
    if (exists) {
        value_store(deque_slot_locked(d, i), v);
    }
    object_unlock(&d->base, locked);
    return exists;
}

bool deque_remove(struct deque *d, uint64_t i, Value only)
{
    bool locked = object_lock(&d->base);
    bool there = i < d->length && (only == VALUE_UNBOUND || *deque_slot_locked(d, i) == only);
    if (there) {
        for (; i + 1 < d->length; i++) {
            value_store(deque_slot_locked(d, i), *deque_slot_locked(d, i + 1));
        }
        (void)deque_take_locked(d, false);
    }
    object_unlock(&d->base, locked);
    return there;
}

static void insert_locked(struct deque *d, int64_t i, Value v)
{
    int64_t length = (int64_t)d->length;
    i += i < 0 ? length : 0;
    i = i < 0 ? 0 : i > length ? length : i;
    deque_push_locked(d, v, false);
    for (int64_t j = length; j > i; j--) {
        value_store(deque_slot_locked(d, (uint64_t)j), *deque_slot_locked(d, (uint64_t)j - 1));
    }
    value_store(deque_slot_locked(d, (uint64_t)i), v);
}

bool deque_insert(struct thread *t, struct deque *d, int64_t i, Value v)
{
    for (;;) {
        bool locked = object_lock(&d->base);
        bool is_full = deque_is_full(d), has_room = deque_has_room_locked(d);
        if (!is_full && has_room) {
            insert_locked(d, i, v);
        }
        object_unlock(&d->base, locked);
        if (is_full) {
            return raise_false(t, &IndexError_type, "deque already at its maximum size");
        }
        if (has_room) {
            return true;
        }
        if (!deque_reserve(t, d)) {
            return false;
        }
    }
}

/* ---- all of it ---- */

void deque_clear(struct deque *d)
{
    bool locked = object_lock(&d->base);
    d->buffer = NULL;
    d->head = 0;
    deque_changed_locked(d, 0);
    object_unlock(&d->base, locked);
}

/* One step to the right, which never needs room: in a full ring the two slots are the same one. */
static void rotate_once_locked(struct deque *d, bool right)
{
    uint64_t mask = d->buffer->capacity - 1;
    Value *from = deque_slot_locked(d, right ? d->length - 1 : 0);
    Value *to = &d->buffer->items[(right ? d->head - 1 : d->head + d->length) & mask];
    if (from != to) {
        value_store(to, *from);
        value_store(from, VALUE_UNBOUND);
    }
    d->head = (right ? d->head - 1 : d->head + 1) & mask;
}

void deque_rotate(struct deque *d, int64_t n)
{
    bool locked = object_lock(&d->base);
    int64_t length = (int64_t)d->length;
    if (length > 1) {
        n %= length;
        n += n < 0 ? length : 0;
        bool right = n <= length / 2;
        for (int64_t i = right ? n : length - n; i > 0; i--) {
            rotate_once_locked(d, right);
        }
        deque_changed_locked(d, d->length);
    }
    object_unlock(&d->base, locked);
}

void deque_reverse(struct deque *d)
{
    bool locked = object_lock(&d->base);
    for (uint64_t i = 0; i < d->length / 2; i++) {
        Value *a = deque_slot_locked(d, i), *b = deque_slot_locked(d, d->length - 1 - i);
        Value v = *a;
        value_store(a, *b);
        value_store(b, v);
    }
    object_unlock(&d->base, locked);
}

Value deque_to_tuple(struct thread *t, struct deque *d)
{
    for (;;) {
        uint64_t n = deque_length(d);
        Value made = tuple_new(t, NULL, n);
        if (made == VALUE_ERROR || n == 0) {
            return made;
        }
        bool locked = object_lock(&d->base);
        bool fits = d->length == n;
        for (uint64_t i = 0; fits && i < n; i++) {
            ((struct tuple *)made)->items[i] = *deque_slot_locked(d, i);
        }
        object_unlock(&d->base, locked);
        if (fits) {
            return made;
        }
    }
}

struct extension {
    struct deque *d;
    bool at_front;
};

static bool push_visited(struct thread *t, Value item, void *context)
{
    const struct extension *e = context;
    return deque_push(t, e->d, item, e->at_front);
}

bool deque_extend(struct thread *t, struct deque *d, Value iterable, bool at_front)
{
    struct extension e = {d, at_front};
    if (iterable == value_from_object(d)) {
        iterable = deque_to_tuple(t, d);
    }
    return iterable != VALUE_ERROR && iterate(t, iterable, push_visited, &e);
}
