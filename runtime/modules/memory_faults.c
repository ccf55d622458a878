/*
 * The module _memory_faults: lets chosen allocations fail, so that a test can sweep over all that an operation makes:
 *
 *     n = 1, 2, ...:  fail_allocations(n); operation; tried = fail_allocations(0)      until tried < n
 */
#include "runtime/abstract.h"
#include "runtime/module.h"

/* The number 0 must not be an allocation itself: so the result is a small int. */
static Value fail_allocations(struct thread *t, Value *args, uint32_t n_args UNUSED,
                              Value names UNUSED)
{
    int64_t first, end = 0;
    if (!number_to_index(t, args[0], &first) ||
        (args[1] != VALUE_UNBOUND && !number_to_index(t, args[1], &end))) {
        return VALUE_ERROR;
    }
    if (first < 0 || end < 0) {
        return raise_error(t, &ValueError_type, "allocations are numbered from 1");
    }
    return value_from_small_int((int64_t)gc_fail_allocations(t, (uint64_t)first, (uint64_t)end));
}

static const struct native_def functions[] = {
    {"fail_allocations", fail_allocations, "(first, end=0, /)",
     "Make this thread's allocations from number first up to end (0: all later ones) fail; 0: "
     "none.\n\nReturns how many it has tried since the last call that was given a number other "
     "than 0.",
     NATIVE_METHOD},
    {0},
};

bool module_init__memory_faults(struct thread *t, Value module)
{
    return module_add_functions(t, module, functions);
}
