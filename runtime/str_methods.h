/* The methods of str as functions: bound arguments in args[], see native_def in runtime/type.h. */
#ifndef HASP_RUNTIME_STR_METHODS_H
#define HASP_RUNTIME_STR_METHODS_H

#include "runtime/str.h"

#define STR_METHOD(name, signature, kind, doc)                                                     \
    Value str_method_##name(struct thread *t, Value *args, uint32_t n_args, Value keyword_names);
#include "runtime/str_methods.def"
#undef STR_METHOD

/* str_repr.c: the slot. */
Value str_repr(struct thread *t, Value self);

#endif
