/* What copy and pickle ask of iterators: how one is made again, and where it had come to. */
#include "runtime/abstract.h"
#include "runtime/dict.h"
#include "runtime/int.h"
#include "runtime/iterators.h"
#include "runtime/module.h"

/* The function iter; a script may have taken it away. */
static Value iter_function(struct thread *t)
{
    Value iter = dict_get_cstr(t, value_to_dict(builtins_dict), "iter");
    return iter == VALUE_UNBOUND ? raise_error(t, &AttributeError_type, "iter") : iter;
}

Value iterator_reduce_with(struct thread *t, Value arguments, Value index)
{
    Value iter = arguments == VALUE_ERROR ? arguments : iter_function(t);
    if (iter == VALUE_ERROR) {
        return iter;
    }
    return index == VALUE_UNBOUND ? tuple_of(t, 2, iter, arguments)
                                  : tuple_of(t, 3, iter, arguments, index);
}

Value iterator_reduce(struct thread *t, Value over, Value index)
{
    return iterator_reduce_with(t, over == VALUE_ERROR ? over : tuple_of(t, 1, over), index);
}

Value iterator_reduce_class(struct thread *t, Value self, Value arguments, Value state)
{
    Value type = value_from_object(value_type(self));
    if (arguments == VALUE_ERROR || state == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    return state == VALUE_UNBOUND ? tuple_of(t, 2, type, arguments)
                                  : tuple_of(t, 3, type, arguments, state);
}

bool iterator_state_index(struct thread *t, Value state, int64_t *index)
{
    if (!value_is_int(state)) {
        return raise_false(t, &TypeError_type, "an integer is required");
    }
    return int_to_int64(state, index) ||
           raise_false(t, &OverflowError_type, "Python int too large to convert to C ssize_t");
}

bool iterator_state_tuple(struct thread *t, Value state, uint64_t min, uint64_t max)
{
    if (!value_is_tuple(state)) {
        return raise_false(t, &TypeError_type, "state is not a tuple");
    }
    uint64_t n = value_to_tuple(state)->length;
    if (n >= min && n <= max) {
        return true;
    }
    const char *how = min == max ? "exactly" : n < min ? "at least" : "at most";
    uint64_t wanted = n < min ? min : max;
    return raise_false(t, &TypeError_type, "function takes %s %d argument%s (%d given)", how,
                       (int)wanted, wanted == 1 ? "" : "s", (int)n);
}
