/*
 * The module _copy: what the module copy does, copy() and deepcopy(), in the words of the library's documentation: the types
 * of Python copy themselves, others by __copy__, __deepcopy__, or by reduction as for pickles.
 *
 * deepcopy() passes a memo along, a dict: id of an object -> its copy, and under the id of the memo itself a list of the
 * objects, which keeps them alive so that no id is given twice.
 */
#ifndef HASP_RUNTIME_MODULES_COPY_H
#define HASP_RUNTIME_MODULES_COPY_H

#include "runtime/error.h"
#include "runtime/object.h"

/* Root: copy.Error; value_load. */
extern Value copy_error;

/* How one copies what has no way of its own: by __reduce_ex__ and its kin. `memo` UNBOUND: shallow. */
RAISES MAY_GC Value copy_by_reduction(struct thread *t, Value v, Value memo);
RAISES MAY_GC Value copy_deeply(struct thread *t, Value v, Value memo);
/* memo[id(v)] = copy */
RAISES MAY_GC bool copy_remember(struct thread *t, Value memo, Value v, Value copy);

/* Is an instance of exactly this type its own copy? Shallow: so are tuples and slices. */
bool copy_is_atomic(const struct type *type, bool is_deep);

#endif
