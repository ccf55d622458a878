/* types.GenericAlias, `list[int]` (PEP 585), and types.UnionType, `int | str` (PEP 604): passive records. */
#ifndef HASP_RUNTIME_GENERIC_ALIAS_H
#define HASP_RUNTIME_GENERIC_ALIAS_H

#include "runtime/str_builder.h"

struct generic_alias {
    struct object base;
    /* Immutable. */
    Value origin;
    Value arguments; /* tuple */
    bool starred;    /* *tuple[int, ...] */
    /* value_load, value_store: UNBOUND until asked for, then a tuple for ever. */
    Value parameters;
};

struct union_type {
    struct object base;
    Value arguments;  /* tuple of at least two different types; immutable */
    Value parameters; /* as above */
};

extern struct type generic_alias_type, generic_alias_iterator_type, union_type_type;

/* origin[arguments]; one that is no tuple counts as a tuple of it. */
RAISES Value generic_alias_new(struct thread *t, Value origin, Value arguments);

/* The arguments as text, int, a.B, ... or their repr; a union writes None instead of NoneType. */
RAISES MAY_GC bool generic_add_arguments(struct thread *t, struct str_builder *b, Value arguments,
                                         const char *between, bool is_union);

/* --- Type parameters: runtime/generic_parameters.c --- */
/* The tuple of type parameters in the tuple `arguments`, each once; kept in *known. */
RAISES MAY_GC Value generic_parameters(struct thread *t, Value arguments, Value *known);
/* `arguments` with `parameters` replaced by item, or its items if it is a tuple: a tuple. `self` is for messages. */
RAISES MAY_GC Value generic_substitute(struct thread *t, Value self, Value arguments,
                                       Value parameters, Value item);

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
