/*
 * What combinations, combinations_with_replacement, permutations and product are: pools, and indices into them.
 * itertools_combine.c steps them, itertools_combine_state.c takes them apart for copy and pickle and puts them together.
 */
#ifndef HASP_RUNTIME_MODULES_ITERTOOLS_COMBINE_H
#define HASP_RUNTIME_MODULES_ITERTOOLS_COMBINE_H

#include "runtime/gc.h"
#include "runtime/tuple.h"

struct combiner {
    struct object base;
    /* Immutable. */
    Value pools; /* tuple of tuples: one, or those of product */
    struct raw_buffer
        *numbers;      /* n_result indices; of permutations all of a permutation, and its cycles */
    uint64_t n_result; /* length of each result */
    /* Under the object lock, as the contents of `numbers`. */
    bool started, over;
};
struct product {
    struct combiner combiner;
};
struct permutations {
    struct combiner combiner;
};
struct combinations {
    struct combiner combiner;
};
struct combinations_with_replacement {
    struct combiner combiner;
};

static inline uint64_t *combiner_indices(const struct combiner *o)
{
    return (uint64_t *)(void *)o->numbers->bytes;
}

/* The pool of index number i. */
static inline const struct tuple *combiner_pool(const struct combiner *o, uint64_t i)
{
    const struct tuple *pools = value_to_tuple(o->pools);
    return value_to_tuple(pools->items[pools->length == 1 ? 0 : i]);
}

/* Their methods. */
extern const struct native_def product_methods[], combinations_methods[],
    combinations_with_replacement_methods[], permutations_methods[];

#endif
