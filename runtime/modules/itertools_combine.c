/*
 * itertools of combinatorics: combinations, combinations_with_replacement, permutations, product.
 *
 * Each holds its pools (tuples) and an array of indices into them, which is stepped under the object's lock; the
 * tuple to be filled is made before. All four share one structure and differ in how the indices step. What pickle asks
 * of them is in itertools_combine_state.c.
 */
#include <string.h>

#include "runtime/int.h"
#include "runtime/modules/itertools.h"
#include "runtime/modules/itertools_combine.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

static struct combiner *combiner_new(struct thread *t, struct type *type, Value pools,
                                     uint64_t n_result, uint64_t n_numbers)
{
    if (n_numbers > (UINT64_C(1) << 40)) {
        raise_no_memory(t);
        return NULL;
    }
    struct raw_buffer *numbers = raw_buffer_new(t, n_numbers * sizeof(uint64_t));
    struct combiner *o = numbers == NULL ? NULL : gc_new(t, type);
    if (o != NULL) {
        o->pools = pools;
        o->numbers = numbers;
        o->n_result = n_result;
        memset(numbers->bytes, 0, n_numbers * sizeof(uint64_t));
    }
    return o;
}

/* One step of the indices; false: there are no more. */
typedef bool (*step_locked)(struct combiner *o, uint64_t *indices);

static Value next_of(struct thread *t, Value self, step_locked step)
{
    struct combiner *o = (struct combiner *)self;
    Value made = tuple_new(t, NULL, o->n_result);
    if (made == VALUE_ERROR) {
        return made;
    }
    uint64_t *indices = combiner_indices(o);
    bool locked = object_lock(&o->base);
    bool over = o->over || (o->started && !step(o, indices));
    o->started =
        o->started || !over; /* what was over from the start is told from what has come to an end */
    o->over = over;
    for (uint64_t i = 0; !over && i < o->n_result; i++) {
        ((struct tuple *)made)->items[i] = combiner_pool(o, i)->items[indices[i]];
    }
    object_unlock(&o->base, locked);
    return over ? VALUE_UNBOUND : made;
}

/* ---- product ---- */

static bool repeat_keyword(struct thread *t, const Value *values, Value keyword_names,
                           int64_t *repeat)
{
    *repeat = 1;
    if (keyword_count(keyword_names) == 0) {
        return true;
    }
    if (keyword_count(keyword_names) > 1 ||
        !str_equals_cstr(value_to_tuple(keyword_names)->items[0], "repeat")) {
        return raise_false(t, &TypeError_type, "product() got an unexpected keyword argument");
    }
    if (!number_to_index(t, values[0], repeat)) {
        return false;
    }
    return *repeat >= 0 || raise_false(t, &ValueError_type, "repeat argument cannot be negative");
}

static Value new_product(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    int64_t repeat;
    uint64_t n = n_args - 1;
    if (!repeat_keyword(t, args + n_args, keyword_names, &repeat)) {
        return VALUE_ERROR;
    }
    if (n > 0 && (uint64_t)repeat > (UINT64_C(1) << 40) / n) {
        return raise_error(t, &OverflowError_type, "repeat argument too large");
    }
    uint64_t n_pools = n * (uint64_t)repeat;
    Value pools = tuple_new(t, NULL, n_pools);
    bool empty = false;
    for (uint64_t i = 0; pools != VALUE_ERROR && i < n_pools; i++) {
        Value pool =
            i < n ? tuple_from_iterable(t, args[1 + i]) : value_to_tuple(pools)->items[i - n];
        if (pool == VALUE_ERROR) {
            return pool;
        }
        ((struct tuple *)pools)->items[i] = pool;
        empty |= value_to_tuple(pool)->length == 0;
    }
    struct combiner *o = pools == VALUE_ERROR
                             ? NULL
                             : combiner_new(t, (struct type *)args[0], pools, n_pools, n_pools);
    if (o == NULL) {
        return VALUE_ERROR;
    }
    o->over = empty;
    return value_from_object(o);
}

/* As an odometer: the last index turns fastest. */
static bool step_product(struct combiner *o, uint64_t *indices)
{
    for (uint64_t i = o->n_result; i-- > 0;) {
        if (++indices[i] < combiner_pool(o, i)->length) {
            return true;
        }
        indices[i] = 0;
    }
    return false;
}

static Value next_product(struct thread *t, Value self)
{
    return next_of(t, self, step_product);
}

ITERATOR_TYPE(product, 2, new_product, next_product, NULL,
              "product(*iterables, repeat=1) --> product object\n\nCartesian product of input "
              "iterables.  Equivalent "
              "to nested for-loops.",
              .methods = product_methods);

/* ---- combinations ---- */

/* The pool of an iterable, in a tuple, and r. */
static bool pool_and_r(struct thread *t, Value iterable, Value length, Value *pools, int64_t *n,
                       int64_t *r)
{
    Value pool = tuple_from_iterable(t, iterable);
    *pools = pool == VALUE_ERROR ? pool : tuple_of(t, 1, pool);
    if (*pools == VALUE_ERROR) {
        return false;
    }
    *r = *n = (int64_t)value_to_tuple(pool)->length;
    if (length == VALUE_UNBOUND) {
        return true;
    }
    return number_to_index(t, length, r) &&
           (*r >= 0 || raise_false(t, &ValueError_type, "r must be non-negative"));
}

static struct combiner *new_combiner(struct thread *t, struct argument_parser *parser, Value *args,
                                     uint32_t n_args, Value keyword_names, int64_t *n, int64_t *r)
{
    Value bound[2], pools;
    if (!itertools_bind(t, parser, args, n_args, keyword_names, bound) ||
        !pool_and_r(t, bound[0], bound[1], &pools, n, r)) {
        return NULL;
    }
    return combiner_new(t, (struct type *)args[0], pools, (uint64_t)*r, (uint64_t)*r);
}

static Value new_combinations(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    static struct argument_parser parser = {"combinations", "(iterable, r)", NULL};
    int64_t n, r;
    struct combiner *o = new_combiner(t, &parser, args, n_args, keyword_names, &n, &r);
    if (o == NULL) {
        return VALUE_ERROR;
    }
    o->over = r > n;
    for (int64_t i = 0; i < r; i++) {
        combiner_indices(o)[i] = (uint64_t)i;
    }
    return value_from_object(o);
}

/* Raises the last index that is not at its maximum and puts those behind it right after. */
static bool step_combinations(struct combiner *o, uint64_t *indices)
{
    uint64_t n = combiner_pool(o, 0)->length, r = o->n_result;
    for (uint64_t i = r; i-- > 0;) {
        if (indices[i] != i + n - r) {
            indices[i]++;
            for (uint64_t k = i + 1; k < r; k++) {
                indices[k] = indices[k - 1] + 1;
            }
            return true;
        }
    }
    return false;
}

static Value next_combinations(struct thread *t, Value self)
{
    return next_of(t, self, step_combinations);
}

ITERATOR_TYPE(combinations, 2, new_combinations, next_combinations, "(iterable, r)",
              "Return successive r-length combinations of elements in the "
              "iterable.\n\ncombinations(range(4), 3) --> "
              "(0,1,2), (0,1,3), (0,2,3), (1,2,3)",
              .methods = combinations_methods);

static Value new_combinations_with_replacement(struct thread *t, Value *args, uint32_t n_args,
                                               Value keyword_names)
{
    static struct argument_parser parser = {"combinations_with_replacement", "(iterable, r)", NULL};
    int64_t n, r;
    struct combiner *o = new_combiner(t, &parser, args, n_args, keyword_names, &n, &r);
    if (o == NULL) {
        return VALUE_ERROR;
    }
    o->over = n == 0 && r > 0;
    return value_from_object(o);
}

static bool step_with_replacement(struct combiner *o, uint64_t *indices)
{
    uint64_t n = combiner_pool(o, 0)->length, r = o->n_result;
    for (uint64_t i = r; i-- > 0;) {
        if (indices[i] != n - 1) {
            uint64_t next = indices[i] + 1;
            for (uint64_t k = i; k < r; k++) {
                indices[k] = next;
            }
            return true;
        }
    }
    return false;
}

static Value next_combinations_with_replacement(struct thread *t, Value self)
{
    return next_of(t, self, step_with_replacement);
}

ITERATOR_TYPE(combinations_with_replacement, 2, new_combinations_with_replacement,
              next_combinations_with_replacement, "(iterable, r)",
              "Return successive r-length combinations of elements in the iterable allowing "
              "individual elements to "
              "have successive repeats.",
              .methods = combinations_with_replacement_methods);

/* ---- permutations ---- */

/* numbers: n indices (a permutation of the pool, of which the first r are the result), then r cycles. */
static Value new_permutations(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    static struct argument_parser parser = {"permutations", "(iterable, r=None)", NULL};
    Value bound[2], pools;
    int64_t n, r;
    if (!itertools_bind(t, &parser, args, n_args, keyword_names, bound)) {
        return VALUE_ERROR;
    }
    bound[1] = bound[1] == VALUE_NONE ? VALUE_UNBOUND : bound[1];
    if (bound[1] != VALUE_UNBOUND && !value_is_int(bound[1])) {
        return raise_error(t, &TypeError_type, "Expected int as r");
    }
    if (!pool_and_r(t, bound[0], bound[1], &pools, &n, &r)) {
        return VALUE_ERROR;
    }
    bool over = r > n;
    r = over ? 0 : r;
    struct combiner *o =
        combiner_new(t, (struct type *)args[0], pools, (uint64_t)r, (uint64_t)(n + r));
    if (o == NULL) {
        return VALUE_ERROR;
    }
    o->over = over;
    for (int64_t i = 0; i < n; i++) {
        combiner_indices(o)[i] = (uint64_t)i;
    }
    for (int64_t i = 0; i < r; i++) {
        combiner_indices(o)[n + i] = (uint64_t)(n - i);
    }
    return value_from_object(o);
}

static bool step_permutations(struct combiner *o, uint64_t *indices)
{
    uint64_t n = combiner_pool(o, 0)->length;
    uint64_t *cycles = indices + n;
    for (uint64_t i = o->n_result; i-- > 0;) {
        uint64_t own = indices[i];
        if (--cycles[i] != 0) {
            uint64_t other = n - cycles[i];
            indices[i] = indices[other];
            indices[other] = own;
            return true;
        }
        /* All of the rest have stood here: rotate, and go on with the place before. */
        memmove(&indices[i], &indices[i + 1], (n - i - 1) * sizeof *indices);
        indices[n - 1] = own;
        cycles[i] = n - i;
    }
    return false;
}

static Value next_permutations(struct thread *t, Value self)
{
    return next_of(t, self, step_permutations);
}

ITERATOR_TYPE(permutations, 2, new_permutations, next_permutations, "(iterable, r=None)",
              "Return successive r-length permutations of elements in the "
              "iterable.\n\npermutations(range(3), 2) --> "
              "(0,1), (0,2), (1,0), (1,2), (2,0), (2,1)",
              .methods = permutations_methods);
