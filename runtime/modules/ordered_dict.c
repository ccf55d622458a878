/* The module _ordered_dict: the ends of a dict, for collections.OrderedDict. */
#include "runtime/abstract.h"
#include "runtime/dict_table.h"
#include "runtime/module.h"
#include "runtime/native.h"
#include "runtime/tuple.h"

static bool check_dict(struct thread *t, Value v)
{
    return value_is_dict(v) || raise_false(t, &TypeError_type, "expected a dict, not %T", v);
}

static Value move_to_end(struct thread *t, Value *args, uint32_t n UNUSED, Value names UNUSED)
{
    bool is_there;
    enum truth is_last = object_truth(t, args[2]);
    if (is_last == TRUTH_ERROR || !check_dict(t, args[0]) ||
        !dict_move(t, value_to_dict(args[0]), args[1], is_last == TRUTH_TRUE, &is_there)) {
        return VALUE_ERROR;
    }
    return is_there ? VALUE_NONE : raise_with_argument(t, &KeyError_type, args[1]);
}

/* The first (key, value), which is removed; None: the dict is empty. */
static Value take_first(struct thread *t, Value *args, uint32_t n UNUSED, Value names UNUSED)
{
    Value key, v;
    if (!check_dict(t, args[0])) {
        return VALUE_ERROR;
    }
    return dict_take_first(value_to_dict(args[0]), &key, &v) ? tuple_of(t, 2, key, v) : VALUE_NONE;
}

static const struct native_def functions[] = {
    {"move_to_end", move_to_end, "(dict, key, last, /)", NULL, NATIVE_METHOD},
    {"take_first", take_first, "(dict, /)", NULL, NATIVE_METHOD},
    {0},
};

bool module_init__ordered_dict(struct thread *t, Value module)
{
    return module_add_functions(t, module, functions);
}
