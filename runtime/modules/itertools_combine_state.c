/*
 * copy and pickle of the combinatoric iterators: (type, what made it, its indices), the last only once one result has been
 * given. Whatever a state says, the indices stay within their pools.
 */
#include <string.h>

#include "runtime/int.h"
#include "runtime/modules/itertools.h"
#include "runtime/modules/itertools_combine.h"

/* ---- taking apart ---- */

/* A consistent view of one. */
struct snapshot {
    bool started, over;
    struct raw_buffer *numbers;
};

static bool take_snapshot(struct thread *t, struct combiner *o, struct snapshot *taken)
{
    taken->numbers = raw_buffer_new(t, o->numbers->n_bytes);
    if (taken->numbers == NULL) {
        return false;
    }
    bool locked = object_lock(&o->base);
    taken->started = o->started;
    taken->over = o->over;
    memcpy(taken->numbers->bytes, o->numbers->bytes, o->numbers->n_bytes);
    object_unlock(&o->base, locked);
    return true;
}

/* A tuple of `n` of the numbers from `first` on. */
static Value number_tuple(struct thread *t, const struct snapshot *taken, uint64_t first,
                          uint64_t n)
{
    const uint64_t *numbers = (const uint64_t *)(const void *)taken->numbers->bytes;
    Value tuple = tuple_new(t, NULL, n);
    for (uint64_t i = 0; tuple != VALUE_ERROR && i < n; i++) {
        ((struct tuple *)tuple)->items[i] = value_from_small_int((int64_t)numbers[first + i]);
    }
    return tuple;
}

static Value reduce_product(struct thread *t, Value *args, UNUSED uint32_t n_args,
                            UNUSED Value keyword_names)
{
    struct combiner *o = (struct combiner *)args[0];
    struct snapshot taken;
    if (!take_snapshot(t, o, &taken)) {
        return VALUE_ERROR;
    }
    if (taken.over) {
        return iterator_reduce_class(t, args[0], tuple_of(t, 1, tuple_empty), VALUE_UNBOUND);
    }
    return iterator_reduce_class(t, args[0], o->pools,
                                 taken.started ? number_tuple(t, &taken, 0, o->n_result)
                                               : VALUE_UNBOUND);
}

/* (pool, r), with an empty pool if there is nothing left of a started one. */
static Value pool_and_length(struct thread *t, const struct combiner *o, bool is_over)
{
    Value pool = is_over ? tuple_empty : value_from_object(combiner_pool(o, 0));
    return tuple_of(t, 2, pool, value_from_small_int((int64_t)o->n_result));
}

static Value reduce_combinations(struct thread *t, Value *args, UNUSED uint32_t n_args,
                                 UNUSED Value keyword_names)
{
    struct combiner *o = (struct combiner *)args[0];
    struct snapshot taken;
    if (!take_snapshot(t, o, &taken)) {
        return VALUE_ERROR;
    }
    Value arguments = pool_and_length(t, o, taken.started && taken.over);
    return iterator_reduce_class(
        t, args[0], arguments,
        taken.started && !taken.over ? number_tuple(t, &taken, 0, o->n_result) : VALUE_UNBOUND);
}

static Value reduce_permutations(struct thread *t, Value *args, UNUSED uint32_t n_args,
                                 UNUSED Value keyword_names)
{
    struct combiner *o = (struct combiner *)args[0];
    struct snapshot taken;
    if (!take_snapshot(t, o, &taken)) {
        return VALUE_ERROR;
    }
    if (taken.over && !taken.started) { /* r was too big, and is not kept: nothing of nothing */
        return iterator_reduce_class(
            t, args[0], tuple_of(t, 2, tuple_empty, value_from_small_int(1)), VALUE_UNBOUND);
    }
    Value arguments = pool_and_length(t, o, taken.over);
    if (taken.over || !taken.started) {
        return iterator_reduce_class(t, args[0], arguments, VALUE_UNBOUND);
    }
    uint64_t n = combiner_pool(o, 0)->length;
    Value indices = number_tuple(t, &taken, 0, n), cycles = number_tuple(t, &taken, n, o->n_result);
    if (indices == VALUE_ERROR || cycles == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    return iterator_reduce_class(t, args[0], arguments, tuple_of(t, 2, indices, cycles));
}

/* ---- putting together ---- */

/* The ints of a tuple of n; number_at brings each to what is allowed at its place. */
static struct raw_buffer *read_numbers(struct thread *t, Value state, uint64_t n)
{
    if (!value_is_tuple(state) || value_to_tuple(state)->length != n) {
        raise_error(t, &ValueError_type, "invalid arguments");
        return NULL;
    }
    struct raw_buffer *numbers = raw_buffer_new(t, n * sizeof(int64_t));
    for (uint64_t i = 0; numbers != NULL && i < n; i++) {
        int64_t number;
        if (!iterator_state_index(t, value_to_tuple(state)->items[i], &number)) {
            return NULL;
        }
        memcpy(numbers->bytes + i * sizeof number, &number, sizeof number);
    }
    return numbers;
}

static uint64_t number_at(const struct raw_buffer *numbers, uint64_t i, uint64_t lowest,
                          uint64_t highest)
{
    int64_t number;
    memcpy(&number, numbers->bytes + i * sizeof number, sizeof number);
    return number < (int64_t)lowest    ? lowest
           : number > (int64_t)highest ? highest
                                       : (uint64_t)number;
}

static Value set_state_product(struct thread *t, Value *args, UNUSED uint32_t n_args,
                               UNUSED Value keyword_names)
{
    struct combiner *o = (struct combiner *)args[0];
    struct raw_buffer *numbers = read_numbers(t, args[1], o->n_result);
    if (numbers == NULL) {
        return VALUE_ERROR;
    }
    bool locked = object_lock(&o->base);
    for (uint64_t i = 0; !o->over && i < o->n_result; i++) {
        combiner_indices(o)[i] = number_at(numbers, i, 0, combiner_pool(o, i)->length - 1);
    }
    o->started = true;
    object_unlock(&o->base, locked);
    return VALUE_NONE;
}

/* `is_rising`: combinations, each of whose indices is above the one before. */
static Value set_indices(struct thread *t, struct combiner *o, Value state, bool is_rising)
{
    struct raw_buffer *numbers = read_numbers(t, state, o->n_result);
    if (numbers == NULL) {
        return VALUE_ERROR;
    }
    uint64_t n = combiner_pool(o, 0)->length, r = o->n_result;
    bool locked = object_lock(&o->base);
    for (uint64_t i = 0; !o->over && i < r; i++) {
        combiner_indices(o)[i] = number_at(numbers, i, 0, is_rising ? i + n - r : n - 1);
    }
    o->started = true;
    object_unlock(&o->base, locked);
    return VALUE_NONE;
}

static Value set_state_combinations(struct thread *t, Value *args, UNUSED uint32_t n_args,
                                    UNUSED Value keyword_names)
{
    return set_indices(t, (struct combiner *)args[0], args[1], true);
}

static Value set_state_with_replacement(struct thread *t, Value *args, UNUSED uint32_t n_args,
                                        UNUSED Value keyword_names)
{
    return set_indices(t, (struct combiner *)args[0], args[1], false);
}

static Value set_state_permutations(struct thread *t, Value *args, UNUSED uint32_t n_args,
                                    UNUSED Value keyword_names)
{
    struct combiner *o = (struct combiner *)args[0];
    if (!iterator_state_tuple(t, args[1], 2, 2)) {
        return VALUE_ERROR;
    }
    const struct tuple *state = value_to_tuple(args[1]);
    uint64_t n = combiner_pool(o, 0)->length, r = o->n_result;
    struct raw_buffer *indices = read_numbers(t, state->items[0], n);
    struct raw_buffer *cycles = indices == NULL ? NULL : read_numbers(t, state->items[1], r);
    if (cycles == NULL) {
        return VALUE_ERROR;
    }
    bool locked = object_lock(&o->base);
    for (uint64_t i = 0; i < n; i++) {
        combiner_indices(o)[i] = number_at(indices, i, 0, n - 1);
    }
    for (uint64_t i = 0; i < r; i++) {
        combiner_indices(o)[n + i] = number_at(cycles, i, 1, n - i);
    }
    o->started = true;
    object_unlock(&o->base, locked);
    return VALUE_NONE;
}

const struct native_def product_methods[] = {
    ITERATOR_REDUCE(reduce_product),
    ITERATOR_SETSTATE(set_state_product),
    {0},
};
const struct native_def combinations_methods[] = {
    ITERATOR_REDUCE(reduce_combinations),
    ITERATOR_SETSTATE(set_state_combinations),
    {0},
};
const struct native_def combinations_with_replacement_methods[] = {
    ITERATOR_REDUCE(reduce_combinations),
    ITERATOR_SETSTATE(set_state_with_replacement),
    {0},
};
const struct native_def permutations_methods[] = {
    ITERATOR_REDUCE(reduce_permutations),
    ITERATOR_SETSTATE(set_state_permutations),
    {0},
};
