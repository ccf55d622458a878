/* The iterator over what has __getitem__ but no __iter__. */
#include "runtime/abstract.h"
#include "runtime/int.h"
#include "runtime/iterators.h"
#include "runtime/native.h"
#include "runtime/tuple.h"

struct sequence_iterator {
    struct object base;
    Value sequence; /* value_load, value_store; UNBOUND once exhausted */
    int64_t index;  /* relaxed: two threads on one iterator may get an item twice */
};

static struct sequence_iterator *as_iterator(Value v)
{
    return (struct sequence_iterator *)v;
}

Value sequence_iterator_new(struct thread *t, Value sequence)
{
    struct sequence_iterator *iterator = gc_allocate(t, sizeof *iterator, &sequence_iterator_type);
    if (iterator == NULL) {
        return VALUE_ERROR;
    }
    iterator->sequence = sequence;
    return value_from_object(iterator);
}

static void trace(struct marker *m, struct object *self)
{
    mark_value(m, ((struct sequence_iterator *)self)->sequence);
}

static Value iter(UNUSED struct thread *t, Value self)
{
    return self;
}

static Value next(struct thread *t, Value self)
{
    struct sequence_iterator *iterator = as_iterator(self);
    Value sequence = value_load(&iterator->sequence);
    if (sequence == VALUE_UNBOUND) {
        return VALUE_UNBOUND;
    }
    int64_t index = load_relaxed(&iterator->index);
    Value item = object_get_item(t, sequence, value_from_small_int(index));
    if (item != VALUE_ERROR) {
        store_relaxed(&iterator->index, index + 1);
        return item;
    }
    if (error_swallow(t, &IndexError_type) || error_swallow(t, &StopIteration_type)) {
        value_store(&iterator->sequence, VALUE_UNBOUND);
        return VALUE_UNBOUND;
    }
    return VALUE_ERROR;
}

static Value length_hint(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names)
{
    Value sequence = value_load(&as_iterator(args[0])->sequence);
    int64_t length;
    if (sequence == VALUE_UNBOUND) {
        return value_from_small_int(0);
    }
    if (value_type(sequence)->length == NULL) {
        return VALUE_NOT_IMPLEMENTED;
    }
    if (!object_length(t, sequence, &length)) {
        return VALUE_ERROR;
    }
    int64_t left = length - load_relaxed(&as_iterator(args[0])->index);
    return value_from_small_int(left > 0 ? left : 0);
}

static Value reduce(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names)
{
    Value sequence = value_load(&as_iterator(args[0])->sequence);
    return sequence == VALUE_UNBOUND
               ? iterator_reduce(t, tuple_empty, VALUE_UNBOUND)
               : iterator_reduce(t, sequence,
                                 value_from_small_int(load_relaxed(&as_iterator(args[0])->index)));
}

static Value set_state(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names)
{
    int64_t index;
    if (!iterator_state_index(t, args[1], &index)) {
        return VALUE_ERROR;
    }
    store_relaxed(&as_iterator(args[0])->index, index < 0 ? 0 : index);
    return VALUE_NONE;
}

static const struct native_def methods[] = {
    ITERATOR_LENGTH_HINT(length_hint),
    ITERATOR_REDUCE(reduce),
    ITERATOR_SETSTATE(set_state),
    {NULL, NULL, NULL, NULL, NATIVE_METHOD},
};

struct type sequence_iterator_type = {
    TYPE_HEADER("iterator", sizeof(struct sequence_iterator)),
    .trace = trace,
    .iter = iter,
    .next = next,
    .methods = methods,
};
