/* The module itertools: what its types share, and its table. */
#include "runtime/modules/itertools.h"

#include "runtime/module.h"
#include "runtime/modules/itertools_tee.h"

Value itertools_reduce_pair(struct thread *t, Value *args, UNUSED uint32_t n_args,
                            UNUSED Value keyword_names)
{
    const Value *fields = (const Value *)(value_to_object(args[0]) + 1);
    return iterator_reduce_class(t, args[0], tuple_of(t, 2, fields[0], fields[1]), VALUE_UNBOUND);
}

bool itertools_takes_keywords(const struct type *type)
{
    return type_has(type, TYPE_HEAP) && type->init != object_type.init;
}

bool itertools_bind(struct thread *t, struct argument_parser *parser, Value *args, uint32_t n_args,
                    Value keyword_names, Value *bound)
{
    const struct type *type = (const struct type *)args[0];
    if (itertools_takes_keywords(type)) {
        keyword_names = VALUE_UNBOUND;
    }
    return arguments_bind(t, parser, args + 1, n_args - 1, keyword_names, bound);
}

static struct type *const types[] = {
#define ITERTOOLS_TYPE(name) &itertools_##name##_type,
#include "runtime/modules/itertools.def"
#undef ITERTOOLS_TYPE
};

static const struct native_def functions[] = {
    {"tee", itertools_tee, "(iterable, n=2, /)", "Returns a tuple of n independent iterators.",
     NATIVE_METHOD},
    {0},
};

bool module_init_itertools(struct thread *t, Value module)
{
    for (size_t i = 0; i < COUNT_OF(types); i++) {
        if (!module_add(t, module, types[i]->name, value_from_object(types[i]))) {
            return false;
        }
    }
    return module_add_functions(t, module, functions);
}
