/* The module _abc: what abc.ABCMeta cannot say in Python. */
#include "runtime/abstract.h"
#include "runtime/module.h"
#include "runtime/native.h"
#include "runtime/type.h"

/* _match_as(cls, flags): `flags` as in type.__flags__, of which 32 (sequence) and 64 (mapping) count. */
static Value match_as(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names)
{
    int64_t flags;
    if (!value_is_type(args[0])) {
        return raise_error(t, &TypeError_type, "_match_as() argument 1 must be type, not %T",
                           args[0]);
    }
    if (!number_to_index(t, args[1], &flags)) {
        return VALUE_ERROR;
    }
    if ((flags & 3 << 5) == 3 << 5) {
        return raise_error(
            t, &TypeError_type,
            "__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING");
    }
    uint32_t flag = flags & 1 << 5   ? TYPE_MATCHES_SEQUENCE
                    : flags & 1 << 6 ? TYPE_MATCHES_MAPPING
                                     : 0;
    return flag == 0 || type_match_as(t, (struct type *)args[0], flag) ? VALUE_NONE : VALUE_ERROR;
}

static const struct native_def functions[] = {
    {"_match_as", match_as, "(cls, flags, /)",
     "Let match statements take instances of cls for sequences or mappings.", NATIVE_METHOD},
    {0},
};

bool module_init__abc(struct thread *t, Value module)
{
    return module_add_functions(t, module, functions);
}
