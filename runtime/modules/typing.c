/* The module _typing: what typing wants to cost no call of a Python function. */
#include "runtime/module.h"

/* typing.NewType: a new type's call gives back its argument. */
static Value identity(UNUSED struct thread *t, Value *args, UNUSED uint32_t n_args,
                      UNUSED Value names)
{
    return args[0];
}

static const struct native_def functions[] = {
    {"_idfunc", identity, "(x, /)", NULL, NATIVE_METHOD},
    {0},
};

bool module_init__typing(struct thread *t, Value module)
{
    return module_add_functions(t, module, functions);
}
