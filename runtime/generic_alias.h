/* types.GenericAlias, `list[int]` (PEP 585), and types.UnionType, `int | str` (PEP 604): passive records. */
#ifndef HASP_RUNTIME_GENERIC_ALIAS_H
#define HASP_RUNTIME_GENERIC_ALIAS_H

#include "runtime/error.h"

struct generic_alias {
    struct object base;
    /* Immutable. */
    Value origin;
    Value arguments; /* tuple */
};

struct union_type {
    struct object base;
    Value arguments; /* tuple of at least two different types; immutable */
};

extern struct type generic_alias_type, union_type_type;

/* origin[arguments]; one that is no tuple counts as a tuple of it. */
RAISES Value generic_alias_new(struct thread *t, Value origin, Value arguments);

/* The class method __class_getitem__ of built-in containers: a row for their tables of methods. */
Value generic_alias_class_getitem(struct thread *t, Value *args, uint32_t n_args,
                                  Value keyword_names);
#define CLASS_GETITEM                                                                              \
    {                                                                                              \
        "__class_getitem__", generic_alias_class_getitem, "(cls, item, /)", "See PEP 585",         \
            NATIVE_CLASS_METHOD                                                                    \
    }

/* The slot for `|` of types: NotImplemented unless both are types, None, aliases or unions. */
Value union_of_types(struct thread *t, Value v, Value w);

#endif
